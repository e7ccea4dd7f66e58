import Type, { type Static } from 'typebox';
import {
  closed,
  day,
  file,
  flag,
  identifier,
  integer,
  list,
  moment,
  oneOf,
  optional,
  text,
  userName,
} from './schema.ts';

const githubLogin = (description: string) =>
  Type.String({ description, format: 'github-login', pattern: '^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$' });

const delegation = closed(
  {
    to: userName('Who stands in.'),
    from: day('The first day of the stand-in.'),
    until: day('The last day of the stand-in.'),
  },
  { description: 'While it is in force, the stand-in may approve in this person’s place.' },
);

const training = closed({
  id: identifier('The training.'),
  completed: day('The day on which it was completed.'),
});

/** One person: `policies/people/<userName>.yaml`. The names follow SCIM (RFC 7643). */
export const PersonSchema = file(
  'Grantbook person',
  'One person of the organization. The file name is the user name.',
  {
    displayName: text('The name that people call this person by.', 100),
    email: optional(
      Type.String({ description: 'The work e-mail address.', format: 'email', maxLength: 200 }),
    ),
    github: optional(
      closed(
        {
          login: githubLogin('The GitHub login.'),
          id: integer(
            'The numeric GitHub account id: a login can be renamed and taken over, the id cannot.',
            { minimum: 1 },
          ),
          others: optional(
            list(
              closed({
                login: githubLogin('A login.'),
                id: integer('Its numeric account id.', { minimum: 1 }),
              }),
              'Further accounts of the same person, such as one for administration: nobody approves with one what they asked for with another.',
            ),
          ),
        },
        { description: 'The GitHub account. Somebody without one is requested for by the manager.' },
      ),
    ),
    jobFunctions: list(
      identifier('A job function of the role matrix.'),
      'What this person does; the role matrix says what that allows.',
    ),
    department: text('The department.', 100),
    employmentType: oneOf(['employee', 'contractor', 'intern', 'service'], 'The kind of employment.'),
    manager: optional(userName('The manager’s user name. Only the head of the organization has none.')),
    active: flag('Whether this person works here now. Nobody who is not active holds access or approves.'),
    startDate: optional(day('The first working day.')),
    endDate: optional(moment('The last working day (inclusive) or the instant at which employment ends.')),
    delegations: optional(list(delegation, 'Who stands in as approver, and when.')),
    trainings: optional(list(training, 'Completed trainings.')),
  },
);

export type Person = Static<typeof PersonSchema>;
