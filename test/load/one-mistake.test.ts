/** One mistake is told once, at its cause, with what to write instead. */
import { describe, expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import type { Pointer } from '../../src/model/diagnostic.ts';
import { load, said, soundGrant, textAt } from '../support/loading.ts';

const grantWith = (before: string, after: string) => soundGrant.replace(before, after);
const more = (lines: string) => `${soundGrant}${lines}\n`;

const system = `version: 1
name: Payroll
description: Pays salaries
dataClassification: internal
permissions:
  read: See
roles:
  viewer:
    title: Viewer
    description: Sees
    permissions: [read]
    risk: low
`;
const duties = `version: 1
sets:
  - id: payroll
    reason: Because of fraud
    roles: [payroll/viewer, payroll/editor]
`;

describe('a mistyped key', () => {
  test.each<[string, SchemaName, string, string, string]>([
    ['of a needed value', 'grant', soundGrant, 'justification', 'justifcation'],
    ['in other letters', 'grant', soundGrant, 'validUntil', 'VALIDUNTIL'],
    ['with a space', 'grant', soundGrant, 'validUntil', 'valid until'],
    ['in another style', 'grant', soundGrant, 'validUntil', 'valid-until'],
    ['of which a part is missing', 'grant', soundGrant, 'validUntil', 'until'],
    ['that means the same', 'grant', soundGrant, 'justification', 'reason'],
    ['inside of a map', 'system', system, 'risk', 'riks'],
    ['inside of a list', 'separation-of-duties', duties, 'reason', 'reson'],
    ['inside of a union', 'role-matrix', matrix(), 'maxDuration', 'duration'],
    ['of the version', 'grant', soundGrant, 'version', 'Version'],
  ])('%s is told alone', (_title, schema, sound, key, written) => {
    expect(load(sound, schema).problems).toEqual([]);
    const content = sound.replace(`${key}:`, `${written}:`);
    const { problems } = load(content, schema);
    expect(problems).toMatchObject([
      {
        rule: 'unknown-key',
        message: `\`${written}\` is not a known key here`,
        help: `did you mean \`${key}\`?`,
      },
    ]);
    expect(problems[0] && textAt(content, problems[0].range)).toBe(written);
  });

  test('hides nothing that is wrong with its value', () => {
    expect(said(grantWith('validUntil: 2026-12-23', 'validUntl: 23.12.2026'))).toMatchInlineSnapshot(`
      "6:1 unknown-key [validUntl] \`validUntl\` is not a known key here
          did you mean \`validUntil\`?
      6:12 invalid-value [23.12.2026] \`23.12.2026\` is a day in another form
          write \`2026-12-23\`"
    `);
  });

  test('is judged as it was meant, keeps the file flawed, and stays in it', () => {
    const content = more('tikcet: FIN-1\nwindows:\n  - { days: [mon], form: "08:00", to: "17:00" }');
    const { file } = load(content);
    expect(file?.flawed).toBe(true);
    expect(file?.value).toMatchObject({
      ticket: 'FIN-1',
      tikcet: 'FIN-1',
      windows: [{ from: '08:00', form: '08:00' }],
    });
    const at = (...pointer: Pointer) => file && textAt(content, file.locate(pointer));
    expect([at('ticket'), at('windows', 0, 'from'), at('role')]).toEqual(['FIN-1', '"08:00"', 'viewer']);
  });

  test('is not taken for a key that is there already', () => {
    expect(said(more('Role: admin'))).toMatchInlineSnapshot(`
      "7:1 unknown-key [Role] \`Role\` is not a known key here
          \`role\` is there already: keep one of the two lines"
    `);
    expect(load(more('Role: admin')).file?.value).toMatchObject({ role: 'viewer' });
  });

  test('of two for the same key, the first is taken', () => {
    expect(said(more('tikcet: FIN-1\nticet: FIN-2'))).toMatchInlineSnapshot(`
      "7:1 unknown-key [tikcet] \`tikcet\` is not a known key here
          did you mean \`ticket\`?
      8:1 unknown-key [ticet] \`ticet\` is not a known key here
          \`ticket\` is there already: keep one of the two lines"
    `);
  });

  test('nobody knows: what else there is, without what is there', () => {
    expect(
      said(`${duties}    colour: blue\n    cardinality: 1\n`, 'separation-of-duties'),
    ).toMatchInlineSnapshot(`
      "6:5 unknown-key [colour] \`colour\` is not a known key here
          delete the line; all that belongs here is there already"
    `);
  });
});

function matrix(): string {
  return 'version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: { maxDuration: 30d }\n';
}

describe('a line without its colon', () => {
  const lines = (text: string) => text.split('\n').filter((line) => /\w/.test(line));
  test.each(lines(soundGrant))('in a grant: %s', (line) => {
    expect(load(grantWith(line, line.replace(':', ''))).problems).toMatchObject([
      { message: 'this line has no `:` after its key', help: `write \`${line}\`` },
    ]);
  });

  test.each(lines(soundGrant))('or its space: %s', (line) => {
    expect(load(grantWith(line, line.replace(': ', ':'))).problems).toMatchObject([
      { message: 'this line has no space after its `:`', help: `write \`${line}\`` },
    ]);
  });

  test.each(lines(system).slice(0, -1))('in a system: %s', (line) => {
    const content = system
      .replace(`\n${line}\n`, `\n${line.replace(':', '')}\n`)
      .replace(/^version: 1/, (v) => (line === v ? 'version 1' : v));
    const number = system.split('\n').indexOf(line) + 1;
    expect(load(content, 'system').problems.map(({ range }) => range.line)).toEqual([number]);
  });

  test('does not hide another one', () => {
    const content = soundGrant
      .replace('subject:', 'subject')
      .replace('role:', 'role')
      .replace('2026-12-23', '"x" y');
    expect(said(content)).toMatchInlineSnapshot(`
      "2:1 invalid-yaml [subject ana.costa] this line has no \`:\` after its key
          write \`subject: ana.costa\`
      4:1 invalid-yaml [role viewer] this line has no \`:\` after its key
          write \`role: viewer\`
      6:17 invalid-yaml [y] the \`"\` before this ends the text, and more follows
          write \`'"x" y'\`"
    `);
  });

  test('that is the rest of a text', () => {
    expect(said(grantWith('Reconcile the', 'Reconcile\nthe'))).toMatchInlineSnapshot(`
      "6:1 invalid-yaml [the ledger] this line has no \`:\` after its key
          put it on the line before if it goes on with its text; if not, write \`the: ledger\`"
    `);
  });

  test('before a colon in the text', () => {
    expect(
      said(grantWith('justification: Reconcile', 'justification Ledger: reconcile')),
    ).toMatchInlineSnapshot(`
      "5:1 unknown-key [justification Ledger] \`justification Ledger\` is not a known key here
          write a \`:\` after \`justification\`, and put the text after it in quotes"
    `);
    expect(
      load(grantWith('justification: Reconcile', 'justification Ledger: reconcile')).file?.value,
    ).toMatchObject({
      justification: 'Ledger: reconcile the ledger',
    });
  });

  test.each([
    ['an equals sign', 'role = viewer'],
    ['a semicolon', 'role; viewer'],
  ])('but with %s', (_title, line) => {
    expect(load(grantWith('role: viewer', line)).problems).toMatchObject([{ help: 'write `role: viewer`' }]);
  });
});

describe('a list', () => {
  test.each([
    ['a dash without its space', 'permissions:\n  -payslips.read'],
    ['several', 'permissions:\n  -payslips.read\n  -runs.release'],
    ['one of several', 'permissions:\n  - payslips.read\n  -runs.release'],
    ['a map in it', 'windows:\n  -days: [mon]\n    from: "08:00"\n    to: "17:00"'],
    ['a map of one line', 'windows:\n  -days: [mon]'],
    ['no dash', 'permissions:\n  - payslips.read\n  runs.release\n  runs.edit'],
    ['no dash before a map', 'windows:\n  days: [mon]\n  from: "08:00"\n  to: "17:00"'],
    ['a dash that stands elsewhere', 'permissions:\n   - payslips.read\n  - runs.release'],
    ['a dash where none belongs', '- emergency: true'],
    ['the word for nothing', 'permissions: none'],
  ])('with %s', (title, lines) => {
    expect(load(more(lines)).problems).toHaveLength(1);
    expect(`${title}: ${said(more(lines))}`).toMatchSnapshot();
  });
});

describe('quotes in a text', () => {
  test.each([
    ['"say "hi""', `'say "hi"'`],
    ['"say "hi" to them"', `'say "hi" to them'`],
    ['"Fix" the ledger', `'"Fix" the ledger'`],
    ["'Ana's ledger'", `"Ana's ledger"`],
    [`"Ana's "ledger""`, `'Ana''s "ledger"'`],
  ])('%s', (written, right) => {
    expect(load(grantWith('Reconcile the ledger', written)).problems).toMatchObject([
      { range: { line: 5 }, help: `write \`${right}\`` },
    ]);
    expect(load(grantWith('Reconcile the ledger', right)).problems).toEqual([]);
  });

  test('that is too long to be shown', () => {
    const text = 'the ledger of the "second" quarter, with all that belongs to it and more';
    expect(load(grantWith('Reconcile the ledger', `"${text}"`)).problems).toMatchObject([
      { help: 'put the whole text in single quotes' },
    ]);
  });
});

describe('tabs', () => {
  test.each([
    ['before a key that is there already', `${soundGrant}\trole: viewer\n`, 'grant', [7]],
    ['before a key among others', system.replace('    description', '\t\tdescription'), 'system', [10]],
    [
      'everywhere',
      system.replace(/^( {2})+/gm, ({ length }) => '\t'.repeat(length / 2)),
      'system',
      [6, 8, 9, 10, 11, 12],
    ],
  ] as const)('%s: only they are told', (_title, content, schema, lines) => {
    const { problems } = load(content, schema);
    expect(problems.map(({ range }) => range.line)).toEqual(lines);
    for (const { message } of problems) expect(message).toBe('a tab is used for indentation');
  });

  test('do not hide a repeated key on another line', () => {
    for (const key of ['role', 'subject']) {
      const content = `${grantWith('role:', '\trole:')}${key}: eva\n`;
      expect(load(content).problems.map(({ range }) => range.line)).toEqual([4, 7]);
    }
  });
});

test('a file that was copied out of Markdown', () => {
  expect(said(`\`\`\`yaml\n${soundGrant}\`\`\`\n`)).toMatchInlineSnapshot(`
    "1:1 invalid-yaml [\`\`\`yaml] this line marks code in Markdown, and is no part of the file
        delete it
    8:1 invalid-yaml [\`\`\`] this line marks code in Markdown, and is no part of the file
        delete it"
  `);
});

test('a conflict is told without what follows from it', () => {
  expect(load(more('<<<<<<< HEAD\nticket: A\n=======\nticket: B\n>>>>>>> main')).problems).toHaveLength(1);
});
