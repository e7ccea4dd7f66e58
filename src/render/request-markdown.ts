/** What whoever asked by a form is told in their issue: plain sentences, no file and no code. */
import type { Told } from '../forms/form-kind.ts';
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { ended } from './findings-markdown.ts';
import { endInWords, roleInWords } from './grant-words.ts';
import { alternatives, message, plain } from './markdown.ts';

/** Begins what is said about a request, so that it is told from other comments of ours. */
export const requestMarker = '<!-- grantbook:request -->';

/** In the text of a pull request: the issue that it answers. */
export const issueMark = (number: number): string => `<!-- grantbook:issue ${number} -->`;
export const issueOf = (body: string | null | undefined): number | undefined => {
  const [, number] = /<!-- grantbook:issue (\d+) -->/.exec(body ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
};

/** Something has to be changed first. */
export function renderUnclear(login: string, problems: readonly string[]): string {
  return [
    `@${login}, thank you. Something in this request has to be changed first:`,
    problems.map((problem) => `- ${message(ended(problem))}`).join('\n'),
    'Press the three dots at the top of this issue, then *Edit*, repair it below its heading, and save: it is looked at again by itself.',
  ].join('\n\n');
}

/** Somebody else wrote into the issue, or opened it again. */
export const renderForeign = (login: string): string =>
  `@${login}, somebody else changed this issue, or opened it again. Only what you write yourself is asked for in your name, so nothing was done. Read what it says now. To ask for it, open a new issue, or edit this one yourself.`;

/** Its author opened it again, or gave it another title, and the text is not the one that they wrote last. */
export const renderUnsure = (login: string): string =>
  `@${login}, nobody can tell whether what this issue says now was written by you, so nothing was done. Read what it says. To ask for it, open a new issue, or edit the text of this one yourself.`;

/** The findings of the rules, for somebody who sees no file. */
export const problemsOf = (findings: readonly Diagnostic[]): readonly string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(asAnswer)),
];

/** What was found and what to answer instead: a value alone, where a file has its key before it. */
export const asAnswer = ({ message: what, help }: Pick<Diagnostic, 'message' | 'help'>): string =>
  forFields(help === undefined ? what : `${what}; ${help}`);

/** The same sentence for somebody who has fields before them, and no lines. */
export const forFields = (text: string): string =>
  text
    .replaceAll(/`(?:ticket|justification|validFrom|validUntil|duration|requestedAt): ([^`]+)`/g, '`$1`')
    .replace(/\badd a line (?:with )?/i, (words) => (words.startsWith('A') ? 'Write ' : 'write '));

/** An answer without a request: what each paragraph says, its names harmless. */
export const renderSaid = (login: string, say: Told['say']): string =>
  [`@${login}, thank you.`, ...say.map(paragraph)].join('\n\n');

function paragraph(said: Told['say'][number]): string {
  if (typeof said === 'string') return message(said);
  return 'items' in said
    ? said.items.map((item) => `- ${message(item)}`).join('\n')
    : `#${said.pull} ${message(said.after)}`;
}

/** What was understood, and where it is decided. */
export const renderOpened = (login: string, title: string, number: number): string =>
  `@${login}, this was understood: ${plain(title)}. #${number} asks for it, and is decided there; you need not do anything. What happens is told here.`;

/** Who has to approve it next. */
export function renderWaiting(requirements: readonly Requirement[], workspace: Workspace): string {
  const nameOf = (user: string) => plain(workspace.people.get(user)?.value.displayName ?? user);
  const approved = [
    ...new Set(requirements.flatMap(({ stages }) => stages.flatMap(({ approvedBy }) => approvedBy))),
  ];
  const open = requirements.flatMap(({ stages }) => {
    const stage = stages.find(({ needed, approvedBy }) => approvedBy.length < needed);
    return stage ? [stage.candidates.filter((user) => !stage.approvedBy.includes(user))] : [];
  });
  const waits = [...new Set(open.map((candidates) => alternatives(candidates.map(nameOf), 300)))];
  return [
    ...(approved.length > 0 ? [`Approved by ${approved.map(nameOf).join(', ')} so far.`] : []),
    `It waits for the approval of ${waits.join('; and of ')}.`,
  ].join(' ');
}

/** It is there: from when, and until when. */
export function renderDone(
  grants: readonly GrantChange[],
  workspace: Workspace,
  at: { readonly now: number; readonly timeZone: string },
): string {
  const lines = grants.map(({ kind, before, after }) => {
    const grant = (after ?? before)?.value;
    if (!grant) return '- One file that could not be read.';
    const who = plain(workspace.people.get(grant.subject)?.value.displayName ?? grant.subject);
    const what = `- ${who}: ${roleInWords(grant, workspace)}`;
    if (kind === 'removed') return `${what} has ended.`;
    const from = grant.validFrom === undefined ? 'from now on' : `from ${plain(grant.validFrom)} on`;
    return `${what}, ${from}. It ends: ${plain(endInWords(grant, at))}.`;
  });
  if (lines.length === 0) return 'It is approved, and holds from now on.';
  return ['It is approved.', lines.join('\n')].join('\n\n');
}

/** Approved, and somebody has to press the button. */
export const renderToMerge = (number: number): string =>
  `It is approved. It takes effect when somebody with *Write* access merges #${number}.`;

/** Somebody whom the policy names is against it. */
export const renderDenied = (who: string, reason: string | null | undefined): string =>
  `${plain(who)} is against it${reason?.trim() ? `: “${plain(reason)}”` : ', and gave no reason'}. You can change the request by editing this issue, or close it.`;
