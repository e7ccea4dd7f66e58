import Type, { type Static } from 'typebox';
import {
  approver,
  closed,
  duration,
  file,
  flag,
  identifier,
  integer,
  list,
  oneOf,
  optional,
  text,
} from './schema.ts';
import { dataClassifications, risks } from './system.ts';

/** What a pull request does to a grant, or to a person (`ended`). */
export const changeKinds = [
  'added',
  'extended',
  'edited',
  'reviewed',
  'reduced',
  'removed',
  'ended',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

const stage = closed({
  approvers: list(approver(), 'Any of these may fill a place.'),
  count: optional(
    integer('How many places the stage has. 1 unless it says otherwise.', { minimum: 1, maximum: 20 }),
  ),
});

const condition = closed(
  {
    risk: optional(list(oneOf(risks, 'A risk.'), 'The role has one of these risks.')),
    privileged: optional(flag('The role is privileged, or is not.')),
    emergency: optional(flag('The grant is an emergency, or is not.')),
    dataClassification: optional(
      list(oneOf(dataClassifications, 'A class.'), 'The system’s data are of one of these classes.'),
    ),
    system: optional(list(identifier('A system.'), 'One of these systems.')),
    role: optional(list(identifier('A role.'), 'One of these roles.')),
    change: optional(list(oneOf(changeKinds, 'A kind of change.'), 'One of these kinds of change.')),
  },
  { description: 'All of these have to hold. An empty map always holds.' },
);

/** Who approves what: `policies/approvals.yaml`. */
export const ApprovalsSchema = file(
  'Grantbook approval policies',
  'Who has to approve which change. The first policy that matches decides; none matching is an error.',
  {
    policies: list(
      closed({
        id: identifier('The name of the policy.'),
        title: optional(text('In plain words, for the approver.', 200)),
        when: optional(condition),
        stages: list(stage, 'The stages, in order.'),
        distinct: optional(flag('No person fills two places. True unless it says otherwise.')),
        escalation: optional(
          closed(
            {
              after: duration('After how long without an answer.'),
              to: list(approver(), 'Who may then approve.'),
            },
            { description: 'Who may approve when nobody answers.' },
          ),
        ),
        postReview: optional(
          closed(
            { within: duration('How soon after the fact an emergency is reviewed.') },
            { description: 'The review that follows an emergency.' },
          ),
        ),
      }),
      'The approval policies.',
    ),
    policyChanges: optional(
      list(
        closed({
          paths: list(
            Type.String({
              description: 'A path pattern, as minimatch reads it.',
              minLength: 1,
              maxLength: 200,
            }),
            'The paths.',
          ),
          stages: list(stage, 'Who has to approve a change there.'),
        }),
        'Who approves changes of the policy and of everything else; the policy owners where nothing matches.',
      ),
    ),
  },
);

export type Approvals = Static<typeof ApprovalsSchema>;
export type ApprovalPolicy = Approvals['policies'][number];
export type Stage = Static<typeof stage>;
