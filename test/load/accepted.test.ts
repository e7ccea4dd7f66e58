import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { load, said, soundGrant, textAt } from '../support/loading.ts';
import { workspaceOf } from '../support/workspace.ts';

describe('what a person may write', () => {
  test.each([
    ['Windows line ends', soundGrant.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${soundGrant}`],
    ['both', `\ufeff${soundGrant.replaceAll('\n', '\r\n')}`],
    ['no final line end', soundGrant.trimEnd()],
    ['three dashes at the top', `---\n${soundGrant}`],
    ['comments', `# yaml-language-server: $schema=x\n${soundGrant.replace('viewer', 'viewer # only looks')}`],
    ['JSON', JSON.stringify(parse(soundGrant))],
    ['another order of keys', soundGrant.split('\n').reverse().join('\n')],
    ['quotes', soundGrant.replace(/: ([a-z.]+)$/gm, ': "$1"')],
    ['a tab after a colon', soundGrant.replace('role: ', 'role:\t')],
  ])('%s', (_title, content) => {
    const { file, problems } = load(content);
    expect(problems).toEqual([]);
    expect(file).toMatchObject({ flawed: false, value: parse(soundGrant) });
  });

  test.each(['Conferência do salário — Łódź', '給与の確認', 'مراجعة الرواتب', '💶 payroll ❤️', 'à 20 %'])(
    'letters of every language: %s',
    (text) => {
      const { file } = load(soundGrant.replace('Reconcile the ledger', text));
      expect(file).toMatchObject({ flawed: false, value: { justification: text } });
    },
  );

  test('a long reason over many lines', () => {
    const folded = soundGrant.replace('Reconcile the ledger', '>\r\n  Reconcile\r\n  the ledger');
    expect(load(folded).file?.value).toMatchObject({ justification: 'Reconcile the ledger\n' });
  });

  test('ids that are also names of JavaScript', () => {
    const workspace = workspaceOf({
      'policies/people/constructor.yaml': `version: 1
displayName: Constructor
jobFunctions: [tostring]
department: IT
employmentType: employee
active: true
`,
      'access-grants/constructor/prototype/constructor.yaml': soundGrant
        .replace('ana.costa', 'constructor')
        .replace('payroll', 'constructor')
        .replace('viewer', 'prototype'),
    });
    expect(workspace.problems).toEqual([]);
    expect(workspace.people.get('constructor')?.value.displayName).toBe('Constructor');
    expect(workspace.people.get('toString')).toBeUndefined();
    expect(workspace.holdings.of('constructor')).toHaveLength(1);
    expect(workspace.holdings.in('constructor', 'prototype')).toHaveLength(1);
  });
});

describe('columns', () => {
  test.each([
    ['with Windows line ends', soundGrant.replaceAll('\n', '\r\n')],
    ['after a byte order mark', `\ufeff${soundGrant}`],
    ['after an emoji', soundGrant.replace('validUntil', '"\\u0076alidUntil"').replace('ledger', '💶')],
  ])('are those of an editor %s', (_title, content) => {
    const wrong = content.replace('2026-12-23', '2026-13-01');
    const [problem] = load(wrong).problems;
    expect(problem && textAt(wrong, problem.range)).toBe('2026-13-01');
  });

  test('count an emoji as two, as editors do', () => {
    expect(
      load('version: 1\n"💶": x\nsubject: { 💶: 1 }\n').problems.map(({ range }) => range.column),
    ).toContain(1);
    const { file } = load(soundGrant.replace('Reconcile the ledger', '"💶"'));
    expect(file?.locate(['justification'])).toEqual({ line: 5, column: 16, endLine: 5, endColumn: 20 });
  });
});

describe('a value', () => {
  const { file } = load(
    `${soundGrant}permissions: [payslips.read,\n  runs.release]\nwindows:\n  - days: [mon]\n    from: "08:00"\n    to: "17:00"\n`,
  );
  test.each([
    [[], false, 'version: 1'],
    [['role'], false, 'viewer'],
    [['role'], true, 'role'],
    [['permissions', 1], false, 'runs.release'],
    [['windows', 0, 'from'], false, '"08:00"'],
    [['windows', 0, 'until'], false, 'days: [mon]'],
    [['ticket'], false, 'version: 1'],
    [['role', 'deeper', 3], false, 'viewer'],
    [['permissions', 'role'], true, '[payslips.read,'],
  ] as const)('at %j (key: %s) is found, or its nearest parent', (pointer, atKey, marked) => {
    const range = file?.locate(pointer, atKey);
    const content = `${soundGrant}permissions: [payslips.read,\n  runs.release]\nwindows:\n  - days: [mon]\n    from: "08:00"\n    to: "17:00"\n`;
    expect(range && textAt(content, range)).toBe(marked);
  });
});

describe('bytes', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

  test('that are not UTF-8 are told with their line and column', () => {
    const latin1 = Buffer.from(soundGrant.replace('ledger', 'léger'), 'latin1');
    expect(load(latin1).problems[0]).toMatchObject({
      rule: 'unsafe-characters',
      range: { line: 5, column: 31 },
    });
  });

  test.each([
    ['an overlong slash', bytes('a: ', [0xc0, 0xaf])],
    ['half a surrogate pair', bytes('a: ', [0xed, 0xa0, 0x80])],
    ['a character that is cut off', bytes('a: ', [0xe2, 0x82])],
    ['a byte order mark and then a wrong byte', bytes([0xef, 0xbb, 0xbf], 'a: ', [0xff])],
  ])('%s', (_title, content) => {
    expect(load(content).problems[0]).toMatchObject({
      rule: 'unsafe-characters',
      message: 'the file is not UTF-8 text: what stands here was saved in another encoding',
      range: { line: 1, column: 4 },
    });
  });

  test('a file is refused by its size before anything is decoded', () => {
    expect(said(Buffer.alloc(16 * 1024 + 1, 0xff))).toMatchInlineSnapshot(`
      "1:1 file-too-large [] the file has 17 KiB; at most 16 KiB are read
          split it, or take out what does not belong in it"
    `);
    expect(said(Buffer.alloc(1024 * 1024 + 1, 0xff), 'role-matrix')).toMatchInlineSnapshot(`
      "1:1 file-too-large [] the file has 1025 KiB; at most 1024 KiB are read
          split it, or take out what does not belong in it"
    `);
    expect(load(soundGrant + '#'.repeat(16 * 1024 - soundGrant.length)).problems).toEqual([]);
  });
});
