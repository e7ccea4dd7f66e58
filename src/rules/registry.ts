/** The one list of rules, in the order of their codes. */
import type { Rule } from '../model/rule.ts';
import { changeTooLarge } from './change/change-too-large.ts';
import { policyAndGrantsTogether } from './change/policy-and-grants-together.ts';
import { alreadyExpired } from './grant/already-expired.ts';
import { broaderRoleThanNeeded } from './grant/broader-role-than-needed.ts';
import { cannotBeJudged } from './grant/cannot-be-judged.ts';
import { conflictingRoles } from './grant/conflicting-roles.ts';
import { datedInTheFuture } from './grant/dated-in-the-future.ts';
import { emergencyNotAllowed } from './grant/emergency-not-allowed.ts';
import { emergencyTooLong } from './grant/emergency-too-long.ts';
import { endedEmployment } from './grant/ended-employment.ts';
import { endsBeforeItStarts } from './grant/ends-before-it-starts.ts';
import { expiryExceedsMaximum } from './grant/expiry-exceeds-maximum.ts';
import { inactiveSubject } from './grant/inactive-subject.ts';
import { misplacedFile } from './grant/misplaced-file.ts';
import { missingEnd } from './grant/missing-end.ts';
import { missingIncident } from './grant/missing-incident.ts';
import { missingJustification } from './grant/missing-justification.ts';
import { missingTicket } from './grant/missing-ticket.ts';
import { missingTraining } from './grant/missing-training.ts';
import { noMatchingApproval } from './grant/no-matching-approval.ts';
import { nobodyCanApprove } from './grant/nobody-can-approve.ts';
import { outlastsEmployment } from './grant/outlasts-employment.ts';
import { privilegedNeedsTemporary } from './grant/privileged-needs-temporary.ts';
import { requesterNotAllowed } from './grant/requester-not-allowed.ts';
import { roleOutsideMatrix } from './grant/role-outside-matrix.ts';
import { shorterThanLag } from './grant/shorter-than-lag.ts';
import { standingNotAllowed } from './grant/standing-not-allowed.ts';
import { startsTooFarAhead } from './grant/starts-too-far-ahead.ts';
import { tooManyHolders } from './grant/too-many-holders.ts';
import { totalExceedsMaximum } from './grant/total-exceeds-maximum.ts';
import { unknownPermission } from './grant/unknown-permission.ts';
import { unknownRequester } from './grant/unknown-requester.ts';
import { unknownRole } from './grant/unknown-role.ts';
import { unknownSubject } from './grant/unknown-subject.ts';
import { unknownSystem } from './grant/unknown-system.ts';
import { caseCollision } from './input/case-collision.ts';
import { fileTooLarge } from './input/file-too-large.ts';
import { invalidValue } from './input/invalid-value.ts';
import { invalidYaml } from './input/invalid-yaml.ts';
import { missingKey } from './input/missing-key.ts';
import { tooComplex } from './input/too-complex.ts';
import { unknownKey } from './input/unknown-key.ts';
import { unreadableFile } from './input/unreadable-file.ts';
import { unrecognizedEntry } from './input/unrecognized-entry.ts';
import { unsafeCharacters } from './input/unsafe-characters.ts';
import { unsupportedVersion } from './input/unsupported-version.ts';
import { unsupportedYaml } from './input/unsupported-yaml.ts';
import { capWithoutEffect } from './policy/cap-without-effect.ts';
import { conditionWithoutMatch } from './policy/condition-without-match.ts';
import { contradictingMatrix } from './policy/contradicting-matrix.ts';
import { delegationWithoutEffect } from './policy/delegation-without-effect.ts';
import { duplicateAccount } from './policy/duplicate-account.ts';
import { duplicateId } from './policy/duplicate-id.ts';
import { expiredException } from './policy/expired-exception.ts';
import { inactiveManager } from './policy/inactive-manager.ts';
import { incompleteRunbook } from './policy/incomplete-runbook.ts';
import { invalidConnectorTarget } from './policy/invalid-connector-target.ts';
import { invalidDelegation } from './policy/invalid-delegation.ts';
import { invalidException } from './policy/invalid-exception.ts';
import { invalidSetting } from './policy/invalid-setting.ts';
import { missingManager } from './policy/missing-manager.ts';
import { missingPolicyFile } from './policy/missing-policy-file.ts';
import { overdueReview } from './policy/overdue-review.ts';
import { ownerInactive } from './policy/owner-inactive.ts';
import { pathWithoutFiles } from './policy/path-without-files.ts';
import { roleWithoutApproval } from './policy/role-without-approval.ts';
import { runbookNamesLeaver } from './policy/runbook-names-leaver.ts';
import { secretInPolicy } from './policy/secret-in-policy.ts';
import { sharedConnectorRole } from './policy/shared-connector-role.ts';
import { standingPrivilegedRole } from './policy/standing-privileged-role.ts';
import { unknownJobFunction } from './policy/unknown-job-function.ts';
import { unknownReference } from './policy/unknown-reference.ts';
import { unownedSystem } from './policy/unowned-system.ts';
import { unreachableApprover } from './policy/unreachable-approver.ts';
import { unreachablePolicy } from './policy/unreachable-policy.ts';
import { unsafeConnectorAddress } from './policy/unsafe-connector-address.ts';

export const rules: readonly Rule[] = [
  // GB0xx: can it be read
  unreadableFile,
  fileTooLarge,
  unsafeCharacters,
  invalidYaml,
  unsupportedYaml,
  tooComplex,
  unsupportedVersion,
  unknownKey,
  missingKey,
  invalidValue,
  unrecognizedEntry,
  caseCollision,
  // GB1xx: who gets what
  unknownSubject,
  inactiveSubject,
  endedEmployment,
  unknownSystem,
  unknownRole,
  roleOutsideMatrix,
  misplacedFile,
  unknownRequester,
  requesterNotAllowed,
  missingJustification,
  missingTicket,
  unknownPermission,
  missingTraining,
  cannotBeJudged,
  // GB2xx: for how long
  missingEnd,
  endsBeforeItStarts,
  expiryExceedsMaximum,
  alreadyExpired,
  standingNotAllowed,
  privilegedNeedsTemporary,
  emergencyNotAllowed,
  emergencyTooLong,
  missingIncident,
  outlastsEmployment,
  datedInTheFuture,
  startsTooFarAhead,
  totalExceedsMaximum,
  shorterThanLag,
  // GB3xx: how much of it
  conflictingRoles,
  broaderRoleThanNeeded,
  tooManyHolders,
  // GB4xx: is the policy itself in order
  unownedSystem,
  ownerInactive,
  unreachableApprover,
  invalidException(() => rules),
  expiredException,
  overdueReview,
  unknownReference,
  missingPolicyFile,
  invalidSetting(() => rules),
  nobodyCanApprove,
  duplicateAccount,
  noMatchingApproval,
  standingPrivilegedRole,
  unreachablePolicy,
  duplicateId,
  contradictingMatrix,
  unknownJobFunction,
  inactiveManager,
  capWithoutEffect,
  delegationWithoutEffect,
  missingManager,
  invalidDelegation,
  roleWithoutApproval,
  conditionWithoutMatch,
  pathWithoutFiles,
  incompleteRunbook,
  runbookNamesLeaver,
  invalidConnectorTarget,
  unsafeConnectorAddress,
  secretInPolicy,
  sharedConnectorRole,
  // GB5xx: does the change stay within its limits
  policyAndGrantsTogether,
  changeTooLarge,
];

/** A rule by its code (`GB203`, in any case) or its name. */
export const findRule = (codeOrName: string): Rule | undefined =>
  rules.find((rule) => rule.code === codeOrName.toUpperCase() || rule.name === codeOrName.toLowerCase());
