/** What would happen to a request, for a terminal: whether it is possible at all, then who approves, then the rest. */
import type { Outlook } from '../approvals/outlook.ts';
import { isOpenEnded } from '../model/approvers.ts';
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { findRole } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { durationInWords } from '../model/period.ts';
import type { Indirect, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName, nameAndHow } from './approvers-in-words.ts';
import { alternatives } from './markdown.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

export interface OutlookInput extends Outlook {
  readonly grant: Grant;
  readonly kind: GrantChange['kind'];
  /** What no other wording of the request could repair, and exceptions. */
  readonly findings: readonly Diagnostic[];
  readonly possible: boolean;
}

/** "Ana Costa (ana.costa)". */
const nameOf = (user: string, workspace: Workspace): string => `${displayName(user, workspace)} (${user})`;

/** More people than these are said in the words of the policy. */
const mostNames = 12;

export function renderOutlook(input: OutlookInput, workspace: Workspace, colors: Colors): string {
  const { possible, findings, requirement, grant, kind } = input;
  const headline = possible ? colors.green : colors.red;
  const asksForMore = kind === 'added' || kind === 'extended' || kind === 'edited';
  const lines = [
    headline(colors.bold(`${possible ? 'possible' : 'not possible'}: ${inWords(grant, kind, workspace)}`)),
    ...findings.flatMap(({ code, message, help, exception }) => [
      `  ${code} ${message}`,
      ...(exception
        ? [`    = exception: \`${exception.id}\` allows this until ${exception.validUntil}`]
        : help === undefined
          ? []
          : [`    = help: ${help}`]),
    ]),
    '',
    ...approvalLines(input, workspace),
    ...(asksForMore ? ['', ...askingLines(input, workspace)] : []),
    ...policyLines(requirement),
  ];
  return withoutCommands(`${lines.map(onOneLine).join('\n')}\n`);
}

function policyLines({ policy, title }: Outlook['requirement']): string[] {
  if (policy === undefined) return [];
  if (policy === 'built-in')
    return ['', 'No approval policy speaks of it, so that the built-in one decides.'];
  return ['', `That is the policy \`${policy}\`${title === undefined ? '' : `: ${title}`}.`];
}

const verbs: Readonly<Record<GrantChange['kind'], string>> = {
  added: 'gets',
  extended: 'keeps for longer',
  edited: 'keeps, changed,',
  reviewed: 'keeps after a review',
  reduced: 'keeps for less time',
  removed: 'loses',
};

function inWords(
  { subject, system, role, emergency }: Grant,
  kind: GrantChange['kind'],
  workspace: Workspace,
) {
  const found = findRole(workspace, system, role);
  const what = found ? `${found.role.title} in ${found.system.value.name}` : role;
  return `${nameOf(subject, workspace)} ${verbs[kind]} ${what} (${system}/${role})${emergency ? ' in an emergency' : ''}`;
}

function approvalLines(input: OutlookInput, workspace: Workspace): string[] {
  const { requirement, distinct, authorCounts, escalation, postReview } = input;
  const { stages } = requirement;
  if (stages.length === 0) return ['No approval policy matches, so nobody can approve it.'];
  if (requirement.satisfiedBy === 'alone')
    return [
      'Nobody else works here, so that nobody else could approve; the ledger will say that there was no second person.',
    ];
  const places = stages.reduce((sum, { needed }) => sum + needed, 0);
  return [
    stages.length > 1 ? 'Who approves, one after the other:' : 'Who approves:',
    ...stages.map((stage, index) => `  ${index + 1}. ${stageInWords(stage, workspace)}`),
    ...(authorCounts ? ['  Whoever of them opens the pull request needs nobody else.'] : []),
    ...(places > 1
      ? [distinct ? '  Nobody fills two places.' : '  One person may fill several places.']
      : []),
    ...(escalation
      ? [
          `  After ${durationInWords(escalation.after)} without an answer${escalation.workingDays ? ', Saturdays and Sundays not counted' : ''}: ${escalationInWords(escalation, workspace)}.`,
        ]
      : []),
    ...(postReview ? [`  Afterwards it is looked at, within ${durationInWords(postReview.within)}.`] : []),
  ];
}

/** Who comes in addition, stage by stage where there are several. */
function escalationInWords(
  { stages, to, indirect }: NonNullable<Outlook['escalation']>,
  workspace: Workspace,
): string {
  // That they come through the escalation is what the sentence says.
  const standIns = indirect.map(({ escalated: _, ...standIn }) => standIn);
  const who = stages.map((people) =>
    people.length === 0 ? undefined : someOf(people, to, workspace, standIns),
  );
  const [first] = who;
  if (first !== undefined && who.every((names) => names === first))
    return `${first} too${stages.length > 1 ? ', in each stage' : ''}`;
  const parts = who.flatMap((names, index) =>
    names === undefined ? [] : [`${names} too in stage ${index + 1}`],
  );
  return parts.length > 0 ? parts.join('; ') : 'nobody else';
}

/** One place or several, and who may take them: "Rui Alves (rui.alves), as manager". */
export function stageInWords(stage: StageRequirement, workspace: Workspace): string {
  const { approvers, candidates, teams, needed, escalatedTo, indirect } = stage;
  const names = [
    ...(candidates.length > mostNames ? [] : candidates.map((user) => nameAndHow(user, indirect, workspace))),
    ...teams.map((team) => `a member of @${team}`),
    ...approvers.filter(isOpenEnded).map(openEndedInWords),
  ];
  // "Anybody else who works here" says already what `everyone` means, and so does a job function.
  const named = approvers.filter((expression) => !isOpenEnded(expression));
  const asked = named.length > 0 ? `, as ${named.join(' or ')}` : '';
  const many = needed > 1 ? `${needed} of ` : '';
  const why = escalatedTo ? `; ${escalatedTo.join(' or ')}, because they alone would not do` : '';
  return names.length === 0
    ? `${many}${candidates.length > 0 ? `${candidates.length} people` : 'nobody at present'}${asked}${why}`
    : `${many}${alternatives(names)}${asked}${why}`;
}

const openEndedInWords = (expression: string): string =>
  expression === 'everyone'
    ? 'anybody else who works here'
    : `anybody with the job function \`${expression.replace(/^.*:/, '')}\``;

function someOf(
  people: readonly string[],
  expressions: readonly string[],
  workspace: Workspace,
  indirect: readonly Indirect[] = [],
): string {
  const names = people.length > mostNames ? [] : people.map((user) => nameAndHow(user, indirect, workspace));
  return names.length === 0 ? `${people.length} people (${expressions.join(' or ')})` : alternatives(names);
}

function askingLines({ requesters, longest, grant }: OutlookInput, workspace: Workspace): string[] {
  const who = requesters.map(({ expression, people }) => {
    if (expression === 'self') return nameOf(grant.subject, workspace);
    return people.length === 0
      ? `${expression} (nobody at present)`
      : `${someOf(people, [expression], workspace)}, as ${expression}`;
  });
  return [
    `Who may ask: ${who.join('; or ')}.`,
    ...(longest ? [`For how long: ${longestInWords(longest)}.`] : []),
  ];
}

function longestInWords(longest: NonNullable<Outlook['longest']>): string {
  if (longest.kind === 'standing') return 'without an end (`standing: true`), or until any day';
  if (longest.kind !== 'limited') return 'until any day, but not without an end';
  const total =
    longest.total === undefined ? '' : `, and ${durationInWords(longest.total)} with all renewals`;
  return `at most ${durationInWords(longest.duration)} at a time${total}`;
}
