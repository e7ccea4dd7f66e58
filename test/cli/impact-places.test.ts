import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { type Files, impactBetween } from '../support/impact.ts';

const byMarta = '[{ approvers: ["user:marta.dias"] }]';
const bySofia = '[{ approvers: ["user:sofia.lopes"] }]';
const byOwners = '[{ approvers: [policy-owner] }]';

const entry = (paths: readonly string[], stages = byMarta) =>
  `  - paths: ${JSON.stringify(paths)}\n    stages: ${stages}\n`;

/** The approval policies of the example company, with these entries for files. */
const deciding = (...entries: readonly string[]): Files => ({
  [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}${entries.length > 0 ? `policyChanges:\n${entries.join('')}` : ''}`,
});

/** The places that are told, each with who approves there from now on. */
function told(head: Files, base: Files = {}): Record<string, string> {
  const { text } = impactBetween(base, head);
  const lines = text.split('Who approves changes of files\n')[1] ?? '';
  return Object.fromEntries(
    [...lines.matchAll(/^ {2}(\S.*)\n {6}before: .*\n {6}after: (.*)$/gm)].map(([, where, who]) => [
      where,
      who,
    ]),
  );
}

describe('a glob is told by the folder that it speaks of', () => {
  test.each([
    ['policies/**', 'policies/'],
    ['policies/people/**', 'policies/people/'],
    ['policies/systems/*', 'policies/systems/'],
    ['policies/bundles/*.yaml', 'policies/bundles/'],
    ['policies/exceptions/**', 'policies/exceptions/'],
    ['policies/runbooks/**', 'policies/runbooks/'],
    ['policies/tests/**', 'policies/tests/'],
    ['policies/role-matrix/*.{yaml,yml}', 'policies/role-matrix/'],
    ['.github/**', '.github/'],
    ['.github/*', '.github/ but for .github/workflows/'],
    ['.github/workflows/**', '.github/workflows/'],
    ['.github/workflows/*.yml', '.github/workflows/'],
    ['**', 'Every file that is no grant'],
    ['*', 'Every file that is no grant but for policies/, .github/'],
    [
      'policies/*',
      'policies/ but for policies/people/, policies/systems/, policies/bundles/, policies/exceptions/, policies/runbooks/, policies/tests/, policies/role-matrix/',
    ],
  ])('%s', (glob, places) => {
    expect(told(deciding(entry([glob])))).toEqual({ [places]: 'Marta Dias' });
  });
});

describe('a glob of a part of a folder is told as it is written', () => {
  test.each([
    ['docs/**', 'docs/**'],
    ['docs/?.md', 'docs/?.md'],
    ['*.yaml', '*.yaml'],
    ['.github/workflows/*.yaml', '.github/workflows/*.yaml'],
    ['.github/.hidden/*', '.github/.hidden/*'],
    ['policies/{people,systems}/hr-*.yaml', 'policies/people/hr-*.yaml, policies/systems/hr-*.yaml'],
    ['policies/people/hr.lead.yaml', 'policies/people/hr.lead.yaml'],
  ])('%s', (glob, places) => {
    expect(told(deciding(entry([glob])))).toEqual({ [places]: 'Marta Dias' });
  });

  test('and not beside the folder, where the same holds for all of it', () => {
    expect(told(deciding(entry(['policies/people/hr-*.yaml', 'policies/people/**'])))).toEqual({
      'policies/people/': 'Marta Dias',
    });
  });

  test('but as an exception, where something else holds for the rest', () => {
    const entries = [entry(['policies/people/hr-*.yaml'], bySofia), entry(['policies/people/**'])];
    expect(told(deciding(...entries))).toEqual({
      'policies/people/ but for policies/people/hr-*.yaml': 'Marta Dias',
      'policies/people/hr-*.yaml': 'Sofia Lopes',
    });
  });

  test('twenty of very many alternatives, which is enough to see what is meant', () => {
    const [places = ''] = Object.keys(told(deciding(entry(['docs/{1..30}/**']))));
    expect(places.split(', ')).toHaveLength(20);
    expect(places).toMatch(/^docs\/1\/\*\*, .*, docs\/20\/\*\*$/);
  });
});

describe('what stays as it was is left out', () => {
  test.each([
    ['a folder of a folder', ['policies/people/**'], 'Every file that is no grant but for policies/people/'],
    ['the workflows', ['.github/workflows/**'], 'Every file that is no grant but for .github/workflows/'],
    [
      'two files of two folders',
      ['README.md', 'policies/README.md'],
      'Every file that is no grant but for policies/README.md, README.md',
    ],
  ])('%s', (_title, kept, places) => {
    expect(told(deciding(entry(kept, byOwners), entry(['**'])))).toEqual({ [places]: 'Marta Dias' });
  });

  test('a file of a folder that is left out is an exception of the exception', () => {
    const entries = [
      entry(['policies/people/ana.costa.yaml']),
      entry(['policies/**'], byOwners),
      entry(['**']),
    ];
    expect(told(deciding(...entries))).toEqual({
      'Every file that is no grant but for policies/ but for policies/people/ana.costa.yaml': 'Marta Dias',
    });
  });
});

describe('a pattern that is no simple glob is told by the files that it matches', () => {
  test.each([
    [
      'the single policy files',
      'policies/+(grantbook|approvals|role-matrix|separation-of-duties).yaml',
      'policies/grantbook.yaml, policies/role-matrix.yaml, policies/separation-of-duties.yaml, policies/approvals.yaml',
    ],
    [
      'files that most repositories have',
      '**/+(README.md|CODEOWNERS)',
      'policies/README.md, .github/CODEOWNERS, README.md',
    ],
  ])('%s', (_title, glob, places) => {
    expect(told(deciding(entry([glob])))).toEqual({ [places]: 'Marta Dias' });
  });

  test('files that are there, on either side, whether they can be read or not', () => {
    const folders = ['people', 'systems', 'bundles', 'exceptions', 'runbooks', 'tests'];
    const before = Object.fromEntries(
      folders.map((name) => [`policies/${name}/old-one.yaml`, 'version: 1\n']),
    );
    const after = {
      'policies/people/new-one.yaml': 'version: 1\n',
      'policies/role-matrix/new-one.yaml':
        'version: 1\nmatrix: { accountant: { payroll: { viewer: standing } } }\n',
      ...deciding(entry(['policies/**/+(old|new)-one.yaml'])),
    };
    expect(told(after, before)).toEqual({
      'policies/people/old-one.yaml, policies/people/new-one.yaml, policies/systems/old-one.yaml, policies/bundles/old-one.yaml, policies/exceptions/old-one.yaml, policies/runbooks/old-one.yaml, policies/tests/old-one.yaml, policies/role-matrix/new-one.yaml':
        'Marta Dias',
    });
  });
});

test.each([
  ['grants, which no glob decides', ['access-grants/**', 'access-grants/payroll/viewer/ana.costa.yaml']],
  ['a folder in place of its files, which is none of them', ['policies/people/', 'docs/**/']],
])('nothing changes by an entry for %s', (_title, paths) => {
  expect(impactBetween({}, deciding(entry(paths))).found.files).toEqual([]);
});

test('a company without approval policies gets some', () => {
  const none = { [examplePaths.approvals]: null };
  expect(told(deciding(entry(['policies/people/**'])), none)).toEqual({ 'policies/people/': 'Marta Dias' });
  const { text } = impactBetween(none, deciding());
  expect(text).toContain(`(payroll/releaser) (new access, renewals)
      before: nobody can
      after: the manager, Rui Alves or Marta Dias
`);
});

test('two places of one stage for two stages of one are not fewer approvals', () => {
  const inTurn = '[{ approvers: ["user:marta.dias"] }, { approvers: ["user:sofia.lopes"] }]';
  const together = '[{ approvers: ["user:marta.dias", "user:sofia.lopes"], count: 2 }]';
  const { text } = impactBetween(
    deciding(entry(['policies/people/**'], inTurn)),
    deciding(entry(['policies/people/**'], together)),
  );
  expect(text).toContain(`  policies/people/
      before: first Marta Dias; then Sofia Lopes
      after: 2 of Marta Dias or Sofia Lopes
`);
});
