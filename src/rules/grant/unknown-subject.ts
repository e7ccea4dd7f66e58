import type { GrantRule } from '../../model/rule.ts';
import { didYouMean, grantFinding } from '../define.ts';
import { grantFile } from '../example-company.ts';

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
    invalid: [{ title: 'a slip in the name', files: grantFile({ subject: 'ana.kosta' }) }],
  },
  *check(grant, { workspace }) {
    const { subject } = grant.value;
    if (workspace.people.has(subject)) return;
    yield grantFinding(grant, ['subject'], {
      message: `nobody with the user name \`${subject}\` works here`,
      help: didYouMean(
        subject,
        workspace.people.ids,
        `add \`policies/people/${subject}.yaml\` in a pull request of its own first`,
      ),
    });
  },
};
