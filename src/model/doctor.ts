/** What is right, wrong or unknown about the settings of a repository. A failed reading is never a yes. */
import { judgeAccounts, judgeForks, judgeTeams, type People } from './doctor-people.ts';
import { judgeProtection } from './doctor-protection.ts';
import { type Finding, finding, ofList, unknown } from './finding.ts';
import type { Instant } from './period.ts';
import { unpinnedActions } from './pinned-actions.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** What the settings are held against. */
export interface Expectations {
  /** The check that decides. */
  readonly checkName: string;
  /** The workflow that runs by a schedule. */
  readonly workflowPath: string;
  readonly now: Instant;
}

/** Every finding, always the same ones in the same order. */
export function judgeSettings(
  settings: RepositorySettings,
  people: People,
  expected: Expectations,
): Finding[] {
  return [
    ...judgeProtection(settings, people, expected.checkName),
    judgeMergeMethods(settings),
    ...judgeWorkflowToken(settings),
    judgePins(settings),
    judgeCodeowners(settings),
    judgeSchedule(settings, expected),
    ...judgeAccounts(people),
    judgeTeams(people),
    judgeForks(settings, people),
  ];
}

function judgeMergeMethods({ mergeMethods, rulesets, branchProtection }: RepositorySettings): Finding {
  const guards = 'value' in rulesets && rulesets.value !== 'not offered' ? rulesets.value : [];
  const classic = 'value' in branchProtection && branchProtection.value !== 'not offered';
  const limits = [...guards, ...(classic && branchProtection.value ? [branchProtection.value] : [])].flatMap(
    (guard) => (guard.mergeMethods ? [guard.mergeMethods] : []),
  );
  const known = 'value' in mergeMethods ? [mergeMethods.value, ...limits] : limits;
  const left = ['merge', 'squash', 'rebase'].filter((method) => known.every((way) => way.includes(method)));
  if (left.length === 1 && left[0] === 'squash') return finding('merge-method', 'ok');
  if ('unknown' in mergeMethods) return unknown('merge-method', mergeMethods.unknown);
  const also = left.filter((method) => method !== 'squash');
  return finding(
    'merge-method',
    'not ok',
    left.includes('squash')
      ? `also allowed: ${also.map((method) => `\`${method}\``).join(' and ')}`
      : 'squash merging is not allowed',
  );
}

function judgeWorkflowToken({ workflowToken }: RepositorySettings): Finding[] {
  if ('unknown' in workflowToken)
    return [
      unknown('workflow-token', workflowToken.unknown),
      unknown('workflow-approvals', workflowToken.unknown),
    ];
  const { mayWrite, mayApprove } = workflowToken.value;
  return [
    finding('workflow-token', mayWrite ? 'not ok' : 'ok'),
    finding('workflow-approvals', mayApprove ? 'not ok' : 'ok'),
  ];
}

function judgePins({ workflows }: RepositorySettings): Finding {
  if ('unknown' in workflows) return unknown('pinned-actions', workflows.unknown);
  // Nothing to look at proves nothing.
  if (workflows.value.length === 0)
    return finding('pinned-actions', 'not ok', 'there is no workflow on the default branch');
  return ofList('pinned-actions', workflows.value.flatMap(unpinnedActions));
}

const judgeCodeowners = ({ codeownersErrors }: RepositorySettings): Finding =>
  'unknown' in codeownersErrors
    ? unknown('codeowners-file', codeownersErrors.unknown)
    : ofList('codeowners-file', codeownersErrors.value);

const day = 24 * 60 * 60 * 1000;

function judgeSchedule(
  { workflows, lastScheduledRun }: RepositorySettings,
  { workflowPath, now }: Expectations,
): Finding {
  if ('value' in workflows && !workflows.value.some(({ path }) => path === workflowPath))
    return finding('schedule', 'not ok', `there is no \`${workflowPath}\` on the default branch`);
  if ('unknown' in lastScheduledRun) return unknown('schedule', lastScheduledRun.unknown);
  const last = lastScheduledRun.value;
  if (last === null) return finding('schedule', 'not ok', 'it never ran by its schedule');
  const when = `${new Date(last).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return finding('schedule', now - last <= day ? 'ok' : 'not ok', `it last ran on ${when}`);
}
