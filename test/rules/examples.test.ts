import { describe, expect, test } from 'vitest';
import type { Rule, RuleExample } from '../../src/model/rule.ts';
import { exampleCompany, exampleDay } from '../../src/rules/example-company.ts';
import { rules } from '../../src/rules/registry.ts';
import { judgeExample } from '../support/examples.ts';

const run = (example: RuleExample) =>
  judgeExample({ ...exampleCompany, ...example.files }, example, exampleDay);

/** What these find is a failure to read, which no text can show. */
const notReproducibleByText = new Set(['unreadable-file']);

describe('the registry', () => {
  test('codes and names are unique and in order', () => {
    const codes = rules.map((rule) => rule.code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
  });

  test('the example company itself is in order', () => {
    expect(run({ title: '', files: {} })).toEqual([]);
  });
});

describe.each(rules.map((rule): [string, Rule] => [`${rule.code} ${rule.name}`, rule]))('%s', (_, rule) => {
  test.each(rule.examples.valid.map((example): [string, RuleExample] => [example.title, example]))(
    'allows: %s',
    (_title, example) => {
      expect(run(example).filter((diagnostic) => diagnostic.code === rule.code)).toEqual([]);
    },
  );

  test.each(rule.examples.invalid.map((example): [string, RuleExample] => [example.title, example]))(
    'finds: %s',
    (_title, example) => {
      const found = run(example).filter((diagnostic) => diagnostic.code === rule.code);
      expect(found.length).toBeGreaterThan(0);
      for (const { message, help } of found) {
        expect(message).toMatch(/^[^A-Z]/);
        expect(message).not.toMatch(/\.$/);
        expect(help ?? '').not.toMatch(/\.$/);
      }
      expect(
        found.map(
          ({ severity, path, line, column, message, help }) =>
            `${severity} ${path}:${line}:${column}: ${message}${help ? `\n  help: ${help}` : ''}`,
        ),
      ).toMatchSnapshot();
    },
  );

  test('the right example that is printed shows a file, and nothing is wrong in it', () => {
    const [printed] = rule.examples.valid;
    if (notReproducibleByText.has(rule.name) || !printed) return;
    const shown = Object.entries(printed.files).flatMap(([path, text]) => (text === null ? [] : [path]));
    expect(shown).not.toEqual([]);
    expect(run(printed).filter(({ path }) => shown.includes(path))).toEqual([]);
  });

  test('has both kinds of example', () => {
    const expected = notReproducibleByText.has(rule.name) ? 0 : 1;
    expect(rule.examples.valid.length).toBeGreaterThanOrEqual(expected);
    expect(rule.examples.invalid.length).toBeGreaterThanOrEqual(expected);
  });
});
