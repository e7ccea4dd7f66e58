import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';
import { pathMeant } from './path-meant.ts';

const changesOf = (...paths: readonly string[]) => ({
  [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges:\n  - paths: ${JSON.stringify(paths)}\n    stages:\n      - approvers: [policy-owner]\n`,
});

export const pathWithoutFiles: PolicyRule = {
  kind: 'policy',
  code: 'GB425',
  name: 'path-without-files',
  level: 'warning',
  safety: false,
  summary: 'A path in `policyChanges` is one at which there can be a file.',
  rationale:
    'Where a path matches nothing, another entry decides about the files that were meant, or the policy owners do, and whoever was to be asked is not (NIST SP 800-53 CM-3, CM-5). A folder alone matches none of the files in it, as minimatch reads it.',
  examples: {
    valid: [
      { title: 'a folder with all that is in it', files: changesOf('policies/people/**', 'policies/*.yaml') },
      {
        title: 'files that are not there yet, or have nothing to do with Grantbook',
        files: changesOf('policies/tests/**', '.github/**', 'src/**', 'tests/**', '**'),
      },
    ],
    invalid: [
      { title: 'a slip in the name of a folder', files: changesOf('policies/poeple/**') },
      { title: 'a folder without where it stands', files: changesOf('people/**') },
      { title: 'a folder alone', files: changesOf('policies/people', 'policies/systems/') },
      { title: 'a path that begins with a slash', files: changesOf('/policies/approvals.yaml') },
    ],
  },
  *check({ workspace: { approvals } }) {
    for (const [at, { paths }] of (approvals?.value.policyChanges ?? []).entries())
      for (const [index, path] of paths.entries()) {
        const meant = pathMeant(path);
        if (!approvals || meant === undefined) continue;
        yield finding(approvals, ['policyChanges', at, 'paths', index], {
          message: `no file is likely to match \`${path}\``,
          help: `did you mean \`${meant}\`?`,
        });
      }
  },
};
