import type { PolicyRule } from '../../model/rule.ts';
import { meantPath } from '../completeness.ts';
import { finding } from '../define.ts';
import { companyFiles, examplePaths } from '../example-company.ts';

export const missingPolicyFile: PolicyRule = {
  kind: 'policy',
  code: 'GB408',
  name: 'missing-policy-file',
  level: 'error',
  safety: true,
  summary: 'The settings, the approval policies and the role matrix are there.',
  rationale:
    'Without them nothing can be decided: which day it is, who approves, what a job needs. A repository that has lost one of them must stop, not let everything through (fail secure, NIST SP 800-53 SC-24).',
  examples: {
    valid: [
      {
        title: 'all three are there',
        files: companyFiles(examplePaths.settings, examplePaths.matrix, examplePaths.approvals),
      },
      {
        title: 'one that cannot be read is said to be broken, not missing',
        files: { [examplePaths.approvals]: '' },
      },
    ],
    invalid: [
      { title: 'no approval policies', files: { [examplePaths.approvals]: null } },
      { title: 'no role matrix', files: { [examplePaths.matrix]: null } },
      { title: 'no settings', files: { [examplePaths.settings]: null } },
    ],
  },
  *check({ workspace }) {
    const needed = [
      {
        path: examplePaths.settings,
        there: workspace.settings !== undefined,
        help: 'add the file with `version: 1`, `organization`, `timeZone` and `policyOwners`',
      },
      {
        path: examplePaths.matrix,
        there: workspace.matrix.length > 0,
        help: 'add the file, or a file for each department in `policies/role-matrix/`, with `version: 1` and `matrix`',
      },
      {
        path: examplePaths.approvals,
        there: workspace.approvals !== undefined,
        help: 'add the file with `version: 1` and `policies`: who approves what',
      },
    ];
    for (const { path, there, help } of needed) {
      const stem = path.replace('.yaml', '');
      // A file that is there but cannot be read has its own finding.
      if (there || workspace.problems.some((problem) => meantPath(problem).startsWith(stem))) continue;
      yield finding({ path }, [], {
        message: `\`${path}\` is missing, and nothing can be decided without it`,
        help,
      });
    }
  },
};
