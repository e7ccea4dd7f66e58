import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languageServiceFindings } from './linters.ts';

const text = readFileSync('action.yml', 'utf8');
const action = parse(text) as {
  runs: { main: string };
  inputs: Record<string, object>;
  outputs: Record<string, object>;
};
const named = (source: string, pattern: RegExp) => [
  ...new Set([...source.matchAll(pattern)].map((match) => match[1])),
];

describe('action.yml', () => {
  test("pleases GitHub's language service", async () => {
    expect(await languageServiceFindings('action.yml', text)).toEqual([]);
  });

  test('names a bundle that is committed', () => {
    expect(existsSync(action.runs.main)).toBe(true);
  });

  test('declares exactly the inputs and outputs that the code uses', () => {
    const source = readFileSync('src/action.ts', 'utf8');
    expect(named(source, /getInput\('([^']+)'/g).sort()).toEqual(Object.keys(action.inputs).sort());
    expect(named(source, /setOutput\('([^']+)'/g).sort()).toEqual(Object.keys(action.outputs).sort());
  });

  test.each([
    ['a Node that there is not', 'runs: {using: node99, main: a.js}', 'node99'],
    ['no file to run', 'runs: {using: node24}', "'main' is required"],
    [
      'an icon that GitHub leaves out',
      'branding: {icon: hexagon}\nruns: {using: node24, main: a.js}',
      'hexagon',
    ],
    ['an unknown key', 'runs: {using: node24, main: a.js}\nstarts: now', 'starts'],
  ])('and the check can fail: %s', async (_, yaml, expected) => {
    const said = await languageServiceFindings('action.yml', `name: a\ndescription: b\n${yaml}\n`);
    expect(said.join('\n')).toContain(expected);
  });
});
