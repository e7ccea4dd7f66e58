import { isActive } from '../../model/entitlement.ts';
import type { GrantRule } from '../../model/rule.ts';
import { isTouched } from '../context.ts';
import { didYouMean, grantFinding } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';
import { knownPeople } from '../names.ts';

const rui = 'policies/people/rui.alves.yaml';

export const unknownRequester: GrantRule = {
  kind: 'grant',
  code: 'GB108',
  name: 'unknown-requester',
  level: 'error',
  safety: true,
  summary: 'Whoever asked for a grant is a person in `policies/people/`, and worked here when they asked.',
  rationale:
    'The requester never approves their own request, so it has to be known who it is (separation of duties, NIST SP 800-53 AC-5; accountability, AU-3). A requester who leaves later does not make the grant wrong: whether they work here is asked only when the grant is added or edited.',
  examples: {
    valid: [
      { title: 'the manager asks', files: grantFile({ requestedBy: 'rui.alves' }) },
      {
        title: 'the manager has left since',
        files: {
          ...grantFile({ requestedBy: 'rui.alves' }),
          [rui]: (exampleCompany[rui] ?? '').replace('active: true', 'active: false'),
        },
      },
    ],
    invalid: [
      { title: 'a slip in the name', files: grantFile({ requestedBy: 'rui.alvez' }) },
      { title: 'the first name', files: grantFile({ requestedBy: 'marta' }) },
      {
        title: 'a new request by somebody who has left',
        files: {
          ...grantFile({ requestedBy: 'rui.alves' }),
          [rui]: (exampleCompany[rui] ?? '').replace('active: true', 'active: false'),
        },
        changes: [examplePaths.grant],
      },
    ],
  },
  *check(grant, context) {
    const { requestedBy, subject } = grant.value;
    if (requestedBy === undefined || requestedBy === subject) return;
    const { workspace } = context;
    if (!workspace.people.has(requestedBy)) {
      yield grantFinding(grant, ['requestedBy'], {
        message: `nobody with the user name \`${requestedBy}\` works here, so nobody can have asked`,
        help: didYouMean(
          requestedBy,
          knownPeople(workspace),
          `write the user name of whoever asked; a file of somebody who has left is kept, with \`active: false\``,
        ),
      });
      return;
    }
    if (!isTouched(grant.path, context)) return;
    const person = workspace.people.get(requestedBy);
    // A last working day that cannot be read is reported as such.
    if (!person || isActive(person.value, context) || (person.flawed && person.value.active)) return;
    yield grantFinding(grant, ['requestedBy'], {
      message: `\`${requestedBy}\` does not work here any more, so cannot ask for access`,
      help: 'the manager asks instead: write their user name, or leave the line out where the person asks',
      related: [{ path: person.path, pointer: ['active'], message: 'the people file says so' }],
    });
  },
};
