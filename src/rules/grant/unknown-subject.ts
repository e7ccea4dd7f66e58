import type { GrantRule } from '../../model/rule.ts';
import { didYouMean, grantFinding } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';
import { knownPeople } from '../names.ts';

const nobodys = 'access-grants/payroll/viewer/jo.nobody.yaml';

export const unknownSubject: GrantRule = {
  kind: 'grant',
  code: 'GB101',
  name: 'unknown-subject',
  level: 'error',
  safety: true,
  summary: 'The subject of a grant is a person in `policies/people/`.',
  rationale:
    'Access that belongs to nobody cannot be reviewed, and nobody notices when it should end (NIST SP 800-53 AC-2). A new colleague is added first, in a pull request of its own, so that whoever keeps the people file confirms that they exist.',
  examples: {
    valid: [{ title: 'the subject has a file', files: grantFile({ subject: 'ana.costa' }) }],
    invalid: [
      { title: 'a slip in the name', files: grantFile({ subject: 'ana.kosta' }) },
      { title: 'the first name', files: grantFile({ subject: 'ana' }) },
      { title: 'the name without its dot', files: grantFile({ subject: 'anacosta' }) },
      {
        title: 'a name that nobody knows, in the file of somebody whom everybody knows',
        files: { [examplePaths.grant]: grantFile({ subject: 'jo.nobody' })[nobodys] ?? null },
      },
    ],
  },
  *check(grant, { workspace }) {
    const { subject } = grant.value;
    if (workspace.people.has(subject)) return;
    const inPath = workspace.holdings.at(grant.path)?.subject ?? subject;
    yield grantFinding(grant, ['subject'], {
      message: `nobody with the user name \`${subject}\` works here`,
      help: workspace.people.has(inPath)
        ? `write \`subject: ${inPath}\`, as the name of this file says`
        : didYouMean(
            subject,
            knownPeople(workspace),
            `add \`policies/people/${subject}.yaml\` in a pull request of its own first`,
          ),
    });
  },
};
