import { describe, expect, test } from 'vitest';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import { checkHere } from '../support/command.ts';
import { repository, temporaryFolder, writeFiles } from '../support/repository.ts';

const oneSentence = /^[^\n]+\n$/;

describe('what cannot be judged is status 2 and one sentence', () => {
  test.each([
    ['no policies at all', {}, {}, 'there is no `policies/` folder in'],
    [
      'a folder in capital letters',
      { 'Policies/grantbook.yaml': 'version: 1\n' },
      {},
      'there is no `policies/` folder in this folder, but a folder `Policies/`; rename it to `policies/`',
    ],
    ['grants without policies', grantFile(), {}, 'there is no `policies/` folder in'],
    ['`--now` that is no time', exampleCompany, { now: 'nonsense' }, '`--now nonsense` is neither a day'],
    ['`--now` that is no day', exampleCompany, { now: '2026-02-30' }, '`--now 2026-02-30` is neither a day'],
    ['`--head` without `--base`', exampleCompany, { head: 'x' }, '`--head` needs `--base`'],
    ['a revision outside of a repository', exampleCompany, { base: 'main' }, '`main` is no folder, and'],
  ])('%s', async (_title, files, options, beginning) => {
    const dir = temporaryFolder();
    writeFiles(dir, files as Parameters<typeof writeFiles>[1]);
    const run = await checkHere(dir, options);
    expect(run).toMatchObject({ status: 2, out: '' });
    expect(run.err).toMatch(oneSentence);
    expect(run.err.startsWith(beginning)).toBe(true);
  });

  test('a folder that is not there', async () => {
    for (const options of [{}, { base: 'main' }]) {
      const run = await checkHere('/nowhere/at/all', options);
      expect(run).toEqual({ status: 2, out: '', err: 'there is no folder `/nowhere/at/all`\n' });
    }
  });

  test('a revision that git does not know', async () => {
    const repo = repository();
    repo.commit(exampleCompany);
    const run = await checkHere(repo.dir, { base: 'nonsense' });
    expect(run.status).toBe(2);
    expect(run.err).toMatch(/^`nonsense` is neither a folder nor a revision that git knows here; [^\n]+\n$/);
    expect((await checkHere(repo.dir, { base: 'main', head: '--all' })).status).toBe(2);
  });
});
