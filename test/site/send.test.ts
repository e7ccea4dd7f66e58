/** The ways in which a request gets to GitHub, and the words of a page that knows no people. */
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { withoutPlaceholders } from '../../src/site/answer.ts';
import { type Draft, requestOf } from '../../src/site/request.ts';
import { sendInHtml } from '../../src/site/send.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const base = workspaceOf({ ...exampleCompany, [examplePaths.grant]: null });
const at = { now: noon('2026-11-23'), timeZone: 'UTC' };
const repository = { url: 'https://github.com/acme/access', branch: 'main' };
const draft: Draft = {
  system: 'payroll',
  role: 'viewer',
  subject: 'ana.costa',
  why: 'Reconcile the fourth quarter salary run with the general ledger',
  length: '7 days',
};

const sent = (more: Partial<Draft> = {}, workspace = base, isKnown = true) => {
  const wanted = { ...draft, ...more };
  const request = requestOf(workspace, wanted, at);
  if (!request) throw new Error('there is no request');
  return sendInHtml({
    request,
    draft: wanted,
    base: workspace,
    repository: isKnown ? repository : undefined,
    forms: ['access-payroll'],
  }).text;
};

describe('a request is sent', () => {
  test('as a new file, or by the form', () => {
    expect(sent()).toContain(
      'href="https://github.com/acme/access/new/main?filename=access-grants%2Fpayroll',
    );
    expect(sent()).toContain(
      'href="https://github.com/acme/access/issues/new?template=access-payroll.yml&amp;why=',
    );
  });

  test('by copying, where an address would be too long', () => {
    const text = sent({ why: 'あ'.repeat(900) });
    expect(text).toContain('too long for a link');
    expect(text).toContain('href="https://github.com/acme/access/issues/new?template=access-payroll.yml"');
    expect(text).toContain('/new/main?filename=access-grants%2Fpayroll%2Fviewer%2Fana.costa.yaml"');
  });

  test('by copying, where nobody knows the repository', () => {
    const text = sent({}, base, false);
    expect(text).toContain('Copy the file');
    expect(text).not.toContain('github.com');
  });

  test('by editing, where the file is there already', () => {
    const text = sent({}, workspaceOf(exampleCompany));
    expect(text).toContain(
      'href="https://github.com/acme/access/edit/main/access-grants/payroll/viewer/ana.costa.yaml"',
    );
  });

  test('not at all while something is to be repaired', () => {
    expect(sent({ why: 'so' })).not.toContain('github.com');
  });

  test('as a file only with a user name', () => {
    const text = sent({ subject: '', jobFunction: 'accountant' });
    expect(text).toContain('Write your user name');
    expect(text).not.toContain('open-file');
    expect(text).toContain('open-form');
  });
});

test.each([
  [
    'ask a policy owner (`person-19`, `person-2`, `person-8`) to name more',
    'ask a policy owner to name more',
  ],
  ['who may ask: the manager `the-manager`; they write', 'who may ask: your manager; they write'],
  ['`person-3` or `person-4` holds it', 'somebody whom the policies name holds it'],
  ['for `user.name`, who is no `person`', 'for you, who is no `person`'],
])('placeholders are no words: %s', (text, expected) => {
  expect(withoutPlaceholders(text)).toBe(expected);
});
