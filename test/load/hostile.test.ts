/** Files that are made to keep the check busy. Each has to be refused or read in well under a second. */
import { describe, expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import { load } from '../support/loading.ts';

const mebibyte = 1024 * 1024;
/** As much of a text as a policy file may hold. */
const fill = (unit: string, before = '', after = '') =>
  before + unit.repeat(Math.floor((mebibyte - before.length - after.length) / unit.length)) + after;
const each = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const shapes: Record<string, readonly [SchemaName, string]> = {
  '40,000 keys': ['settings', each(40_000, (i) => `k${i}: 1\n`)],
  '40,000 keys between brackets': ['settings', `a: {${each(40_000, (i) => `k${i}: 1, `)}}\n`],
  '40,000 pairs in a list': ['settings', `a: [${each(40_000, (i) => `k${i}: 1, `)}]\n`],
  'many maps of 1,900 keys': ['settings', each(60, (j) => `m${j}:\n${each(1900, (i) => `  k${i}: 1\n`)}`)],
  'one map of 2,000 keys in another': [
    'settings',
    each(30, (j) => `m${j}: {${each(1999, (i) => `${i},`)}}\n`),
  ],
  'a list of maps': ['approvals', fill('- { id: a }\n', 'version: 1\npolicies:\n')],
  'a list of different numbers': ['approvals', `version: 1\npolicies: [${each(60_000, (i) => `${i},`)}]\n`],
  'a list of different maps': ['approvals', `version: 1\npolicies:\n${each(20_000, (i) => `- id: p${i}\n`)}`],
  'a matrix full of mistakes': [
    'role-matrix',
    `version: 1\nmatrix:\n${each(12, (j) => `  j${j}:\n    s:\n${each(1900, (i) => `      r${i}: 1\n`)}`)}`,
  ],
  'unknown keys': ['settings', each(1900, (i) => `k${i}: 1\n`)],
  'the same key over and over': ['settings', fill('a: 1\n')],
  aliases: ['settings', fill('*a, ', 'version: 1\na: [', ']\n')],
  tags: ['settings', fill('- !x a\n')],
  anchors: ['settings', fill('- &a b\n')],
  'merge keys': ['settings', fill('<<: a\n')],
  directives: ['settings', fill('%YAML 1.1\n')],
  documents: ['settings', fill('---\n')],
  'documents with content': ['settings', fill('---\na\n')],
  'ends of documents': ['settings', fill('...\n')],
  '10,000 brackets': ['grant', '['.repeat(10_000)],
  'a million brackets': ['settings', fill('[')],
  'maps in maps': ['settings', fill('{a: ')],
  'keys of keys': ['settings', fill('{? ')],
  'lists in lists': ['settings', fill('- ')],
  'indents in indents': ['settings', each(1400, (i) => `${' '.repeat(i)}a:\n`)],
  'closing brackets': ['settings', fill(']\n')],
  commas: ['settings', fill(',', 'a: [', ']\n')],
  'wrong escapes': ['settings', fill('\\q', 'a: "', '"\n')],
  'escaped NULs': ['settings', fill('\\0', 'a: "', '"\n')],
  'open quotes': ['settings', fill('"a\n')],
  colons: ['settings', fill('a: b: c\n')],
  tabs: ['settings', fill('\ta: b\n')],
  'comments only': ['settings', fill('# x\n')],
  'blank lines': ['settings', fill('\n')],
  'one long line': ['settings', fill('a')],
  'one long key': ['settings', fill('a', '', ': 1\n')],
  'one long number': ['settings', fill('9', 'version: ', '\n')],
  'one long user name': ['grant', `subject: ${'a.'.repeat(8000)}!\n`],
  'one long address': ['person', `email: ${'a.'.repeat(8000)}@\n`],
  'NUL bytes': ['settings', fill('\0')],
  'texts that comments cut off': ['runbook', fill('  - a #c\n', 'version: 1\nsteps:\n')],
  'a comment of spaces': ['runbook', fill(' ', 'version: 1\ntitle: a #', 'b\n')],
  'lines without a colon': ['grant', 'a b\n'.repeat(4000)],
  'quotes in quotes': ['grant', 'a: "b" c\n'.repeat(1700)],
  'dashes without a space': ['grant', 'a:\n  - b\n  -c\n'.repeat(1000)],
  'mistyped keys': ['approvals', fill('- { Id: a }\n', 'version: 1\npolicies:\n')],
  'a long text over many lines': ['settings', fill('  x\n', 'a: |\n')],
};

/** What an alias bomb looks like (CVE-2003-1564, "billion laughs"). */
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${each(9, (i) => {
  const [from, to] = [String.fromCharCode(97 + i), String.fromCharCode(98 + i)];
  return `${to}: &${to} [${`*${from}, `.repeat(9)}]\n`;
})}`;

/** What something costs this process, however busy the machine is. */
function working<T>(action: () => T): { result: T; milliseconds: number } {
  const before = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}

describe('a hostile file', () => {
  test.each(Object.entries(shapes))(
    'of %s is refused without keeping anybody waiting',
    (_, [schema, text]) => {
      const {
        result: { file, problems },
        milliseconds,
      } = working(() => load(text, schema));
      expect(file).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThan(120);
      // Generous for a slow machine; without its limits the loader needs from five seconds to minutes.
      expect(milliseconds).toBeLessThan(3500);
    },
  );

  test('an alias bomb is refused at its first anchor', () => {
    expect(load(bomb, 'settings').problems[0]).toMatchObject({
      rule: 'unsupported-yaml',
      message: 'an anchor (`&…`) is not allowed here',
      range: { line: 1, column: 4 },
    });
  });

  test('a large policy file that is sound is read', () => {
    const roles = each(20, (i) => `      role-${i}: { maxDuration: 30d }\n`);
    const text = `version: 1\nmatrix:\n${each(300, (j) => `  function-${j}:\n    system-${j}:\n${roles}`)}`;
    expect(text.length).toBeGreaterThan(200 * 1024);
    expect(load(text, 'role-matrix').problems).toEqual([]);
  });

  test('asking for thousands of positions in a large file does not read it thousands of times', () => {
    const rows = each(150, (j) => `  f${j}:\n    s:\n${each(100, (i) => `      r${i}: standing\n`)}`);
    const { file } = load(`version: 1\nmatrix:\n${rows}`, 'role-matrix');
    const { milliseconds } = working(() => {
      for (let index = 0; index < 5000; index += 1)
        file?.locate(['matrix', `f${index % 150}`, 's', `r${index % 100}`]);
    });
    // Once takes a tenth of a second, so that five thousand times would take minutes.
    expect(milliseconds).toBeLessThan(5000);
  });
});
