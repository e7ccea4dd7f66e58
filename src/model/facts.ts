/** What GitHub knows about a pull request, as far as a decision needs it. The format of `grantbook decide --facts`. */
import Type, { type Static, type TObject, type TProperties } from 'typebox';

const object = <T extends TProperties>(properties: T, description: string): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, description });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);
const string = (description: string) => Type.String({ description });
const time = (description: string) =>
  Type.String({ description: `${description} RFC 3339.`, format: 'date-time' });
const id = (description: string) => Type.Integer({ description, minimum: 0 });
const sha = (description: string) => Type.String({ description, minLength: 1 });

const account = object(
  {
    login: string('The login, which can be renamed: for display alone.'),
    id: id('The numeric account id, by which people are told apart.'),
    type: Type.Optional(string('`User` or `Bot`; anything else never counts.')),
  },
  'A GitHub account.',
);

const review = object(
  {
    id: id('The number of the review.'),
    user: nullable(account),
    state: string('`APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`; anything else never counts.'),
    commit: nullable(sha('The commit that was reviewed.')),
    submittedAt: time('When it was submitted.'),
    body: Type.Optional(nullable(string('What the reviewer wrote.'))),
  },
  'A review. `null` as its user is a deleted account.',
);

const dismissal = object(
  {
    review: id('The number of the review that was dismissed.'),
    by: nullable(account),
    at: time('When it was dismissed.'),
    state: Type.Optional(string('What the review said before: `approved` or `changes_requested`.')),
  },
  'Who took a review away.',
);

const commit = object(
  {
    sha: sha('The commit.'),
    parents: Type.Array(sha('A parent.')),
    author: nullable(account),
    committer: Type.Optional(nullable(account)),
    coAuthors: Type.Optional(Type.Array(nullable(account))),
    pusher: Type.Optional(nullable(account)),
    pushers: Type.Optional(Type.Array(account)),
    pushedAt: Type.Optional(nullable(time('When it was last pushed.'))),
    verified: Type.Optional(Type.Boolean({ description: 'Whether GitHub verified its signature.' })),
  },
  'A commit of the pull request. An author or co-author of `null` is nobody whom GitHub knows, which blocks; a committer or pusher of `null` is nobody besides the author. `pushers` are others who pushed the same commit at another time.',
);

/** The facts of one pull request. */
export const FactsSchema = Type.Object(
  {
    pullRequest: object(
      {
        number: id('The number of the pull request.'),
        author: nullable(account),
        requestedBy: Type.Optional(nullable(account)),
        base: object({ ref: string('The branch.'), sha: sha('Its commit.') }, 'Where it goes.'),
        head: object({ ref: string('The branch.'), sha: sha('Its commit.') }, 'Where it comes from.'),
        draft: Type.Optional(Type.Boolean({ description: 'Whether it is a draft.' })),
        openedAt: time('When it was opened.'),
        readyAt: Type.Optional(
          nullable(time('When it was last opened anew, marked as ready, or given another base.')),
        ),
        retargetedAt: Type.Optional(nullable(time('When it was last given another base.'))),
      },
      'The pull request. `requestedBy` is on whose behalf a bot opened it.',
    ),
    commits: Type.Array(commit),
    reviews: Type.Array(review),
    dismissals: Type.Optional(Type.Array(dismissal)),
    teams: Type.Optional(
      Type.Record(Type.String(), Type.Array(account), { description: 'Members by `<org>/<slug>`.' }),
    ),
    contents: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.String()), {
        description:
          'Git object ids of grant files by reviewed commit and path, for `staleness: grant-content`. What is missing counts as different.',
      }),
    ),
    complete: Type.Boolean({ description: 'Whether everything was read to the last page.' }),
  },
  {
    additionalProperties: false,
    title: 'Grantbook facts',
    description: 'What GitHub knows about a pull request, as far as a decision needs it.',
  },
);

export type Facts = Static<typeof FactsSchema>;
export type Account = Static<typeof account>;
export type ReviewFact = Static<typeof review>;
export type CommitFact = Static<typeof commit>;
