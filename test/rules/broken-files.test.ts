import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judge, judgeTree } from '../../src/rules/judge.ts';
import { noon, samplePictures, workspaceOf } from '../support/workspace.ts';

/** The company in this repository: it uses groups, a matrix of several files, and whatever else there is. */
const company: Readonly<Record<string, string>> = Object.fromEntries(
  ['policies', 'access-grants'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name): [string, string] => [`${root}/${name}`, readFileSync(`${root}/${name}`, 'utf8')]),
  ),
);
const at = { now: noon('2026-11-23') };
const text = (path: string) => company[path] ?? '';

/** What is an error in the company with one file changed, as "rule path". */
const errorsWith = (path: string, content: string): string[] =>
  judgeTree(workspaceOf({ ...samplePictures, ...company, [path]: content }), at)
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => `${diagnostic.rule} ${diagnostic.path.replace(/^access-grants.*/, 'a grant')}`);

describe('a file that cannot be read is said to be broken, and nothing else is said because of it', () => {
  const paths = [
    'policies/grantbook.yaml',
    'policies/approvals.yaml',
    'policies/separation-of-duties.yaml',
    'policies/role-matrix/finance.yaml',
    'policies/role-matrix/it.yaml',
    'policies/systems/payroll.yaml',
    'policies/people/ana.costa.yaml',
    'policies/people/rui.alves.yaml',
    'policies/people/ilse.vandenberg.yaml',
  ];
  const holds = (path: string) => path !== 'policies/people/ilse.vandenberg.yaml';

  test.each(paths)('%s', (path) => {
    const blocked = holds(path) ? ['cannot-be-judged a grant'] : [];
    expect(errorsWith(path, `${text(path)}\nx: [\n`)).toEqual([`invalid-yaml ${path}`, ...blocked]);
    // Without its first key after the version, whatever that is, it does not fit its schema.
    const misfit = text(path).replace(/^(version: 1\n(?:\s*#.*\n|\n)*)\w+:/m, '$1wrong:');
    const errors = new Set(errorsWith(path, misfit));
    expect([...errors].filter((error) => !error.endsWith(` ${path}`))).toEqual(blocked);
  });
});

describe('a file under a wrong name is said to be there, and nothing else is said because of it', () => {
  const errorsWithout = (path: string, instead: string) => {
    const { [path]: content = '', ...others } = company;
    const errors = judgeTree(workspaceOf({ ...others, [instead]: content }), at)
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, path: where }) => `${rule} ${where.replace(/^access-grants.*/, 'a grant')}`);
    return [...new Set(errors)];
  };
  test.each([
    ['policies/approvals.yaml', 'policies/approvals.yml', true],
    ['policies/grantbook.yaml', 'policies/settings.yaml', true],
    ['policies/role-matrix/finance.yaml', 'policies/matrix/finance.yaml', true],
    ['policies/systems/payroll.yaml', 'policies/systems/Payroll.yml', true],
    ['policies/people/ana.costa.yaml', 'policies/ana.costa.yaml', true],
    ['policies/people/ilse.vandenberg.yaml', 'policies/persons/ilse.vandenberg.yaml', false],
  ])('%s as %s', (path, instead, blocks) => {
    const blocked = blocks ? ['cannot-be-judged a grant'] : [];
    expect(errorsWithout(path, instead)).toEqual([`unrecognized-entry ${instead}`, ...blocked]);
  });

  test.each(['policies/approvals.yaml', 'policies/grantbook.yaml', 'policies/systems/payroll.yaml'])(
    'a copy of %s changes nothing else',
    (path) => {
      const copy = `${path}.bak`;
      expect(errorsWith(copy, text(path))).toEqual([`unrecognized-entry ${copy}`]);
    },
  );
});

describe('a slip in a key is said once, where it is', () => {
  test.each([
    ['policies/grantbook.yaml', 'groups:', 'group:'],
    ['policies/systems/payroll.yaml', 'owners:', 'ownrs:'],
    ['policies/systems/payroll.yaml', 'requesters:', 'requestors:'],
    ['policies/people/ana.costa.yaml', 'trainings:', 'training:'],
    ['policies/people/rui.alves.yaml', 'github:', 'gihub:'],
    ['policies/people/rui.alves.yaml', 'manager:', 'manger:'],
  ])('%s: %s', (path, right, wrong) => {
    const found = errorsWith(path, text(path).replaceAll(right, wrong)).filter(
      (error) => error !== 'cannot-be-judged a grant',
    );
    expect(new Set(found)).toEqual(new Set(text(path).includes(right) ? [`unknown-key ${path}`] : []));
  });

  test.each([
    ['validUntil', 'validUntill', grantFile()],
    ['ticket', 'tiket', grantFile({ role: 'editor', ticket: 'FIN-1' })],
  ])('%s of a grant', (right, wrong, files) => {
    const [[path = '', content = ''] = []] = Object.entries(files);
    const workspace = workspaceOf({
      ...exampleCompany,
      [examplePaths.grant]: null,
      [path]: content.replace(right, wrong),
    });
    expect(judgeTree(workspace, at).map(({ rule }) => rule)).toEqual(['unknown-key']);
  });
});

describe('a change that needs a broken file is blocked by just that', () => {
  const rui = 'policies/people/rui.alves.yaml';
  test.each([
    ['the settings', { [examplePaths.settings]: 'version: 1\n' }, examplePaths.settings],
    ['the system', { [examplePaths.payroll]: 'version: 1\n' }, examplePaths.payroll],
    ['the role matrix', { [examplePaths.matrix]: 'version: 1\n' }, examplePaths.matrix],
    ['whoever asks', { [rui]: 'version: 1\n', ...grantFile({ requestedBy: 'rui.alves' }) }, rui],
  ])('%s', (_title, files, broken) => {
    const workspace = workspaceOf({
      ...exampleCompany,
      ...files,
      [examplePaths.approvals]: `version: 1
policies:
  - id: standard
    stages:
      - approvers: [manager]
      - approvers: ["group:security"]
`,
    });
    const touched = new Set([examplePaths.grant]);
    const grants = [...workspace.grants.values()];
    const found = judge(workspace, at, { grants, problems: [], policy: false, touched });
    expect(found.map(({ rule }) => rule)).toEqual(['cannot-be-judged']);
    expect(found[0]?.severity).toBe('error');
    expect(found[0]?.message).toContain(`\`${broken}\``);
    expect(found[0]?.related).toMatchObject([{ path: broken }]);
  });

  test('but not by the file of somebody who might only have approved', () => {
    const workspace = workspaceOf({ ...exampleCompany, [rui]: 'version: 1\n' });
    const touched = new Set([examplePaths.grant]);
    const grants = [...workspace.grants.values()];
    expect(judge(workspace, at, { grants, problems: [], policy: false, touched })).toEqual([]);
  });
});

test('what is wrong with a policy file stands before the grants that suffer from it', () => {
  const workspace = workspaceOf({ ...exampleCompany, [examplePaths.settings]: 'version: 1\n' });
  const paths = judgeTree(workspace, at).map(({ path }) => path);
  expect(paths).toEqual([...paths.filter((path) => path.startsWith('policies/')), examplePaths.grant]);
});
