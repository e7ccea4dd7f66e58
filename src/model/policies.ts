/** The smaller policy files: bundles, separation of duties, exceptions, runbooks and policy tests. */
import Type, { type Static } from 'typebox';
import {
  closed,
  day,
  duration,
  file,
  identifier,
  integer,
  list,
  moment,
  oneOf,
  optional,
  rule,
  text,
  userName,
} from './schema.ts';

const systemRole = (description: string) =>
  Type.String({
    description,
    format: 'system-role',
    pattern: '^[a-z0-9]+([._-][a-z0-9]+)*/[a-z0-9]+([._-][a-z0-9]+)*$',
  });

export const BundleSchema = file(
  'Grantbook bundle',
  'A named set of roles for joiners of a job function, or for a project.',
  {
    title: text('The name of the bundle.', 100),
    description: text('Who it is for.'),
    jobFunctions: optional(
      list(identifier('A job function.'), 'Joiners of these job functions get the bundle.'),
    ),
    grants: list(
      closed({
        system: identifier('The system.'),
        role: identifier('The role.'),
        standing: optional(Type.Literal(true, { description: 'Without an end.' })),
        duration: optional(duration('For how long.')),
      }),
      'The roles in the bundle.',
    ),
  },
);
export type Bundle = Static<typeof BundleSchema>;

/** Static separation of duties (NIST RBAC, ANSI INCITS 359). */
export const SeparationOfDutiesSchema = file(
  'Grantbook separation of duties',
  'Sets of roles that one person may not hold together.',
  {
    sets: list(
      closed({
        id: identifier('The name of the set.'),
        reason: text('What could go wrong if one person held them.'),
        roles: list(
          systemRole('`<system>/<role>`.'),
          'At least two roles that one person must not hold together.',
          { minItems: 2 },
        ),
        cardinality: optional(
          integer('How many of them one person may hold. 1 unless it says otherwise.', { minimum: 1 }),
        ),
      }),
      'The sets.',
      { minItems: 0 },
    ),
  },
);
export type SeparationOfDuties = Static<typeof SeparationOfDutiesSchema>;

export const ExceptionSchema = file(
  'Grantbook exception',
  'An owned, expiring exception to one rule for one person.',
  {
    rule: identifier('The name of the rule, such as `conflicting-roles`.'),
    subject: userName('The person that it holds for.'),
    system: optional(identifier('Only for this system.')),
    role: optional(identifier('Only for this role of the system.')),
    set: optional(
      identifier(
        'The separation of duties that it excuses, by its `id`. Needed for `conflicting-roles`, and only there.',
      ),
    ),
    reason: text('Why the exception is needed.'),
    compensatingControl: text('What is done instead, so that the risk stays bearable.'),
    owner: userName('Who answers for it.'),
    validUntil: day('The last day of the exception.'),
  },
);
export type Exception = Static<typeof ExceptionSchema>;

export const RunbookSchema = file(
  'Grantbook runbook',
  'What a runbook says that cannot be derived from the policy.',
  {
    title: text('The title.', 100),
    objective: text('What the reader gets done with it.'),
    audience: list(text('A group of readers.', 100), 'For whom it is.'),
    beforeAsking: optional(
      Type.Array(text('A step.'), { description: 'What has to be done before anybody asks.' }),
    ),
    steps: optional(
      Type.Array(text('A step.'), {
        description: 'What is done once it is approved, besides what follows from the policy.',
      }),
    ),
    pictures: optional(
      Type.Array(
        closed({
          file: Type.String({
            description: 'The name of the file in `policies/runbooks/pictures/`, such as `new-account.png`.',
            pattern: '^[a-z0-9]+([._-][a-z0-9]+)*\\.(png|jpg|webp)$',
            maxLength: 100,
          }),
          alt: text('What is to be seen, for whoever cannot see it.'),
          step: optional(
            integer('Beside which of `steps` it stands: 1 is the first. Without it, beside the form.', {
              minimum: 1,
            }),
          ),
        }),
        { description: 'Pictures beside the steps.' },
      ),
    ),
    checks: optional(
      Type.Array(text('A check.'), { description: 'Security checks before the work counts as done.' }),
    ),
    contingencies: optional(
      Type.Array(closed({ when: text('What went wrong.'), do: text('What to do then.') }), {
        description: 'What to do when it does not go as planned.',
      }),
    ),
    questions: optional(
      Type.Array(closed({ question: text('What people ask.', 200), answer: text('The answer.') }), {
        description: 'What people ask, with the answers.',
      }),
    ),
    training: optional(Type.Array(text('A training.'), { description: 'What to practise first.' })),
    owner: userName('Who keeps it right.'),
    reviewEvery: duration('How often it is reviewed, such as `90d`.'),
    lastReviewed: day('The day of the last review.'),
  },
);
export type Runbook = Static<typeof RunbookSchema>;

export const PolicyTestsSchema = file(
  'Grantbook policy tests',
  'Unit tests of the policy: given a request, expect the findings and the approvers.',
  {
    tests: list(
      closed({
        name: text('What the test shows.', 200),
        now: optional(moment('The day or instant at which it is judged.')),
        request: closed(
          {
            subject: userName('Who gets the access.'),
            system: identifier('The system.'),
            role: identifier('The role.'),
            change: optional(
              oneOf(
                ['added', 'extended', 'edited', 'reviewed', 'reduced', 'removed'],
                'What the request does to the grant. `added` unless it says otherwise.',
              ),
            ),
            requestedBy: optional(userName('Who asks.')),
            justification: optional(
              Type.String({ description: 'Why. A good reason unless it says otherwise.', maxLength: 1000 }),
            ),
            ticket: optional(text('The ticket.', 100)),
            permissions: optional(list(identifier('A permission.'), 'What is needed.')),
            duration: optional(duration('For how long.')),
            validFrom: optional(moment('From when on.')),
            validUntil: optional(moment('Until when.')),
            standing: optional(Type.Literal(true, { description: 'Without an end.' })),
            emergency: optional(Type.Boolean({ description: 'Break-glass.' })),
            incident: optional(text('The incident.', 100)),
          },
          { description: 'The grant that somebody asks for.' },
        ),
        expect: closed(
          {
            findings: optional(
              Type.Array(rule('The name of a rule, or its code such as `GB203`.'), {
                description: 'Exactly these rules complain.',
              }),
            ),
            approvers: optional(
              Type.Array(Type.String(), {
                description:
                  'Exactly these are asked: expressions of the approval policy such as `manager`, or people by their user names.',
              }),
            ),
            stages: optional(
              Type.Array(
                closed({
                  approvers: list(
                    text('An expression or a user name.', 200),
                    'Exactly these may fill its places, in any order.',
                  ),
                  count: optional(
                    integer('How many places it has. 1 unless it says otherwise.', {
                      minimum: 1,
                      maximum: 20,
                    }),
                  ),
                }),
                {
                  description:
                    'Exactly these stages, one after the other. `approvers` beside it does not tell two stages from one.',
                },
              ),
            ),
            policy: optional(
              identifier(
                'The approval policy that decides, by its `id`; `built-in` where none speaks of it.',
              ),
            ),
          },
          { description: 'What the tool should say. At least one of these.', minProperties: 1 },
        ),
      }),
      'The tests.',
    ),
  },
);
export type PolicyTests = Static<typeof PolicyTestsSchema>;
