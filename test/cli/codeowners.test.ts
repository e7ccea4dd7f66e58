import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CodeownersOptions, codeowners } from '../../src/commands/codeowners.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { ownersIn } from '../support/codeowners.ts';
import { runHere } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

function companyFolder(files: Parameters<typeof writeFiles>[1] = {}): string {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, ...files });
  return dir;
}
const run = (dir: string, options: Partial<CodeownersOptions> = {}) =>
  runHere(dir, (context) => codeowners({ check: false, ...options }, context));
const path = '.github/CODEOWNERS';

test('writes the file, once', async () => {
  const dir = companyFolder();
  expect(await run(`${dir}/policies`)).toEqual({ status: 0, out: `Wrote \`${path}\`.\n`, err: '' });
  const text = readFileSync(`${dir}/${path}`, 'utf8');
  expect(ownersIn(text, path)).toEqual(['@sofia-lopes', '@rui-alves']);
  expect(await run(dir)).toEqual({ status: 0, out: `\`${path}\` is what the policies give.\n`, err: '' });
});

test('prints it, or writes it somewhere else', async () => {
  const dir = companyFolder();
  const { out, status } = await run(dir, { out: '-' });
  expect(status).toBe(0);
  expect(await run(dir, { out: 'owners.txt' })).toMatchObject({ status: 0, out: 'Wrote `owners.txt`.\n' });
  expect(readFileSync(`${dir}/owners.txt`, 'utf8')).toBe(out);
});

describe('--check', () => {
  test('fails where the file is not there, and writes none', async () => {
    const dir = companyFolder();
    const missing = {
      status: 1,
      out: '',
      err: `\`${path}\` is not there; run \`grantbook codeowners\`, and commit it\n`,
    };
    expect(await run(dir, { check: true })).toEqual(missing);
    expect(await run(dir, { check: true })).toEqual(missing);
  });

  test('fails where the file is stale, and passes where it is not, whatever its line ends', async () => {
    const dir = companyFolder();
    await run(dir);
    const text = readFileSync(`${dir}/${path}`, 'utf8');
    writeFiles(dir, { [path]: text.replaceAll('\n', '\r\n') });
    expect(await run(dir, { check: true })).toMatchObject({ status: 0, err: '' });
    writeFiles(dir, { [path]: `${text}/policies/ @somebody-else\n` });
    expect(await run(dir, { check: true })).toEqual({
      status: 1,
      out: '',
      err: `\`${path}\` is not what the policies give; run \`grantbook codeowners\`, and commit it\n`,
    });
  });
});

test('what cannot be said is told with its line, and the file is written all the same', async () => {
  const dir = companyFolder({
    [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges:
  - paths: ["src/[ab]*.ts"]
    stages: [{ approvers: ["user:marta.dias"] }]
`,
  });
  const result = await run(dir);
  expect(result).toMatchObject({ status: 0, out: `Wrote \`${path}\`.\n` });
  expect(result.err).toMatch(
    /^policies\/approvals\.yaml:7:13: `src\/\[ab\]\*\.ts` cannot be said in CODEOWNERS, .*\n$/,
  );
});

test.each([
  [
    'a person cannot be read',
    { 'policies/people/rui.alves.yaml': 'displayName: [\n' },
    1,
    /^policies\/people\/rui\.alves\.yaml:\d+: .* nobody knows who owns what; `grantbook check` says more\n$/,
  ],
  [
    'no policy owner has an account',
    {
      [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
        '[sofia.lopes, rui.alves]',
        '[eva.nobody]',
      ),
    },
    1,
    /^no policy owner works here/,
  ],
  [
    'the file cannot be written',
    { '.github': 'a file\n' },
    2,
    /^`\.github\/CODEOWNERS` could not be written: \w+\n$/,
  ],
] as const)('writes nothing where %s', async (_title, files, status, said) => {
  const result = await run(companyFolder(files));
  expect(result).toMatchObject({ status, out: '' });
  expect(result.err).toMatch(said);
});

test('the one of this repository is what its policies give', async () => {
  expect(await run('.', { check: true })).toMatchObject({ status: 0, err: '' });
});
