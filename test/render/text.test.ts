import pico from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { renderTable } from '../../src/render/table.ts';
import { printable, renderText } from '../../src/render/text.ts';
import { diagnosticWith } from '../support/diagnostic.ts';

const noColors = pico.createColors(false);
const render = (text: string | undefined, values: Partial<Diagnostic> = {}, colors = noColors) =>
  renderText([diagnosticWith(values)], { colors, textOf: () => text });

/** The code frame: the line that is shown, and what stands above the carets. */
function frame(text: string, values: Partial<Diagnostic>) {
  const [, , , shown = '', carets = ''] = render(text, values).split('\n');
  const start = carets.indexOf('^');
  return { shown: shown.replace(/^\s*\d+ \| /, ''), marked: shown.slice(start, carets.lastIndexOf('^') + 1) };
}

describe('a finding', () => {
  test('shows the line, what is meant, what to write, and that it stops nobody', () => {
    expect(
      render('version: 1\nsubject: ana\nvalidUntil: 2026-02-30\n', {
        line: 3,
        column: 13,
        endLine: 3,
        endColumn: 23,
        notCausedByChange: 'before',
        related: [
          { path: 'policies/x.yaml', message: 'the limit', line: 120, column: 1, endLine: 120, endColumn: 2 },
        ],
      }),
    ).toMatchInlineSnapshot(`
      "error[GB010]: \`2026-02-30\` is not a day in the calendar
         --> file.yaml:3:13
          |
        3 | validUntil: 2026-02-30
          |             ^^^^^^^^^^
         --> policies/x.yaml:120:1 the limit
          = help: write a day such as \`2026-12-23\`
          = note: it was so before this change, so it does not stop it
      "
    `);
  });

  test('without a file to show names the place alone', () => {
    expect(render(undefined, { line: 3, column: 13 })).toMatchInlineSnapshot(`
      "error[GB010]: \`2026-02-30\` is not a day in the calendar
       --> file.yaml:3:13
        = help: write a day such as \`2026-12-23\`
      "
    `);
  });

  test('that is excepted says by what and until when', () => {
    const exception = { id: 'course', validUntil: '2026-12-31' };
    expect(render(undefined, { severity: 'note', exception, notCausedByChange: 'time' })).toContain(
      '= exception: `course` allows this until 2026-12-31; nothing has to be done before',
    );
  });

  test('is coloured on a terminal and nowhere else', () => {
    expect(render('a: 1')).not.toContain('\u001b');
    expect(render('a: 1', {}, pico.createColors(true))).toContain('\u001b[31m');
  });
});

describe('the carets stand under what is meant', () => {
  const at = (line: number, column: number, length: number) => ({
    line,
    column,
    endLine: line,
    endColumn: column + length,
  });
  test.each([
    ['at the beginning of a line', 'role: viewer', at(1, 1, 4), 'role'],
    ['at its end', 'role: viewer', at(1, 7, 6), 'viewer'],
    ['after a tab', '\trole:\tviewer', at(1, 8, 6), 'viewer'],
    ['on a tab', 'role:\tviewer', at(1, 6, 1), '→ '],
    ['with Windows line ends', 'a: 1\r\nrole: viewer\r\n', at(2, 7, 6), 'viewer'],
    ['after an emoji', '💶: viewer', at(1, 5, 6), 'viewer'],
    ['on a character that nobody sees', 'a\u200bb', at(1, 2, 1), '<U+200B>'],
    ['in the middle of a long line', `${'x'.repeat(500)}viewer${'y'.repeat(500)}`, at(1, 501, 6), 'viewer'],
    ['on more than a line holds', 'role: viewer', { line: 1, column: 7, endLine: 9, endColumn: 1 }, 'viewer'],
  ])('%s', (_title, text, range, marked) => {
    const found = frame(text, range);
    // Each character of the terminal is one column; an emoji is told apart by its two halves.
    expect([...found.shown].join('')).toContain(marked);
    expect(found.marked.replace(/^\W/, '')).toContain(marked.replace(/^\W/, '').slice(0, 4));
    expect(found.shown.length).toBeLessThan(200);
  });

  test('a place after the end of the file is still shown', () => {
    expect(render('', { line: 1, column: 1 })).toContain('^');
    expect(render('a', { line: 1, column: 99 })).toContain('^');
    expect(render('a', { line: 99, column: 1 })).toContain('file.yaml:99:1');
  });

  test('a line of a megabyte is cut', () => {
    expect(render('x'.repeat(1024 * 1024), { line: 1, column: 500_000 }).length).toBeLessThan(1000);
  });
});

describe('nothing from a file reaches the terminal as a command', () => {
  const hostile = 'a\u001b[2J\u0007\u009b1m\u202eevil\u2028\u0000\u00adz\ud800';

  test.each([
    ['the source', hostile, {}],
    ['the message', 'a', { message: hostile }],
    ['the help', 'a', { help: hostile }],
    ['the path', 'a', { path: hostile }],
    [
      'a related place',
      'a',
      { related: [{ path: hostile, message: hostile, line: 1, column: 1, endLine: 1, endColumn: 2 }] },
    ],
  ])('in %s', (_where, text, values) => {
    const printed = render(text, values);
    for (const character of hostile.replace(/[\x20-\x7e]/g, '')) expect(printed).not.toContain(character);
    expect(printed).toContain('<U+001B>');
  });

  test('a line break cannot begin a finding of its own', () => {
    const printed = render(undefined, { message: 'x\nerror[GB999]: y', path: 'a\nb', help: 'h\r\ni' });
    expect(printed.split('\n')).toHaveLength(4);
    expect(printed).not.toMatch(/^error\[GB999\]/m);
  });

  test('a workflow command of the old kind is taken apart', () => {
    expect(render('a: "##[set-output name=verdict]approved"')).not.toContain('##[');
    expect(renderTable(['##[error]'], [['##[add-path]/tmp']], noColors)).not.toContain('##[');
  });

  test('letters of every language stay as they are', () => {
    for (const text of ['Conferência — Łódź', '給与', 'مراجعة', '💶 👩‍💻'.replace('\u200d', '')])
      expect(printable(text)).toBe(text);
  });
});

test('a table keeps its columns, whatever a cell holds', () => {
  expect(
    renderTable(
      ['person', 'until'],
      [
        ['Ana\nCosta', '2026-12-23'],
        ['Łukasz', 'no end'],
        ['é (as two)'.normalize('NFD'), 'x'],
      ],
      noColors,
    ),
  ).toMatchInlineSnapshot(`
    "person      until
    Ana Costa   2026-12-23
    Łukasz      no end
    é (as two)  x
    "
  `);
});
