/** A grant that nobody can read is somebody's all the same: its path says whose. */
import { expect, test } from 'vitest';
import { accounts, by, decided, type Files, facts, review } from '../support/deciding.ts';

const { ana, marta, tiago } = accounts;
const path = 'access-grants/payroll/viewer/tiago.nunes.yaml';
const unreadable: Files = { [path]: 'version: 1\nsubject: [' };
const anybodyRemoves: Files = {
  'policies/approvals.yaml': `version: 1
policies:
  - {id: removal, when: {change: [removed]}, stages: [{approvers: [everyone]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
};

test('does not let its subject approve the removal, and says why', () => {
  const { verdict, whole } = decided({
    base: { ...unreadable, ...anybodyRemoves },
    change: { [path]: null },
    facts: facts([review(tiago)], by(marta)),
  });
  expect(verdict).toBe('pending');
  expect(whole.discounted.map(({ user, reason }) => [user, reason])).toEqual([['tiago-nunes', 'subject']]);
});

test('does not let its subject, a policy owner, do away with an objection', () => {
  const settings = 'policies/grantbook.yaml';
  const base: Files = {
    ...unreadable,
    ...anybodyRemoves,
    [settings]: `version: 1
organization: Example Company
timeZone: Europe/Lisbon
groups:
  security: [sofia.lopes]
policyOwners: [tiago.nunes, rui.alves]
`,
  };
  const objection = review(marta, 'DISMISSED');
  const { verdict } = decided({
    base,
    change: { [path]: null },
    facts: facts([objection, review(ana)], {
      ...by(accounts.rui),
      dismissals: [
        { review: objection.id, by: tiago, at: '2026-11-23T11:59:30Z', state: 'changes_requested' },
      ],
    }),
  });
  expect(verdict).toBe('rejected');
});
