/** What a runbook has to hold, and which of it nobody has written yet: the rule and the page say the same. */
import { jobFunctionsWith } from './entitlement.ts';
import type { Runbook } from './policies.ts';
import type { System } from './system.ts';
import type { Sourced, Workspace } from './workspace.ts';

/** A part that cannot be made from the policy alone. */
export const runbookParts = [
  'objective',
  'executor',
  'steps',
  'checks',
  'questions',
  'contacts',
  'form',
] as const;
export type RunbookPart = (typeof runbookParts)[number];

/** Whether people do the work at a system, since no connector does. */
export const isByHand = ({ connector }: Pick<System, 'connector'>): boolean =>
  connector === undefined || connector.type === 'task';

/** The runbook that a system names; without a name, the one of the same id. */
export function runbookOf(system: Sourced<System>, { runbooks }: Workspace): Sourced<Runbook> | undefined {
  const id = system.value.runbook ?? system.id;
  return runbooks.has(id) ? runbooks.get(id) : undefined;
}

/** What the runbook of a system lacks, in the order in which people read it. */
export function missingParts(system: Sourced<System>, workspace: Workspace): readonly RunbookPart[] {
  const runbook = runbookOf(system, workspace)?.value;
  const byHand = isByHand(system.value);
  const lacks: Readonly<Record<RunbookPart, boolean>> = {
    objective: runbook === undefined,
    executor: byHand && (system.value.executors ?? []).length === 0,
    // Where a connector does the work, the steps that follow from the policy are all there are.
    steps: byHand && (runbook?.steps ?? []).length === 0,
    checks: (runbook?.checks ?? []).length === 0,
    questions: (runbook?.questions ?? []).length === 0,
    contacts: (workspace.settings?.value.contacts ?? []).length === 0,
    form: Object.keys(system.value.roles).every(
      (role) => jobFunctionsWith(workspace, system.id, role).length === 0,
    ),
  };
  return runbookParts.filter((part) => lacks[part]);
}
