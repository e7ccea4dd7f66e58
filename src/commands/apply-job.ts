/** The job that carries access into the real systems and out of them. It looks at the state, and can be repeated. */

import { requireWrittenBy } from '../github/ledger-branch.ts';
import { chainProblems } from '../ledger/chain.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { isDryRun, renderPlanMarkdown } from '../render/provisioning-words.ts';
import { amount } from '../render/summary.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import { type Applied, applyPlans, type Ready } from './apply-steps.ts';
import type { JobOptions, JobResult } from './jobs.ts';
import { allLines, recordsAt } from './ledger-lines.ts';
import { type OpenedDefault, openDefault, presentAccess } from './open-default.ts';
import { type Planned, planSystems, provisioned } from './provisioning.ts';
import { keepTasks, keepTroubles } from './provisioning-issues.ts';
import { writeProvisioned } from './write-provisioned.ts';

/** Only what the ledger holds as approved is given; what cannot be read takes nothing away. */
export async function applyJob(options: JobOptions): Promise<JobResult> {
  const opened = await openDefault(options);
  try {
    return await applyTo(opened, options);
  } finally {
    opened.fetched.dispose();
  }
}

async function applyTo(opened: OpenedDefault, options: JobOptions): Promise<JobResult> {
  const { fetched, base, ledger, defaultBranch, client } = opened;
  if (ledger === undefined)
    throw new EnvironmentFailure(
      `there is no branch \`${ledgerBranch}\` yet, and only what it holds as approved is given; \`grantbook ledger start\` begins one`,
    );
  const now = options.clock();
  const { workspace, accesses, timeZone } = presentAccess(opened, now);
  await requireSoundLedger(opened, workspace.settings?.value.ledger?.writer.id, options);
  const source = gitTree(fetched.git, base, 'the default branch');
  const planned = await planSystems(
    {
      workspace,
      accesses,
      objectIds: new Map(source.list().map(({ path, objectId }) => [path, objectId])),
      records: recordsAt(fetched.git, ledger),
      history: { git: fetched.git, commit: base },
      client,
      environment: process.env,
      log: options.log,
    },
    provisioned(workspace),
  );
  const ready = planned.flatMap((each): Ready[] => ('plan' in each ? [each] : []));
  const applied = await applyPlans(ready, workspace, (happened) =>
    writeProvisioned(happened, { ...options, defaultBranch, fetched }),
  );
  const at = { workspace, accesses, timeZone, now, defaultBranch };
  const written = fetched.more({}, { ledger: `refs/heads/${ledgerBranch}` }).ledger ?? ledger;
  const open = await keepTasks(recordsAt(fetched.git, written), at, options);
  // Of a dry run nobody needs to be told but whoever reads its summary.
  const real = planned.filter(({ system }) => !isDryRun(system));
  await keepTroubles(
    real.map((each) => troubleOf(each, applied)),
    at,
    options,
  );
  const summary = planned.map((each) => renderPlanMarkdown(each, workspace, timeZone)).join('\n\n');
  const problems = real.filter((each) => 'problem' in each).length;
  const stopped = real.filter((each) => 'plan' in each && each.plan.isTooMuch).length;
  const title = titleOf(applied, { open, problems, stopped });
  return {
    title,
    summary: `${title}.\n\n${summary}\n`,
    failed: problems + stopped + applied.failed.length > 0,
  };
}

/** A line that cannot be read, or was put in, could make approved access look unapproved, or the other way round. */
async function requireSoundLedger(
  { fetched, ledger = '', client }: OpenedDefault,
  writer: number | undefined,
  { repository, clock }: JobOptions,
): Promise<void> {
  const lines = allLines(ledgerAt(fetched.git, ledger));
  // An empty chain is without a fault, and would make everything look unapproved.
  if (!lines.some(({ record }) => record?.kind === 'started'))
    throw new EnvironmentFailure(
      'nothing is given or taken away, since no line of the ledger says when it began: somebody emptied it or wrote it anew; `grantbook ledger verify` says more',
    );
  const [problem] = chainProblems(lines);
  if (problem)
    throw new EnvironmentFailure(
      `nothing is given or taken away, since the ledger is not sound: ${problem.place.file}:${problem.place.line}: ${problem.message}; \`grantbook ledger verify\` says more`,
    );
  if (writer !== undefined)
    await requireWrittenBy(client, repository, { branch: ledgerBranch, tip: ledger, writer, now: clock() });
}

function troubleOf(each: Planned, { failed }: Applied) {
  const { system } = each;
  const own = failed.filter((one) => one.system === system.id);
  if ('problem' in each) return { system, problem: each.problem, failed: own, missing: [], reported: [] };
  const { plan } = each;
  return {
    system,
    failed: own,
    missing: plan.missing,
    reported: plan.reported,
    ...(plan.isTooMuch ? { tooMuch: plan } : {}),
  };
}

/** "3 given, 1 taken away; 2 lines wait to be done by hand". */
function titleOf(
  { given, taken, failed, waiting }: Applied,
  { open, problems, stopped }: { readonly open: number; readonly problems: number; readonly stopped: number },
): string {
  const done =
    given + taken === 0
      ? 'Nothing was to be changed by a connector'
      : [
          ...(given > 0 ? [`${given.toLocaleString('en')} given`] : []),
          ...(taken > 0 ? [`${taken.toLocaleString('en')} taken away`] : []),
        ].join(', ');
  return [
    done,
    ...(open > 0 ? [`${amount(open, 'line')} ${open === 1 ? 'waits' : 'wait'} to be done by hand`] : []),
    ...(waiting.length > 0
      ? [`${amount(waiting.length, 'grant')} ${waiting.length === 1 ? 'waits' : 'wait'} for a removal`]
      : []),
    ...(failed.length > 0 ? [`${amount(failed.length, 'step')} did not work`] : []),
    ...(stopped > 0 ? [`too much to take away at ${amount(stopped, 'system')}`] : []),
    ...(problems > 0 ? [`${amount(problems, 'system')} could not be reached`] : []),
  ].join('; ');
}
