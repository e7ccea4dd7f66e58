import { isOpenEnded } from '../model/approvers.ts';
import type { Indirect, Requirement, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { momentInWords } from './grant-words.ts';
import { alternatives, code, listed, longestText, plain } from './markdown.ts';

const noSecond = 'nobody else works here, so that nobody could; the ledger says so';

/** Who must approve, as Markdown: "first Rui Alves (the manager), then Marta Dias (an owner of Payroll)". */
export function approversInWords(
  requirement: Requirement | undefined,
  system: string | undefined,
  workspace: Workspace,
): string {
  if (requirement?.satisfiedBy === 'expired') return 'nobody: its time was over anyway';
  if (requirement?.satisfiedBy === 'alone') return noSecond;
  if (!requirement || requirement.stages.length === 0)
    return 'no approval policy matches, so nobody can approve this';
  const stages = requirement.stages.map((stage) => stageInWords(stage, system, workspace));
  if (stages.length === 1) return stages[0] ?? '';
  return stages.map((stage, index) => `${index === 0 ? 'first' : 'then'} ${stage}`).join('; ');
}

/** The same for a line of a table: names alone, and as many of them as fit. */
export function approversInShort(
  requirement: Requirement | undefined,
  workspace: Workspace,
  most: number,
): string {
  if (requirement?.satisfiedBy === 'expired') return 'nobody has to';
  if (requirement?.satisfiedBy === 'alone') return 'no second person';
  if (!requirement || requirement.stages.length === 0) return '**nobody can**';
  const each = Math.floor(most / requirement.stages.length);
  const stages = requirement.stages.map((stage) => {
    if (isFull(stage)) return done(stage, workspace, each);
    const names = namesOf(stage, undefined, workspace, each);
    const many = stage.needed > 1 ? `${stage.needed} of ` : '';
    return names.length === 0 ? '**nobody can at present**' : many + alternatives(names, each);
  });
  return listed(stages, ', then ', most);
}

const isFull = (stage: StageRequirement): boolean => stage.approvedBy.length >= stage.needed;

const done = (stage: StageRequirement, workspace: Workspace, most: number): string =>
  `✅ ${listed(
    stage.approvedBy.map((user) => nameAndHowInBold(stage, user, workspace)),
    ' and ',
    most,
  )}`;

function stageInWords(stage: StageRequirement, system: string | undefined, workspace: Workspace): string {
  if (isFull(stage)) return done(stage, workspace, longestText);
  const names = namesOf(stage, system, workspace);
  const how = stage.approvers
    .filter((expression) => !isOpenEnded(expression) && !expression.startsWith('github-team:'))
    .map((expression) => expressionInWords(expression, system, workspace));
  if (names.length === 0) {
    const owners = (workspace.settings?.value.policyOwners ?? []).map((user) => nameOf(user, workspace));
    return `nobody can at present (${alternatives(how, longestText)}); ${owners.length > 0 ? `ask ${alternatives(owners, longestText)}, who ${owners.length === 1 ? 'looks' : 'look'} after the policies` : 'ask whoever looks after the policies'}`;
  }
  const missing = stage.needed - stage.approvedBy.length;
  const so = stage.approvedBy.length > 0 ? `${done(stage, workspace, longestText)}, and ` : '';
  const many = stage.needed > 1 ? `${missing} of ` : '';
  return `${so}${many}${alternatives(names, longestText)}${how.length > 0 ? ` (${alternatives(how, longestText)})` : ''}`;
}

/** Everybody who may fill a place of a stage. */
const namesOf = (
  stage: StageRequirement,
  system: string | undefined,
  workspace: Workspace,
  most?: number,
): string[] => [
  ...stage.candidates
    .filter((user) => !stage.approvedBy.includes(user))
    .map((user) =>
      // Where there is little room, the name alone says whom to ask.
      most === undefined ? nameAndHowInBold(stage, user, workspace) : nameOf(user, workspace, most),
    ),
  ...stage.teams.map((team) => `a member of ${code(team, most)}`),
  ...stage.approvers
    .filter(isOpenEnded)
    .map((expression) => expressionInWords(expression, system, workspace)),
];

/**
 * How somebody comes to fill a place that does not name them: "for Sam Becker, until 3 January 2027", "through the
 * escalation". Plain text.
 */
export function howInWords(
  user: string,
  indirect: readonly Indirect[] | undefined,
  workspace: Workspace,
): string[] {
  const how = indirect?.find((one) => one.user === user);
  if (!how) return [];
  const { standsInFor, until, escalated } = how;
  return [
    ...(standsInFor === undefined
      ? []
      : [
          `for ${displayName(standsInFor, workspace)}${until === undefined ? '' : `, until ${momentInWords(until, 'UTC')}`}`,
        ]),
    ...(escalated ? ['through the escalation'] : []),
  ];
}

/** "Tom Berg (tom.berg; for Sam Becker, until 3 January 2027)", as plain text. */
export const nameAndHow = (
  user: string,
  indirect: readonly Indirect[] | undefined,
  workspace: Workspace,
): string =>
  `${displayName(user, workspace)} (${[user, ...howInWords(user, indirect, workspace)].join('; ')})`;

/** The same as Markdown, without the user name. */
function nameAndHowInBold({ indirect }: StageRequirement, user: string, workspace: Workspace): string {
  const how = howInWords(user, indirect, workspace);
  return `${nameOf(user, workspace)}${how.length > 0 ? ` (${plain(how.join('; '))})` : ''}`;
}

/** The display name of a person, or the user name where there is none. */
export const displayName = (user: string, { people }: Workspace): string =>
  (people.isRead(user) ? people.get(user)?.value.displayName : undefined) ?? user;

/** The same, harmless for Markdown. */
export const personName = (user: string, workspace: Workspace, most?: number): string =>
  plain(displayName(user, workspace), most);

/** The same in bold. */
export const nameOf = (user: string, workspace: Workspace, most?: number): string =>
  `**${personName(user, workspace, most)}**`;

/** Whom an expression means, as Markdown: "an owner of Payroll". */
export function expressionInWords(
  expression: string,
  system: string | undefined,
  workspace: Workspace,
): string {
  const [kind = '', name = ''] = expression.split(':', 2);
  const systemName = system === undefined ? undefined : workspace.systems.get(system)?.value.name;
  switch (kind) {
    case 'everyone':
      return 'any colleague';
    case 'subject':
      return 'the person themselves';
    case 'manager':
      return 'the manager';
    case 'manager-of-manager':
      return 'the manager’s manager';
    case 'system-owner':
      return systemName === undefined ? 'an owner of the system' : `an owner of ${plain(systemName)}`;
    case 'policy-owner':
      return 'a policy owner';
    case 'group':
      return `the group ${code(name)}`;
    case 'job-function':
      return `anybody with the job function ${code(name)}`;
    default:
      return 'named in the policy';
  }
}
