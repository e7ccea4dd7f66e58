import { aloneIn } from '../../model/alone.ts';
import { matchPolicy } from '../../model/approval-match.ts';
import type { ApprovalPolicy, ChangeKind } from '../../model/approvals.ts';
import { findRole } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { candidatesOf, managerOf } from '../candidates.ts';
import { isTouched, policyOwners } from '../context.ts';
import { grantFinding, inWords } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';
import { takePlace } from '../take-place.ts';

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
        title: 'the settings cannot be read, so nobody knows who is in the group',
        files: {
          ...grantFile(),
          [examplePaths.settings]: 'version: [1\n',
          [examplePaths.approvals]: byManager[examplePaths.approvals].replace('manager', '"group:security"'),
        },
        changes: [examplePaths.grant],
      },
      {
        title: 'the file of the manager cannot be read',
        files: { ...grantFile(), ...byManager, 'policies/people/rui.alves.yaml': 'version: 1\n' },
        changes: [examplePaths.grant],
      },
      {
        title: 'one person alone works here, and the settings let that be said',
        files: {
          ...grantFile({ subject: 'marta.dias' }),
          ...byManager,
          [examplePaths.settings]:
            'version: 1\norganization: One\ntimeZone: UTC\npolicyOwners: [marta.dias]\nsecondPerson: where-there-is-one\n',
          [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace('rui.alves, ', ''),
          'policies/people/ana.costa.yaml': null,
          'policies/people/rui.alves.yaml': null,
          'policies/people/sofia.lopes.yaml': null,
        },
        changes: ['access-grants/payroll/viewer/marta.dias.yaml'],
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
        title: 'more approvals than there are approvers',
        files: {
          ...grantFile(),
          [examplePaths.approvals]: byManager[examplePaths.approvals].replace(
            'approvers: [manager]',
            '{ approvers: [manager, system-owner], count: 3 }',
          ),
        },
        changes: [examplePaths.grant],
      },
      {
        title: 'one person for two stages',
        files: {
          ...grantFile(),
          [examplePaths.approvals]: `${byManager[examplePaths.approvals]}      - approvers: ["user:rui.alves"]\n`,
        },
        changes: [examplePaths.grant],
      },
      {
        title: 'the head of the organization has no manager',
        files: { ...grantFile({ subject: 'marta.dias' }), ...byManager },
        changes: ['access-grants/payroll/viewer/marta.dias.yaml'],
      },
      {
        title: 'the manager of the manager is asked, and there is none',
        files: {
          ...grantFile({ subject: 'rui.alves' }),
          [examplePaths.approvals]: byManager[examplePaths.approvals].replace(
            '[manager]',
            '[manager-of-manager]',
          ),
        },
        changes: ['access-grants/payroll/viewer/rui.alves.yaml'],
      },
      {
        title: 'the only member of the group asks for herself',
        files: {
          ...grantFile({ subject: 'sofia.lopes' }),
          [examplePaths.approvals]: byManager[examplePaths.approvals].replace('manager', '"group:security"'),
        },
        changes: ['access-grants/payroll/viewer/sofia.lopes.yaml'],
      },
    ],
  },
  *check(grant, context) {
    if (!isTouched(grant.path, context)) return;
    const { workspace } = context;
    const { approvals } = workspace;
    // Whether it is that person’s own request is decided with the approvals.
    if (aloneIn(workspace) !== undefined) return;
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
      const stage = {
        path: approvals.path,
        pointer: ['policies', at, 'stages', empty.index, 'approvers'],
        message: 'who would have to approve',
      };
      const words = saidOf(empty, policy, grant, context);
      const pointer = [grant.value.requestedBy === undefined ? 'subject' : 'requestedBy'];
      yield grantFinding(grant, words.pointer ?? pointer, { ...words, related: [stage] });
      return;
    }
  },
};

/** Why nobody is left, and what to do about it. */
function saidOf(
  { asked, needed, could, isShared }: Unfillable,
  { id }: ApprovalPolicy,
  grant: Sourced<Grant>,
  { workspace }: RuleContext,
): { readonly message: string; readonly help: string; readonly pointer?: readonly string[] } {
  const { subject, requestedBy } = grant.value;
  const owners = policyOwners(workspace);
  const policy = `the policy \`${id}\` asks for ${inWords(asked, 'or')}`;
  const manager = workspace.people.get(subject)?.value.manager;
  const withoutManager =
    asked.some((name) => name.startsWith('manager')) && manager === undefined
      ? subject
      : asked.includes('manager-of-manager') && managerOf(manager, workspace) === undefined
        ? manager
        : undefined;
  if (withoutManager !== undefined && asked.every((name) => name.startsWith('manager')))
    return {
      message: `nobody is entered as the manager of \`${withoutManager}\`, and ${policy}`,
      help: `write \`manager: …\` with a user name in \`policies/people/${withoutManager}.yaml\`; where there is no manager, ask ${owners} for a policy that names somebody else, such as \`system-owner\``,
      pointer: ['subject'],
    };
  if (isShared)
    return {
      message: `too few are left to approve this: no person fills two places, and everybody whom the policy \`${id}\` means by ${inWords(asked, 'or')} is needed for another`,
      help: `ask ${owners} to name more approvers there`,
    };
  if (needed > 1 && could > 0)
    return {
      message: `too few are left to approve this: the policy \`${id}\` asks for ${needed} of ${inWords(asked, 'or')}, and only ${could} could`,
      help: `ask ${owners} to lower \`count\` there, or to name more approvers`,
    };
  return requestedBy === undefined || requestedBy === subject
    ? {
        message: `nobody is left to approve this: ${policy}, and nobody approves their own access`,
        help: `ask ${owners} to name more approvers there`,
      }
    : {
        message: `nobody is left to approve this: ${policy}, and neither \`${subject}\` nor \`${requestedBy}\`, who asks, may approve`,
        help: `let somebody else ask (\`requestedBy\`), or ask ${owners} to name more approvers there`,
      };
}

/** A stage of which not all places can be taken. */
interface Unfillable {
  readonly index: number;
  readonly asked: readonly string[];
  readonly needed: number;
  /** How many of its places somebody could take. */
  readonly could: number;
  /** Others could, but are needed for the stages before. */
  readonly isShared?: true;
}

/** The first stage whose places cannot all be taken; `undefined` where all can. */
function unfillable(
  policy: ApprovalPolicy,
  { value }: Sourced<Grant>,
  context: RuleContext,
): Unfillable | undefined {
  const taken = new Map<string, readonly string[]>();
  const escalation = policy.escalation?.to ?? [];
  for (const [index, stage] of policy.stages.entries()) {
    const candidates = candidatesOf([...stage.approvers, ...escalation], value, context);
    if (candidates === undefined) continue;
    const distinct = policy.distinct ?? true;
    const needed = stage.count ?? 1;
    const unfilled = (could: number) => ({ index, asked: stage.approvers, needed, could });
    if (candidates.length < needed) return unfilled(candidates.length);
    if (!distinct) continue;
    for (let place = 0; place < needed; place += 1)
      if (!takePlace(`${index} ${place}`, candidates, taken)) return { ...unfilled(place), isShared: true };
  }
  return undefined;
}
