/** What somebody is asked to do by hand, and what they need not do any more. */
import { type CarriedInto, holderKey, type OpenTask, type Step } from '../model/provisioning.ts';
import type { ProvisioningPlan } from './provision.ts';

/** Lines of a task, by what becomes of them. */
export interface TaskChanges {
  /** Not asked for yet. */
  readonly ask: readonly Step[];
  /** Asked for, and not needed any more. */
  readonly drop: readonly (Step & { readonly line: number })[];
}

/**
 * Where the opposite is wanted of what was asked for, both are said: nobody can tell whether the first was done before it
 * was taken back.
 */
export function planTasks(plan: ProvisioningPlan, { all }: CarriedInto): TaskChanges {
  const wanted = new Map([
    ...plan.inPlace.map((each) => [holderKey(each), { ...each, action: 'grant' as const }] as const),
    ...plan.grant.map((step) => [holderKey(step), step] as const),
  ]);
  const open = new Map(
    all.flatMap((each) => (each.open ? [[holderKey(each), { ...each, open: each.open }] as const] : [])),
  );
  const turned = [...open].filter(
    ([key, { open: task }]) => !plan.unsure.has(key) && (task.action === 'grant') !== wanted.has(key),
  );
  const isTurned = new Set(turned.map(([key]) => key));
  const isNew = (step: Step): boolean => !open.has(holderKey(step)) || isTurned.has(holderKey(step));
  const ask = [...plan.revoke, ...plan.grant].filter(isNew);
  const asked = new Set(ask.map(holderKey));
  const back = turned.flatMap(([key, each]): Step[] => {
    if (asked.has(key)) return [];
    const { role, subject, account } = each;
    const grant = wanted.get(key);
    if (grant) return [grant];
    const why = 'not needed any more; if it was given already, take it away';
    return [{ action: 'revoke', role, subject, account, name: subject, why }];
  });
  return {
    ask: [...ask, ...back],
    drop: turned.map(([, { role, subject, account, open: task }]) => ({
      action: task.action,
      role,
      subject,
      account,
      name: subject,
      line: task.line,
    })),
  };
}

/** How long somebody has for a line, in milliseconds, where the system does not say it: two days. */
export const usualLag = 2 * 24 * 3_600_000;

/** Whether a line waits for longer than the system's `lag`. */
export const isOverdue = ({ askedAt }: OpenTask, lag: number, now: number): boolean => now - askedAt > lag;
