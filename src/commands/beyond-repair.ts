/** By rule: what no other wording of a request could repair. */
export const beyondRepair: ReadonlySet<string> = new Set([
  ...['inactive-subject', 'ended-employment', 'role-outside-matrix', 'emergency-not-allowed'],
  ...['unknown-requester', 'requester-not-allowed', 'missing-training', 'conflicting-roles'],
  ...['too-many-holders', 'no-matching-approval', 'nobody-can-approve', 'cannot-be-judged'],
]);
