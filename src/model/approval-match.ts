/** Which approval policy decides: the first one whose conditions all hold. */
import type { ApprovalPolicy, Approvals, ChangeKind } from './approvals.ts';
import type { FoundRole } from './entitlement.ts';

/** What an approval policy is matched against. */
export interface ApprovalFacts {
  readonly system: string;
  readonly role: string;
  readonly found: FoundRole;
  readonly emergency: boolean;
  readonly change: ChangeKind;
}

/** The first approval policy that matches; `undefined` where none does, which is never a yes. */
export const matchPolicy = (approvals: Approvals, facts: ApprovalFacts): ApprovalPolicy | undefined =>
  approvals.policies.find((policy) => matches(policy, facts));

function matches({ when = {} }: ApprovalPolicy, { system, role, found, emergency, change }: ApprovalFacts): boolean {
  const among = <T>(wanted: readonly T[] | undefined, value: T) => wanted === undefined || wanted.includes(value);
  const equal = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value;
  return (
    among(when.risk, found.role.risk) &&
    among(when.dataClassification, found.system.value.dataClassification) &&
    among(when.system, system) &&
    among(when.role, role) &&
    among(when.change, change) &&
    equal(when.privileged, found.role.privileged === true) &&
    equal(when.emergency, emergency)
  );
}
