/** What stands in the pages, without a browser. */
import { describe, expect, test } from 'vitest';
import { metricsOf } from '../../src/ledger/metrics.ts';
import { monthsOf } from '../../src/ledger/months.ts';
import type { LedgerRecord } from '../../src/model/record.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { html } from '../../src/site/html.ts';
import type { SiteInput } from '../../src/site/input.ts';
import { nothingKnown } from '../../src/site/judge-text.ts';
import { siteFiles } from '../../src/site/site.ts';
import { commitId, decision } from '../support/ledger.ts';
import { metricsFrom } from '../support/metrics.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const files = Object.fromEntries(Object.entries(exampleCompany));
const input = (more: Partial<SiteInput> = {}): SiteInput => ({
  workspace: workspaceOf(files),
  texts: files,
  known: nothingKnown,
  people: true,
  now: noon('2026-11-23'),
  timeZone: 'UTC',
  held: [],
  numbers: undefined,
  repository: undefined,
  forms: [],
  runbooks: new Map(),
  workshops: [],
  ...more,
});
const page = (path: string, more: Partial<SiteInput> = {}): string => siteFiles(input(more)).get(path) ?? '';
/** The text of a page, with single spaces. */
const textOf = (text: string): string => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('every page', () => {
  const pages = [...siteFiles(input({ runbooks: new Map([['payroll', html`<p>Call.</p>`]]) }))].filter(
    ([path]) => path.endsWith('.html'),
  );

  test.each(pages)(
    '%s asks nothing of anybody else, and holds no script or style of its own',
    (_path, text) => {
      expect(text).toContain('default-src &#39;none&#39;');
      expect(text.match(/(?:src|href)="(?:https?:)?\/\//g)).toBeNull();
      expect(text.match(/<script(?![^>]* src=)|<style| style="| on\w+="/g)).toBeNull();
    },
  );

  test.each(pages)('%s links only to files that are there', (path, text) => {
    const here = new URL(`http://x/${path}`);
    const links = [...text.matchAll(/(?:href|src)="([^"#]+)[^"]*"/g)].map(([, link = '']) =>
      new URL(link, here).pathname.slice(1),
    );
    const known = new Set([
      ...pages.map(([each]) => each),
      'assets/data.js',
      ...['site.js', 'core.js', 'request.js', 'practice.js', 'style.css', 'icon.svg'].map(
        (each) => `assets/${each}`,
      ),
    ]);
    expect(links.filter((link) => !known.has(link))).toEqual([]);
  });
});

describe('the calendar', () => {
  const held = [
    { system: 'payroll', role: 'viewer', subject: 'ana.costa', until: '2026-12-23' },
    { system: 'payroll', role: 'viewer', subject: 'rui.alves', until: '2026-12-23' },
    { system: 'payroll', role: 'viewer', until: 'standing' },
    { system: 'payroll', role: 'viewer', until: undefined },
    { system: 'payroll', role: 'viewer', until: '2027-06-30' },
  ] as const;

  test('names people and what ends, day by day', () => {
    const text = textOf(page('calendar.html', { held }));
    expect(text).toContain('Wednesday 23 December in 30 days');
    expect(text).toContain('Ana Costa');
    expect(text).toContain('The end of 1 grant is not known here');
    expect(text).toContain('1 grant has no end');
    expect(text).not.toContain('30 June');
  });

  test('counts where nobody is named', () => {
    const nameless = held.map(({ system, role, until }) => ({ system, role, until }));
    const text = textOf(page('calendar.html', { held: nameless, people: false }));
    expect(text).toMatch(/Viewer in \S+ × 2/);
    expect(text).not.toContain('Ana');
  });

  test('is one of real months: weeks begin on Monday, and February has its days', () => {
    const text = page('calendar.html', { now: noon('2028-02-10') });
    const february = textOf(text.slice(text.indexOf('February 2028'), text.indexOf('March 2028')));
    expect(february).toContain('29');
    expect(february).not.toContain('30');
    // 1 February 2028 is a Tuesday.
    expect(text.slice(text.indexOf('February 2028'))).toMatch(
      /<tbody><tr><td><\/td><td><span class="day">1</,
    );
  });
});

const at = (asked: string, complete: string, merged = complete) => ({ asked, complete, merged });
const change = (kind: string) => ({
  kind,
  path: 'access-grants/payroll/viewer/ana.costa.yaml',
  objectId: commitId(7),
});
const records = [
  decision(1, { times: at('2026-09-01T08:00:00Z', '2026-09-01T10:00:00Z') }),
  decision(2, { times: at('2026-09-02T08:00:00Z', '2026-09-02T12:00:00Z'), changes: [change('removed')] }),
  decision(3, { times: at('2026-09-03T08:00:00Z', '2026-09-04T08:00:00Z'), changes: [change('extended')] }),
  decision(4, { times: { merged: '2026-11-30T23:30:00Z' }, outcome: 'unapproved' }),
].map((record): LedgerRecord => ({ ...record, previous: null }));

const numbersOf = (given: readonly LedgerRecord[]) =>
  metricsOf({ ...metricsFrom([], { now: Date.parse('2026-12-24T12:00:00Z') }), records: given });

describe('the numbers', () => {
  test('are those of each month, in the time zone of the organization', () => {
    expect(monthsOf(records, 'Europe/Madrid')).toEqual([
      { month: '2026-09', given: 2, ended: 1, unapproved: 0, denied: 0 },
      ...['2026-10', '2026-11'].map((month) => ({
        month,
        given: 0,
        ended: 0,
        unapproved: 0,
        denied: 0,
      })),
      { month: '2026-12', given: 0, ended: 0, unapproved: 1, denied: 0 },
    ]);
    expect(monthsOf([], 'UTC')).toEqual([]);
  });

  test('stand in a table too', () => {
    const text = textOf(page('dashboard.html', { numbers: numbersOf(records) }));
    expect(text).toContain('September 2026 2 1');
    expect(text).toContain('September 2026 – – – 13 h');
    expect(text).toContain('1 change that nobody approved');
  });

  test('say plainly where there is no ledger, or nothing in it', () => {
    expect(textOf(page('dashboard.html'))).toContain(
      'The clone that this page was made from does not have it',
    );
    expect(textOf(page('dashboard.html', { numbers: numbersOf([]) }))).toContain('holds no decision yet');
  });
});

describe('a runbook', () => {
  const runbooks = new Map([['payroll', html`<p>Call the owner.</p>`]]);

  test('has its page, and is linked to from its system', () => {
    expect(page('runbooks/payroll.html', { runbooks })).toContain('<p>Call the owner.</p>');
    expect(page('systems/payroll.html', { runbooks })).toContain('href="../runbooks/payroll.html"');
    expect(page('index.html', { runbooks })).toContain('runbooks/index.html');
  });

  test('is not spoken of where there is none', () => {
    expect([...siteFiles(input()).keys()].filter((path) => path.includes('runbook'))).toEqual([]);
    expect(page('index.html')).not.toContain('runbook');
  });
});
