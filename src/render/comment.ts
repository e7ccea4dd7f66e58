/** The comment on a pull request: for the approver, not the engineer. The verdict comes first. */

import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { timeOf } from '../model/period.ts';
import type { Requirement, Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInWords } from './approvers-in-words.ts';
import { renderFindings, sentence } from './findings-markdown.ts';
import { grantSection } from './grant-markdown.ts';
import { code, message, plain } from './markdown.ts';
import { amount, countBySeverity } from './summary.ts';

/** Begins every comment of ours; together with its author it is how the comment is found again. */
export const commentMarker = '<!-- grantbook:check -->';

/** GitHub refuses longer comments; check run summaries have one character less. */
export const longestBody = 65_000;
const grantsShown = 20;
const filesShown = 20;

/** What the comment and the check run are written from. */
export interface CommentInput {
  readonly verdict: Verdict;
  readonly grants: readonly GrantChange[];
  readonly workspace: Workspace;
  readonly now: number;
  readonly timeZone: string;
  readonly draft: boolean;
  /** The address of a line in the head, for findings; `undefined` leaves paths unlinked. */
  readonly link?: (diagnostic: Diagnostic) => string | undefined;
}

/** One line in plain words: the title of the check run and the heading of the comment. */
export function titleOf({ verdict, draft }: Pick<CommentInput, 'verdict' | 'draft'>): string {
  const { error } = countBySeverity(verdict.findings);
  if (verdict.verdict === 'rejected') return `${amount(error, 'thing')} to repair before anybody can approve`;
  return draft
    ? 'Nothing to repair; a draft, so nobody is asked yet'
    : 'Nothing to repair; approvals are missing';
}

/** The body of the comment. */
export function renderComment(input: CommentInput): string {
  const { verdict, draft } = input;
  const icon = verdict.verdict === 'rejected' ? '❌' : draft ? '📝' : '⏳';
  return limited(
    [
      `${commentMarker}\n### ${icon} ${titleOf(input)}`,
      ...bodyParts(input),
      nextStep(input),
      footer(input),
    ].filter((part) => part !== ''),
  );
}

/** The summary of the check run and of the job: the same without marker and heading. */
export const renderCheckSummary = (input: CommentInput): string =>
  limited([...bodyParts(input), nextStep(input), footer(input)].filter((part) => part !== ''));

function bodyParts({ verdict, grants, workspace, now, timeZone, link }: CommentInput): string[] {
  const [errors, others] = [true, false].map((wanted) =>
    renderFindings(
      verdict.findings.filter((finding) => (finding.severity === 'error') === wanted),
      link,
    ),
  );
  const requirementOf = (path: string) =>
    verdict.requirements.find((requirement) => requirement.change.path === path);
  const sections = grants
    .slice(0, grantsShown)
    .map((grant) => grantSection(grant, requirementOf(grant.path), workspace, { now, timeZone }));
  const more = grants.length - sections.length;
  return [
    errors ?? '',
    ...sections,
    more > 0 ? `… and ${amount(more, 'more changed grant')}, listed in the files of this pull request.` : '',
    filesSection(verdict.requirements, workspace),
    others ?? '',
  ];
}

/** Changes of the policy and of everything else: which files, and who approves them. */
function filesSection(requirements: readonly Requirement[], workspace: Workspace): string {
  const files = requirements.filter((requirement) => requirement.change.kind === 'policy');
  if (files.length === 0) return '';
  const byApprovers = new Map<string, string[]>();
  for (const file of files) {
    const approvers = approversInWords(file, undefined, workspace);
    byApprovers.set(approvers, [...(byApprovers.get(approvers) ?? []), file.change.path]);
  }
  const lines = [...byApprovers].map(([approvers, paths]) => {
    const shown = paths.slice(0, filesShown).map(code).join(', ');
    return `- ${shown}${paths.length > filesShown ? ` and ${paths.length - filesShown} more` : ''}\n  Must approve: ${approvers}`;
  });
  return `#### Changed files besides grants\n\n${lines.join('\n')}\n`;
}

function nextStep({ verdict, draft }: CommentInput): string {
  if (verdict.verdict === 'rejected')
    return '**What happens next:** repair what is listed above and push again. This comment is then brought up to date by itself.';
  if (draft) return '**What happens next:** mark the pull request as ready for review when it is.';
  return '**What happens next:** the people named above approve this pull request with the button *Review changes*.';
}

function footer({ verdict, now, timeZone }: CommentInput): string {
  const policies =
    verdict.baseSha === null ? '' : ` by the policies of commit ${code(verdict.baseSha.slice(0, 10))}`;
  return `<sub>Judged${policies} on ${timeOf(now, timeZone)} (${plain(timeZone)}).</sub>`;
}

/** What could not be evaluated blocks, and says why. */
export function renderNotEvaluated(reason: string): string {
  return limited([
    `${commentMarker}\n### ⛔ Could not evaluate`,
    message(sentence(reason)),
    '**What happens next:** nothing can be approved until this is settled. Afterwards, run the job again from the *Actions* tab, or push once more; if it stays, ask the policy owners.',
  ]);
}

/** Joins the parts; from the end, what does not fit is left out, and that is said. */
export function limited(parts: readonly string[], limit = longestBody): string {
  const joined = parts.join('\n\n');
  if (joined.length <= limit) return `${joined}\n`;
  const note = '\n\n… the rest did not fit; `grantbook check` shows all of it.\n';
  return joined.slice(0, joined.lastIndexOf('\n', limit - note.length)) + note;
}
