/** What `who` says around its table: what it could not look at, and what it left out. */
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/commands/verify-ledger.ts';
import { type WhoOptions, who } from '../../src/commands/who.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { repository, type TestRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

const whoIn = (dir: string, options: Partial<WhoOptions> = {}, target = 'payroll') =>
  runHere(dir, (context) => who(target, { all: false, format: 'text', ...options }, context));
const verifyIn = (dir: string) =>
  runHere(dir, (context) => verify({ offline: true, tokenEnv: 'NONE', format: 'text' }, context));

const settings = exampleCompany[examplePaths.settings] ?? '';
const withLedger = {
  ...exampleCompany,
  [examplePaths.settings]: `${settings}ledger: { writer: { login: 'grantbook[bot]', id: 9001 } }\n`,
};
const fetchIt =
  'the ledger is not in this clone; fetch it with `git fetch origin grantbook-ledger:refs/remotes/origin/grantbook-ledger`';

/** A clone that holds the last commit alone. */
function shallow({ dir }: TestRepository): TestRepository {
  const repo = repository();
  repo.git('fetch', '--quiet', '--depth=1', `file://${dir}`, 'main');
  repo.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  return repo;
}

/** Puts these files alone on the branch of the ledger. */
function ledgerOf(repo: TestRepository, files: Readonly<Record<string, string>>): void {
  repo.git('checkout', '--quiet', '--orphan', 'grantbook-ledger');
  repo.git('rm', '-r', '--quiet', '--force', '.');
  repo.commit(files);
  repo.git('checkout', '--quiet', 'main');
}

describe('the last line', () => {
  const two = { ...exampleCompany, ...grantFile({ role: 'editor', validUntil: '2026-12-01' }) };
  const repo = repository();
  repo.commit(two);

  test.each<[string, Partial<WhoOptions>, RegExp]>([
    ['everything', {}, /\n2 grants on 2026-11-23 \(Europe\/Lisbon\)\.\n$/],
    [
      'what gives no access any more',
      { now: '2026-12-10' },
      /\n1 grant on 2026-12-10 \(Europe\/Lisbon\); 1 more gives no access, `--all` shows it\.\n$/,
    ],
    [
      'nothing',
      { now: '2027-01-10' },
      /^No access on 2027-01-10 \(Europe\/Lisbon\)\. 2 grants give none; `--all` shows them\.\n$/,
    ],
    ['all of it', { now: '2027-01-10', all: true }, /until +state\n.* ended\n/],
  ])('counts %s', async (_, options, expected) => {
    const run = await whoIn(repo.dir, options);
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toMatch(expected);
  });
});

test('a job function is none of what it takes', async () => {
  const dir = temporaryFolder();
  writeFiles(dir, exampleCompany);
  expect(await whoIn(dir, {}, 'accountant')).toEqual({
    status: 2,
    out: '',
    err: '`accountant` is a job function; `who` takes a person, a system or a role such as `payroll/viewer`\n',
  });
});

describe('an end that counts from the approval', () => {
  const running = { validUntil: undefined, duration: '30d', requestedAt: '2026-10-20' };
  const whole = repository();
  whole.commit({ ...exampleCompany, ...grantFile(running) }, '2026-11-10');

  test('is known in a whole clone', async () => {
    const run = await whoIn(whole.dir);
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('2026-12-10');
  });

  test('is not known in a shallow clone, and the access is shown all the same', async () => {
    const { dir } = shallow(whole);
    const run = await whoIn(dir);
    expect(run.out).toMatch(/viewer +not known here\n\n1 grant on /);
    expect(run.err).toBe(
      'This clone does not hold the whole history, so the end of 1 grant is not known. Run `git fetch --unshallow`.\n',
    );
    const json = JSON.parse((await whoIn(dir, { format: 'json' })).out) as { access: object[] };
    expect(json.access).toMatchObject([{ ends: null, notEffective: 'end unknown' }]);
  });

  test('is not known outside of git', async () => {
    const dir = temporaryFolder();
    writeFiles(dir, { ...exampleCompany, ...grantFile(running) });
    const run = await whoIn(dir);
    expect(run.out).toContain('not known here');
    expect(run.err).toBe('This folder is in no git repository, so the end of 1 grant is not known.\n');
  });
});

describe('a ledger', () => {
  test('that is not here is fetched', async () => {
    const repo = repository();
    repo.commit(withLedger);
    expect(await whoIn(repo.dir)).toMatchObject({
      status: 0,
      err: 'without the ledger, this also lists access that nobody approved; `grantbook ledger verify` says where it is missing\n',
    });
    expect(await verifyIn(repo.dir)).toEqual({
      status: 2,
      out: '',
      err: `${fetchIt}; if git cannot find it there, none was begun yet\n`,
    });
    expect((await verifyIn(shallow(repo).dir)).err).toBe(
      `${fetchIt} (and \`git fetch --unshallow\`: this clone is shallow); if git cannot find it there, none was begun yet\n`,
    );
  });

  test('cannot be outside of git', async () => {
    const dir = temporaryFolder();
    writeFiles(dir, withLedger);
    expect((await verifyIn(dir)).err).toBe('this folder is in no git repository\n');
  });

  test('without a beginning approves nothing, and its foreign files are one problem', async () => {
    const repo = repository();
    repo.commit(withLedger);
    ledgerOf(repo, { a: '1', b: '2', c: '3', d: '4', 'records/2026-11.jsonl': '' });
    const run = await whoIn(repo.dir);
    expect(run.status).toBe(1);
    expect(run.err).toBe(
      'the ledger cannot be relied on, since no line says when it began, so nothing counts as approved; run `grantbook ledger verify`\n',
    );
    expect(run.out).toMatch(/^No access on /);
    const verified = await verifyIn(repo.dir);
    expect(verified.status).toBe(1);
    expect(verified.out).toMatch(
      /^NOT OK the ledger: no line says when the ledger began.*\nNOT OK the ledger: 4 files that are no part of a ledger: a, b, c and 1 more\n/,
    );
  });
});
