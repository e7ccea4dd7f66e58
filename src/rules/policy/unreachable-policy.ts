import { matchesAllOf } from '../../model/approval-match.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { examplePaths } from '../example-company.ts';

const policies = (...conditions: string[]) => ({
  [examplePaths.approvals]: `version: 1\npolicies:\n${conditions
    .map(
      (when, index) =>
        `  - { id: policy-${index + 1}, when: ${when}, stages: [{ approvers: [manager, system-owner] }] }\n`,
    )
    .join('')}`,
});

export const unreachablePolicy: PolicyRule = {
  kind: 'policy',
  code: 'GB414',
  name: 'unreachable-policy',
  level: 'error',
  safety: false,
  summary: 'No approval policy stands after one that matches everything that it matches.',
  rationale:
    'The first policy that matches decides, so the later one never does. Where it was meant to ask for more approvals, they are not asked for, and everybody believes that they are (NIST SP 800-53 CM-3, CM-6). What is special comes first, and what holds for the rest comes last.',
  examples: {
    valid: [
      { title: 'the special case first', files: policies('{ risk: [critical] }', '{}') },
      {
        title: 'a catch-all speaks of changes that give access, and of no others',
        files: policies('{}', '{ change: [removed] }'),
      },
      {
        title: 'conditions that overlap',
        files: policies('{ risk: [high] }', '{ risk: [high, critical] }', '{}'),
      },
    ],
    invalid: [
      { title: 'after a policy for everything', files: policies('{}', '{ risk: [critical] }') },
      {
        title: 'after a policy that asks for less',
        files: policies('{ risk: [high, critical] }', '{ risk: [critical], privileged: true }', '{}'),
      },
    ],
  },
  *check({ workspace: { approvals } }) {
    if (!approvals) return;
    const { policies: all } = approvals.value;
    for (const [index, policy] of all.entries()) {
      const before = all.findIndex((other) => matchesAllOf(other.when, policy.when));
      const first = all[before];
      if (before >= index || !first) continue;
      yield finding(approvals, ['policies', index, 'id'], {
        message: `\`${policy.id}\` never decides: \`${first.id}\` stands before it and matches all that it matches`,
        help: `move it up, before \`${first.id}\`, or delete it`,
        related: [
          { path: approvals.path, pointer: ['policies', before, 'id'], message: 'this one always decides' },
        ],
      });
    }
  },
};
