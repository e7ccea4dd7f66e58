/** Names of people and of everything else, and the expressions that say who is meant. */
import { describe, expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import { load, said, soundGrant } from '../support/loading.ts';

const helpFor = (content: string, schema: SchemaName = 'grant'): string | undefined => {
  const { problems } = load(content, schema);
  expect(problems).toHaveLength(1);
  return problems[0]?.help;
};
const grantWith = (before: string, after: string) => soundGrant.replace(before, after);

describe('a name', () => {
  test.each([
    ['Ana Costa', 'ana.costa'],
    ['José Müller', 'jose.muller'],
    ['Łukasz Groß', 'lukasz.gross'],
    ['ana@acme.example', 'ana'],
    ['“ana.costa”', 'ana.costa'],
    ['Ana  Costa', 'ana.costa'],
  ])('of a person: %s', (written, right) => {
    expect(helpFor(grantWith('ana.costa', written))).toBe(
      `write \`${right}\`, if the file in \`policies/people/\` is called so`,
    );
    expect(load(grantWith('ana.costa', right)).problems).toEqual([]);
  });

  test('of a role', () => {
    expect(helpFor(grantWith('viewer', 'Pay Viewer'))).toBe('write `pay-viewer`');
  });

  test.each(['viewer, editor', 'viewer; editor'])('of more than one: %s', (written) => {
    expect(helpFor(grantWith('viewer', written))).toBe('write only one here');
  });

  test('in Cyrillic is not guessed', () => {
    expect(helpFor(grantWith('ana.costa', 'Аna Costa'))).toContain('such as `ana.costa`');
  });
});

describe('whoever is meant', () => {
  const approvedBy = (approver: string) =>
    `version: 1\npolicies:\n  - id: all\n    stages: [{ approvers: [${approver}] }]\n`;
  test.each([
    ['Manager', 'manager'],
    ['managers', 'manager'],
    ['system owner', 'system-owner'],
    ['group:Security', 'group:security'],
    ['"group: on call"', 'group:on-call'],
    ['grp:security', 'group:security'],
    ['user:Ana Costa', 'user:ana.costa'],
    ['"@acme/security"', 'github-team:acme/security'],
    ['acme/security', 'github-team:acme/security'],
  ])('%s', (written, right) => {
    expect(helpFor(approvedBy(written), 'approvals')).toBe(`did you mean \`${right}\`?`);
    expect(load(approvedBy(right), 'approvals').problems).toEqual([]);
  });

  test.each([
    'security',
    'ana.costa',
    'Help Desk',
    'owner',
    'self',
    'group: security',
    '{ group: a, user: b }',
    'x@acme.example',
    '[manager]',
    '42',
  ])('%s', (written) => {
    expect(said(approvedBy(written), 'approvals')).toMatchSnapshot();
  });

  test('is not looked for in a text of a million characters', () => {
    for (const text of [`"${' '.repeat(1_000_000)}x"`, `"${':a'.repeat(500_000)}"`])
      expect(helpFor(approvedBy(text), 'approvals')).toMatch(/^write one of `everyone`, /);
  });

  test('where fewer are possible', () => {
    const done = (executor: string) =>
      `version: 1\nname: A\ndescription: b\ndataClassification: public\npermissions: {}\nroles: {}\nexecutors: [${executor}]\n`;
    expect(said(done('it'), 'system')).toMatchInlineSnapshot(`
      "7:13 invalid-value [it] \`it\` does not say whether it is a group or a person
          write \`group:it\` or \`user:it\`; possible are \`user:<userName>\`, \`group:<name>\`"
    `);
    expect(said(done('manager'), 'system')).toMatchInlineSnapshot(`
      "7:13 invalid-value [manager] \`manager\` is not possible here
          write one of \`user:<userName>\`, \`group:<name>\`"
    `);
  });
});
