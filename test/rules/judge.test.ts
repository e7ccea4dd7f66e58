import { describe, expect, test } from 'vitest';
import type { GrantChange } from '../../src/model/change.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judge, judgeTree } from '../../src/rules/judge.ts';
import { rules } from '../../src/rules/registry.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

type Files = Readonly<Record<string, string | null>>;

const at = { now: noon('2026-11-23') };
const settings = (lines: string): Files => ({
  [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}rules:\n${lines}`,
});
const exception = (values: Record<string, string>): Files => ({
  'policies/exceptions/e.yaml': Object.entries({
    version: '1',
    subject: 'ana.costa',
    reason: 'A colleague is on parental leave.',
    compensatingControl: 'The director compares each run with the month before.',
    owner: 'marta.dias',
    validUntil: '2027-01-31',
    ...(values.rule === 'conflicting-roles' ? { set: 'payroll-run' } : {}),
    ...values,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join(''),
});

/** "severity name" of everything found in the whole tree, or as seen by a change of some paths. */
function found(files: Files, touched?: readonly string[]): string[] {
  const workspace = workspaceOf({ ...exampleCompany, ...files });
  return judgeTree(workspace, at, touched && new Set(touched)).map(
    ({ severity, rule }) => `${severity} ${rule}`,
  );
}

const tooShort = grantFile({ justification: 'Salary run' });
const left = {
  'policies/people/ana.costa.yaml': (exampleCompany['policies/people/ana.costa.yaml'] ?? '').replace(
    'active: true',
    'active: false',
  ),
};
const bothHalves = {
  ...grantFile({ role: 'editor', ticket: 'FIN-1' }),
  ...grantFile({ role: 'releaser' }),
  [examplePaths.grant]: null,
};

describe('levels', () => {
  test('a rule is as loud as the settings say', () => {
    expect(found(tooShort)).toEqual(['error missing-justification']);
    expect(found({ ...tooShort, ...settings('  missing-justification: { level: warning }\n') })).toEqual([
      'warning missing-justification',
    ]);
    expect(found({ ...tooShort, ...settings('  missing-justification: { level: "off" }\n') })).toEqual([]);
  });

  test.each(['off', 'warning'])('a safety rule cannot be made quieter: %s', (level) => {
    expect(found({ ...left, ...settings(`  inactive-subject: { level: "${level}" }\n`) })).toEqual([
      'error invalid-setting',
      'error inactive-subject',
    ]);
  });

  test('rules that keep the judgement itself honest are safety rules', () => {
    const safe = rules.filter((rule) => rule.safety).map((rule) => rule.name);
    expect(safe).toEqual(
      expect.arrayContaining([
        ...rules.filter((rule) => rule.kind === 'input').map((rule) => rule.name),
        'cannot-be-judged',
        'invalid-exception',
        'invalid-setting',
        'missing-policy-file',
        'policy-and-grants-together',
        'no-matching-approval',
      ]),
    );
  });
});

describe('options', () => {
  test('the settings overrule a number', () => {
    expect(
      found({ ...tooShort, ...settings('  missing-justification: { options: { minimumLength: 5 } }\n') }),
    ).toEqual([]);
  });

  test('a list of the settings adds to the default list', () => {
    const portuguese = grantFile({ justification: 'Preciso de acesso, please' });
    expect(found(portuguese)).toEqual([]);
    expect(
      found({
        ...portuguese,
        ...settings('  missing-justification: { options: { emptyPhrases: [preciso de acesso] } }\n'),
      }),
    ).toEqual(['error missing-justification']);
  });

  test('an option of the wrong type is reported, and the default holds', () => {
    expect(
      found({ ...tooShort, ...settings('  missing-justification: { options: { minimumLength: none } }\n') }),
    ).toEqual(['error invalid-setting', 'error missing-justification']);
  });
});

describe('exceptions', () => {
  test('nobody is told to ask for the exception that is in force', () => {
    const files = { ...exampleCompany, ...bothHalves, ...exception({ rule: 'conflicting-roles' }) };
    const [without] = judgeTree(workspaceOf({ ...exampleCompany, ...bothHalves }), at);
    expect(without?.help).toContain('for an exception');
    const [excepted] = judgeTree(workspaceOf(files), at);
    expect(excepted).toMatchObject({ severity: 'note', exception: { id: 'e' } });
    expect(excepted?.help).toBeUndefined();
  });

  test('turn what they are for into a note, and nothing else', () => {
    const files = { ...bothHalves, ...exception({ rule: 'conflicting-roles' }) };
    expect(found(files)).toEqual(['note conflicting-roles']);
    expect(found({ ...files, ...tooShort })).toContain('error missing-justification');
  });

  test('to a conflict covers the role that is judged, and not one that is merely held', () => {
    const limited = (role: string) =>
      found({ ...bothHalves, ...exception({ rule: 'conflicting-roles', system: 'payroll', role }) });
    expect(limited('releaser')).toEqual(['note conflicting-roles']);
    expect(limited('editor')).toEqual(['error conflicting-roles']);
  });

  test.each([
    ['for somebody else', { subject: 'rui.alves' }],
    ['for another role', { system: 'payroll', role: 'viewer' }],
    ['to another rule', { rule: 'missing-training' }],
  ])('have no effect %s', (_, values) => {
    const files = { ...bothHalves, ...exception({ rule: 'conflicting-roles', ...values }) };
    expect(found(files)).toContain('error conflicting-roles');
  });

  test('that has run out is a warning for everybody who touches something else', () => {
    const files = { ...bothHalves, ...exception({ rule: 'conflicting-roles', validUntil: '2026-11-22' }) };
    expect(found(files)).toContain('warning conflicting-roles');
  });

  test('have no effect on a safety rule', () => {
    expect(found({ ...left, ...exception({ rule: 'inactive-subject' }) })).toEqual([
      'error invalid-exception',
      'error inactive-subject',
    ]);
  });
});

describe('what time alone causes', () => {
  const expired = grantFile({ validUntil: '2026-11-22' });

  test('is a warning where nothing was touched, and an error where it was', () => {
    expect(found(expired)).toEqual(['warning already-expired']);
    expect(found(expired, [examplePaths.payroll])).toEqual(['warning already-expired']);
    expect(found(expired, [examplePaths.grant])).toEqual(['error already-expired']);
  });

  test('is nothing but a warning: a tree that is in order stays free of errors for ten years', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      'policies/people/rui.alves.yaml': `${exampleCompany['policies/people/rui.alves.yaml']}endDate: 2027-06-30\n`,
      ...exception({ rule: 'conflicting-roles' }),
      ...grantFile({ subject: 'rui.alves', requestedBy: 'marta.dias' }),
    });
    for (let year = 2026; year < 2037; year += 1) {
      const late = judgeTree(workspace, { now: noon(`${year}-12-31`) });
      expect(late.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

describe('a broken file', () => {
  test('is said of one grant and counted, where everything is judged', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      ...grantFile({ subject: 'rui.alves' }),
      [examplePaths.approvals]: '',
    });
    const blocked = judgeTree(workspace, at).filter(({ rule }) => rule === 'cannot-be-judged');
    expect(blocked).toHaveLength(1);
    expect(blocked[0]?.message).toMatch(/^this grant and 1 other cannot be judged/);
  });

  test('blocks every grant of a change', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      ...grantFile({ subject: 'rui.alves' }),
      [examplePaths.approvals]: '',
    });
    const touched = new Set(workspace.grants.keys());
    const blocked = judge(workspace, at, {
      grants: workspace.grants.values(),
      problems: [],
      policy: false,
      touched,
    });
    expect(blocked.filter(({ rule }) => rule === 'cannot-be-judged').map(({ path }) => path)).toEqual(
      [...touched].sort(),
    );
  });
});

describe('a change that asks for nothing', () => {
  const workspace = workspaceOf({ ...exampleCompany, ...grantFile({ requestedBy: 'sofia.lopes' }) });
  const kindsOf = (kind: GrantChange['kind']) =>
    judge(workspace, at, {
      grants: workspace.grants.values(),
      problems: [],
      policy: false,
      touched: new Set([examplePaths.grant]),
      change: { grants: [{ kind, path: examplePaths.grant }], otherPaths: [] },
    }).map(({ rule }) => rule);

  test.each(['added', 'extended', 'edited'] as const)('is none that has %s a grant', (kind) => {
    expect(kindsOf(kind)).toEqual(['requester-not-allowed']);
  });

  test.each(['reviewed', 'reduced'] as const)('is not held up by who once asked: %s', (kind) => {
    expect(kindsOf(kind)).toEqual([]);
  });
});
