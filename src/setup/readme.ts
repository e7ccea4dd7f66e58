/** The README of a new access repository: for the people who use it, and what is still to be done. */
import { plain } from '../render/markdown.ts';
import type { Company } from './company.ts';
import { reportPath } from './report.ts';
import { type ActionSource, actionFolder } from './workflows.ts';

const byCopy = `Grantbook is a copy in \`${actionFolder}\`: \`grantbook check\` above is \`node ${actionFolder}/dist/cli.js check\`. To
bring it up to date, replace that folder by a pull request, which the policy owners approve.`;

export function readmeText(
  { organization, policyOwners, people }: Company,
  action: ActionSource,
  hasReport: boolean,
): string {
  const owners = policyOwners.map((user) => plain(people.get(user)?.displayName ?? user)).join(' and ');
  return `# Access at ${plain(organization)}

Who may have which access, for how long, and who approved it. ${owners} answer${policyOwners.length === 1 ? 's' : ''} for the rules.

**To ask for access**, open an issue and choose the form of the system: *Issues → New issue*. You hear there what has to
be repaired, who approves, and when the access begins. **To approve**, press *Review changes* in the pull request that
asks you by name. **Access ends by itself** on its last day; you are reminded before.

| folder | what it holds |
| --- | --- |
| \`policies/\` | the people, the systems with their roles, the role matrix, and who approves what |
| \`access-grants/\` | one small file for each access: \`access-grants/<system>/<role>/<user name>.yaml\` |
| \`docs/runbooks/\` | for each system, how access is asked for, given and taken away, to read and to print |
| \`.github/\` | the forms, the workflows and the owners of the policies |

## Still to be done, once

1. Push this to a private repository in which everybody may read and few may write.
2. Look through \`policies/\`, above all at what each role of each system allows, in plain words.${
    hasReport
      ? `\n   \`${reportPath}\` says what stands out in the access that was found: go through it with the owners of the systems.`
      : ''
  }
3. In the settings, allow squash merging alone, let Actions create pull requests, and protect the default branch:
   require a pull request and the check \`grantbook\`. \`grantbook doctor\` says what is missing, and where to click.
4. Begin the ledger with \`grantbook ledger start\`. What is there then is kept as found, never approved.
5. After each change of the policies, run \`grantbook check\`, \`grantbook forms\`, \`grantbook codeowners\` and
   \`grantbook runbooks\`, and commit what they write.
6. \`grantbook-site.yml\` publishes a catalogue of all this that names nobody: switch Pages on for it (*Settings → Pages →
   Source: GitHub Actions*), or delete the file.

${action.kind === 'copy' ? byCopy : `The workflows use \`${action.uses}\`. To bring it up to date, change that commit in each of them by a pull request.`}
`;
}
