/** What an audit costs: a repository with a long history and a long ledger, made with `git fast-import`. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { append } from '../src/ledger/append.ts';
import type { DecisionRecord, LedgerRecord, Unchained } from '../src/model/record.ts';

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
const digest = `sha256:${'a'.repeat(64)}`;
const first = 1_767_225_600;
const commitName = (n: number): string => n.toString(16).padStart(40, '0');

/** The id of a blob, as git makes it. */
const blobOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

const grantText = (user: string, { system, role }: { system: string; role: string }, n: number): string =>
  `version: 1\nsubject: ${user}\nsystem: ${system}\nrole: ${role}\njustification: Looks after the customers of the north ${n}\nrequestedAt: 2026-01-01\nvalidUntil: 2027-06-30\n`;

/** A record of the size that a real one has: a verdict with its requirement, and the facts of one review. */
function decision(
  n: number,
  commit: string,
  change: DecisionRecord['changes'][number],
): Unchained<DecisionRecord> {
  const at = new Date((first + n * 60) * 1000).toISOString();
  const account = { login: 'rui-alves', id: 102 };
  return {
    ...{ version: 1, kind: 'decision', recordedAt: at, tool: '0.1.0', commit, parent: null },
    ...{ outcome: 'approved', reasons: [], pullRequest: n + 1, changes: [change] },
    times: { asked: at, valid: at, complete: at, merged: at },
    decisions: [
      {
        user: account.login,
        id: account.id,
        person: 'ana',
        decision: 'approved',
        at,
        review: n + 1,
        counted: true,
      },
    ],
    policyDigest: digest,
    verdict: {
      ...{
        verdict: 'approved',
        findings: [],
        counted: [],
        discounted: [],
        obstacles: [],
        policyDigest: digest,
      },
      requirements: [
        {
          change: { kind: change.kind, path: change.path },
          ...{ policy: 'standard', title: 'The manager approves' },
          stages: [
            { approvers: ['manager'], candidates: ['ana'], teams: [], needed: 1, approvedBy: ['ana'] },
          ],
        },
      ],
      ...{ baseSha: commit, headSha: commit, evaluatedAt: at },
    },
    facts: {
      pullRequest: {
        ...{ number: n + 1, author: account, openedAt: at },
        base: { ref: 'main', sha: commit },
        head: { ref: `request/${n}`, sha: commit },
      },
      commits: [
        {
          sha: commit,
          parents: [commit],
          author: account,
          committer: account,
          pusher: account,
          pushedAt: at,
        },
      ],
      reviews: [{ id: n + 1, user: account, state: 'APPROVED', commit, submittedAt: at }],
      complete: true,
    },
  };
}

/** So many people hold a grant each, which so many commits change; the records are more than the commits. */
export function makeAudited(work: string, commits: number, records: number): string {
  const people = 1000;
  const dir = join(work, 'audited');
  mkdirSync(dir);
  const git = (args: readonly string[], input?: string) =>
    execFileSync('git', args, {
      cwd: dir,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      ...(input ? { input } : {}),
    });
  git(['init', '--quiet', '--initial-branch=main']);
  const person = (user: string) =>
    `version: 1\ndisplayName: ${user}\njobFunctions: [worker]\ndepartment: Work\nemploymentType: employee\nactive: true\n`;
  const file = (path: string, text: string) => `M 100644 inline ${path}\n${data(text)}`;
  const commit = (ref: string, n: number, files: string) =>
    `commit ${ref}\nmark :${n + 1}\ncommitter Bench <bench@example.com> ${first + n * 60} +0000\n${data(`Commit ${n}`)}${files}`;
  const user = (n: number) => `p${n % people}`;
  const roleOf = (n: number) => ({ system: `s${n % 20}`, role: `r${n % 7}` });
  const path = (n: number) =>
    `access-grants/${roleOf(n % people).system}/${roleOf(n % people).role}/${user(n)}.yaml`;
  const grantOf = (n: number) => grantText(user(n), roleOf(n % people), n);
  const company = [
    file(
      'policies/grantbook.yaml',
      'version: 1\norganization: Bench\ntimeZone: Europe/Lisbon\npolicyOwners: [ana]\n',
    ),
    ...Array.from({ length: people }, (_, n) => file(`policies/people/${user(n)}.yaml`, person(user(n)))),
  ].join('');
  const stream = [
    commit('refs/heads/main', 0, company),
    ...Array.from({ length: commits - 1 }, (_, n) =>
      commit('refs/heads/main', n + 1, file(path(n), grantOf(n))),
    ),
  ];
  git(['fast-import', '--quiet'], stream.join(''));
  const ids = git(['rev-list', '--reverse', 'main']).toString('utf8').trim().split('\n');
  const started: Unchained<LedgerRecord> = {
    ...{ version: 1, kind: 'started', recordedAt: new Date(first * 1000).toISOString(), tool: '0.1.0' },
    commit: ids[0] ?? '',
  };
  const all = Array.from(
    { length: records - 1 },
    (_, n): Unchained<LedgerRecord> =>
      n < commits - 1
        ? decision(n + 1, ids[n + 1] ?? '', {
            ...{
              kind: n < people ? 'added' : 'edited',
              path: path(n),
              objectId: blobOf(grantOf(n)),
            },
          })
        : decision(n + 1, commitName(n), { kind: 'policy', path: `docs/${n}.md`, objectId: commitName(n) }),
  );
  const files = [...append(undefined, [started, ...all])].map(([name, text]) => file(name, text)).join('');
  git(['fast-import', '--quiet', '--force'], commit('refs/heads/grantbook-ledger', 0, files));
  return dir;
}
