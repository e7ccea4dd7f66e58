/** What a request is said to be, before it is written and afterwards. */
import type { RequestFlags } from '../forms/flags.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { firstDay, lastDay, renderRequest } from '../render/request-text.ts';
import type { Colors } from '../render/text.ts';
import type { Desk } from './request-desk.ts';
import type { Drafted } from './request-written.ts';

export interface RequestOptions extends RequestFlags {
  readonly as?: string;
  readonly yes: boolean;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

/** What it would be, and what there is to say of it. */
export const inWords = ({ grants, files, evaluation }: Drafted, desk: Desk, colors: Colors): string =>
  renderRequest(
    {
      grants,
      paths: [...files.keys()],
      requirements: evaluation.verdict.requirements,
      findings: evaluation.diagnostics,
    },
    evaluation.workspace,
    desk,
    colors,
  );

/** From the file to a pull request. The names in it are ids, which mean nothing to a shell. */
export function nextSteps({ grants, files }: Drafted, { asker, workspace }: Desk): string {
  const [{ system = '', role = '', subject = '' } = {}] = grants;
  const who = grants.length === 1 ? subject : `${grants.length}-people`;
  return [
    `Written. ${displayName(asker, workspace)} has to open the pull request; these lines make its branch:`,
    '',
    `  git switch --create request/${system}-${role}-${who}`,
    `  git add ${[...files.keys()].join(' ')}`,
    `  git commit --message "Ask for ${system}/${role} for ${who}"`,
    '  git push --set-upstream origin HEAD',
    '',
    'Then press “Compare & pull request”, the button that GitHub shows for the new branch.',
    '',
  ].join('\n');
}

/** The same for a program. */
export const jsonOf = ({ grants, files, evaluation }: Drafted, written: boolean, desk: Desk) => ({
  written,
  files: [...files].map(([path, text]) => ({ path, text })),
  grants,
  firstDay: grants.map((grant) => firstDay(grant, desk))[0] ?? null,
  lastDay: grants.map((grant) => lastDay(grant, desk))[0] ?? null,
  findings: evaluation.diagnostics,
  requirements: evaluation.verdict.requirements,
  evaluatedAt: new Date(desk.now).toISOString(),
});
