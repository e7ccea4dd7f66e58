/** Pull requests in generated companies: policies, changes, and all that GitHub may know of them. */
import fc from 'fast-check';
import type { DecideInput, Decision } from '../../src/approvals/decide.ts';
import type { ApprovalPolicy } from '../../src/model/approvals.ts';
import type { GrantChange } from '../../src/model/change.ts';
import type { Account, CommitFact, Facts, ReviewFact } from '../../src/model/facts.ts';
import type { Sourced, Workspace } from '../../src/model/workspace.ts';
import { accountOf, companies, team, type User, users } from './generated-company.ts';

const pool = companies(40);
const now = Date.parse('2026-11-23T12:00:00Z');

const user = fc.constantFrom(...users);
const chance = (percent: number) => fc.noBias(fc.nat(99)).map((drawn) => drawn < percent);
const sometimes = <T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.tuple(chance(percent), arbitrary).map(([is, value]) => (is ? value : undefined));

const bot: Account = { login: 'helper[bot]', id: 900, type: 'Bot' };
const stranger: Account = { login: 'stranger', id: 999, type: 'User' };
const webFlow: Account = { login: 'web-flow', id: 19864447, type: 'User' };
const human = fc.tuple(user, chance(10)).map(([name, isSecond]) => accountOf(name, isSecond));
/** Mostly a colleague; the others have to come up as well. */
export const anyAccount: fc.Arbitrary<Account | null> = fc.oneof(
  { weight: 94, arbitrary: human },
  { weight: 6, arbitrary: fc.constantFrom(bot, stranger, null) },
);

const expression = fc.oneof(
  fc.constantFrom(
    ...['manager', 'manager-of-manager', 'system-owner', 'policy-owner', 'everyone', 'everyone'],
    ...['group:security', 'job-function:lead', `github-team:${team}`],
  ),
  user.map((name) => `user:${name}`),
);
const expressions = fc.uniqueArray(expression, { minLength: 1, maxLength: 3 });
const stage = fc.record({ approvers: expressions, count: fc.constantFrom(1, 1, 2) });
const stages = fc.oneof(
  { weight: 3, arbitrary: fc.array(stage, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(stage, { minLength: 2, maxLength: 3 }) },
);
const escalation = fc.record({ after: fc.constantFrom('4h', '1d', '30d'), to: expressions });
const policy = fc
  .record({ stages, distinct: fc.boolean(), escalation: sometimes(20, escalation), isForNew: chance(15) })
  .map(
    ({ stages: needed, distinct, escalation: more, isForNew }): ApprovalPolicy => ({
      id: 'policy',
      ...(isForNew ? { when: { change: ['added', 'ended', 'removed'] } } : {}),
      stages: needed,
      distinct,
      ...(more ? { escalation: more } : {}),
    }),
  );

const grant = fc
  .record({
    subject: user,
    role: fc.constantFrom('viewer', 'editor'),
    kind: fc.constantFrom<GrantChange['kind'][]>(
      ...(['added', 'added', 'added', 'extended', 'edited', 'reviewed', 'reduced', 'removed'] as const),
    ),
    requestedBy: sometimes(15, user),
  })
  .map(({ subject, role, kind, requestedBy }): GrantChange => {
    const path = `access-grants/payroll/${role}/${subject}.yaml`;
    const value = {
      version: 1 as const,
      subject,
      system: 'payroll',
      role,
      justification: 'Needs it',
      ...(requestedBy ? { requestedBy } : {}),
    };
    return { kind, path, [kind === 'removed' ? 'before' : 'after']: sourced(path, value) };
  });

const sourced = <T>(path: string, value: T): Sourced<T> => ({
  path,
  id: '',
  value,
  flawed: false,
  locate: () => ({ line: 1, column: 1, endLine: 1, endColumn: 1 }),
});

const shaOf = (index: number) => `c${index}`;
const timeOf = (minutes: number) => new Date(now - 3_600_000 + minutes * 60_000).toISOString();

const commit = fc.record({
  author: sometimes(8, anyAccount),
  coAuthors: sometimes(8, fc.array(anyAccount, { maxLength: 2 })),
  committer: sometimes(30, fc.oneof(fc.constant(webFlow), human, fc.constant(null))),
  pusher: sometimes(12, human),
  pushedAt: fc.constantFrom('2026-11-17T09:00:00Z', '2026-11-20T09:00:00Z', '2026-11-23T09:00:00Z', null),
});

const review = fc.record({
  user: anyAccount,
  state: fc.constantFrom('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING'),
  onHead: chance(60),
  at: fc.nat(20),
  dismissedBy: sometimes(80, anyAccount),
  wasApproval: fc.boolean(),
});

/** What may be drawn; `pullRequest` makes the input of a decision of it. */
const drawn = fc.record({
  company: fc.nat(pool.length - 1),
  policies: fc.array(policy, { minLength: 1, maxLength: 2 }),
  byContent: chance(35),
  policyChanges: sometimes(40, stages),
  grants: fc.uniqueArray(grant, { minLength: 1, maxLength: 3, selector: ({ path }) => path }),
  hasGrants: chance(93),
  policyFile: chance(16),
  isEnding: chance(5),
  expires: chance(4),
  gaining: sometimes(5, user),
  author: fc.oneof({ weight: 9, arbitrary: human }, { weight: 1, arbitrary: anyAccount }),
  requestedBy: sometimes(6, human),
  draft: chance(3),
  commits: fc.array(commit, { minLength: 1, maxLength: 3 }),
  isWhole: chance(98),
  /** Whose approval of the head is there, whose of an earlier commit, whose is not. */
  yes: fc.tuple(...users.map(() => fc.constantFrom('head', 'head', 'head', 'earlier', 'no', 'no'))),
  reviews: fc.array(review, { maxLength: 3 }),
  members: sometimes(85, fc.uniqueArray(user, { maxLength: 5 })),
  /** For each earlier commit and each file: whether its bytes are those of the head. */
  same: fc.array(chance(75), { minLength: 9, maxLength: 9 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function factsOf(from: Drawn, paths: readonly string[]): Facts {
  const head = shaOf(from.commits.length - 1);
  const commits = from.commits.map(
    ({ author, ...more }, index): CommitFact => ({
      sha: shaOf(index),
      parents: [index === 0 ? 'base' : shaOf(index - 1)],
      author: author === undefined ? from.author : author,
      ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
    }),
  );
  const yes = from.yes.flatMap((word, index): Omit<ReviewFact, 'id'>[] => {
    const name: User = users[index] ?? 'ana';
    const commit = word === 'head' ? head : shaOf(0);
    return word === 'no'
      ? []
      : [{ user: accountOf(name), state: 'APPROVED', commit, submittedAt: timeOf(index) }];
  });
  const others = from.reviews.map(
    ({ user: by, state, onHead, at }): Omit<ReviewFact, 'id'> => ({
      user: by,
      state,
      commit: onHead ? head : shaOf(at % from.commits.length),
      submittedAt: timeOf(at),
    }),
  );
  const reviews = [...yes, ...others].map((each, index): ReviewFact => ({ id: index + 1, ...each }));
  const dismissals = from.reviews.flatMap(({ state, dismissedBy: by, wasApproval }, index) =>
    state === 'DISMISSED' && by !== undefined
      ? [
          {
            review: yes.length + index + 1,
            by,
            at: timeOf(30),
            state: wasApproval ? 'approved' : 'changes_requested',
          },
        ]
      : [],
  );
  const contents = from.commits.map((_, index) => [
    shaOf(index),
    Object.fromEntries(
      paths.flatMap((path, at) =>
        from.same[index * 3 + (at % 3)] ? [[path, `id ${path}`]] : [[path, 'other']],
      ),
    ),
  ]);
  return {
    pullRequest: {
      number: 12,
      author: from.author,
      requestedBy: from.requestedBy ?? null,
      base: { ref: 'main', sha: 'base' },
      head: { ref: 'request', sha: head },
      draft: from.draft,
      openedAt: '2026-11-16T09:00:00Z',
    },
    commits,
    reviews,
    dismissals,
    teams: from.members ? { [team]: from.members.map((name) => accountOf(name)) } : {},
    contents: Object.fromEntries(contents),
    complete: from.isWhole,
  };
}

function inputOf(from: Drawn): DecideInput {
  const workspace = pool[from.company];
  if (!workspace?.settings || !workspace.approvals) throw new Error('a generated company could not be read');
  const { settings, approvals } = workspace;
  const own: Workspace = {
    ...workspace,
    settings: {
      ...settings,
      value: { ...settings.value, staleness: from.byContent ? 'grant-content' : 'any-push' },
    },
    approvals: {
      ...approvals,
      value: {
        version: 1,
        policies: from.policies,
        ...(from.policyChanges
          ? { policyChanges: [{ paths: ['policies/**'], stages: from.policyChanges }] }
          : {}),
      },
    },
  };
  const grants = from.hasGrants ? from.grants : [];
  const paths = grants.map(({ path }) => path);
  const [first] = grants;
  return {
    facts: factsOf(from, paths),
    change: {
      grants,
      policies: from.policyFile ? ['policies/systems/payroll.yaml'] : [],
      others: [],
      ...(from.isEnding ? { ended: { person: 'luis', path: 'policies/people/luis.yaml' } } : {}),
      ...(from.expires && first?.kind === 'removed' ? { expired: new Set([first.path]) } : {}),
    },
    workspace: own,
    now,
    timeZone: 'UTC',
    gaining: new Set(from.gaining ? [from.gaining] : []),
    objectIdOf: (path) => (paths.includes(path) ? `id ${path}` : undefined),
  };
}

/** Everything that a decision is made from. */
export const pullRequest: fc.Arbitrary<DecideInput> = drawn.map(inputOf);

/** The verdict as far as approvals make it. */
export const verdictOf = ({ satisfied, obstacles }: Decision): 'approved' | 'pending' | 'rejected' =>
  obstacles.some(({ blocks }) => blocks) ? 'rejected' : satisfied ? 'approved' : 'pending';
