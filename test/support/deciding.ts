/** A pull request in the example company, with what GitHub knows of it, decided in memory. */
import { evaluateChange } from '../../src/commands/evaluate.ts';
import type { Account, CommitFact, Facts, ReviewFact } from '../../src/model/facts.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import { compareSources } from '../../src/source/change.ts';
import { memorySource } from './source.ts';
import { noon } from './workspace.ts';

export type Files = Readonly<Record<string, string | null>>;

/** The accounts of the example company, and of some who do not belong to it. */
export const accounts = {
  ana: { login: 'ana-costa', id: 101, type: 'User' },
  rui: { login: 'rui-alves', id: 102, type: 'User' },
  marta: { login: 'marta-dias', id: 103, type: 'User' },
  sofia: { login: 'sofia-lopes', id: 104, type: 'User' },
  tiago: { login: 'tiago-nunes', id: 105, type: 'User' },
  anaAdmin: { login: 'ana-admin', id: 201, type: 'User' },
  stranger: { login: 'stranger', id: 999, type: 'User' },
  bot: { login: 'helper[bot]', id: 900, type: 'Bot' },
} as const satisfies Record<string, Account>;

export const head = 'b'.repeat(40);
export const earlier = 'a'.repeat(40);

let nextReview = 0;

/** A review; those that are made later are newer, unless they say otherwise. */
export function review(user: Account | null, state = 'APPROVED', more: Partial<ReviewFact> = {}): ReviewFact {
  nextReview += 1;
  return {
    id: nextReview,
    user,
    state,
    commit: head,
    submittedAt: new Date(Date.parse('2026-11-23T09:00:00Z') + nextReview * 1000).toISOString(),
    body: '',
    ...more,
  };
}

export const commit = (author: Account | null, more: Partial<CommitFact> = {}): CommitFact => ({
  sha: head,
  parents: [earlier],
  author,
  committer: { login: 'web-flow', id: 19864447 },
  coAuthors: [],
  pusher: null,
  pushedAt: '2026-11-23T08:30:00Z',
  verified: true,
  ...more,
});

/** Facts of a pull request that Ana opened with one commit of hers. */
export const facts = (reviews: readonly ReviewFact[], more: Partial<Facts> = {}): Facts => ({
  pullRequest: {
    number: 12,
    author: accounts.ana,
    requestedBy: null,
    base: { ref: 'main', sha: earlier },
    head: { ref: 'request', sha: head },
    draft: false,
    openedAt: '2026-11-23T08:30:00Z',
  },
  commits: [commit(accounts.ana)],
  reviews: [...reviews],
  dismissals: [],
  teams: {},
  complete: true,
  ...more,
});

export const by = (author: Account | null): Partial<Facts> => ({
  pullRequest: { ...facts([]).pullRequest, author },
  commits: [commit(author?.type === 'Bot' ? author : author)],
});

/** An approvals file of one policy with these stages, and more at its end. */
export const approvals = (stages: string, more = ''): Files => ({
  'policies/approvals.yaml': `version: 1
policies:
  - id: standard
    title: Everyday access
    when: {}
    stages: ${stages}
${more}`,
});

/** One more colleague, so that there are enough of them. */
export const tiago = {
  'policies/people/tiago.nunes.yaml': exampleCompany['policies/people/ana.costa.yaml']
    ?.replace('Ana Costa', 'Tiago Nunes')
    .replace('ana-costa', 'tiago-nunes')
    .replace('101', '105'),
} as Record<string, string>;

/** What Ana asks for, unless a test says otherwise. */
export const request = grantFile({ role: 'viewer', validUntil: '2026-12-20' });

export interface Decided {
  readonly base?: Files;
  readonly change?: Files;
  /** Left out where nobody asked GitHub, as in `check`. */
  readonly facts?: Facts;
  readonly now?: number;
  /** The commit that the facts have to be of. */
  readonly judged?: string;
}

/** Decides; `base` lies over the example company, and `change` over that. */
export function decided(given: Decided) {
  const { base = {}, change = request, facts: known, now = noon('2026-11-23'), judged } = given;
  const before = {
    ...exampleCompany,
    ...tiago,
    'access-grants/payroll/viewer/ana.costa.yaml': null,
    ...base,
  };
  const sources = [
    memorySource('main', before),
    memorySource('the branch', { ...before, ...change }),
  ] as const;
  const evaluation = evaluateChange(compareSources(...sources), () => now, known, judged);
  const { verdict } = evaluation;
  return {
    ...evaluation,
    verdict: verdict.verdict,
    whole: verdict,
    errors: verdict.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    obstacles: verdict.obstacles.map(({ kind }) => kind),
    reasons: verdict.discounted.map(({ user, reason }) => `${user}: ${reason}`),
    counted: verdict.counted.map(({ user }) => user),
  };
}

/** The file of a person of the company, with something in it replaced. */
export function person(user: string, from: string, to: string): Files {
  const path = `policies/people/${user}.yaml`;
  const text = { ...exampleCompany, ...tiago }[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { [path]: text.replace(from, to) };
}
