/** What the ledger and the history cost: repositories with long ones, made with `git fast-import`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newestLines } from '../src/commands/ledger-lines.ts';
import { append } from '../src/ledger/append.ts';
import { unapproved } from '../src/ledger/decision-record.ts';
import { commitOf, gitAt } from '../src/source/git.ts';
import { versionsOf } from '../src/source/history.ts';
import { ledgerAt } from '../src/source/ledger-branch.ts';

const git = (dir: string, args: readonly string[], input?: string) =>
  execFileSync('git', args, {
    cwd: dir,
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    ...(input ? { input } : {}),
  });

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** A company with one grant with a `duration`, and so many commits that each change another one. */
export function makeHistory(work: string, commits: number): string {
  const dir = join(work, `history-${commits}`);
  mkdirSync(dir);
  git(dir, ['init', '--quiet', '--initial-branch=main']);
  const grant = (subject: string, n: number) =>
    `version: 1\nsubject: ${subject}\nsystem: crm\nrole: viewer\njustification: Looks after the customers of the north ${n}\nrequestedAt: 2026-01-01\nduration: 400d\n`;
  const person = (name: string) =>
    `version: 1\ndisplayName: ${name}\njobFunctions: [worker]\ndepartment: Work\nemploymentType: employee\nactive: true\n`;
  const files: [string, string][] = [
    [
      'policies/grantbook.yaml',
      'version: 1\norganization: Bench\ntimeZone: Europe/Lisbon\npolicyOwners: [ana]\n',
    ],
    ['policies/people/ana.yaml', person('Ana')],
    ...Array.from({ length: 50 }, (_, n): [string, string] => [
      `policies/people/p${n}.yaml`,
      person(`P ${n}`),
    ]),
    ['access-grants/crm/viewer/ana.yaml', grant('ana', 0)],
  ];
  const commit = (n: number, changes: readonly (readonly [string, string])[]) =>
    `commit refs/heads/main\ncommitter Bench <bench@example.com> ${1_767_225_600 + n * 60} +0000\n${data(`Commit ${n}`)}${changes.map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`).join('')}`;
  const rest = Array.from({ length: commits }, (_, n) =>
    commit(n + 1, [[`access-grants/crm/viewer/p${n % 50}.yaml`, grant(`p${n % 50}`, n)]]),
  );
  git(dir, ['fast-import', '--quiet'], [commit(0, files), ...rest].join(''));
  git(dir, ['checkout', '--quiet', 'main']);
  return dir;
}

/** The milliseconds of the walk alone: anew, once it is kept, and over a hundred commits since; the median of five. */
export function walkTimes(dir: string): {
  readonly anew: number;
  readonly kept: number;
  readonly since: number;
} {
  const repository = gitAt(dir);
  const paths = new Set(git(dir, ['ls-files', 'access-grants']).toString('utf8').trim().split('\n'));
  const [commit = '', before = ''] = ['HEAD', 'HEAD~100'].map((name) => commitOf(repository, name) ?? '');
  const timeOf = (from: string) => {
    const start = performance.now();
    if (versionsOf({ git: repository, commit: from }, paths).size !== paths.size)
      throw new Error('the history was not read');
    return performance.now() - start;
  };
  const forget = () => rmSync(join(dir, '.git', 'grantbook'), { recursive: true, force: true });
  const times = Array.from({ length: 5 }, () => {
    forget();
    const [anew, kept] = [timeOf(commit), timeOf(commit)];
    forget();
    timeOf(before);
    return { anew, kept, since: timeOf(commit) };
  });
  const median = (name: 'anew' | 'kept' | 'since') =>
    times.map((each) => each[name]).toSorted((a, b) => a - b)[2] ?? 0;
  return { anew: median('anew'), kept: median('kept'), since: median('since') };
}

const record = (n: number, recordedAt: string) =>
  unapproved(
    {
      commit: n.toString(16).padStart(40, '0'),
      parent: n === 0 ? null : (n - 1).toString(16).padStart(40, '0'),
      changes: [
        {
          kind: 'added',
          path: `access-grants/crm/viewer/p${n}.yaml`,
          objectId: n.toString(16).padStart(40, 'a'),
        },
      ],
      mergedAt: recordedAt,
      recordedAt,
      tool: '0.1.0',
    },
    ['it came by no pull request, so nobody approved it'],
  );

/** The milliseconds that it takes to read where a ledger ends and to put a record behind it, the median of nine. */
export function appendTime(work: string, months: number, linesAMonth: number): number {
  const dir = join(work, `ledger-${months}`);
  mkdirSync(dir);
  git(dir, ['init', '--quiet', '--bare', '.']);
  const files: string[] = [];
  for (let month = 0; month < months; month += 1) {
    const at = new Date(Date.UTC(2020, month, 5)).toISOString();
    const records = Array.from({ length: linesAMonth }, (_, n) => record(month * linesAMonth + n, at));
    for (const [path, text] of append(undefined, records))
      files.push(`M 100644 inline ${path}\n${data(text)}`);
  }
  git(
    dir,
    ['fast-import', '--quiet'],
    `commit refs/heads/ledger\ncommitter Bench <bench@example.com> 1767225600 +0000\n${data('All')}${files.join('')}`,
  );
  const repository = gitAt(dir);
  const commit = commitOf(repository, 'ledger') ?? '';
  const next = record(months * linesAMonth, new Date(Date.UTC(2020, months - 1, 6)).toISOString());
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    const ledger = ledgerAt(repository, commit);
    const [newest] = newestLines(ledger);
    const file = ledger.files.at(-1);
    const changed = append(file && { path: file.path, text: file.read() }, [next]);
    if (!newest?.record || changed.size !== 1) throw new Error('the ledger was not read');
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[4] ?? 0;
}
