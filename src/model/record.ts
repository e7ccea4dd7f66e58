/** What the ledger keeps: one line for each commit on the default branch, and for what was found on the first day. */
import Type, { type Static, type TObject, type TProperties } from 'typebox';
import { FactsSchema } from './facts.ts';

const object = <T extends TProperties>(properties: T, description: string): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, description });
const string = (description: string) => Type.String({ description });
const time = (description: string) =>
  Type.String({ description: `${description} RFC 3339, UTC.`, format: 'date-time' });
const commit = (description: string) =>
  Type.String({ description, pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' });
const digest = (description: string) => Type.String({ description, pattern: '^sha256:[0-9a-f]{64}$' });
const number = (description: string) => Type.Integer({ description, minimum: 1 });

const change = object(
  {
    kind: string('What it did: `added`, `extended`, `removed` and so on; `policy` for everything else.'),
    path: string('The file.'),
    objectId: Type.Union([commit('The git object of its content afterwards.'), Type.Null()]),
  },
  'One changed file. An object of `null` is a file that is gone.',
);

const decision = object(
  {
    user: string('The login, as it was.'),
    id: Type.Integer({ description: 'The number of the account.', minimum: 0 }),
    person: Type.Optional(string('The user name of the person behind it.')),
    decision: Type.Union([Type.Literal('approved'), Type.Literal('denied')]),
    at: time('When.'),
    review: number('The number of the review.'),
    counted: Type.Boolean({ description: 'Whether it filled a place.' }),
    reason: Type.Optional(string('What they wrote.')),
  },
  'An approval or a denial, in the order in which they came.',
);

const line = {
  version: Type.Literal(1, { description: 'The version of the record format.' }),
  previous: Type.Union([digest('The digest of the line before.'), Type.Null()]),
  recordedAt: time('When this line was written.'),
  tool: string('The version of Grantbook that wrote it.'),
};

/** A commit on the default branch, with the decision behind it. */
export const DecisionSchema = object(
  {
    ...line,
    kind: Type.Literal('decision'),
    commit: commit('The commit on the default branch.'),
    parent: Type.Union([commit('Its first parent.'), Type.Null()]),
    outcome: Type.Union([Type.Literal('approved'), Type.Literal('unapproved')]),
    reasons: Type.Array(string('Why it is unapproved.')),
    pullRequest: Type.Optional(number('The number of its pull request.')),
    changes: Type.Array(change),
    times: object(
      {
        asked: Type.Optional(time('When the pull request was opened.')),
        valid: Type.Optional(time('When it first had nothing against it but that approvals were missing.')),
        complete: Type.Optional(time('When the last approval came that was needed.')),
        merged: time('When it reached the default branch.'),
      },
      'The moments that metrics are made of.',
    ),
    firstCheck: Type.Optional(
      object(
        {
          at: time('When it was checked for the first time; in the form already, where it came by one.'),
          errors: Type.Array(
            string('The code of a rule that it broke, such as `GB203`; `form` for an answer of a form.'),
          ),
        },
        'What was wrong with it at first. Absent where nobody kept it.',
      ),
    ),
    decisions: Type.Array(decision),
    policyDigest: Type.Optional(digest('The digest of the policies that it was decided by.')),
    verdict: Type.Optional(Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}))),
    facts: Type.Optional(FactsSchema),
  },
  'A commit on the default branch, and who approved it.',
);

/** The first line. */
export const StartedSchema = object(
  {
    ...line,
    kind: Type.Literal('started'),
    commit: commit('The newest commit of the default branch on that day. Those before it have no record.'),
    by: Type.Optional(
      object(
        {
          user: string('The login.'),
          id: Type.Integer({ description: 'The number of the account.', minimum: 0 }),
        },
        'Whose token started it; that of an App speaks for nobody.',
      ),
    ),
  },
  'The beginning of the ledger.',
);

/** Access that was there on the first day: found, never approved. */
export const FoundSchema = object(
  {
    ...line,
    kind: Type.Literal('found'),
    commit: commit('The commit on which it was found.'),
    system: string('The system.'),
    owner: string('The user name of the owner under whose name it stands until its first review.'),
    grants: Type.Array(
      object({ path: string('The grant.'), objectId: commit('The git object of its content.') }, 'A grant.'),
    ),
  },
  'Access that was there when the ledger was started, under the name of an owner of its system.',
);

/** An owner answers for what was found at a system. */
export const SignedSchema = object(
  {
    ...line,
    kind: Type.Literal('signed'),
    commit: commit('The newest commit of the default branch at that time.'),
    system: string('The system.'),
    by: object(
      {
        user: string('The login.'),
        id: Type.Integer({ description: 'The number of the account.', minimum: 0 }),
        person: string('The user name of the person behind it, an owner of the system.'),
      },
      'Who signed.',
    ),
    at: time('When.'),
    comment: number('The number of the comment that says so.'),
  },
  'The word of an owner for what was found.',
);

/** What became of one step in a real system. */
const step = object(
  {
    action: Type.Union([Type.Literal('grant'), Type.Literal('revoke')]),
    role: string('The role.'),
    subject: string('The user name of the person; empty where nobody knows whose account it is.'),
    account: string('The account in the real system, by its id there.'),
    result: Type.Union(
      [
        Type.Literal('done'),
        Type.Literal('asked'),
        Type.Literal('found'),
        Type.Literal('void'),
        Type.Literal('failed'),
      ],
      {
        description:
          '`done`: carried out, and read back where the system can be read. `asked`: somebody was asked to do it. `found`: it was so already when it was looked at first. `void`: what was asked is not needed any more. `failed`: it is tried again.',
      },
    ),
    at: time('When.'),
    path: Type.Optional(string('The grant that it was done for; absent where no grant names the account.')),
    objectId: Type.Optional(commit('The git object of the grant then.')),
    why: Type.Optional(string('Why access was taken away, or why the step failed.')),
    isDrift: Type.Optional(
      Type.Literal(true, { description: 'Somebody had changed it in the system past the grants.' }),
    ),
    issue: Type.Optional(number('The issue that asks for it.')),
    line: Type.Optional(number('Its number in the issue.')),
    by: Type.Optional(
      object(
        {
          user: string('The login.'),
          id: Type.Integer({ description: 'The number of the account.', minimum: 0 }),
          person: string('The user name of the person behind it.'),
        },
        'Who did it by hand.',
      ),
    ),
    comment: Type.Optional(number('The comment in which they said so.')),
    proof: Type.Optional(string('What they wrote as proof.')),
  },
  'A step in a real system.',
);

/** Access was carried into a real system, or taken out of it. */
export const ProvisionedSchema = object(
  {
    ...line,
    kind: Type.Literal('provisioned'),
    commit: commit('The newest commit of the default branch at that time.'),
    system: string('The system.'),
    connector: string('The type of its connector.'),
    targets: Type.Optional(
      Type.Array(
        object(
          { name: string('Its name, as the policies have it.'), id: string('Its id in the real system.') },
          'Where access went.',
        ),
      ),
    ),
    steps: Type.Array(step),
  },
  'What a connector did, or what somebody did by hand, in a real system.',
);

/** What was wrong with a request when it was checked for the first time. */
export type FirstCheck = NonNullable<Static<typeof DecisionSchema>['firstCheck']>;
export type DecisionRecord = Static<typeof DecisionSchema>;
export type FoundRecord = Static<typeof FoundSchema>;
export type StartedRecord = Static<typeof StartedSchema>;
export type SignedRecord = Static<typeof SignedSchema>;
export type ProvisionedRecord = Static<typeof ProvisionedSchema>;
export type ProvisioningStep = ProvisionedRecord['steps'][number];
export type LedgerRecord = StartedRecord | FoundRecord | SignedRecord | DecisionRecord | ProvisionedRecord;
/** A record without its place in the chain. */
export type Unchained<R extends LedgerRecord> = R extends unknown ? Omit<R, 'previous'> : never;
