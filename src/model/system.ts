import Type, { type Static } from 'typebox';
import {
  approver,
  closed,
  duration,
  expression,
  file,
  flag,
  identifier,
  integer,
  list,
  mapOf,
  oneOf,
  optional,
  text,
  userName,
} from './schema.ts';

/** From harmless to critical; the order is the order of the scale. */
export const risks = ['low', 'medium', 'high', 'critical'] as const;

export const dataClassifications = ['public', 'internal', 'confidential', 'restricted'] as const;

const role = closed(
  {
    title: text('The name of the role as people say it.', 100),
    description: text('What somebody with this role can do, in plain words.'),
    permissions: list(identifier('A permission of this system.'), 'The permissions that the role gives.'),
    risk: oneOf(risks, 'How much harm the role could do in the wrong hands.'),
    privileged: optional(flag('An administrator’s role (NIST 800-53 AC-6): never standing.')),
    maxDuration: optional(duration('The longest period, whatever the role matrix says.')),
    emergency: optional(
      closed(
        { maxDuration: duration('The longest emergency access, in hours.') },
        { description: 'The role may be granted in an emergency. Without this, it may not.' },
      ),
    ),
    ticketPattern: optional(
      text(
        'A regular expression (RE2) that a ticket has to match as a whole. With it, every grant needs a ticket.',
        200,
      ),
    ),
    maxHolders: optional(integer('How many people may hold the role at once.', { minimum: 1 })),
    requesters: optional(
      list(
        expression(
          '`self`, `manager`, `system-owner`, `user:<userName>`, `group:<name>` or `job-function:<name>`.',
          '^(self|manager|system-owner|(user|group|job-function):[a-z0-9]+([._-][a-z0-9]+)*)$',
        ),
        'Who may ask for the role. Without it: the person or the manager.',
      ),
    ),
    requiresTraining: optional(
      list(identifier('A training.'), 'Trainings that the holder has to have completed.'),
    ),
  },
  { description: 'A role of this system.' },
);

const connector = closed(
  {
    type: oneOf(
      ['task', 'github-team', 'github-repository', 'scim', 'webhook'],
      'How access gets into the system; `task` is a task for a person.',
    ),
    manage: optional(
      oneOf(
        ['granted', 'all'],
        '`granted`: only accounts that a grant named are ever removed. `all`: every account without a grant is removed.',
      ),
    ),
    lag: optional(duration('How long the work takes by hand.')),
    mode: optional(
      oneOf(
        ['dry-run', 'apply'],
        '`dry-run`, unless it says otherwise: the plan is shown, and nothing is done. `apply`: access is carried into the system. What a person does by hand (`task`) is asked for at once.',
      ),
    ),
    drift: optional(
      oneOf(
        ['repair', 'report'],
        'What happens where somebody changed access in the system itself. `repair`, unless it says otherwise: it becomes what the grants say. `report`: it is only said.',
      ),
    ),
    roles: optional(
      mapOf(
        text('Its name or id in the real system.', 300),
        'What a role is called in the real system, where it is not called by its id here: a group, a team, a permission.',
      ),
    ),
    target: optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]*$' }), text('A value of the target.', 300), {
        description: 'What the connector needs to find the system, such as `organization` and `team`.',
        additionalProperties: false,
      }),
    ),
  },
  { description: 'How access gets into the real system.' },
);

const accessReview = closed(
  {
    every: duration('How often standing access is reviewed, such as `90d`.'),
    reviewers: list(approver(), 'Who reviews.'),
    onNoResponse: optional(oneOf(['remind', 'remove'], 'What happens when nobody answers in time.')),
  },
  { description: 'The periodic review of standing access.' },
);

/** One system: `policies/systems/<system>.yaml`. */
export const SystemSchema = file(
  'Grantbook system',
  'One system that people get access to. The file name is its id.',
  {
    name: text('The name that people know it by.', 100),
    description: text('What it is for, in a sentence.'),
    owners: optional(
      list(userName('A system owner.'), 'Who is responsible for the system and approves access to it.', {
        minItems: 0,
      }),
    ),
    executors: optional(
      list(
        expression('`user:<userName>` or `group:<name>`.', '^(user|group):[a-z0-9]+([._-][a-z0-9]+)*$'),
        'Who does the work by hand.',
      ),
    ),
    dataClassification: oneOf(dataClassifications, 'How sensitive its data are.'),
    permissions: mapOf(
      text('What the permission lets somebody do, in plain words.', 200),
      'The permissions of the system, each in plain words.',
    ),
    roles: mapOf(role, 'The roles of the system.'),
    connector: optional(connector),
    accessReview: optional(accessReview),
    runbook: optional(identifier('The runbook, as in `policies/runbooks/`.')),
  },
);

export type System = Static<typeof SystemSchema>;
export type Role = Static<typeof role>;
