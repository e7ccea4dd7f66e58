import { describe, expect, test } from 'vitest';
import { renderAnnotations } from '../../src/render/annotations.ts';
import { renderCheckJson } from '../../src/render/json.ts';
import { countsInWords } from '../../src/render/summary.ts';
import { diagnosticWith } from '../support/diagnostic.ts';

/** Reads an annotation as the runner does (actions/runner, `ActionCommand.TryParseV2`). */
function readCommand(line: string) {
  const [, command = '', properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const data1 = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (text: string) => data1(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const pairs = properties.split(',').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split('=', 2);
    return [name, property(value)];
  });
  return { command, ...Object.fromEntries(pairs), message: data1(data) };
}

describe('an annotation', () => {
  test('is one command with its place', () => {
    expect(
      renderAnnotations([
        diagnosticWith({ path: 'access-grants/a.yaml', line: 6, column: 13, endLine: 6, endColumn: 23 }),
      ]),
    ).toBe(
      '::error file=access-grants/a.yaml,line=6,endLine=6,col=13,endColumn=23,title=GB010 invalid-value::`2026-02-30` is not a day in the calendar%0AHelp: write a day such as `2026-12-23`\n',
    );
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['note', 'notice'],
  ] as const)('of severity %s is a %s', (severity, command) => {
    expect(renderAnnotations([diagnosticWith({ severity })])).toMatch(new RegExp(`^::${command} `));
  });

  test.each([
    ['a line end and a command', 'x\n::set-output name=verdict::approved'],
    ['a carriage return', 'x\r::error::y'],
    ['a per cent sign', '100 %, %0A%25'],
    ['two colons', 'a::b::c'],
    ['a command of the old kind', '##[add-path]/tmp'],
  ])('holds %s as text', (_title, text) => {
    const printed = renderAnnotations([diagnosticWith({ message: text, help: text, path: `a,b=${text}` })]);
    expect(printed.trimEnd().split(/[\r\n]/)).toHaveLength(1);
    expect(readCommand(printed.trimEnd())).toMatchObject({
      command: 'error',
      message: `${text}\nHelp: ${text}`,
    });
    expect(readCommand(printed.trimEnd())).toHaveProperty('col', '1');
  });
});

describe('JSON', () => {
  const finding = diagnosticWith({ message: 'a ##[error] "quote" \u2028' });

  test('is one document with the keys of the contract, and reads back as what it was', () => {
    const text = renderCheckJson({ verdict: 'rejected', findings: [finding] });
    expect(text.endsWith('}\n')).toBe(true);
    const { related, ...rest } = finding;
    expect(related).toEqual([]);
    expect(JSON.parse(text)).toEqual({ verdict: 'rejected', findings: [rest] });
  });

  test('holds nothing that a runner takes for a command', () => {
    expect(renderCheckJson({ findings: [finding] })).not.toContain('##[');
  });
});

test.each([
  [{ error: 0, warning: 0, note: 0 }, 'no problems'],
  [{ error: 1, warning: 0, note: 0 }, '1 error'],
  [{ error: 2, warning: 1, note: 0 }, '2 errors and 1 warning'],
  [{ error: 1, warning: 2, note: 1200 }, '1 error, 2 warnings and 1,200 excepted findings'],
])('%j in words', (counts, words) => {
  expect(countsInWords(counts)).toBe(words);
});
