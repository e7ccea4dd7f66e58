/** However much there is to tell, an issue holds no more than GitHub takes, and says how much more there is. */
import { expect, test } from 'vitest';
import type { Access } from '../../src/model/effective.ts';
import { renderExpiry, renderTooMuch } from '../../src/render/expire-words.ts';
import { renderIncident, renderReversal } from '../../src/render/incident-markdown.ts';
import { cappedList, cappedTable } from '../../src/render/markdown.ts';
import { renderSigning } from '../../src/render/signing-markdown.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { commitId, decision } from '../support/ledger.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const most = 65_536;
const many = 3000;
const paths = Array.from({ length: many }, (_, index) => `access-grants/${'𝒜`'.repeat(90)}/${index}.yaml`);

test('of an incident, and of what undoes it', () => {
  const changes = paths.map((path) => ({ kind: 'added' as const, path, objectId: commitId(1) }));
  const reasons = paths.map((path) => `\`${path}\` was not approved by anybody ${'at all '.repeat(80)}`);
  const incident = { record: { ...decision(1), changes, reasons, previous: null }, changes };
  const issue = renderIncident(incident, { state: 'impossible', reason: `${'no '.repeat(most)}.` });
  for (const text of [issue, renderReversal(incident)]) {
    expect(text.length).toBeLessThan(most - 1000);
    expect(text).toMatch(/… and [12]\d{3} more/);
  }
  expect(issue).toMatch(
    /3,000 grants of it[\s\S]*could not be opened: no [\s\S]*This issue closes by itself/,
  );
});

test('of what has ended, what is left, and what an owner signs for', () => {
  const workspace = workspaceOf(exampleCompany);
  const grant = workspace.grants.get(examplePaths.grant);
  if (!grant) throw new Error('the example company has a grant');
  const accessTo = (path: string): Access => ({
    grant: { ...grant, path },
    end: 'standing',
    startedAt: undefined,
  });
  const plan = {
    expired: paths.map((path) => ({ access: accessTo(path), endedAt: noon('2026-11-23') })),
    left: paths.map((path) => ({ path, why: 'unreadable' as const })),
    isTooMuch: true,
  };
  const signing = renderSigning({
    system: 'crm',
    grants: paths,
    logins: [],
    workspace,
    timeZone: 'UTC',
    deleteUrl: encodeURI,
  });
  for (const text of [
    renderExpiry(plan, workspace, 'UTC'),
    renderTooMuch(plan, 1, workspace, 'UTC'),
    signing,
  ]) {
    expect(text.length).toBeLessThan(most - 1000);
    expect(text).toMatch(/\n\n… and [12]\d{3} more\.\n/);
  }
});

test('a short list is whole', () => {
  expect(cappedList(['a', 'b'])).toBe('- a\n- b');
  expect(cappedList(['a', 'b'], 1)).toBe('- a\n- … and 1 more');
  expect(cappedTable(['x'], [['a'], ['b']])).toBe('| x |\n| --- |\n| a |\n| b |');
  expect(cappedTable(['x'], [['a'], ['b']], 1)).toBe('| x |\n| --- |\n| a |\n\n… and 1 more.');
});
