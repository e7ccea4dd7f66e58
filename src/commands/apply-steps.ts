/** Carries plans into the systems: everything is taken away first, in all of them, and then given. */
import { holderKey, type Step, type StepResult } from '../model/provisioning.ts';
import type { Workspace } from '../model/workspace.ts';
import { type SystemStep, whyWaiting } from '../plan/provision-order.ts';
import { planTasks } from '../plan/provision-tasks.ts';
import { isDryRun } from '../render/provisioning-words.ts';
import type { Planned } from './provisioning.ts';
import { asKept, type Happened, newTargets } from './write-provisioned.ts';

/** A system that could be planned. */
export type Ready = Extract<Planned, { plan: unknown }>;

/** What came of a run. */
export interface Applied {
  readonly given: number;
  readonly taken: number;
  readonly asked: number;
  readonly failed: readonly (SystemStep & { readonly why: string })[];
  readonly waiting: readonly (SystemStep & { readonly why: string })[];
}

const isTask = ({ system }: Ready): boolean => (system.value.connector?.type ?? 'task') === 'task';

/** `write` puts into the ledger what happened; it is called after everything is taken away, and again at the end. */
export async function applyPlans(
  planned: readonly Ready[],
  workspace: Workspace,
  write: (happened: readonly Happened[]) => Promise<void>,
): Promise<Applied> {
  const ready = planned.filter(({ system }) => !isDryRun(system));
  const first = await inTurn(ready, (each) => revokeIn(each, workspace));
  await write(first.map(({ happened }) => happened));
  const standing = first.flatMap((each) => each.standing);
  const second = await inTurn(ready, (each) => grantIn(each, standing, workspace));
  await write(second.map(({ happened }) => happened));
  const steps = [...first, ...second].flatMap(({ happened }) => happened.steps);
  const count = (action: Step['action']) =>
    steps.filter((step) => step.result === 'done' && step.action === action).length;
  return {
    given: count('grant'),
    taken: count('revoke'),
    asked: steps.filter(({ result }) => result === 'asked').length,
    failed: [...first, ...second].flatMap(({ failed }) => failed),
    waiting: second.flatMap(({ waiting }) => waiting),
  };
}

async function inTurn<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await each(one));
  return results;
}

interface Outcome {
  readonly happened: Happened;
  /** Revocations that did not come about. */
  readonly standing: readonly (SystemStep & { readonly isAsked: boolean })[];
  readonly failed: readonly (SystemStep & { readonly why: string })[];
  readonly waiting: readonly (SystemStep & { readonly why: string })[];
}

const outcome = (
  each: Ready,
  steps: Happened['steps'],
  more: Partial<Omit<Outcome, 'happened'>> & Partial<Pick<Happened, 'targets'>> = {},
): Outcome => ({
  standing: more.standing ?? [],
  failed: more.failed ?? [],
  waiting: more.waiting ?? [],
  happened: {
    system: each.system.id,
    connector: each.system.value.connector?.type ?? 'task',
    targets: more.targets,
    steps,
  },
});

async function revokeIn(each: Ready, workspace: Workspace): Promise<Outcome> {
  const { plan, carried, reading } = each;
  const system = each.system.id;
  if (isTask(each)) {
    const { ask, drop } = planTasks(plan, carried);
    const asked = plan.isTooMuch ? [] : ask.filter(({ action }) => action === 'revoke');
    const open = [...plan.revoke, ...asked];
    return outcome(
      each,
      [
        ...drop.map((step) => asKept(step, 'void', { line: step.line })),
        ...asked.map((step) => asKept(step, 'asked')),
      ],
      { standing: open.map((step) => ({ system, step, isAsked: true })) },
    );
  }
  const targets = newTargets(reading, carried);
  const found = plan.firstSeen.map((step) => asKept(step, 'found'));
  // So many at once are for a person to look at; whoever keeps a role by that is given no other one beside it.
  if (plan.isTooMuch)
    return outcome(each, found, {
      targets,
      standing: plan.revoke.map((step) => ({ system, step, isAsked: false })),
    });
  const results = await carryOut(each, [...plan.revoke, ...changesIn(each, workspace)]);
  return outcome(each, [...found, ...kept(results, each)], {
    targets,
    standing: results.flatMap(({ step, result }) =>
      result === 'done' || step.action === 'grant' ? [] : [{ system, step, isAsked: false }],
    ),
    failed: failuresOf(system, results),
  });
}

async function grantIn(each: Ready, standing: Outcome['standing'], workspace: Workspace): Promise<Outcome> {
  const { plan, carried } = each;
  const system = each.system.id;
  const changed = plan.isTooMuch ? [] : changesIn(each, workspace);
  const wanted = isTask(each)
    ? planTasks(plan, carried).ask.filter(({ action }) => action === 'grant')
    : plan.grant.filter((step) => !changed.includes(step));
  const judged = wanted.map((step) => ({ step, why: whyWaiting({ system, step }, standing, workspace) }));
  const waiting = judged.flatMap(({ step, why }) => (why === undefined ? [] : [{ system, step, why }]));
  const now = judged.flatMap(({ step, why }) => (why === undefined ? [step] : []));
  if (isTask(each))
    return outcome(
      each,
      now.map((step) => asKept(step, 'asked')),
      { waiting },
    );
  const results = await carryOut(each, now);
  return outcome(each, kept(results, each), { waiting, failed: failuresOf(system, results) });
}

/**
 * Where an account holds one role at a time, another role in place of the one before is one step: nobody is outside in
 * between. What must not be held with a role elsewhere waits for its turn all the same.
 */
function changesIn({ plan, connector, system }: Ready, { separationOfDuties }: Workspace): readonly Step[] {
  if (!connector.prevailing) return [];
  const losing = new Set(plan.revoke.map(({ account }) => account));
  const sets = separationOfDuties?.value.sets ?? [];
  return plan.grant.filter(
    ({ account, role }) =>
      losing.has(account) && !sets.some(({ roles }) => roles.includes(`${system.id}/${role}`)),
  );
}

/** A connector that breaks off has done nobody knows what; the next run reads it. */
async function carryOut({ connector }: Ready, steps: readonly Step[]): Promise<readonly StepResult[]> {
  if (steps.length === 0) return [];
  try {
    return await connector.apply(steps);
  } catch (error) {
    const why = (error as Error).message;
    return steps.map((step) => ({ step, result: 'failed' as const, why }));
  }
}

/** The same failure as in the run before is kept once. */
function kept(results: readonly StepResult[], { carried }: Ready): Happened['steps'] {
  const failures = new Map(carried.all.map((each) => [holderKey(each), each.failure]));
  return results.flatMap(({ step, result, why }) => {
    if (result === 'done') return [asKept(step, 'done')];
    const reason = why ?? 'nobody knows why';
    return failures.get(holderKey(step)) === reason ? [] : [asKept(step, 'failed', { why: reason })];
  });
}

const failuresOf = (system: string, results: readonly StepResult[]): Applied['failed'] =>
  results.flatMap(({ step, result, why }) =>
    result === 'failed' ? [{ system, step, why: why ?? 'nobody knows why' }] : [],
  );
