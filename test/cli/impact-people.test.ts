import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { edited, type Files, impactBetween } from '../support/impact.ts';

const person = (user: string) => `policies/people/${user}.yaml`;

/** Another accountant, who is new. */
const eva: Files = {
  [person('eva.reis')]: (exampleCompany[person('ana.costa')] ?? '')
    .replace('Ana Costa', 'Eva Reis')
    .replace('ana-costa', 'eva-reis')
    .replace('101', '106'),
};
const withoutEva: Files = { [person('eva.reis')]: null };

describe('who may ask for what', () => {
  const asking = (base: Files, head: Files) =>
    impactBetween(base, head).found.asking.map(
      ({ kind, role, people }) => `${kind} ${role}: ${people.join(', ')}`,
    );
  const roles = ['viewer', 'editor', 'releaser', 'admin'];

  test('a new colleague may ask for all that their job has, and one who is gone for nothing of it', () => {
    expect(asking({}, eva)).toEqual(roles.map((role) => `gained ${role}: eva.reis`));
    expect(asking(eva, withoutEva)).toEqual(roles.map((role) => `lost ${role}: eva.reis`));
  });

  test('of a file that cannot be read on one side, nothing is said', () => {
    const broken = { [person('ana.costa')]: 'displayName: [\n' };
    const whole = { [person('ana.costa')]: exampleCompany[person('ana.costa')] ?? '' };
    expect(asking({}, broken)).toEqual([]);
    expect(asking(broken, whole)).toEqual([]);
  });

  test('who has another job that may do the same is not told', () => {
    const same = edited(
      examplePaths.matrix,
      '  finance-lead:\n',
      '  bookkeeper:\n    payroll:\n      viewer: { maxDuration: 30d }\n  finance-lead:\n',
    );
    const moved = edited(person('ana.costa'), '[accountant]', '[bookkeeper]');
    expect(asking(same, moved)).toEqual([
      'lost editor: ana.costa',
      'lost releaser: ana.costa',
      'lost admin: ana.costa',
    ]);
  });

  /** What accountants may have of the editor’s role. */
  const editor = (allowance: string) =>
    edited(examplePaths.matrix, 'editor: { maxDuration: 30d }', `editor: ${allowance}`);
  const viewer = (lines: string) =>
    edited(
      examplePaths.payroll,
      '    permissions: [payslips.read]\n    risk: medium\n',
      `    permissions: [payslips.read]\n    risk: medium\n${lines}`,
    );
  test.each<[string, Files, Files, string[]]>([
    [
      'without an end, until any day: a privileged role is never standing',
      {},
      viewer('    privileged: true\n'),
      [
        'Rui Alves may ask for Viewer in Payroll (payroll/viewer) for less time: without an end → until any day',
      ],
    ],
    [
      'until any day, without an end',
      viewer('    privileged: true\n'),
      viewer(''),
      ['Rui Alves may ask for Viewer in Payroll (payroll/viewer) for longer: until any day → without an end'],
    ],
    [
      'until any day, and then with a limit',
      viewer('    privileged: true\n'),
      viewer('    privileged: true\n    maxDuration: 90d\n'),
      [
        'Rui Alves may ask for Viewer in Payroll (payroll/viewer) for less time: until any day → at most 90 days',
      ],
    ],
    [
      'with a limit, and then until any day',
      viewer('    privileged: true\n    maxDuration: 90d\n'),
      viewer('    privileged: true\n'),
      [
        'Rui Alves may ask for Viewer in Payroll (payroll/viewer) for longer: at most 90 days → until any day',
      ],
    ],
    ['until any day, as before', viewer('    privileged: true\n'), viewer('    privileged: true\n'), []],
    ['the same time in other words', editor('{ maxDuration: 14d }'), editor('{ maxDuration: 2w }'), []],
    [
      'the same with all renewals',
      editor('{ maxDuration: 14d, maxTotal: 4w }'),
      editor('{ maxDuration: 2w, maxTotal: 28d }'),
      [],
    ],
    [
      'longer with all renewals',
      editor('{ maxDuration: 14d, maxTotal: 4w }'),
      editor('{ maxDuration: 14d, maxTotal: 6w }'),
      [
        'Ana Costa may ask for Editor in Payroll (payroll/editor) for longer: at most 14 days (4 weeks in all) → at most 14 days (6 weeks in all)',
      ],
    ],
    [
      'longer at a time, which weighs more than less in all',
      editor('{ maxDuration: 14d, maxTotal: 6w }'),
      editor('{ maxDuration: 21d, maxTotal: 4w }'),
      [
        'Ana Costa may ask for Editor in Payroll (payroll/editor) for longer: at most 14 days (6 weeks in all) → at most 21 days (4 weeks in all)',
      ],
    ],
  ])('%s', (_title, base, head, lines) => {
    const { text } = impactBetween(base, head);
    expect(
      text.split('\n').filter((line) => line.includes(' may ask for ') && line.startsWith('  ')),
    ).toEqual(lines.map((line) => `  ${line}`));
  });
});

describe('what people hold and could hold no longer', () => {
  const stricter = edited(examplePaths.matrix, '      viewer: { maxDuration: 30d }\n', '');
  const outside = (level: string) => ({
    [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}rules: { role-outside-matrix: { level: ${level} } }\n`,
  });
  const forbidden = (base: Files, head: Files) =>
    impactBetween(base, head).found.forbidden.map(
      ({ subject, findings }) => `${subject}: ${findings.map(({ rule }) => rule).join(', ')}`,
    );

  test('is told although another grant was wrong before in the same way', () => {
    const sofia = grantFile({ subject: 'sofia.lopes', role: 'viewer' });
    expect(forbidden(sofia, stricter)).toEqual(['ana.costa: role-outside-matrix']);
  });

  test('is told although the same grant was wrong before in another way', () => {
    const long = grantFile({ validUntil: '2027-03-01' });
    expect(forbidden(long, stricter)).toEqual(['ana.costa: role-outside-matrix']);
  });

  test('is told with every reason', () => {
    const left = edited(person('ana.costa'), 'active: true', 'active: false');
    expect(forbidden({}, { ...stricter, ...left })).toEqual([
      'ana.costa: inactive-subject, role-outside-matrix',
    ]);
  });

  test('is not what there is a warning about', () => {
    expect(forbidden(outside('warning'), stricter)).toEqual([]);
  });

  test('is what there was a warning about alone', () => {
    expect(forbidden({ ...outside('warning'), ...stricter }, outside('error'))).toEqual([
      'ana.costa: role-outside-matrix',
    ]);
  });
});

describe('who may ask for whom', () => {
  const requesters = (role: string, who: string) =>
    edited(examplePaths.payroll, `  ${role}:\n`, `  ${role}:\n    requesters: ${who}\n`);

  test('roles that change in different ways are told one by one, and alike ones together', () => {
    const payroll = ['viewer:[manager]', 'editor:[system-owner]', 'releaser:[manager]'].reduce(
      (text, line) => {
        const [role, who] = line.split(':');
        return text.replace(`  ${role}:\n`, `  ${role}:\n    requesters: ${who}\n`);
      },
      exampleCompany[examplePaths.payroll] ?? '',
    );
    const { text } = impactBetween({}, { [examplePaths.payroll]: payroll });
    expect(text).toBe(`Others may ask for 3 roles on somebody’s behalf.

Who may ask for whom
  Viewer in Payroll (payroll/viewer), Releaser in Payroll (payroll/releaser)
      before: the person themselves or the manager
      after: the manager
  Editor in Payroll (payroll/editor)
      before: the person themselves or the manager
      after: Rui Alves or Marta Dias
`);
  });

  test('of a role that is new or gone, nothing is said', () => {
    const renamed = edited(examplePaths.payroll, '  viewer:\n', '  reader:\n    requesters: [manager]\n');
    expect(impactBetween({}, renamed).found.requesters).toEqual([]);
    expect(impactBetween(renamed, requesters('viewer', '[manager]')).found.requesters).toEqual([]);
  });

  test('one more of those whom the role names, in whatever order they stand', () => {
    const before = requesters('viewer', '["user:marta.dias", "user:sofia.lopes"]');
    const after = requesters('viewer', '["user:sofia.lopes", "user:marta.dias"]');
    expect(impactBetween(before, after).found.requesters).toEqual([]);
  });
});

describe('whose approvers change', () => {
  test('in emergencies alone', () => {
    const night = edited(
      examplePaths.approvals,
      'policies:\n',
      'policies:\n  - id: night\n    when: { emergency: true }\n    stages: [{ approvers: ["group:security"] }]\n',
    );
    expect(impactBetween({}, night).text).toBe(`The approvers of 1 role change.

Whose approvers change
  Administrator in Payroll (payroll/admin) (emergencies)
      before: the manager, Rui Alves or Marta Dias
      after: Sofia Lopes
`);
  });

  test('except in emergencies', () => {
    const day = edited(
      examplePaths.approvals,
      'policies:\n',
      'policies:\n  - id: day\n    when: { emergency: false, role: [admin] }\n    stages: [{ approvers: ["group:security"] }]\n',
    );
    expect(impactBetween({}, day).found.approvers).toMatchObject([
      { roles: ['payroll/admin'], situations: ['added', 'extended'] },
    ]);
  });

  test('of one stage and not of the other, which is said by its number', () => {
    const stages = (second: string) =>
      edited(
        examplePaths.approvals,
        '      - approvers: [manager, system-owner]\n',
        `      - approvers: [manager]\n      - approvers: [${second}]\n`,
      );
    expect(impactBetween(stages('system-owner'), stages('system-owner, manager')).text).toContain(
      'before: first the manager; then Rui Alves or Marta Dias\n      after: first the manager; then the manager, Rui Alves or Marta Dias\n',
    );
  });
});

test('another manager is told of those who stay', () => {
  const { managers } = impactBetween(eva, {
    ...withoutEva,
    ...edited(person('rui.alves'), 'manager: marta.dias\n', ''),
    [person('nuno.melo')]: (eva[person('eva.reis')] ?? '').replace('Eva Reis', 'Nuno Melo'),
  }).found;
  expect(managers).toEqual([{ person: 'rui.alves', before: 'marta.dias', after: undefined }]);
});
