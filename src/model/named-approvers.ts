/** Everybody whom the policies could ask for an approval, whatever is asked for. */
import { resolveApprover } from './approvers.ts';
import { isActive } from './entitlement.ts';
import { dayOf, type Instant } from './period.ts';
import type { Workspace } from './workspace.ts';

/** Active people by user name, and teams as `<org>/<slug>`. */
export interface NamedApprovers {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** Collects them from every approval policy, the access reviews, and their stand-ins. Every policy file has to be read. */
export function namedApprovers(
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): NamedApprovers {
  const people = new Set<string>();
  const teams = new Set<string>();
  for (const expression of expressionsIn(workspace)) {
    for (const approvalCase of casesOf(expression, workspace, at)) {
      const resolved = resolveApprover(expression, approvalCase, workspace, at);
      if ('team' in resolved) teams.add(resolved.team);
      else for (const user of resolved.people) people.add(user);
    }
  }
  const today = dayOf(at.now, at.timeZone);
  for (const user of [...people])
    for (const { to, until } of workspace.people.get(user)?.value.delegations ?? []) {
      const person = workspace.people.get(to);
      if (until >= today && person && isActive(person.value, at)) people.add(to);
    }
  return { people: [...people].toSorted(), teams: [...teams].toSorted() };
}

function expressionsIn(workspace: Workspace): Set<string> {
  const { policies = [], policyChanges = [] } = workspace.approvals?.value ?? {};
  const stages = [...policies, ...policyChanges].flatMap((policy) => policy.stages);
  return new Set([
    // These approve what no policy speaks of: changes of the policies, and removals.
    'policy-owner',
    'system-owner',
    'manager',
    ...stages.flatMap(({ approvers }) => approvers),
    ...policies.flatMap(({ escalation }) => escalation?.to ?? []),
    ...workspace.systems.all().flatMap(({ value }) => value.accessReview?.reviewers ?? []),
  ]);
}

/** The cases in which an expression can stand for somebody else. */
function casesOf(
  expression: string,
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): { subject: string; system: string }[] {
  if (expression === 'system-owner') return workspace.systems.ids.map((system) => ({ subject: '', system }));
  if (expression !== 'manager' && expression !== 'manager-of-manager') return [{ subject: '', system: '' }];
  return workspace.people
    .all()
    .filter(({ value }) => isActive(value, at))
    .map(({ id }) => ({ subject: id, system: '' }));
}
