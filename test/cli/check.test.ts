import { beforeAll, describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { checkHere } from '../support/command.ts';
import { repository, type TestRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

/** A folder that holds the example company, with some files changed. */
function companyFolder(files: Parameters<typeof writeFiles>[1] = {}): string {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, ...files });
  return dir;
}

describe('a tree', () => {
  test('with nothing wrong is status 0, on standard output alone', async () => {
    expect(await checkHere(companyFolder())).toEqual({
      status: 0,
      out: 'Checked 1 grant, 4 people and 1 system: no problems.\n',
      err: '',
    });
  });

  test('with a mistake is status 1; findings go to standard error, the result to standard output', async () => {
    const run = await checkHere(companyFolder({ ...grantFile({ validUntil: '2026-02-30' }) }));
    expect(run.status).toBe(1);
    expect(run.err).toContain('error[GB010]: `2026-02-30` is not a day in the calendar');
    expect(run.err).toContain('--> access-grants/payroll/viewer/ana.costa.yaml:6:13');
    expect(run.err).not.toContain('Checked');
    expect(run.out).toMatch(/^Checked 1 grant, .*: 1 error\.\n`grantbook explain GB010`/);
  });

  test('is found from a folder inside of it', async () => {
    const dir = companyFolder();
    expect((await checkHere(`${dir}/policies/people`)).status).toBe(0);
  });

  test('all mistakes of all files are told in one run', async () => {
    const dir = companyFolder({
      ...grantFile({ validUntil: '2026-02-30' }),
      'access-grants/payroll/viewer/rui.alves.yaml': '',
      'access-grants/payroll/viewer/eva.yml': '',
      'policies/people/ana.costa.yaml': '- a\n',
      'policies/grantbook.yaml': `${exampleCompany[examplePaths.settings]}colour: blue\n`,
    });
    const { out } = await checkHere(dir, { format: 'json' });
    const found = (JSON.parse(out) as { findings: { path: string }[] }).findings.map(({ path }) => path);
    expect([...new Set(found)].sort()).toEqual([
      'access-grants/payroll/viewer/ana.costa.yaml',
      'access-grants/payroll/viewer/eva.yml',
      'access-grants/payroll/viewer/rui.alves.yaml',
      'policies/grantbook.yaml',
      'policies/people/ana.costa.yaml',
    ]);
  });

  test.each([
    ['json', /^\{\n {2}"findings": \[/],
    ['github', /^(::error [^\n]+\n)+$/],
    ['markdown', /^#### To repair\n/],
  ] as const)('as %s is on standard output alone', async (format, expected) => {
    const run = await checkHere(companyFolder(grantFile({ validUntil: '2026-02-30' })), { format });
    expect(run).toMatchObject({ status: 1, err: '' });
    expect(run.out).toMatch(expected);
  });

  test('is judged as of `--now`: a day stands for its beginning in the time zone of the company', async () => {
    const dir = companyFolder();
    const at = async (now: string): Promise<string> =>
      JSON.parse((await checkHere(dir, { now, format: 'json' })).out).evaluatedAt;
    expect(await at('2026-07-01')).toBe('2026-06-30T23:00:00.000Z');
    expect(await at('2026-07-01T08:00:00+02:00')).toBe('2026-07-01T06:00:00.000Z');
  });
});

describe('a change', () => {
  let repo: TestRepository;
  /** A broken grant that stands on the main branch already. */
  const old = 'access-grants/payroll/viewer/rui.alves.yaml';
  const broken = grantFile({ subject: 'rui.alves', validUntil: '2026-02-30' });

  beforeAll(() => {
    repo = repository();
    repo.commit({ ...exampleCompany, ...broken });
  });

  /** A branch from `main` with these files changed, judged against it. */
  const branch = async (
    name: string,
    files: Parameters<TestRepository['commit']>[0],
    format: 'text' | 'json' = 'json',
  ) => {
    repo.git('checkout', '--quiet', '-b', name, 'main');
    repo.commit(files);
    const run = await checkHere(repo.dir, { base: 'main', head: name, format });
    return { ...run, findings: format === 'json' ? (JSON.parse(run.out).findings as Finding[]) : [] };
  };
  interface Finding {
    readonly code: string;
    readonly severity: string;
    readonly path: string;
    readonly notCausedByChange?: 'before' | 'time';
  }

  const sound = grantFile({ role: 'editor', ticket: 'FIN-4821', validUntil: '2026-12-01' });

  test('that is sound passes, although something else is broken', async () => {
    const run = await branch('sound', sound);
    expect(run.status).toBe(0);
    expect(run.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(JSON.parse(run.out)).toMatchObject({
      verdict: 'pending',
      requirements: [{ change: { kind: 'added', path: Object.keys(sound)[0] }, policy: 'standard' }],
      policyDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      baseSha: repo.git('rev-parse', 'main'),
      headSha: repo.git('rev-parse', 'sound'),
      evaluatedAt: '2026-11-23T12:00:00.000Z',
    });
    expect(Object.keys(JSON.parse(run.out))).toEqual([
      ...[
        'verdict',
        'findings',
        'requirements',
        'counted',
        'discounted',
        'obstacles',
        'policyDigest',
        'baseSha',
        'headSha',
        'evaluatedAt',
      ],
    ]);
  });

  test('that is wrong fails, and says which line', async () => {
    const run = await branch(
      'wrong',
      grantFile({ role: 'editor', ticket: 'no', validUntil: '2026-13-01' }),
      'text',
    );
    expect(run.status).toBe(1);
    expect(run.err).toContain('access-grants/payroll/editor/ana.costa.yaml:6:13');
    expect(run.out).toMatch(
      /^Checked 1 changed grant \(1 added\) between main \([0-9a-f]{10}\) and wrong \([0-9a-f]{10}\): /,
    );
  });

  test('that touches what was broken answers for it', async () => {
    const run = await branch('touched', { [old]: `${broken[old]}# a comment\n` });
    expect(run.status).toBe(1);
    expect(run.findings).toMatchObject([{ code: 'GB010', severity: 'error', path: old }]);
  });

  test('that repairs or removes what was broken passes', async () => {
    expect(
      (await branch('repaired', grantFile({ subject: 'rui.alves', validUntil: '2026-12-01' }))).status,
    ).toBe(0);
    expect((await branch('removed', { [old]: null })).status).toBe(0);
  });

  test('is judged by the policies of its base, not by those that it brings along', async () => {
    const files = {
      ...grantFile({ role: 'admin', validUntil: '2027-11-23' }),
      'policies/role-matrix.yaml': (exampleCompany[examplePaths.matrix] ?? '').replace(
        'maxDuration: 8h',
        'maxDuration: 9w',
      ),
    };
    const run = await branch('smuggled', files);
    expect(run.status).toBe(1);
    expect(run.findings.some(({ path, severity }) => path.includes('admin') && severity === 'error')).toBe(
      true,
    );
  });

  test('of the policy that breaks what stands fails, and names what it breaks', async () => {
    const run = await branch('tighter', {
      [examplePaths.matrix]: (exampleCompany[examplePaths.matrix] ?? '').replace(
        '      viewer: { maxDuration: 30d }\n',
        '',
      ),
    });
    expect(run.status).toBe(1);
    expect(run.findings.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toContain(
      examplePaths.grant,
    );
    // What was broken before is reported, since the whole policy was read, and blocks nothing.
    expect(run.findings.find(({ path }) => path === old)).toMatchObject({
      severity: 'warning',
      notCausedByChange: 'before',
    });
  });

  test('of nothing is no change', async () => {
    const run = await checkHere(repo.dir, { base: 'main', head: 'main' });
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('Checked 0 changed grants');
  });

  test('may go from a revision to a folder, and from a folder to a revision', async () => {
    repo.git('checkout', '--quiet', 'main');
    const dir = temporaryFolder();
    writeFiles(dir, { ...exampleCompany, ...broken, ...sound });
    const toFolder = JSON.parse((await checkHere(repo.dir, { base: 'main', head: dir, format: 'json' })).out);
    expect(toFolder.requirements).toMatchObject([{ change: { kind: 'added' } }]);
    const fromFolder = JSON.parse(
      (await checkHere(repo.dir, { base: dir, head: 'main', format: 'json' })).out,
    );
    expect(fromFolder.requirements).toMatchObject([{ change: { kind: 'removed' } }]);
    const folders = JSON.parse((await checkHere(repo.dir, { base: dir, head: dir, format: 'json' })).out);
    expect(folders.requirements).toEqual([]);
    // The same policies have the same digest, wherever they are read from.
    expect(fromFolder.policyDigest).toBe(toFolder.policyDigest);
  });

  test('in the folder is the head where none is named', async () => {
    repo.git('checkout', '--quiet', 'main');
    writeFiles(repo.dir, sound);
    const { out } = await checkHere(repo.dir, { base: 'main', format: 'json' });
    expect(JSON.parse(out).requirements).toMatchObject([{ change: { kind: 'added' } }]);
    repo.git('clean', '--quiet', '--force', '-d');
  });

  test('that conflicts is status 2 and says with what', async () => {
    repo.git('checkout', '--quiet', '-b', 'left', 'main');
    repo.commit({ 'notes.md': 'left\n' });
    repo.git('checkout', '--quiet', '-b', 'right', 'main');
    repo.commit({ 'notes.md': 'right\n' });
    const run = await checkHere(repo.dir, { base: 'left', head: 'right' });
    expect(run.status).toBe(2);
    expect(run.err).toMatch(/both changed `notes\.md`/);
  });
});
