/** A line that begins in the wrong place is told there, once, with where it belongs. */
import { describe, expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import { load, said, soundGrant } from '../support/loading.ts';

const system = `version: 1
name: Payroll
description: Pays salaries
dataClassification: internal
permissions:
  read: See
  write: Change
roles:
  viewer:
    title: Viewer
    description: |
      Sees: all of it
       - and more
    permissions:
      - read
      - write
    risk: low
    emergency:
      maxDuration: 4h
  editor:
    title: Editor
    description: Changes
    permissions: [read]
    risk: low
connector:
  type: task
  manage: granted
`;
const approvals = `version: 1
policies:
  # What is rare comes first.
  - id: emergency
    when:
      emergency: true
    stages:
      - approvers: [system-owner]
        count: 2
      - approvers: [manager]
    escalation:
      after: 2d
      to: [policy-owner]
  - id: standard
    stages:
      - approvers: [manager]
policyChanges:
  - paths: ["policies/**"]
    stages:
      - approvers: [policy-owner]
`;

const shifted = (line: string, by: number) => (by > 0 ? ' '.repeat(by) + line : line.slice(-by));

describe.each<[SchemaName, string, readonly number[]]>([
  // What stands in a text of several lines is text, wherever it begins; and so is what follows it, further in.
  ['system', system, [12, 13, 14]],
  ['approvals', approvals, []],
])('any line of a file: %s', (schema, sound, isText) => {
  const lines = sound.split('\n');
  const cases = lines.flatMap((line, index) =>
    [1, 3, -1].flatMap((by) => {
      const isFree = line.trim() === '' || line.trim().startsWith('#') || isText.includes(index + 1);
      return isFree || (by < 0 && !line.startsWith(' ')) ? [] : [[by, index + 1, line] as const];
    }),
  );

  test('is sound as it is', () => {
    expect(load(sound, schema).problems).toEqual([]);
  });

  test.each(cases)('moved by %i: line %i, %s', (by, number, line) => {
    const content = lines.with(number - 1, shifted(line, by)).join('\n');
    const { problems } = load(content, schema);
    // Some lines are all that stands at their level, so that they may begin anywhere. A dash may become text.
    if (problems.length === 0 || / is read as a part of this text/.test(problems[0]?.message ?? '')) return;
    expect(problems.map(({ range }) => range.line)).toEqual([number]);
    const indent = (/^ */.exec(line) ?? [''])[0].length;
    expect(problems[0]?.message).toBe(
      `this line begins with ${indent + by === 1 ? '1 space' : `${indent + by} spaces`}, the lines around it with ${indent === 0 ? 'none' : indent}`,
    );
  });
});

test('a line at the level of something else is told, although YAML takes it', () => {
  const at = (wrong: string, right: string, text: string, schema: SchemaName) =>
    said(text.replace(right, wrong), schema);
  expect(at('      stages:\n', '    stages:\n', approvals, 'approvals')).toMatchInlineSnapshot(`
    "7:7 invalid-yaml [stages:] this line begins with 6 spaces, the lines around it with 4
        write 4 spaces before \`stages:\`"
  `);
  expect(at('    emergency: true', '      emergency: true', approvals, 'approvals')).toMatchInlineSnapshot(`
    "6:5 invalid-yaml [emergency: true] this line begins with 4 spaces, the lines around it with 6
        write 6 spaces before \`emergency:\`"
  `);
  expect(at('    editor:\n', '  editor:\n', system, 'system')).toMatchInlineSnapshot(`
    "20:5 invalid-yaml [editor:] this line begins with 4 spaces, the lines around it with 2
        write 2 spaces before \`editor:\`"
  `);
  expect(at('  connector:\n', 'connector:\n', system, 'system')).toMatchInlineSnapshot(`
    "25:3 invalid-yaml [connector:] this line begins with 2 spaces, the lines around it with none
        delete the spaces before \`connector:\`"
  `);
});

describe('a block that was pasted in the wrong place is told in one message', () => {
  test('too far to the right', () => {
    const [first, second, ...rest] = soundGrant.trimEnd().split('\n');
    const content = [first, second, ...rest.map((line) => `    ${line}`)].join('\n');
    expect(said(content)).toMatchInlineSnapshot(`
      "3:5 invalid-yaml [system: payroll] lines 3 to 6 begin 4 spaces too far to the right
          move them 4 spaces to the left"
    `);
  });

  test('too far to the left', () => {
    const content = system.replace('    permissions: [read]\n    risk', '   permissions: [read]\n   risk');
    expect(said(content, 'system')).toMatchInlineSnapshot(`
      "23:4 invalid-yaml [permissions: [read]] lines 23 to 24 begin 1 space too far to the left
          move them 1 space to the right"
    `);
  });

  test('with all that is in it', () => {
    const content = approvals.replace(/^ {2}- id: standard\n.*\n.*\n/m, (block) =>
      block.replace(/^(?=.)/gm, ' '),
    );
    expect(said(content, 'approvals')).toMatchInlineSnapshot(`
      "14:4 invalid-yaml [- id: standard] lines 14 to 16 begin 1 space too far to the right
          move them 1 space to the left"
    `);
  });
});

describe('beside other mistakes', () => {
  test('both are told', () => {
    expect(
      said(soundGrant.replace('role: viewer', ' role: viewer').replace('justification:', 'justification')),
    ).toMatchInlineSnapshot(`
      "4:2 invalid-yaml [role: viewer] this line begins with 1 space, the lines around it with none
          delete the spaces before \`role:\`
      5:1 invalid-yaml [justification Reconcile the ledger] this line has no \`:\` after its key
          write \`justification: Reconcile the ledger\`"
    `);
  });

  test('a place on the moved line stays where it is in the file', () => {
    expect(said(soundGrant.replace('role: viewer', '  role: viewer: x'))).toMatchInlineSnapshot(`
      "4:3 invalid-yaml [role: viewer: x] this line begins with 2 spaces, the lines around it with none
          delete the spaces before \`role:\`
      4:9 invalid-yaml [v] this line has a second \`:\` with a space after it
          put the text in quotes if its \`:\` is meant as text, or start a new line"
    `);
    expect(said(`${soundGrant}  role: viewer\n`)).toMatchInlineSnapshot(`
      "7:3 invalid-yaml [role: viewer] this line begins with 2 spaces, the lines around it with none
          delete the spaces before \`role:\`
      7:3 invalid-yaml [role] \`role\` stands here a second time
          keep one of the two lines"
    `);
  });

  test('a line that may be the rest of a text', () => {
    expect(said(soundGrant.replace('the ledger', 'the ledger\n  balance: all'))).toMatchInlineSnapshot(`
      "6:3 invalid-yaml [balance: all] this line begins with 2 spaces, the lines around it with none
          put it on the line before if it goes on with its text; if not, delete the spaces before \`balance:\`"
    `);
  });

  test('a dash that became a part of the text before it', () => {
    expect(said(`${soundGrant}permissions:\n  - a.b\n   - c.d\n  - e.f\n`)).toMatchInlineSnapshot(`
      "8:5 invalid-value [a.b] \`- c.d\` is read as a part of this text, because it does not stand under the \`-\` before it
          line the two up"
    `);
  });
});
