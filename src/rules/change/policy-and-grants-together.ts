import type { ChangeRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
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
    ],
  },
  *check({ grants, otherPaths }) {
    const [policy, ...more] = otherPaths.filter((path) => path.startsWith('policies/')).sort();
    if (policy === undefined) return;
    const words = { added: 'adds', extended: 'extends', edited: 'edits', reviewed: 'reviews' } as const;
    for (const { kind, path, after } of grants) {
      if (kind !== 'added' && kind !== 'extended' && kind !== 'edited' && kind !== 'reviewed') continue;
      yield finding(
        { path },
        [],
        {
          message: `this pull request ${words[kind]} a grant and changes \`${policy}\`${more.length > 0 ? ` and ${more.length} more of the rules` : ''} at the same time`,
          help: 'make two pull requests: first the one for `policies/`, and when it is merged the one for the access',
          related: [{ path: policy, message: 'the change of the policy' }],
        },
        after && { subject: after.value.subject, system: after.value.system, role: after.value.role },
      );
    }
  },
};
