import { describe, expect, test } from 'vitest';
import { misspeltRoot } from '../../src/load/file-names.ts';
import { layOut } from '../../src/load/layout.ts';
import type { Entry } from '../../src/model/listing.ts';
import { saidOfListing, soundGrant } from '../support/loading.ts';
import { workspaceOf } from '../support/workspace.ts';

describe('an entry that nobody reads is an error', () => {
  test.each<[string, string | Entry]>([
    ['a symbolic link', { path: 'access-grants/payroll/viewer/ana.costa.yaml', type: 'symlink' }],
    ['a submodule', { path: 'access-grants/payroll', type: 'submodule' }],
    ['a device', { path: 'policies/people/null.yaml', type: 'other' }],
    ['a hidden file', 'access-grants/payroll/viewer/.ana.costa.yaml'],
    ['a hidden folder', 'policies/.github/people/ana.costa.yaml'],
    ['what a Mac leaves behind', 'policies/.DS_Store'],
    ['a grant too high up', 'access-grants/payroll/ana.costa.yaml'],
    ['a grant too deep', 'access-grants/payroll/viewer/old/ana.costa.yaml'],
    ['the other ending', 'access-grants/payroll/viewer/ana.costa.yml'],
    ['an ending in capitals', 'policies/people/ana.costa.YAML'],
    ['another kind of file', 'policies/people/photo.png'],
    ['no ending', 'access-grants/payroll/viewer/ana'],
    ['no name before the ending', 'access-grants/payroll/viewer/.yaml'],
    ['a folder of another name', 'policies/persons/ana.costa.yaml'],
    ['a file of another name', 'policies/settings.yaml'],
    ['a person in a folder of the department', 'policies/people/finance/ana.costa.yaml'],
    ['a Cyrillic letter', 'access-grants/payroll/viewer/\u0430na.costa.yaml'],
    ['an accent', 'policies/people/jos\u00e9.yaml'],
    ['capital letters', 'access-grants/Payroll/viewer/ana.costa.yaml'],
    ['a space', 'policies/people/ana costa.yaml'],
    ['a line break', 'access-grants/payroll/viewer/ana\ncosta.yaml'],
    ['a file where a folder is expected', 'access-grants'],
    ['a submodule in place of the folder', { path: 'policies', type: 'submodule' }],
    ['`constructor` for a policy file', 'policies/constructor'],
    ['`__proto__` for a policy file', 'policies/__proto__'],
    ['`toString` for a policy folder', 'policies/toString/x.yaml'],
    ['`__proto__` for a user name', 'access-grants/payroll/viewer/__proto__.yaml'],
    ['a name of 65 letters', `policies/people/${'a'.repeat(65)}.yaml`],
  ])('%s', (_title, entry) => {
    const said = saidOfListing(entry);
    expect(said).toHaveLength(1);
    const [sentence = ''] = said;
    expect(sentence).toContain(' (');
    expect(sentence.slice(sentence.indexOf(': '))).not.toContain('\n');
    expect(sentence).toMatchSnapshot();
  });
});

describe('paths that would be one file on Windows or macOS', () => {
  const sound = 'access-grants/payroll/viewer/ana.costa.yaml';

  test.each([
    ['capital letters', 'access-grants/payroll/viewer/Ana.Costa.yaml'],
    ['capital letters in a folder', 'access-grants/PAYROLL/viewer/ana.costa.yaml'],
    ['letters that look the same', 'access-grants/payroll/viewer/\uff41na.costa.yaml'],
  ])('%s: the odd one is told, the sound one stays a grant', (_title, odd) => {
    for (const paths of [
      [sound, odd],
      [odd, sound],
    ]) {
      const layout = layOut(paths.map((path) => ({ path, type: 'file' })));
      expect(layout.grants.map(({ path }) => path)).toEqual([sound]);
      expect(layout.problems).toMatchObject([{ rule: 'case-collision', path: odd }]);
    }
  });

  test('both are told where neither is sound', () => {
    expect(saidOfListing('policies/people/ANA.yaml', 'policies/people/Ana.yaml')).toMatchInlineSnapshot(`
      [
        "unrecognized-entry policies/people/ANA.yaml: \`ANA\` cannot be a file name: it has capital letters (rename it to \`ana.yaml\`)",
        "case-collision policies/people/Ana.yaml: this path differs from \`policies/people/ANA.yaml\` only in capital letters or in how a letter is written (on Windows and macOS they are the same file; keep one of them)",
      ]
    `);
  });
});

describe('a file name that is not accepted', () => {
  const helpFor = (path: string) => layOut([{ path, type: 'file' }]).problems[0]?.help;
  test.each([
    ['policies/people/Ana Costa.yaml', 'ana.costa.yaml'],
    ['policies/people/ana_costa.yml', 'ana_costa.yaml'],
    ['policies/people/ana costa.YML', 'ana.costa.yaml'],
    ['policies/people/Jos\u00e9 M\u00fcller.yaml', 'jose.muller.yaml'],
    ['policies/people/ana@acme.example.yaml', 'ana.yaml'],
    ['policies/people/ana.costa', 'ana.costa.yaml'],
    ['policies/people/ana.costa.yaml.txt', 'ana.costa.yaml'],
    ['policies/systems/Help Desk.yaml', 'help-desk.yaml'],
    ['access-grants/payroll/viewer/Ana Costa.yml', 'ana.costa.yaml'],
    ['access-grants/payroll/viewer/Ana Costa.yaml', 'ana.costa.yaml'],
  ])('%s: what is suggested is accepted', (path, name) => {
    expect(helpFor(path)).toBe(`rename it to \`${name}\``);
    const better = path.replace(/[^/]+$/, name);
    expect(layOut([{ path: better, type: 'file' }]).problems).toEqual([]);
  });

  test('is suggested with its folders, where those are wrong', () => {
    const better = 'access-grants/help-desk/pay-viewer/ana.costa.yaml';
    expect(helpFor('access-grants/Help Desk/pay viewer/Ana.Costa.yaml')).toBe(`rename it to \`${better}\``);
    expect(layOut([{ path: better, type: 'file' }]).problems).toEqual([]);
  });

  test('of another kind of file, or in other letters, is not guessed', () => {
    expect(helpFor('policies/people/photo.png')).toBe('delete it, or move it out of this folder');
    expect(helpFor('policies/people/\u0430na.yaml')).toBe(
      'rename it, such as `ana.costa.yaml` or `help-desk.yaml`',
    );
  });
});

describe('a policy file in the wrong place', () => {
  const grant = 'access-grants/wiki/viewer/eva.yaml';
  test.each([
    ['policies/ana.costa.yaml', 'policies/people/ana.costa.yaml'],
    ['policies/eva.yaml', 'policies/people/eva.yaml'],
    ['policies/wiki.yml', 'policies/systems/wiki.yaml'],
    ['policies/person/ana.costa.yaml', 'policies/people/ana.costa.yaml'],
    ['policies/People/Ana Costa.yml', 'policies/people/ana.costa.yaml'],
    ['policies/people/finance/ana.costa.yaml', 'policies/people/ana.costa.yaml'],
    ['policies/roles/finance.yaml', 'policies/role-matrix/finance.yaml'],
    ['policies/exeptions/year-end.yaml', 'policies/exceptions/year-end.yaml'],
    ['policies/approvals.yml', 'policies/approvals.yaml'],
    ['policies/settings.yaml', 'policies/grantbook.yaml'],
    ['policies/seperation-of-duties.yaml', 'policies/separation-of-duties.yaml'],
  ])('%s: where it belongs is told, and accepted', (path, right) => {
    const { problems } = layOut([grant, path].map((one) => ({ path: one, type: 'file' })));
    expect(problems).toMatchObject([{ path, help: `move it to \`${right}\``, meant: right }]);
    expect(layOut([{ path: right, type: 'file' }]).problems).toEqual([]);
  });

  test('that may be two things is told both', () => {
    expect(saidOfListing('policies/finance.yaml')).toMatchInlineSnapshot(`
      [
        "unrecognized-entry policies/finance.yaml: nothing of this name belongs here (move it to \`policies/systems/finance.yaml\` if it is a system, or to \`policies/role-matrix/finance.yaml\` if it is a part of the role matrix)",
      ]
    `);
  });

  test.each(['policies/photo.png', 'policies/notes', 'policies/x/y.yaml'])('%s belongs nowhere', (path) => {
    expect(saidOfListing(path)).toEqual([
      expect.stringMatching(/\(in `policies\/` belong `grantbook\.yaml`, /),
    ]);
  });

  test('under a wrong name is known to be there, so that nobody is told that it is missing', () => {
    for (const path of ['policies/people/ana.costa.yml', 'policies/person/ana.costa.yaml']) {
      const { people, problems } = workspaceOf({ [path]: 'version: 1\n' });
      expect([people.has('ana.costa'), people.get('ana.costa'), problems.length]).toEqual([
        true,
        undefined,
        1,
      ]);
    }
    const both = { 'policies/people/ana.costa.yml': '', 'policies/people/ana.costa.yaml': 'version: 1\n' };
    expect(workspaceOf(both).people.ids).toEqual(['ana.costa']);
  });
});

describe('a copy that somebody or something left beside a file', () => {
  test.each([
    ['policies/approvals.yaml', 'policies/approvals.yaml.bak'],
    ['policies/approvals.yaml', 'policies/approvals.yaml~'],
    ['policies/approvals.yaml', 'policies/approvals (1).yaml'],
    ['policies/approvals.yaml', 'policies/approvals-old.yaml'],
    ['policies/role-matrix/it.yaml', 'policies/role-matrix/it.yaml.orig'],
    ['policies/people/ana.costa.yaml', 'policies/people/ana.costa - Copy.yaml'],
    ['access-grants/payroll/viewer/ana.costa.yaml', 'access-grants/payroll/viewer/ana.costa copy.yaml'],
  ])('%s: %s', (path, copy) => {
    const { problems } = layOut([path, copy].map((one) => ({ path: one, type: 'file' })));
    expect(problems).toMatchObject([{ path: copy, help: 'delete this copy', isCopy: true }]);
    // Alone, it may be the only one that there is.
    expect(layOut([{ path: copy, type: 'file' }]).problems[0]?.isCopy).toBeUndefined();
  });
});

describe('a folder with nearly the name of one of the two', () => {
  test.each([
    ['access-grant', 'access-grants'],
    ['acces-grants', 'access-grants'],
    ['acces-grant', 'access-grants'],
    ['access_grants', 'access-grants'],
    ['Access Grants', 'access-grants'],
    ['ACCESS-GRANTS', 'access-grants'],
    ['accessgrants', 'access-grants'],
    ['policy', 'policies'],
    ['Policies', 'policies'],
    ['policys', 'policies'],
    ['polices', 'policies'],
  ])('%s', (name, root) => {
    expect(misspeltRoot(name)).toBe(root);
  });

  test.each([
    ...[
      'access-grants',
      'policies',
      'access-grants-old',
      'policies-old',
      'src',
      'docs',
      'access',
      'grants',
      '',
    ],
    ...['politics', '.github', 'polite', 'schemas', 'constructor'],
  ])('but not %s', (name) => {
    expect(misspeltRoot(name)).toBeUndefined();
  });
});

describe('what is left alone', () => {
  test('everything outside of the two folders, and a README of the policies', () => {
    expect(
      saidOfListing('README.md', '.github/workflows/x.yml', 'access-grants-old/x', 'policies/README.md'),
    ).toEqual([]);
  });
});

describe('many files', () => {
  test('all problems of all files are told in one run', () => {
    const { problems } = workspaceOf({
      'access-grants/payroll/viewer/ana.costa.yaml': soundGrant.replace('2026-12-23', '2026-02-30'),
      'access-grants/payroll/viewer/rui.alves.yaml': '',
      'access-grants/payroll/viewer/eva.yml': soundGrant,
      'policies/role-matrix.yaml': 'version: 3\nmatrix: {}\n',
      'policies/people/ana.costa.yaml': '- a\n',
    });
    expect(problems.map(({ rule, path }) => `${path.split('/').at(-1)} ${rule}`).sort()).toEqual([
      'ana.costa.yaml invalid-value',
      'ana.costa.yaml invalid-value',
      'eva.yml unrecognized-entry',
      'role-matrix.yaml unsupported-version',
      'rui.alves.yaml invalid-yaml',
    ]);
  });

  test('a role matrix counts whether it is a file, a folder, or both under one name', () => {
    const matrix = (system: string) =>
      `version: 1\nmatrix: { accountant: { ${system}: { viewer: standing } } }\n`;
    const workspace = workspaceOf({
      'policies/role-matrix.yaml': matrix('payroll'),
      'policies/role-matrix/role-matrix.yaml': matrix('crm'),
      'policies/role-matrix/finance.yaml': matrix('expenses'),
    });
    const systems = workspace.matrix.flatMap((file) => Object.keys(file.value.matrix.accountant ?? {}));
    expect(systems.sort()).toEqual(['crm', 'expenses', 'payroll']);
  });

  test('a grant that cannot be read is still known to be held', () => {
    const { grants, holdings } = workspaceOf({ 'access-grants/payroll/viewer/ana.costa.yaml': '{' });
    expect(grants.size).toBe(0);
    expect(holdings.of('ana.costa')).toMatchObject([{ system: 'payroll', role: 'viewer' }]);
  });
});
