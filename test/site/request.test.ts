/** What a page says of a request is what `check` says of the same file: one table, both sides. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderCheckJson } from '../../src/render/json.ts';
import { workspaceFrom } from '../../src/site/from-texts.ts';
import { html } from '../../src/site/html.ts';
import type { Known } from '../../src/site/judge-text.ts';
import { newFileLink } from '../../src/site/links.ts';
import { type Draft, lengthsFor, requestOf, usualLength } from '../../src/site/request.ts';
import type { SiteData } from '../../src/site/site.ts';
import { checkHere } from '../support/command.ts';
import { filesOf, sampleCompany, sampleNow, siteOf } from '../support/site.ts';

const company = sampleCompany();
const dataOf = (...options: string[]): SiteData => {
  const text = filesOf(siteOf(company.dir, ...options)).get('assets/data.js') ?? '';
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as SiteData;
};
const withPeople = dataOf('--include-people');
const withoutPeople = dataOf();
const at = { now: Date.parse(sampleNow), timeZone: 'Europe/Lisbon' };

const noEnd = 'No end, with a review from time to time (only where the role allows it)';
const why = 'Reconcile the fourth quarter salary run with the general ledger';

/** A draft with a usual length, as the page offers it. */
function judged(data: SiteData, draft: Draft) {
  const base = workspaceFrom(data.texts);
  const length = draft.length ?? usualLength(lengthsFor(base, draft, at), at) ?? '';
  const known: Known = data.known;
  const request = requestOf(base, { ...draft, length }, { ...at, known });
  if (!request) throw new Error('there is no request');
  return request;
}

/** What `check` says of just this file, in a copy of the company. */
async function checked(path: string, text: string) {
  const file = join(company.dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const run = await checkHere(company.dir, { base: 'HEAD', format: 'json', now: sampleNow });
  rmSync(file);
  company.git('checkout', '--quiet', '--', '.');
  return { status: run.status, verdict: JSON.parse(run.out) };
}

const cases: readonly (readonly [name: string, draft: Draft])[] = [
  ['in order', { system: 'payroll', role: 'viewer', subject: 'teresa.vaz', why, ticket: 'FIN-4821' }],
  ['everyday access', { system: 'crm', role: 'viewer', subject: 'isabel.ortega', why }],
  ['without a reason', { system: 'crm', role: 'viewer', subject: 'isabel.ortega', why: 'need it' }],
  ['without a ticket', { system: 'crm', role: 'exporter', subject: 'isabel.ortega', why }],
  [
    'a ticket of another form',
    { system: 'crm', role: 'exporter', subject: 'isabel.ortega', why, ticket: 'X 1' },
  ],
  [
    'outside the role matrix',
    { system: 'payroll', role: 'admin', subject: 'isabel.ortega', why, ticket: 'FIN-100' },
  ],
  [
    'without a training',
    { system: 'payroll', role: 'viewer', subject: 'filipe.rocha', why, ticket: 'FIN-4821' },
  ],
  ['nobody asks for it alone', { system: 'payroll', role: 'preparer', subject: 'pieter.dejong', why }],
  [
    'the manager asks',
    { system: 'payroll', role: 'preparer', subject: 'nina.hoffmann', askedBy: 'leonor.pinto', why },
  ],
  ['roles that do not go together', { system: 'payroll', role: 'approver', subject: 'leonor.pinto', why }],
  ['held already', { system: 'payroll', role: 'viewer', subject: 'ana.costa', why, ticket: 'FIN-4821' }],
  [
    'too far away',
    {
      system: 'crm',
      role: 'exporter',
      subject: 'andrei.popescu',
      why,
      ticket: 'CRM-701',
      length: 'Until the last day that I write below',
      until: '2027-02-28',
    },
  ],
  [
    'an owner asks for themselves',
    { system: 'payroll', role: 'viewer', subject: 'rui.alves', why, ticket: 'FIN-1001' },
  ],
  ['nobody of that name', { system: 'crm', role: 'viewer', subject: 'nobody.here', why }],
  ['no user name at all', { system: 'crm', role: 'viewer', subject: 'Ana Costa', why }],
  ['somebody who is gone', { system: 'crm', role: 'viewer', subject: 'milan.horvat', why }],
  ['later', { system: 'crm', role: 'viewer', subject: 'isabel.ortega', why, from: '2026-12-01' }],
  ['without an end', { system: 'analytics', role: 'viewer', subject: 'isabel.ortega', why, length: noEnd }],
  [
    'no end where there has to be one',
    { system: 'payroll', role: 'viewer', subject: 'ana.costa', why, ticket: 'FIN-4821', length: noEnd },
  ],
  [
    'an emergency',
    {
      system: 'payroll',
      role: 'admin',
      subject: 'vasco.teixeira',
      why,
      ticket: 'IT-4821',
      incident: 'INC-77',
    },
  ],
  [
    'what looks like HTML',
    {
      system: 'crm',
      role: 'viewer',
      subject: 'isabel.ortega',
      why: '<img src=x> & "more" # than\u202e that',
    },
  ],
];

describe('with people, the page says what `check` says', () => {
  test.each(cases)('%s', async (_name, draft) => {
    const { path, text, judged: said } = judged(withPeople, draft);
    const { status, verdict } = await checked(path, text);
    const printed = JSON.parse(renderCheckJson(said));
    expect(printed.diagnostics).toEqual(verdict.findings);
    expect(printed.requirements).toEqual(verdict.requirements);
    expect(said.diagnostics.some(({ severity }) => severity === 'error')).toBe(status === 1);
  });

  test('of cases that are not all alike', () => {
    const codes = cases.map(([, draft]) =>
      judged(withPeople, draft).judged.diagnostics.map(({ code }) => code),
    );
    expect(codes.filter((found) => found.length === 0).length).toBeGreaterThan(3);
    expect(new Set(codes.flat()).size).toBeGreaterThan(9);
  });
});

describe('without people, the page says what `check` says of somebody who holds nothing yet', () => {
  test.each([
    ['in order', { system: 'crm', role: 'viewer', why }, 'campaign-manager', 'isabel.ortega'],
    [
      'a ticket',
      { system: 'crm', role: 'exporter', why, ticket: 'CRM-701' },
      'campaign-manager',
      'nina.hoffmann',
    ],
    ['no ticket', { system: 'crm', role: 'exporter', why }, 'campaign-manager', 'nina.hoffmann'],
    ['outside the role matrix', { system: 'crm', role: 'editor', why }, 'campaign-manager', 'nina.hoffmann'],
    ['no reason', { system: 'expenses', role: 'viewer', why: 'data' }, 'finance-lead', 'rui.alves'],
    [
      'a training',
      { system: 'payroll', role: 'viewer', why, ticket: 'FIN-4821' },
      'payroll-officer',
      'fatima.elidrissi',
    ],
    [
      'standing',
      { system: 'help-desk', role: 'viewer', why, length: noEnd },
      'help-desk-technician',
      'mariana.lopes',
    ],
  ] as const)('%s', async (_name, draft, jobFunction, subject) => {
    const request = judged(withoutPeople, { ...draft, jobFunction, subject });
    const { verdict } = await checked(request.path, request.text);
    const codes = request.judged.diagnostics.map(({ code, severity, message }) => [code, severity, message]);
    expect(codes).toEqual(
      verdict.findings.map(({ code, severity, message }: (typeof request.judged.diagnostics)[number]) => [
        code,
        severity,
        message,
      ]),
    );
    const asked = (requirements: typeof request.judged.requirements) =>
      requirements.map(({ policy, stages }) => [
        policy,
        stages.map(({ approvers, needed }) => [approvers, needed]),
      ]);
    expect(asked(request.judged.requirements)).toEqual(asked(verdict.requirements));
  });

  test('lets whoever has to ask for others ask', () => {
    const draft = { system: 'payroll', role: 'preparer', jobFunction: 'payroll-officer', why };
    const codes = (more: Draft) =>
      judged(withoutPeople, { ...draft, ...more }).judged.diagnostics.map(({ rule }) => rule);
    expect(codes({})).toEqual(['requester-not-allowed']);
    expect(codes({ askedBy: 'some.manager' })).toEqual([]);
  });
});

describe('the link to a new file', () => {
  const repository = { url: 'https://github.com/quinta-aveia/access', branch: 'release/1 %' };

  test('holds the name and the content', () => {
    const text = 'version: 1\njustification: "Ä & # +"\n';
    const link = new URL(newFileLink(repository, { path: 'access-grants/crm/viewer/a.yaml', text }) ?? '');
    expect(link.pathname).toBe('/quinta-aveia/access/new/release/1%20%25');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      filename: 'access-grants/crm/viewer/a.yaml',
      value: text,
    });
  });

  test('is none where it would be too long', () => {
    expect(newFileLink(repository, { path: 'a.yaml', text: 'ж'.repeat(1200) })).toBeUndefined();
  });
});

test('HTML takes texts as texts', () => {
  const bad = `<script>alert("x")</script>' &`;
  expect(html`<p title="${bad}">${[bad, html`<b>${bad}</b>`, false, undefined, 3]}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; &amp;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; &amp;<b>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; &amp;</b>3</p>',
  );
});
