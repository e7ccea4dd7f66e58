import { describe, expect, test } from 'vitest';
import { idOfName, idsLike, nearest, nearestNamed } from '../../src/model/nearest.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const grant = exampleCompany[examplePaths.grant] ?? '';
const payroll = (exampleCompany[examplePaths.payroll] ?? '').replace('name: Payroll', 'name: Salaria');
const exception = (rule: string) => `version: 1
rule: ${rule}
subject: ana.costa
reason: A colleague is on parental leave.
compensatingControl: The director compares each run with the month before.
owner: marta.dias
validUntil: 2027-01-31
`;
const ana = 'policies/people/ana.costa.yaml';
const approvers = (list: string) =>
  `version: 1\npolicies:\n  - { id: standard, stages: [{ approvers: ${list} }] }\n`;

/** What is suggested where a file of the company says something else. */
function suggested(path: string, content: string): (string | undefined)[] {
  const files = { ...exampleCompany, [examplePaths.payroll]: payroll, [path]: content };
  return judgeTree(workspaceOf(files), { now: noon('2026-11-23') })
    .filter((diagnostic) => diagnostic.path === path)
    .map(({ help }) => /^did you mean ([^?]*)\?/.exec(help ?? '')?.[1]);
}

/** What to do where a file of the company says something else. */
const helpsWith = (path: string, content: string): (string | undefined)[] =>
  judgeTree(workspaceOf({ ...exampleCompany, [path]: content }), { now: noon('2026-11-23') })
    .filter((diagnostic) => diagnostic.path === path)
    .map(({ help }) => help);

describe('what is proposed can be typed', () => {
  const settings = exampleCompany[examplePaths.settings] ?? '';
  const standIn = (to: string) =>
    `${exampleCompany[ana]}delegations: [{ to: ${to}, from: 2026-12-01, until: 2026-12-02 }]\n`;
  const onlyFor = (when: string) =>
    `version: 1\npolicies:\n  - { id: special, when: ${when}, stages: [{ approvers: [manager] }] }\n  - { id: rest, stages: [{ approvers: [manager] }] }\n`;
  test.each([
    [
      'a role with its system, in a condition',
      examplePaths.approvals,
      onlyFor('{ role: [payroll/viewer] }'),
      'write `system: [payroll]` and `role: [viewer]`',
    ],
    [
      'with a slip in it',
      examplePaths.approvals,
      onlyFor('{ role: [payroll/vewer] }'),
      'write `system: [payroll]` and `role: [viewer]`',
    ],
    [
      'a role with its system, in a bundle',
      'policies/bundles/b.yaml',
      'version: 1\ntitle: T\ndescription: D\ngrants: [{ system: payroll, role: payroll/viewer, duration: 3d }]\n',
      'write `system: payroll` and `role: viewer`',
    ],
    [
      'a group of policy owners',
      examplePaths.settings,
      settings.replace('[sofia.lopes, rui.alves]', '["group:security"]'),
      'only people can stand here: write their user names',
    ],
    [
      'a group that stands in',
      ana,
      standIn('"group:security"'),
      'only people can stand here: write their user names',
    ],
    ['a person as approvers are written', ana, standIn('"user:rui.alves"'), 'did you mean `rui.alves`?'],
    [
      'a team without its organization',
      examplePaths.approvals,
      approvers('["github-team:security"]'),
      'write the organization before it: `github-team:<org>/security`',
    ],
  ])('%s', (_title, path, content, expected) => {
    expect(helpsWith(path, content)).toEqual([expected]);
  });
});

describe('what people call a thing by leads to what has to be written', () => {
  test.each([
    ['a full name', examplePaths.grant, grant.replace('ana.costa', 'Ana Costa'), '`ana.costa`'],
    ['in small letters', examplePaths.grant, grant.replace('ana.costa', 'ana costa'), '`ana.costa`'],
    ['a first name', examplePaths.grant, grant.replace('ana.costa', 'Ana'), '`ana.costa`'],
    ['a system by its name', examplePaths.grant, grant.replace('payroll', 'Salaria'), '`payroll`'],
    ['a role by its title', examplePaths.grant, grant.replace('viewer', 'Viewer'), '`viewer`'],
    [
      'a manager',
      ana,
      (exampleCompany[ana] ?? '').replace('manager: rui.alves', 'manager: Rui Alves'),
      '`rui.alves`',
    ],
    [
      'a job function',
      ana,
      (exampleCompany[ana] ?? '').replace('[accountant]', '[Finance Lead]'),
      '`finance-lead`',
    ],
    [
      'a rule by its code, in an exception',
      'policies/exceptions/e.yaml',
      exception('GB113'),
      '`missing-training`',
    ],
    [
      'an exception for a person',
      'policies/exceptions/e.yaml',
      exception('missing-training').replace('ana.costa', 'Ana Costa'),
      '`ana.costa`',
    ],
    ['a person by the first name', examplePaths.approvals, approvers('["user:Sofia"]'), '`user:sofia.lopes`'],
    ['a fixed word', examplePaths.approvals, approvers('[managr]'), '`manager`'],
    ['a group', examplePaths.approvals, approvers('[security]'), '`group:security`'],
    ['a group in capital letters', examplePaths.approvals, approvers('[Security]'), '`group:security`'],
    ['a person', examplePaths.approvals, approvers('[sofia.lopes]'), '`user:sofia.lopes`'],
    ['a person by the full name', examplePaths.approvals, approvers('[Sofia Lopes]'), '`user:sofia.lopes`'],
    [
      'a job function that approves',
      examplePaths.approvals,
      approvers('[director]'),
      '`job-function:director`',
    ],
    [
      'a role to keep apart',
      examplePaths.separation,
      (exampleCompany[examplePaths.separation] ?? '').replace('payroll/editor', 'Salaria/Editor'),
      '`payroll/editor`',
    ],
  ])('%s', (_title, path, content, expected) => {
    expect(suggested(path, content)).toEqual([expected]);
  });

  test('a safety rule by its code is not suggested where it would be refused', () => {
    const path = 'policies/exceptions/e.yaml';
    const [found] = judgeTree(workspaceOf({ ...exampleCompany, [path]: exception('GB102') }), {
      now: noon('2026-11-23'),
    });
    expect(found?.help).toBe('`GB102` is `inactive-subject`, a rule without exceptions');
  });

  test('the message does not propose another spelling beside', () => {
    const files = { ...exampleCompany, [examplePaths.grant]: grant.replace('ana.costa', 'Ana Costa') };
    const [found] = judgeTree(workspaceOf(files), { now: noon('2026-11-23') });
    expect(found).toMatchObject({
      code: 'GB010',
      message: '`Ana Costa` is not a user name',
      help: 'did you mean `ana.costa`?',
    });
  });
});

describe('names', () => {
  const people = [
    { id: 'ana.costa', names: ['Ana Costa'] },
    { id: 'ana.silva', names: ['Ana da Silva'] },
    { id: 'joao.melo', names: ['João Melo'] },
    { id: 'melo.reis', names: [] },
  ];

  test.each([
    ['João', 'joao.melo'],
    ['joao', 'joao.melo'],
    ['ANA COSTA', 'ana.costa'],
    ['anacosta', 'ana.costa'],
    ['Silva', 'ana.silva'],
    // One of the two begins with it.
    ['melo', 'melo.reis'],
    // Two begin with it.
    ['Ana', undefined],
    ['', undefined],
    ['somebody', undefined],
  ])('%s', (name, id) => {
    expect(idOfName(name, people)).toBe(id);
  });

  test('a slip in an id or in a name', () => {
    expect(nearestNamed('ana.kosta', people)).toBe('ana.costa');
    expect(nearestNamed('João Mello', people)).toBe('joao.melo');
    expect(nearestNamed('somebody else', people)).toBeUndefined();
    expect(nearest('VIEWER', ['editor', 'viewer'])).toBe('viewer');
    expect(nearest('viewer', [])).toBeUndefined();
  });
});

test.each([
  ['Salaria/viewer/rui.alves.yaml', 'rename it to `access-grants/payroll/viewer/rui.alves.yaml`'],
  ['payroll/Editor/Rui Alves.yaml', 'rename it to `access-grants/payroll/editor/rui.alves.yaml`'],
  [
    'Salaria/Viewer/Ana Costa.yaml',
    'delete it: `access-grants/payroll/viewer/ana.costa.yaml` is there already',
  ],
  ['Wiki/viewer/rui.alves.yaml', 'rename it to `access-grants/wiki/viewer/rui.alves.yaml`'],
  ['payroll/viewer/.rui.alves.yaml', 'delete it, or move it out of this folder'],
])('a grant in the folders %s', (path, help) => {
  const files = { ...exampleCompany, [examplePaths.payroll]: payroll, [`access-grants/${path}`]: grant };
  const found = judgeTree(workspaceOf(files), { now: noon('2026-11-23') });
  expect(found.map((diagnostic) => diagnostic.help)).toEqual([help]);
});

test.each([
  ['Rui', ['rui.alves']],
  ['al', ['rui.alves', 'payroll']],
  ['Payrol', ['payroll']],
  ['rui.alvez', ['rui.alves']],
  ['zzzzzz', []],
  ['-', []],
])('%s is like', (text, ids) => {
  const known = [
    { id: 'ana.costa', names: ['Ana Costa'] },
    { id: 'rui.alves', names: ['Rui Alves'] },
    { id: 'payroll', names: ['Salaria'] },
  ];
  expect(idsLike(text, known)).toEqual(ids);
});
