/** The report on the access that was found, in plain words, for whoever has to look at it. */
import { code, plain } from '../render/markdown.ts';
import { amount } from '../render/summary.ts';
import type { Held, Present } from './access-list.ts';
import type { FromLists } from './from-lists.ts';
import type { Roster } from './people-list.ts';
import { ruleInWords } from './propose-matrix.ts';
import { type StandsOut, standsOut } from './stands-out.ts';

/** The file at the top of the new repository. */
export const reportPath = 'present-access.md';

/** What the report is about. */
export interface ReportInput {
  readonly present: Present;
  readonly roster: Roster;
  readonly lists: FromLists;
  readonly today: string;
  readonly proposed: boolean;
}

/** Nobody reads a longer list at once. */
const mostLines = 100;

/** The report, and in how few words it is said what stands out. */
export function reportOn(input: ReportInput): { readonly text: string; readonly short: readonly string[] } {
  const { present, roster, lists, today, proposed } = input;
  const { company, reviewBy, outliers } = lists;
  const found = standsOut(present, roster, lists, today);
  const named = (user: string) => `${plain(roster.people.get(user)?.displayName ?? user)} (${code(user)})`;
  const held = ({ user, system, role }: Held) => `${named(user)}: ${code(`${system}/${role}`)}`;
  const sections = sectionsOf(found, outliers, roster, { named, held }).filter(
    ({ lines }) => lines.length > 0,
  );
  const matrixWords = proposed
    ? `The role matrix in ${code('policies/role-matrix.yaml')} is a proposal. ${ruleInWords} Roles of high risk and administrators’ roles are allowed for 90 days at a time, all others without an end, with a review every 90 days.`
    : `The role matrix in ${code('policies/role-matrix.yaml')} allows each job function whatever somebody in it has today. It is as wide as what was found; ${code('--propose-matrix')} makes a narrower one.`;
  const text = [
    '# The access that was found',
    `On ${today}, ${amount(company.grants.length, 'access', 'accesses')} of ${amount(new Set(company.grants.map(({ subject }) => subject)).size, 'person', 'people')} in ${amount(company.systems.size, 'system')} became grants: found, never approved. Nobody loses anything by it, and each of them is looked at by ${reviewBy}.`,
    matrixWords,
    ...(sections.length === 0 ? ['Nothing stands out.'] : []),
    ...sections.map(({ title, why, lines }) =>
      [
        `## ${title} (${lines.length})`,
        why,
        [
          ...lines.slice(0, mostLines).map((line) => `- ${line}`),
          ...(lines.length > mostLines ? [`- … and ${lines.length - mostLines} more`] : []),
        ].join('\n'),
      ].join('\n\n'),
    ),
  ];
  return {
    text: `${text.join('\n\n')}\n`,
    short: sections.map(({ title, lines }) => `${title}: ${lines.length}`),
  };
}

interface Section {
  readonly title: string;
  readonly why: string;
  readonly lines: readonly string[];
}

function sectionsOf(
  found: StandsOut,
  outliers: readonly Held[],
  { people, withoutNumber }: Roster,
  { named, held }: { named: (user: string) => string; held: (each: Held) => string },
): readonly Section[] {
  const role = (system: string, id: string) => code(`${system}/${id}`);
  return [
    {
      title: 'Access of people who have left',
      why: 'No grant was written for it. Take it away in the systems themselves, today.',
      lines: found.ofLeavers.map(held),
    },
    {
      title: 'Access of somebody who is not in the list of people',
      why: 'No grant was written for it, since nobody knows whose it is. A service account needs a row in the list of people too, with a manager who answers for it.',
      lines: found.strangers.map(
        ({ name, system, role: id, line, near }) =>
          `${code(name)} in line ${line}: ${role(system, id)}${near === undefined ? '' : ` (perhaps ${named(near)}?)`}`,
      ),
    },
    {
      title: 'Administrators',
      why: 'Who can do everything should be few, and need it every week.',
      lines: found.privileged.map(held),
    },
    {
      title: 'Access that nobody else with the same job has',
      why: 'Often left over from an earlier job.',
      lines: found.alone.map(held),
    },
    {
      title: 'Access outside of the role matrix',
      why: 'It goes on by an exception in `policies/exceptions/`, until its owner has looked at it.',
      lines: outliers.map(held),
    },
    {
      title: 'One person prepares and approves',
      why: 'Told from the names of the roles. If it is so, write it into `policies/separation-of-duties.yaml`.',
      lines: found.conflicts.map(
        ({ system, makes, checks, users }) =>
          `${role(system, makes)} and ${role(system, checks)}: ${users.map(named).join(', ')}`,
      ),
    },
    {
      title: 'Roles that one person alone has',
      why: 'Nobody can stand in while that person is away.',
      lines: found.oneHolder.map(held),
    },
    {
      title: 'Names that are nearly the same',
      why: 'Perhaps a slip of the pen in the list.',
      lines: found.alike.map(([a, b]) => `${code(a)} and ${code(b)}`),
    },
    {
      title: 'Roles whose risk was told from their names',
      why: 'Look at each, and correct it in `policies/systems/`.',
      lines: found.guessed.map(
        ({ system, role: id, risk, privileged }) =>
          `${role(system, id)}: ${risk}${privileged ? ', administrator’s' : ''}`,
      ),
    },
    {
      title: 'People who cannot approve yet',
      why: 'Their GitHub login is in the list, and the number of the account is not. https://api.github.com/users/<login> shows it as `id`; enter both in `policies/people/`.',
      lines: withoutNumber.filter((user) => people.get(user)?.github === undefined).map(named),
    },
  ];
}
