/** The comment on a pull request: for the approver, not the engineer. The verdict comes first. */

import type { PolicyImpact } from '../approvals/impact.ts';
import type { FileState, GrantChange } from '../model/change.ts';
import { dayOf } from '../model/period.ts';
import type { Requirement, Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { obstaclesSection, reviewsSection } from './approvals-markdown.ts';
import { displayName } from './approvers-in-words.ts';
import { filesSection } from './files-markdown.ts';
import { findingsSection, type Link, sentence } from './findings-markdown.ts';
import { grantSection } from './grant-markdown.ts';
import type { Sides } from './impact-in-short.ts';
import { renderImpactMarkdown } from './impact-markdown.ts';
import { code, message, plain } from './markdown.ts';
import { mostDangerousFirst, overviewSection } from './overview-markdown.ts';
import { amount, countBySeverity } from './summary.ts';

/** Begins every comment of ours; together with its author it is how the comment is found again. */
export const commentMarker = '<!-- grantbook:check -->';

/** GitHub refuses longer comments; check run summaries have one character less. */
export const longestBody = 65_000;

/** What is listed at most, and in how many characters; the overview takes what these leave, the details the rest. */
const errorLimits = { count: 30, room: 18_000 };
const otherLimits = { count: 20, room: 6_000 };
const filesRoom = 8_000;
const impactRoom = 8_000;
const detailsShown = 20;
const longestReason = 3_000;

/** What became of an approved pull request: merged, refused by GitHub, or left to a person. */
export type Outcome =
  | { readonly kind: 'merged'; readonly sha: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'by a person' };

/** What the comment and the check run are written from. */
export interface CommentInput {
  readonly verdict: Verdict;
  readonly grants: readonly GrantChange[];
  readonly workspace: Workspace;
  readonly now: number;
  readonly timeZone: string;
  readonly draft: boolean;
  /** The address of a line in the head, for findings; `undefined` leaves paths unlinked. */
  readonly link?: Link;
  /** What became of an approved pull request. */
  readonly outcome?: Outcome;
  /** Logins of people who should have been asked for a review, but have no access to the repository. */
  readonly notAsked?: readonly string[];
  /** What happens to the changed files besides grants, by path. What is not named has no word for it. */
  readonly fileStates?: ReadonlyMap<string, FileState>;
  /** What a change of the policies would do to people. */
  readonly impact?: { readonly found: PolicyImpact; readonly sides: Sides };
}

/** One line in plain words: the title of the check run and the heading of the comment. */
export function titleOf({
  verdict,
  draft,
  workspace,
}: Pick<CommentInput, 'verdict' | 'draft' | 'workspace'>): string {
  const { error } = countBySeverity(verdict.findings);
  if (error > 0) return `${amount(error, 'thing')} to repair before anybody can approve`;
  if (verdict.verdict === 'rejected') {
    const objects = verdict.obstacles.some(({ kind }) => kind === 'objection');
    return objects ? 'Somebody who has to approve asks for changes' : 'This cannot be approved as it is';
  }
  if (verdict.verdict === 'approved')
    return verdict.requirements.some(({ satisfiedBy }) => satisfiedBy === 'alone')
      ? 'Approved without a second person, since nobody else works here'
      : 'Approved by everybody whom the policy names';
  if (draft) return 'Nothing to repair; a draft, so nobody is asked yet';
  const names = waitedFor(verdict, workspace);
  return names.length === 0 || names.length > 3
    ? 'Nothing to repair; approvals are missing'
    : `Nothing to repair; waiting for ${names.join(' or ')}`;
}

/** The people of whom the next approval can come, as plain text. */
const waitedFor = ({ requirements }: Verdict, workspace: Workspace): string[] => [
  ...new Set(
    requirements.flatMap((requirement) => {
      const stage = requirement.satisfiedBy
        ? undefined
        : requirement.stages.find(({ approvedBy, needed }) => approvedBy.length < needed);
      return (stage?.candidates ?? [])
        .filter((user) => !stage?.approvedBy.includes(user))
        .map((user) => displayName(user, workspace).slice(0, 60));
    }),
  ),
];

/** The body of the comment. */
export function renderComment(input: CommentInput): string {
  const icon = { rejected: '❌', approved: '✅', pending: input.draft ? '📝' : '⏳' }[input.verdict.verdict];
  return body(input, [`${commentMarker}\n### ${icon} ${plain(titleOf(input))}`]);
}

/** The summary of the check run and of the job: the same without marker and heading. */
export const renderCheckSummary = (input: CommentInput): string => body(input, []);

/**
 * Heading, errors, overview, files, details, remarks, next step, in this order. Room is given out in another one:
 * what decides comes first, and the details of the grants make do with what is left.
 */
function body(input: CommentInput, heading: readonly string[]): string {
  const { verdict, workspace, timeZone, link } = input;
  const requirements = new Map(verdict.requirements.map((each) => [each.change.path, each]));
  const grants = mostDangerousFirst(input.grants, workspace);
  const end = [nextStep(input), footer(input)];
  let room = longestBody - sizeOf([...heading, ...end]);
  const take = (text: string): string => {
    room -= sizeOf([text]);
    return text;
  };
  const findings = verdict.findings;
  const errors = take(findingsSection('error', findings, link, errorLimits));
  const obstacles = take(obstaclesSection(verdict, 6_000));
  const reviews = take(reviewsSection(verdict, workspace, 5_000));
  const impact = take(impactSection(input.impact, impactRoom));
  const files = take(filesSection(verdict.requirements, workspace, input.fileStates, filesRoom));
  // Something is always kept back to say how much of the rest is left out.
  const overview = take(overviewSection({ grants, requirements, workspace, timeZone }, room - 6_000));
  const remarks = (['warning', 'note'] as const).map((severity) =>
    take(
      findingsSection(severity, findings, link, {
        ...otherLimits,
        room: Math.min(otherLimits.room, room / 3),
      }),
    ),
  );
  const details = detailsSection({ ...input, grants }, requirements, room);
  const parts = [
    ...heading,
    errors,
    obstacles,
    reviews,
    overview,
    impact,
    files,
    details,
    ...remarks,
    ...end,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const impactSection = (impact: CommentInput['impact'], room: number): string =>
  impact ? renderImpactMarkdown(impact.found, impact.sides, room).trimEnd() : '';

const sizeOf = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + part.length + '\n\n'.length, 0);

/** The changed grants one by one, as many as there is room for, and what became of the others. */
function detailsSection(
  { grants, workspace, now, timeZone }: CommentInput,
  requirements: ReadonlyMap<string, Requirement>,
  room: number,
): string {
  const sections: string[] = [];
  for (const grant of grants.slice(0, detailsShown)) {
    const section = grantSection(grant, requirements.get(grant.path), workspace, { now, timeZone });
    if (sizeOf([...sections, section]) > room - 300) break;
    sections.push(section);
  }
  const more = grants.length - sections.length;
  if (more === 0) return sections.join('\n\n');
  const why =
    sections.length < detailsShown
      ? 'this comment would become too long'
      : `only the first ${detailsShown} are`;
  const note = `… The details of ${amount(more, 'more changed grant')} are not shown here: ${why}. Their files stand in this pull request.`;
  return [...sections, note].join('\n\n');
}

function nextStep({ verdict, draft, outcome, notAsked = [] }: CommentInput): string {
  if (verdict.verdict === 'rejected')
    return countBySeverity(verdict.findings).error > 0
      ? '**What happens next:** repair what is listed above and push again. This comment is then brought up to date by itself.'
      : '**What happens next:** settle what stands in the way above. This comment is then brought up to date by itself.';
  if (verdict.verdict === 'approved') return `**What happens next:** ${outcomeInWords(outcome)}`;
  if (draft) return '**What happens next:** mark the pull request as ready for review when it is.';
  const unreachable =
    notAsked.length === 0
      ? ''
      : ` ${listOf(notAsked)} could not be asked on GitHub, because they need *Read* access to this repository; please tell them yourself.`;
  return `**What happens next:** the people named above approve this pull request with the button *Review changes*.${unreachable}`;
}

const listOf = (logins: readonly string[]): string => logins.map((login) => code(login)).join(', ');

function outcomeInWords(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case 'merged':
      return 'nothing more: it was merged at once.';
    case 'refused':
      return `it could not be merged by itself. ${message(sentence(outcome.reason), longestReason)} Somebody with *Write* access presses *Squash and merge*.`;
    default:
      return 'somebody with *Write* access presses *Squash and merge*.';
  }
}

/** The day, not the minute: an hourly run that finds nothing new has nothing to write. */
function footer({ verdict, now, timeZone }: CommentInput): string {
  const policies =
    verdict.baseSha === null ? '' : ` by the policies of commit ${code(verdict.baseSha.slice(0, 10))}`;
  return `<sub>Judged${policies} on ${dayOf(now, timeZone)} (${plain(timeZone)}).</sub>`;
}

/** What could not be evaluated blocks, and says why. */
export const renderNotEvaluated = (reason: string): string =>
  `${[
    `${commentMarker}\n### ⛔ Could not evaluate`,
    message(sentence(reason), longestReason),
    '**What happens next:** nothing can be approved until this is settled. Afterwards, run the job again from the *Actions* tab, or push once more; if it stays, ask the policy owners.',
  ].join('\n\n')}\n`;
