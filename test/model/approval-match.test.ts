import { describe, expect, test } from 'vitest';
import { type MatchedChange, matchPolicy } from '../../src/model/approval-match.ts';
import type { ApprovalPolicy, Approvals } from '../../src/model/approvals.ts';

const role = { title: 'Viewer', description: '', permissions: ['read'], risk: 'medium' as const };
const change: MatchedChange = {
  systemId: 'payroll',
  system: {
    version: 1,
    name: 'Payroll',
    description: '',
    dataClassification: 'restricted',
    permissions: {},
    roles: { viewer: role },
  },
  roleId: 'viewer',
  role,
  emergency: false,
  change: 'added',
};

const approvals = (...conditions: (ApprovalPolicy['when'] | undefined)[]): Approvals => ({
  version: 1,
  policies: conditions.map((when, index) => ({
    id: `policy-${index}`,
    ...(when === undefined ? {} : { when }),
    stages: [{ approvers: ['manager'] }],
  })),
});

const first = (policies: Approvals, of: Partial<MatchedChange> = {}) =>
  matchPolicy(policies, { ...change, ...of })?.id;

describe('the approval policy of a change', () => {
  test('is the first that matches, whatever follows', () => {
    expect(first(approvals({ risk: ['high'] }, { risk: ['medium'] }, {}))).toBe('policy-1');
    expect(first(approvals(undefined, { risk: ['medium'] }))).toBe('policy-0');
  });

  test('is none where no condition holds', () => {
    expect(first(approvals({ risk: ['high'] }, { system: ['crm'] }))).toBeUndefined();
    expect(first(approvals())).toBeUndefined();
  });

  test('needs all conditions of a policy to hold', () => {
    expect(first(approvals({ system: ['payroll'], role: ['editor'] }))).toBeUndefined();
    expect(first(approvals({ system: ['payroll'], role: ['viewer'] }))).toBe('policy-0');
  });

  test.each([
    [{ dataClassification: ['restricted'] }, 'policy-0'],
    [{ dataClassification: ['public'] }, undefined],
    [{ privileged: true }, undefined],
    // A role that does not say `privileged` is not privileged.
    [{ privileged: false }, 'policy-0'],
    [{ emergency: true }, undefined],
    [{ emergency: false }, 'policy-0'],
    [{ change: ['removed'] }, undefined],
    [{ change: ['added', 'extended'] }, 'policy-0'],
  ] as const)('looks at %j', (when, expected) => {
    expect(first(approvals(when as NonNullable<ApprovalPolicy['when']>))).toBe(expected);
  });

  test('takes an edit for an addition, but not an addition for an edit', () => {
    expect(first(approvals({ change: ['added'] }), { change: 'edited' })).toBe('policy-0');
    expect(first(approvals({ change: ['edited'] }), { change: 'edited' })).toBe('policy-0');
    expect(first(approvals({ change: ['edited'] }), { change: 'added' })).toBeUndefined();
    expect(first(approvals({ change: ['extended'] }), { change: 'edited' })).toBeUndefined();
  });
});
