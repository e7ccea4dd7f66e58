import { matchPolicy } from '../../model/approval-match.ts';
import type { ApprovalPolicy, ChangeKind } from '../../model/approvals.ts';
import { resolveApprover } from '../../model/approvers.ts';
import { findRole } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { isTouched, policyOwners } from '../context.ts';
import { grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

const byManager = {
  [examplePaths.approvals]:
    'version: 1\npolicies:\n  - id: standard\n    stages:\n      - approvers: [manager]\n',
};

export const nobodyCanApprove: GrantRule = {
  kind: 'grant',
  code: 'GB410',
  name: 'nobody-can-approve',
  level: 'error',
  safety: true,
  summary:
    'For a new or edited grant, every place of its approval can be taken by somebody else than its subject and its requester.',
  rationale:
    'Nobody approves their own access or their own request (NIST SP 800-53 AC-5; ISO/IEC 27001 A.5.3). Where that leaves nobody, the request would wait for ever, so it is said at once. No person fills two places, unless the policy says so, and approvers need a GitHub account.',
  examples: {
    valid: [
      {
        title: 'the manager approves',
        files: { ...grantFile(), ...byManager },
        changes: [examplePaths.grant],
      },
      {
        title: 'the manager asked, and an owner of the system approves',
        files: grantFile({ requestedBy: 'rui.alves' }),
        changes: [examplePaths.grant],
      },
    ],
    invalid: [
      {
        title: 'the manager asked, and only the manager could approve',
        files: { ...grantFile({ requestedBy: 'rui.alves' }), ...byManager },
        changes: [examplePaths.grant],
      },
      {
        title: 'the head of the organization has no manager',
        files: { ...grantFile({ subject: 'marta.dias' }), ...byManager },
        changes: ['access-grants/payroll/viewer/marta.dias.yaml'],
      },
    ],
  },
  *check(grant, context) {
    if (!isTouched(grant.path, context)) return;
    const { workspace } = context;
    const { approvals } = workspace;
    const { system: systemId, role: roleId, emergency = false } = grant.value;
    const found = findRole(workspace, systemId, roleId);
    if (!found || !approvals) return;
    const about = { systemId, system: found.system.value, roleId, role: found.role, emergency };
    const kinds: readonly ChangeKind[] = ['added', 'extended'];
    const policies = new Set(kinds.map((change) => matchPolicy(approvals.value, { ...about, change })));
    for (const policy of policies) {
      const empty = policy && unfillable(policy, grant, context);
      if (!policy || empty === undefined) continue;
      const at = approvals.value.policies.indexOf(policy);
      const asked = (policy.stages[empty]?.approvers ?? []).map((name) => `\`${name}\``).join(' or ');
      yield grantFinding(grant, [], {
        message: `nobody is left to approve this: the policy \`${policy.id}\` asks for ${asked}, and neither the subject nor the requester may approve`,
        help: `let somebody else ask (\`requestedBy\`), or ask ${policyOwners(workspace)} to name more approvers`,
        related: [
          {
            path: approvals.path,
            pointer: ['policies', at, 'stages', empty],
            message: 'who would have to approve',
          },
        ],
      });
      return;
    }
  },
};

/** The first stage whose places cannot all be taken; `undefined` where all can. */
function unfillable(
  policy: ApprovalPolicy,
  { value }: Sourced<Grant>,
  context: RuleContext,
): number | undefined {
  const taken = new Map<string, readonly string[]>();
  const escalation = policy.escalation?.to ?? [];
  for (const [index, stage] of policy.stages.entries()) {
    const candidates = candidatesOf([...stage.approvers, ...escalation], value, context);
    if (candidates === undefined) continue;
    const distinct = policy.distinct ?? true;
    const needed = stage.count ?? 1;
    if (candidates.length < needed) return index;
    if (!distinct) continue;
    for (let place = 0; place < needed; place += 1)
      if (!takePlace(`${index} ${place}`, candidates, taken, new Set())) return index;
  }
  return undefined;
}

/** Gives a place to somebody, moving others to places that they could take as well (augmenting paths). */
function takePlace(
  place: string,
  candidates: readonly string[],
  taken: Map<string, readonly string[]>,
  seen: Set<string>,
): boolean {
  for (const person of candidates) {
    if (seen.has(person)) continue;
    seen.add(person);
    const held = taken.get(person);
    if (!held || takePlace(place, held, taken, seen)) {
      taken.set(person, candidates);
      return true;
    }
  }
  return false;
}

/** Who could take a place; `undefined` where anybody might, or only GitHub or a whole department knows. */
function candidatesOf(
  expressions: readonly string[],
  { subject, requestedBy, system }: Grant,
  context: RuleContext,
): readonly string[] | undefined {
  const { workspace } = context;
  if (expressions.some((expression) => /^(everyone$|job-function:|github-team:)/.test(expression)))
    return undefined;
  const people = expressions.flatMap((expression) => {
    const resolved = resolveApprover(expression, { subject, system }, workspace, context);
    return 'people' in resolved ? resolved.people : [];
  });
  return [...new Set(people)].filter(
    (user) =>
      user !== subject && user !== requestedBy && workspace.people.get(user)?.value.github !== undefined,
  );
}
