import type { ChangeRule } from '../../model/rule.ts';
import { count, finding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

export const policyAndGrantsTogether: ChangeRule = {
  kind: 'change',
  code: 'GB501',
  name: 'policy-and-grants-together',
  level: 'error',
  safety: true,
  summary:
    'A pull request that changes `policies/` adds, extends and edits no grants; it may shorten or remove them.',
  rationale:
    'Otherwise one pull request could change the rules and use them, and its approvers would have to see both at once. Whoever leaves, or a system that is closed, takes its grants along, and that stays possible (NIST SP 800-53 CM-3, CM-5, AC-5).',
  examples: {
    valid: [
      { title: 'a grant alone', files: grantFile(), changes: [examplePaths.grant] },
      { title: 'the policy alone', files: {}, changes: [examplePaths.matrix] },
    ],
    invalid: [
      {
        title: 'a grant together with the matrix that allows it',
        files: grantFile(),
        changes: [examplePaths.matrix, examplePaths.grant],
      },
      {
        title: 'two grants together with the matrix that allows them',
        files: { ...grantFile(), ...grantFile({ subject: 'rui.alves' }) },
        changes: [
          examplePaths.matrix,
          ...Object.keys({ ...grantFile(), ...grantFile({ subject: 'rui.alves' }) }),
        ],
      },
    ],
  },
  *check({ grants, otherPaths }) {
    const [policy, ...more] = otherPaths.filter((path) => path.startsWith('policies/')).sort();
    if (policy === undefined) return;
    const words = { added: 'adds', extended: 'extends', edited: 'edits', reviewed: 'reviews' } as const;
    const giving = grants.flatMap(({ kind, path }) =>
      kind === 'reduced' || kind === 'removed' ? [] : [{ path, verb: words[kind] }],
    );
    // Said once, at the first: it is one mistake, however many grants it is made with.
    const [first] = [...giving].sort((a, b) => (a.path < b.path ? -1 : 1));
    if (!first) return;
    const verb = giving.every((grant) => grant.verb === first.verb) ? first.verb : 'changes';
    const amount = giving.length === 1 ? 'a grant' : `this and ${count(giving.length - 1, 'other grant')}`;
    yield finding(first, [], {
      message: `this pull request ${verb} ${amount} and changes \`${policy}\`${more.length > 0 ? ` and ${count(more.length, 'other policy file')}` : ''} at the same time`,
      help: 'make two pull requests: first the one for `policies/`, and when it is merged the one for the access',
      related: [{ path: policy, message: 'the change of the policy' }],
    });
  },
};
