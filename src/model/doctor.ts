/** What is right, wrong or unknown about the settings of a repository. A failed reading is never a yes. */
import { judgeAutomationBranches, judgeLedgerBranch } from './doctor-branches.ts';
import { judgeAccounts, judgeForks, judgeTeams, type People } from './doctor-people.ts';
import { judgeProtection } from './doctor-protection.ts';
import { type Finding, finding, ofList, unknown } from './finding.ts';
import { isLate, type LastRun, type ScheduledJob } from './jobs.ts';
import type { Instant } from './period.ts';
import { unpinnedActions } from './pinned-actions.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** What the settings are held against. */
export interface Expectations {
  /** The check that decides. */
  readonly checkName: string;
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
    judgeLedgerBranch(settings),
    judgeAutomationBranches(settings),
    judgeMergeMethods(settings),
    ...judgeWorkflowToken(settings),
    judgePins(settings),
    judgeCodeowners(settings),
    ...[...settings.lastRuns].map(([job, last]) => judgeJob(job, last, settings, expected.now)),
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

function judgeJob(
  job: ScheduledJob,
  last: LastRun,
  { workflows }: RepositorySettings,
  now: Instant,
): Finding {
  const path = `.github/workflows/${job.workflow}`;
  if ('value' in workflows && !workflows.value.some((file) => file.path === path))
    return finding(job.id, 'not ok', `there is no \`${path}\` on the default branch`);
  // Without the list of files, and even more with the file in it, it may be the token that sees nothing.
  if (last === 'missing')
    return unknown(job.id, 'GitHub knows of no such workflow, or the token may not see it (404)');
  if ('unknown' in last) return unknown(job.id, last.unknown);
  if (last.at === null) return finding(job.id, 'not ok', 'it never ran by its schedule');
  const when = `it last ran on ${new Date(last.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return isLate(job, last, now)
    ? finding(job.id, 'not ok', `${when} and is late: it should run again within ${job.within} hours`)
    : finding(job.id, 'ok', when);
}
