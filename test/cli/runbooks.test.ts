import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runbooks } from '../../src/commands/runbooks.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

function companyFolder(files: Parameters<typeof writeFiles>[1] = {}): string {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, ...files });
  return dir;
}
const run = (dir: string, check = false) => runHere(dir, (context) => runbooks({ check }, context));
const page = 'docs/runbooks/payroll.md';
const missing = 'Something is missing in that of `payroll`; `grantbook check` says what.\n';

test('writes the pages, once, and says where something is missing', async () => {
  const dir = companyFolder();
  expect(await run(`${dir}/policies`)).toEqual({
    status: 0,
    out: `Wrote 3 pages in \`docs/runbooks\`: the runbooks of 1 system.\nWrote 3 pages in \`docs/training\`: the workshop sheets of 1 department.\n${missing}`,
    err: '',
  });
  expect(readFileSync(`${dir}/${page}`, 'utf8')).toContain('# Access to Payroll');
  expect(await run(dir)).toEqual({
    status: 0,
    out: `The runbooks of 1 system in \`docs/runbooks\` are what the policies give.\nThe workshop sheets of 1 department in \`docs/training\` are what the policies give.\n${missing}`,
    err: '',
  });
});

describe('--check', () => {
  test('fails where pages are not there or stale, and writes none', async () => {
    const dir = companyFolder();
    const first = await run(dir, true);
    expect(first).toMatchObject({ status: 1, out: '' });
    expect(first.err).toMatch(
      /`docs\/runbooks\/payroll\.md`, .*`docs\/training\/finance\.md` are not what the policies give; run `grantbook runbooks`/,
    );
    expect(existsSync(`${dir}/docs`)).toBe(false);
    await run(dir);
    const text = readFileSync(`${dir}/${page}`, 'utf8');
    writeFiles(dir, { [page]: text.replaceAll('\n', '\r\n') });
    expect(await run(dir, true)).toMatchObject({ status: 0, err: '' });
    writeFiles(dir, { [page]: `${text}One more line\n` });
    expect(await run(dir, true)).toEqual({
      status: 1,
      out: '',
      err: `\`${page}\` is not what the policies give; run \`grantbook runbooks\`, and commit it\n`,
    });
  });
});

test('takes the pages of a system away with it, and nothing that somebody else wrote', async () => {
  const wiki = 'policies/systems/wiki.yaml';
  const dir = companyFolder({
    [wiki]:
      'version: 1\nname: Wiki\ndescription: Holds the recipes.\nowners: [rui.alves]\ndataClassification: internal\npermissions: {pages.edit: Edit}\nroles:\n  editor: {title: Editor, description: Edits., permissions: [pages.edit], risk: low}\n',
    'docs/runbooks/how-we-bake.md': '# Mine\n',
  });
  await run(dir);
  expect(existsSync(`${dir}/docs/runbooks/wiki.html`)).toBe(true);
  writeFiles(dir, { [wiki]: null });
  expect((await run(dir)).out).toContain('Wrote 1 page, took 2 pages away');
  expect(existsSync(`${dir}/docs/runbooks/wiki.html`)).toBe(false);
  expect(readFileSync(`${dir}/docs/runbooks/how-we-bake.md`, 'utf8')).toBe('# Mine\n');
});

test.each([
  [
    'a person cannot be read',
    { 'policies/people/rui.alves.yaml': 'displayName: [\n' },
    1,
    /^policies\/people\/rui\.alves\.yaml:\d+: .* nobody knows what the runbooks have to say; `grantbook check` says more\n$/,
  ],
  [
    'they cannot be written',
    { docs: 'a file\n' },
    2,
    /^`docs\/runbooks` could not be (read|written): \w+\n$/,
  ],
] as const)('writes nothing where %s', async (_title, files, status, said) => {
  const result = await run(companyFolder(files));
  expect(result).toMatchObject({ status, out: '' });
  expect(result.err).toMatch(said);
});
