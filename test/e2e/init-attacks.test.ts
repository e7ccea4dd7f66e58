/** Lists that somebody wrote to get more than they say, or that say two things at once: nobody is given more for it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleAlone, filesIn } from '../support/new-repository.ts';

const { dir, grantbook } = bundleAlone();
const write = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return name;
};
let folders = 0;
const init = (people: readonly string[], access: readonly string[], ...args: readonly string[]) => {
  folders += 1;
  const folder = `made-${folders}`;
  const lists = [
    ...['--people', write(`people-${folders}.csv`, `${people.join('\n')}\n`)],
    ...['--access', write(`access-${folders}.csv`, `${access.join('\n')}\n`)],
  ];
  const owners = ['--owner', 'rui', '--owner', 'marta'];
  const named = ['--organization', 'Example', '--time-zone', 'Europe/Lisbon'];
  const made = grantbook('init', folder, ...named, ...lists, ...owners, ...args);
  const files = existsSync(join(dir, folder)) ? filesIn(join(dir, folder)) : {};
  const grants = Object.keys(files).filter((path) => path.startsWith('access-grants/'));
  return { ...made, folder, files, grants };
};

const staff = [
  'login,name,job,manager,github,github id',
  'marta,Marta Dias,director,,marta-d,1',
  'rui,Rui Alves,lead,marta,rui-a,2',
  'eve,Eve Mota,clerk,rui,RuiLopes-dev,3',
];
const head = 'user,system,role,risk,privileged';

describe('the access of somebody who is not in the list', () => {
  test('goes to nobody whose login looks like the name, and is reported', () => {
    const made = init(staff, [
      head,
      'eve,Payroll,Viewer,low,no',
      'Rui Lopes,Payroll,Administrator,critical,yes',
    ]);
    expect(made, made.stderr).toMatchObject({ status: 0, grants: ['access-grants/payroll/viewer/eve.yaml'] });
    expect(made.files['present-access.md']).toContain('`Rui Lopes` in line 3: `payroll/administrator`');
  });

  test('goes to nobody who is called like a part of it', () => {
    const people = [...staff, 'x1,RuiLopes Silva,clerk,rui,,'];
    const made = init(people, [
      head,
      'eve,Payroll,Viewer,low,no',
      'Rui Lopes,Payroll,Administrator,critical,yes',
    ]);
    expect(made, made.stderr).toMatchObject({ status: 0, grants: ['access-grants/payroll/viewer/eve.yaml'] });
  });
});

describe('two names that make one id', () => {
  test.each([
    [
      'roles',
      ['eve,Payroll,Admin?,low,no', 'rui,Payroll,Admin,critical,yes'],
      /-\d+\.csv:3, column “role”: `Admin` and `Admin\?` in line 2 would both be `payroll\/admin`/,
    ],
    [
      'roles in other letters',
      ['eve,Payroll,Viewer,low,no', 'rui,Payroll,Viewer администратор,critical,yes'],
      /would both be `payroll\/viewer`/,
    ],
    [
      'roles that begin alike',
      [
        `eve,Payroll,${'Reads the yearly reports of the company and '.repeat(2)}no more,low,no`,
        `rui,Payroll,${'Reads the yearly reports of the company and '.repeat(2)}pays,high,yes`,
      ],
      /would both be/,
    ],
    [
      'systems',
      ['eve,C,Viewer,low,no', 'rui,C++,Viewer,low,no'],
      /column “system”: `C\+\+` and `C` in line 2 would both be `c`/,
    ],
  ])('%s', (_, rows, expected) => {
    const made = init(staff, [head, ...rows]);
    expect(made).toMatchObject({ status: 1, stdout: '', files: {} });
    expect(made.stderr).toMatch(expected);
  });

  test('are one where only their spelling differs', () => {
    const made = init(staff, [head, 'eve,Help desk,View only,low,no', 'rui,Help-Desk,view-only,low,no']);
    expect(made, made.stderr).toMatchObject({ status: 0 });
    expect(made.grants).toEqual(
      ['eve', 'rui'].map((user) => `access-grants/help-desk/view-only/${user}.yaml`),
    );
  });
});

test.each([
  ['the harmless row first', ['eve,Payroll,Clerk,low,no', 'rui,Payroll,Clerk,critical,yes']],
  ['the harmless row last', ['rui,Payroll,Clerk,critical,yes', 'eve,Payroll,Clerk,low,no']],
  ['a row that says nothing first', ['eve,Payroll,Clerk,,', 'rui,Payroll,Clerk,critical,yes']],
])('a role is as grave as the gravest row about it: %s', (_, rows) => {
  const made = init(staff, [head, ...rows]);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(made.files['policies/systems/payroll.yaml']).toMatch(/risk: critical\n {4}privileged: true/);
  expect(made.files['access-grants/payroll/clerk/eve.yaml']).toMatch(/validUntil: /);
  expect(made.files['access-grants/payroll/clerk/eve.yaml']).not.toContain('standing');
});

test('two columns of one name are told, where one of them would count', () => {
  const made = init(staff, ['user,system,role,Role', 'eve,Payroll,Viewer,Administrator']);
  expect(made).toMatchObject({ status: 1, files: {} });
  expect(made.stderr).toMatch(
    /-\d+\.csv:1: the columns 3 and 4 are both called `role`, so that nobody knows which of them says the `accessRole`; give one of them another name/,
  );
});

describe('names that mean something to a program', () => {
  const people = [...staff.slice(0, 3), 'eve,Eve Mota,Constructor,rui,,'];

  test.each([[], ['--propose-matrix']])('a job, a system and a role called `constructor` %j', (...args) => {
    const rows = ['eve,Payroll,Viewer,low,no', 'eve,Constructor,Constructor,low,no'];
    const made = init(people, [head, ...rows], ...args);
    expect(made, made.stderr).toMatchObject({ status: 0 });
    expect(made.files['policies/role-matrix.yaml']).toMatch(
      /^ {2}constructor:\n {4}constructor:\n {6}constructor: standing\n {4}payroll:\n {6}viewer: standing\n/m,
    );
    expect(grantbook('-C', made.folder, 'check')).toMatchObject({ status: 0 });
  });

  test('with a first system besides', () => {
    const made = init(people, [head, 'rui,Payroll,Viewer,low,no'], '--system', 'Wiki');
    expect(made.files['policies/role-matrix.yaml']).toMatch(/^ {2}constructor:\n {4}wiki:\n/m);
  });
});

test('exceptions of two systems whose names run together are both kept', () => {
  const people = [...staff, 'ada,Ada Reis,clerk,rui,,', 'ben,Ben Reis,clerk,rui,,'];
  const made = init(people, [head, 'eve,a b,c,low,no', 'eve,a,b c,low,no'], '--propose-matrix');
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(Object.keys(made.files).filter((path) => path.startsWith('policies/exceptions/'))).toEqual([
    'policies/exceptions/found-2.eve.yaml',
    'policies/exceptions/found-a-b-c-eve.yaml',
  ]);
});

test('ids are never paths, and texts never markup, wherever they land', () => {
  const nasty = '../../x<img src=y onerror=z> [a](javascript:b) @all';
  const made = init(
    [...staff, `,"${nasty}",../../clerk,rui,,`],
    [head, `eve,../../${nasty},..\\..\\${nasty},low,no`],
  );
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(made.grants).toEqual([
    expect.stringMatching(/^access-grants\/x-img[a-z-]+\/x-img[a-z-]+\/eve\.yaml$/),
  ]);
  for (const [path, text] of Object.entries(made.files)) {
    expect(path).not.toContain('..');
    if (/^docs\/.*\.html$/.test(path)) expect(text).not.toMatch(/<img|href="javascript/);
    if (/\.md$/.test(path))
      expect([path, text]).toEqual([path, expect.not.stringMatching(/(?<!\\)<img|[^\\]\]\(javascript|@all/)]);
  }
});
