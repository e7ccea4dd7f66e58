/** The issue in which an owner signs for what was found at their system on the first day. */
import { endInWords } from '../model/entitlement.ts';
import type { Workspace } from '../model/workspace.ts';
import { roleInWords } from './grant-words.ts';
import { cappedTable, code, pathCode, plain } from './markdown.ts';
import { amount } from './summary.ts';

/** What the text depends on. */
export interface Signing {
  readonly system: string;
  /** The grants that are as they were found. */
  readonly grants: readonly string[];
  /** The accounts of those who can sign; only such of person files, whose form is checked. */
  readonly logins: readonly string[];
  readonly workspace: Workspace;
  readonly timeZone: string;
  /** The address of a file on GitHub, where it can be deleted. */
  readonly deleteUrl: (path: string) => string;
}

export const signingPrefix = '<!-- grantbook:found ';
export const signingMarker = (system: string): string => `${signingPrefix}${system} -->`;

/** Which system an issue is about. */
export const systemOfSigning = (body: string): string | undefined =>
  /^<!-- grantbook:found (\S+) -->/.exec(body)?.[1];

const nameOf = ({ system, workspace }: Signing): string =>
  (workspace.systems.has(system) ? workspace.systems.get(system)?.value.name : undefined) ?? system;

export const signingTitle = (signing: Signing): string =>
  `Sign for the access that was found at ${plain(nameOf(signing))}`;

/** Who has what, and what to do about it. */
export function renderSigning(signing: Signing): string {
  const { grants, logins, workspace, timeZone, deleteUrl } = signing;
  const rows = grants.map((path) => {
    const grant = workspace.grants.get(path);
    const holder = workspace.holdings.at(path)?.subject ?? path;
    return [
      plain(workspace.people.get(holder)?.value.displayName ?? holder),
      grant ? roleInWords(grant.value, workspace) : 'could not be read',
      grant ? plain(endInWords(grant.value, timeZone, undefined)) : '',
      `[take it away](${deleteUrl(path)})`,
      pathCode(path),
    ];
  });
  const to = logins.length === 0 ? '' : `${logins.map((login) => `@${login}`).join(', ')}: `;
  return [
    `${to}when the ledger began, this access to ${plain(nameOf(signing))} was there already. Nobody has approved it; it goes on until its first review, so that nobody was locked out.`,
    cappedTable(['Who', 'What', 'Until', 'Not right?', 'File'], rows),
    `Whoever owns the system answers for ${grants.length === 1 ? 'it' : `these ${amount(grants.length, 'grant')}`}. Take away what should not be there: each link opens the file with the button to delete it, as a pull request. Then write ${code('/sign')} here. The ledger keeps who signed, and when; this issue closes by itself.`,
  ].join('\n\n');
}
