import { describe, expect, test } from 'vitest';
import { load, said, soundGrant, textAt } from '../support/loading.ts';

/** The sound grant with one text replaced by another. */
const grantWith = (before: string, after: string) => soundGrant.replace(before, after);
const more = (line: string) => `${soundGrant}${line}\n`;

/** A mistake, and the text under the caret of the first thing that is said about it. */
const mistakes: readonly (readonly [title: string, content: string, line: number, marked: string])[] = [
  // The file as a whole
  ['an empty file', '', 1, ''],
  ['only comments', '# to do\n# later\n', 1, '#'],
  ['only blank lines', '\n\n', 1, ''],
  ['a list', '- ana\n- rui\n', 1, '- ana'],
  ['a sentence', 'please give Ana access\n', 1, 'please give Ana access'],
  ['nothing but null', '~\n', 1, '~'],
  ['a page of a website', '<html><body>404</body></html>\n', 1, '<html><body>404</body></html>'],
  // Layout
  ['a tab as indent', grantWith('role:', '\trole:'), 4, '\t'],
  ['a line too far right', grantWith('role:', '  role:'), 4, 'role: viewer'],
  ['no space after the colon', grantWith('role: viewer', 'role:viewer'), 4, 'role:viewer'],
  ['no colon', grantWith('role: viewer', 'role viewer'), 4, 'role viewer'],
  ['a text that goes on in the next line', grantWith('Reconcile the', 'Reconcile\nthe'), 6, 'the ledger'],
  ['a space that is none', grantWith('role: viewer', 'role:\u00a0viewer'), 4, '\u00a0'],
  ['an indent that is none', grantWith('role:', '\u00a0role:'), 4, '\u00a0role'],
  // Signs with a meaning
  ['a colon in a sentence', grantWith('Reconcile', 'Ledger: reconcile'), 5, 'L'],
  ['a quote that is never closed', grantWith('Reconcile', '"Reconcile'), 5, '"'],
  ['text after a quote', grantWith('Reconcile', '"Reconcile"'), 5, 'the ledger'],
  ['an apostrophe in single quotes', grantWith('Reconcile the ledger', "'Ana's ledger'"), 5, "s ledger'"],
  ['a number sign', grantWith('Reconcile', '#123 reconcile'), 5, 'justification'],
  ['an at sign', grantWith('Reconcile', '@rui reconcile'), 5, '@'],
  ['a per cent sign', grantWith('Reconcile', '%5 reconcile'), 5, '%'],
  ['an asterisk', grantWith('Reconcile the ledger', '*urgent*'), 5, '*urgent*'],
  ['an ampersand', grantWith('Reconcile', '&co reconcile'), 5, '&co'],
  ['an exclamation mark', grantWith('Reconcile', '!urgent reconcile'), 5, '!urgent'],
  ['text after a bracket', grantWith('Reconcile the ledger', '[urgent] ledger'), 5, 'ledger'],
  ['a bracket that is never closed', grantWith('Reconcile', '{reconcile'), 5, '{'],
  ['a list that is never closed', more('permissions: [payslips.read'), 7, '['],
  ['a dash', grantWith('Reconcile', '- reconcile'), 5, '-'],
  ['a Windows path in double quotes', grantWith('Reconcile the ledger', '"C:\\Users"'), 5, '\\U'],
  ['a conflict that nobody settled', more('<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main'), 7, '<<<<<<<'],
  // Parts of YAML that are not read
  [
    'YAML 1.1 with `yes`',
    `%YAML 1.1\n---\n${grantWith('validUntil: 2026-12-23', 'standing: yes')}`,
    1,
    '%YAML 1.1',
  ],
  ['`yes` for `true`', grantWith('validUntil: 2026-12-23', 'standing: yes'), 6, 'yes'],
  ['a merge key', more('<<: { role: admin }'), 7, '<<'],
  ['a tag', grantWith('2026-12-23', '!!str 2026-12-23'), 6, '!!str'],
  ['an anchor and an alias', more('a: &a [x]\nb: *a'), 7, '&a'],
  ['two documents', more(`---\n${soundGrant}`), 7, '---'],
  ['a map as a key', more('{a: b}: c'), 7, '{'],
  ['a key that stands twice', more('validUntil: 2027-12-23'), 7, 'validUntil'],
  // Keys
  ['an older version', grantWith('version: 1', 'version: 2'), 1, '2'],
  ['a version in quotes', grantWith('version: 1', 'version: "1"'), 1, '"1"'],
  ['no version', grantWith('version: 1\n', ''), 1, 'subject: ana.costa'],
  ['a slip in a key', more('tiket: FIN-1'), 7, 'tiket'],
  ['a key in another case', grantWith('validUntil', 'ValidUntil'), 6, 'ValidUntil'],
  ['a key in another style', grantWith('validUntil', 'valid_until'), 6, 'valid_until'],
  ['a key that nobody knows', more('priority: high'), 7, 'priority'],
  ['`__proto__` as a key', more('__proto__: { emergency: true }'), 7, '__proto__'],
  ['`constructor` as a key', more('constructor: 1'), 7, 'constructor'],
  ['`toString` as a key', more('toString: 1'), 7, 'toString'],
  ['a number as a key', more('5: five'), 7, '5'],
  ['an empty key', more(': five'), 7, ':'],
  // Values
  ['an empty value', grantWith('2026-12-23', ''), 6, 'validUntil'],
  ['the thirtieth of February', grantWith('2026-12-23', '2026-02-30'), 6, '2026-02-30'],
  ['a day without dashes', grantWith('2026-12-23', '20261223'), 6, '20261223'],
  ['a day the German way', grantWith('2026-12-23', '23.12.2026'), 6, '23.12.2026'],
  ['the year 2100', grantWith('2026-12-23', '2100-01-01'), 6, '2100-01-01'],
  ['an hour without an offset', grantWith('2026-12-23', '2026-12-23T18:00'), 6, '2026-12-23T18:00'],
  ['a duration in words', grantWith('validUntil: 2026-12-23', 'duration: one month'), 6, 'one month'],
  ['a duration without a unit', grantWith('validUntil: 2026-12-23', 'duration: 30'), 6, '30'],
  ['no time at all', grantWith('validUntil: 2026-12-23', 'duration: 0d'), 6, '0d'],
  ['`standing: false`', grantWith('validUntil: 2026-12-23', 'standing: false'), 6, 'false'],
  ['a number as a reason', grantWith('Reconcile the ledger', '007'), 5, '007'],
  [
    'a reason that is too long',
    grantWith('Reconcile', 'x'.repeat(1001)),
    5,
    `${'x'.repeat(1001)} the ledger`,
  ],
  ['a word for a list', more('permissions: payslips.read'), 7, 'payslips.read'],
  ['a list with a repetition', more('permissions: [a.b, c.d, a.b]'), 7, 'a.b'],
  ['`true` in quotes', more('emergency: "true"'), 7, '"true"'],
  [
    'a time of day with one digit',
    more('windows: [{ days: [mon], from: "8:00", to: "17:00" }]'),
    7,
    '"8:00"',
  ],
  ['a number that is too large', more('activation: { max: 9h, perWeek: 500 }'), 7, '500'],
  // User names
  ['a number as a user name', grantWith('ana.costa', '12345'), 2, '12345'],
  ['`true` as a user name', grantWith('ana.costa', 'true'), 2, 'true'],
  ['a Cyrillic letter', grantWith('ana.costa', '\u0430na.costa'), 2, '\u0430na.costa'],
  ['capital letters', grantWith('ana.costa', 'Ana.Costa'), 2, 'Ana.Costa'],
  ['a full name', grantWith('ana.costa', 'ana costa'), 2, 'ana costa'],
  ['an e-mail address', grantWith('ana.costa', 'ana@acme.example'), 2, 'ana@acme.example'],
  ['a list of people', grantWith('ana.costa', '[ana.costa, rui.alves]'), 2, '[ana.costa, rui.alves]'],
  ['a user name that is too long', grantWith('ana.costa', 'a'.repeat(65)), 2, 'a'.repeat(65)],
  ['`__proto__` as a user name', grantWith('ana.costa', '__proto__'), 2, '__proto__'],
  ['a line break in a user name', grantWith('ana.costa', '"ana\\ncosta"'), 2, '"ana\\ncosta"'],
  // Characters
  ['a NUL', grantWith('ledger', 'led\0ger'), 5, '\0'],
  ['an escape sequence', grantWith('ledger', '\u001b[31mledger'), 5, '\u001b'],
  ['a character that turns text around', grantWith('ledger', '\u202eregdel'), 5, '\u202e'],
  [
    'the same, written as an escape',
    grantWith('Reconcile the ledger', '"\\u202eregdel"'),
    5,
    '"\\u202eregdel"',
  ],
  ['half a character, written as an escape', grantWith('Reconcile the ledger', '"\\ud800"'), 5, '"\\ud800"'],
  ['a zero-width space', grantWith('ledger', 'led\u200bger'), 5, '\u200b'],
  ['a blank that counts as a letter', grantWith('ledger', '\u3164'), 5, '\u3164'],
  ['a line end of an old Mac', grantWith('the ledger', 'the\rledger'), 5, '\r'],
];

describe('a mistake in a grant', () => {
  test.each(mistakes)('%s', (_title, content, line, marked) => {
    const [first] = load(content).problems;
    expect(first && { line: first.range.line, marked: textAt(content, first.range) }).toEqual({
      line,
      marked,
    });
    expect(said(content)).toMatchSnapshot();
  });

  test('is told without capital letter, final period or line break', () => {
    for (const { message, help = '' } of mistakes.flatMap(([, content]) => load(content).problems)) {
      expect(message).toMatch(/^[^A-Z\n][^\n]*[^.\n]$/);
      expect(help).toMatch(/^([^A-Z\n][^\n]*[^.\n])?$/);
      expect(message.length).toBeLessThan(250);
    }
  });

  test('never leads to a grant that counts', () => {
    for (const [, content] of mistakes) expect(load(content).file?.flawed ?? true).toBe(true);
  });
});

describe('several mistakes', () => {
  test('in one file are all told at once, each at its place', () => {
    expect(
      said(`version: 1
subject: Ana
system: payroll
role: 5
requestedAt: yesterday
validUntil: 2026-02-30
windows:
  - days: [mon, mittwoch]
    from: "08:00"
colour: blue
`),
    ).toMatchInlineSnapshot(`
      "1:1 missing-key [version: 1] \`justification\` is missing
          add a line \`justification: …\`: why this access is needed, in a sentence that an auditor understands a year later
      2:10 invalid-value [Ana] \`Ana\` is not a user name: it has capital letters
          write \`ana\`, if the file in \`policies/people/\` is called so
      4:7 invalid-value [5] \`role\` has to be text, and \`5\` without quotes is a number
          put it in quotes: \`"5"\`
      5:14 invalid-value [yesterday] \`yesterday\` is neither a day nor a time
          write a day such as \`2026-12-23\`, or a time with its offset such as \`2026-12-23T18:00:00+01:00\`
      6:13 invalid-value [2026-02-30] \`2026-02-30\` is not a day in the calendar
          write \`2026-02-28\` for the last day of that month
      8:5 missing-key [days: [mon, mittwoch]] \`to\` is missing
          add \`to: …\`: the time of day at which it ends, such as \`17:30\`
      8:17 invalid-value [mittwoch] \`mittwoch\` is not a possible value of an item of \`days\`
          write \`mon\`, \`tue\`, \`wed\`, \`thu\`, \`fri\`, \`sat\` or \`sun\`
      10:1 unknown-key [colour] \`colour\` is not a known key here
          delete the line, or choose \`justification\`, \`ticket\`, \`requestedBy\`, \`validFrom\`, \`permissions\`, \`duration\`, \`standing\`, \`activation\`, \`emergency\`, \`incident\` or \`reviewed\`"
    `);
  });

  test('in the notation do not hide each other', () => {
    expect(said('subject ana\nsystem: "payroll\nrole: [viewer\n')).toMatchInlineSnapshot(`
      "2:9 invalid-yaml [\\"] the quote that begins here is never closed
          write the closing quote, or leave this one out"
    `);
    expect(said('subject ana\nsystem: payroll\n role: @viewer\nvalidUntil: a: b\n')).toMatchInlineSnapshot(`
      "1:1 invalid-yaml [subject ana] this line has no \`:\` after its key
          write \`subject: ana\`
      3:2 invalid-yaml [role: @viewer] this line begins with 1 space, the lines around it with none
          delete the spaces before \`role:\`
      3:8 invalid-yaml [@] a text cannot begin with this sign
          write \`viewer\`, without the \`@\`
      4:13 invalid-yaml [a] this line has a second \`:\` with a space after it
          put the text in quotes if its \`:\` is meant as text, or start a new line"
    `);
  });

  test('a repeated key does not hide what else is wrong', () => {
    expect(said(`${soundGrant}role: Admin\n`)).toMatchInlineSnapshot(`
      "7:1 invalid-yaml [role] \`role\` stands here a second time
          keep one of the two lines
      7:7 invalid-value [Admin] \`Admin\` is not an id: it has capital letters
          write \`admin\`"
    `);
  });

  test('more than anybody reads are not all shown, and that is said', () => {
    const { problems } = load(`version: 1\n${Array.from({ length: 200 }, (_, i) => `k${i}: 1\n`).join('')}`);
    expect(problems.length).toBeLessThan(60);
    expect(problems.at(-1)?.message).toBe('this file has more mistakes than are shown');
  });
});
