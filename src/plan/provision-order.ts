/** What has to wait in a run: nobody is given a role while one that it must not be held with is not taken away. */
import type { Step } from '../model/provisioning.ts';
import type { Workspace } from '../model/workspace.ts';

/** A step in one of several systems. */
export interface SystemStep {
  readonly system: string;
  readonly step: Step;
}

/** Why each of these grants has to wait, if it has to. `standing` are the revocations that did not come about. */
export function whyWaiting(
  { system, step }: SystemStep,
  standing: readonly (SystemStep & { readonly isAsked: boolean })[],
  { separationOfDuties }: Workspace,
): string | undefined {
  const own = standing.filter(({ step: { subject } }) => subject !== '' && subject === step.subject);
  for (const { system: other, step: left, isAsked } of own) {
    const pair = [`${system}/${step.role}`, `${other}/${left.role}`];
    const sets = separationOfDuties?.value.sets ?? [];
    if (sets.some(({ roles }) => pair.every((role) => roles.includes(role))))
      return `\`${other}/${left.role}\` has to be taken away first, since one person must not hold both`;
    if (!isAsked && other === system)
      return `\`${other}/${left.role}\` has to be taken away first, and that did not work`;
  }
  return undefined;
}
