/** What people are told who move an end, or remove what has ended, from a terminal. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expire } from '../../src/commands/expire.ts';
import { type RenewOptions, renew } from '../../src/commands/renew.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { repository, type TestFiles, temporaryFolder, writeFiles } from '../support/repository.ts';

const path = examplePaths.grant;
const because = 'Closing of the year, which takes until January';

/** A clone with the example company, whose grant is this one, or which has none. */
function company(grant: Parameters<typeof grantFile>[0] | undefined, files: TestFiles = {}, at?: string) {
  const repo = repository();
  const { [path]: _, ...without } = exampleCompany;
  repo.commit({ ...without, ...(grant ? grantFile(grant) : {}), ...files }, at);
  return repo.dir;
}

const renewIn = (dir: string, options: Partial<RenewOptions>, file = path) =>
  runHere(dir, (context) => renew(file, { because, ...options }, context));
const expireIn = (dir: string, options: { write?: boolean; now?: string } = {}) =>
  runHere(dir, (context) => expire({ write: false, format: 'text', ...options }, context));
const read = (dir: string, file = path) => readFileSync(join(dir, file), 'utf8');

/** A clone that holds the last commit alone. */
function shallow(of: string): string {
  const repo = repository();
  repo.git('fetch', '--quiet', '--depth=1', `file://${of}`, 'main');
  repo.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  return repo.dir;
}

describe('a renewal', () => {
  test('is written, with what changed and what a pull request would get', async () => {
    const dir = company({
      validUntil: '2026-12-01',
      ticket: 'FIN-4821',
      requestedBy: 'rui.alves',
      requestedAt: '2026-11-01',
    });
    const run = await renewIn(dir, {
      until: '2026-12-20',
      because: 'Closing of the year,\r\n  until January',
    });
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain(
      `\`${path}\` is renewed here. Changed: validUntil 2026-12-01 → 2026-12-20, justification, requestedAt; removed: requestedBy. The ticket is still FIN-4821.\n\nA pull request with it would get:\n\nChecked 1 changed grant (1 extended)`,
    );
    expect(read(dir)).toContain('justification: Closing of the year, until January\n');
  });

  test('names another ticket where it is told one', async () => {
    const dir = company({ validUntil: '2026-12-01', ticket: 'FIN-4821' });
    const { out } = await renewIn(dir, { until: '2026-12-20', ticket: 'FIN-5000' });
    expect(out).toContain('ticket FIN-4821 → FIN-5000');
    expect(out).not.toContain('still');
    expect(read(dir)).toContain('ticket: FIN-5000\n');
  });

  test('is not written where it could not be approved, and says from when on it could', async () => {
    const dir = company({ validUntil: '2026-12-22' });
    const before = read(dir);
    const run = await renewIn(dir, { until: '2027-01-10' });
    expect(run.status).toBe(1);
    expect(run.err).toMatch(
      /^Not written, because a pull request with it could not be approved:\n\nerror\[GB203\]: `2027-01-10` is too far away/,
    );
    expect(run.err).toContain(
      '30 days from today end on 2026-12-22, which is its end already; renew it from 2026-12-12 on',
    );
    expect(run.out).not.toContain('Who has to approve');
    expect(read(dir)).toBe(before);
  });

  test.each<[string, Parameters<typeof grantFile>[0], string, string]>([
    [
      'its beginning, where that is still to come',
      { validFrom: '2026-11-30', validUntil: '2026-12-29' },
      '2027-01-10',
      '30 days from 2026-11-30 end on 2026-12-29, which is its end already; renew it from 2026-12-12 on',
    ],
    [
      'today, although it was given for longer',
      { validUntil: '2026-12-24' },
      '2027-01-10',
      '30 days from today end on 2026-12-22, and it already ends on 2026-12-24; renew it from 2026-12-12 on',
    ],
    [
      'a day that comes too late',
      { validUntil: '2026-12-22' },
      '2027-08-01',
      '30 days from today end on 2026-12-22, which is its end already; renew it later',
    ],
    [
      'what is possible today, where that is more than it has',
      { validUntil: '2026-12-01' },
      '2027-01-10',
      'write `validUntil: 2026-12-22` or earlier',
    ],
  ])('is told of %s', async (_, grant, until, expected) => {
    expect((await renewIn(company(grant), { until })).err).toContain(`= help: ${expected}\n`);
  });

  test('counts from the end that is committed, not from a slip in the file', async () => {
    const dir = company({ validUntil: '2026-12-01' });
    writeFiles(dir, grantFile({ validUntil: '2028-01-10' }));
    const run = await renewIn(dir, { until: '2026-12-20' });
    expect(run).toMatchObject({ status: 0 });
    expect(read(dir)).toContain('validUntil: 2026-12-20\n');
    const sooner = await renewIn(dir, { until: '2026-11-30' });
    expect(sooner).toMatchObject({ status: 2, out: '' });
    expect(sooner.err).toContain('it already ends on 2026-12-01; name a later day');
  });

  test('is judged without what else is being worked on', async () => {
    const dir = company({ validUntil: '2026-12-01' });
    writeFiles(dir, { 'access-grants/payroll/editor/ana.costa.yaml': 'version: [' });
    expect(await renewIn(dir, { until: '2026-12-20' })).toMatchObject({ status: 0, err: '' });
  });

  test('of a grant that is not committed yet is judged with the files that it came with', async () => {
    const dir = company(undefined);
    writeFiles(dir, grantFile({ validUntil: '2026-12-01' }));
    const run = await renewIn(dir, { until: '2026-12-20' });
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('1 changed grant (1 added)');
  });

  test.each<[string, Parameters<typeof grantFile>[0], Partial<RenewOptions>, string]>([
    ['without an end', {}, {}, 'add `--until 2027-01-31` or `--for 30d`'],
    [
      'of what has ended',
      { validUntil: '2026-11-20' },
      { for: '30d' },
      'in which the file has a new end and `requestedAt: 2026-11-23`',
    ],
  ])('%s is told what to do', async (_, grant, options, expected) => {
    const run = await renewIn(company(grant), options);
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toContain(expected);
  });

  test('that nobody can judge is written, and said to be so', async () => {
    const dir = temporaryFolder();
    writeFiles(dir, { ...exampleCompany, ...grantFile({ validUntil: '2026-12-01' }) });
    const run = await renewIn(dir, { until: '2026-12-20' });
    expect(run).toEqual({
      status: 2,
      out: expect.stringContaining('Changed: validUntil 2026-12-01 → 2026-12-20'),
      err: 'The file is changed, but it could not be judged: this folder is in no git repository. Run `grantbook check`.\n',
    });
    expect(read(dir)).toContain('validUntil: 2026-12-20\n');
  });
});

describe('where the history is missing', () => {
  const running = { validUntil: undefined, duration: '30d', requestedAt: '2026-10-20' };
  const whole = () => company(running, {}, '2026-11-10');

  test('a whole clone knows the end', async () => {
    expect(await expireIn(whole())).toMatchObject({ status: 0, out: 'Nothing has ended.\n', err: '' });
    expect(await renewIn(whole(), { for: '30d' })).toMatchObject({ status: 0 });
  });

  test('a shallow clone says so, and nobody asks for anything anew', async () => {
    const dir = shallow(whole());
    const said =
      'This clone does not hold the whole history, so the end of 1 grant is not known. Run `git fetch --unshallow`.\n';
    expect(await renewIn(dir, { for: '30d' })).toEqual({ status: 2, out: '', err: said });
    expect(await expireIn(dir)).toEqual({ status: 0, out: 'Nothing has ended.\n', err: said });
  });

  test('outside of git nobody is told to fetch', async () => {
    const dir = temporaryFolder();
    writeFiles(dir, { ...exampleCompany, ...grantFile(running) });
    const said = 'This folder is in no git repository, so the end of 1 grant is not known.\n';
    expect(await renewIn(dir, { for: '30d' })).toEqual({ status: 2, out: '', err: said });
    expect(await expireIn(dir)).toEqual({ status: 0, out: 'Nothing has ended.\n', err: said });
  });

  test('a grant that is not committed yet counts from its request', async () => {
    const dir = company(undefined);
    writeFiles(dir, grantFile({ ...running, requestedAt: '2026-11-20' }));
    expect(await renewIn(dir, { for: '30d' })).toMatchObject({ status: 0 });
  });
});

describe('removing what has ended', () => {
  test('is not possible ahead of time, only to be looked at', async () => {
    const dir = company({ validUntil: '2026-12-01' });
    const ahead = await expireIn(dir, { now: '2027-03-01' });
    expect(ahead.out).toContain('\n1 grant will have ended by 2027-03-01.\n');
    expect(await expireIn(dir, { now: '2026-11-24' })).toMatchObject({
      out: 'Nothing will have ended by 2026-11-24.\n',
    });
    expect(await expireIn(dir, { now: '2027-03-01', write: true })).toEqual({
      status: 2,
      out: '',
      err: 'nothing can be deleted ahead of time: leave out `--now`\n',
    });
    expect(read(dir)).toContain('2026-12-01');
  });

  test('of too much at once deletes nothing', async () => {
    const settings = `${exampleCompany[examplePaths.settings]}limits: { maxRemovalsPerRun: 1 }\n`;
    const dir = company(
      { validUntil: '2026-11-01' },
      { [examplePaths.settings]: settings, ...grantFile({ validUntil: '2026-11-02', role: 'editor' }) },
    );
    const run = await expireIn(dir, { write: true });
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toMatch(
      /^nothing was deleted: 2 grants have ended, and `limits.maxRemovalsPerRun` allows 1 in one go; look/,
    );
    expect(read(dir)).toContain('2026-11-01');
  });
});
