/** Whatever somebody writes into a policy, a person, a grant, an address or a field: it stays text in every page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { chromiumPath, openPage, type Served, serve, startChromium } from '../support/chromium.ts';
import { writeFiles } from '../support/repository.ts';
import { filesOf, grantbook, sampleCompany, sampleNow, siteOf } from '../support/site.ts';

/** Ends an attribute in either quotation mark, a title, a script and a comment. */
const nasty = `'"--></title></script><svg onload=boom()>`;
const texts = new Set([
  ...['title', 'description', 'name', 'objective', 'organization', 'department', 'displayName', 'reason'],
  ...['alt', 'when', 'do', 'question', 'answer', 'justification', 'for'],
]);
const lists = new Set(['audience', 'beforeAsking', 'steps', 'checks', 'training', 'permissions']);

/** The same values with markup behind each text that people write. */
function poisoned(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return texts.has(key) ? `${value.slice(0, 50)}${nasty}` : value;
  if (Array.isArray(value))
    return value.map((each: unknown) =>
      typeof each === 'string' && lists.has(key) && /\s/.test(each) ? `${each}${nasty}` : poisoned(each),
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, each]) => [
      inner,
      key === 'permissions' && typeof each === 'string' ? `${each}${nasty}` : poisoned(each, inner),
    ]),
  );
}

const company = sampleCompany();
const files = readdirSync(company.dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /^(policies|access-grants)\/.*\.yaml$/.test(path),
);
writeFiles(
  company.dir,
  Object.fromEntries(
    files.map((path) => [path, stringify(poisoned(parse(readFileSync(join(company.dir, path), 'utf8'))))]),
  ),
);
const folders = { without: siteOf(company.dir), with: siteOf(company.dir, '--include-people') };

let browser: Browser;
const served = new Map<string, Served>();
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  browser = await startChromium();
  for (const [kind, folder] of Object.entries(folders)) served.set(kind, await serve(folder));
});
afterAll(async () => {
  await browser?.close();
  for (const { close } of served.values()) await close();
});

/** Runs with a page, and fails where anything ran in it, was refused by its policy, or was asked of another server. */
async function visiting<T>(kind: string, path: string, visit: (page: Page) => Promise<T>): Promise<T> {
  const url = served.get(kind)?.url ?? '';
  const { page, wrong, close } = await openPage(browser, { url, now: sampleNow });
  try {
    await page.goto(url + path);
    const result = await visit(page);
    expect([path, await madeBy(page)]).toEqual([path, []]);
    expect([path, wrong]).toEqual([path, []]);
    return result;
  } finally {
    await close();
  }
}

/** Elements that no page of ours has. */
const madeBy = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('*')]
    .filter((each) => [...each.attributes].some(({ name, value }) => name.startsWith('on') || name === 'style' || /^\\s*(javascript|data|vbscript):/i.test(value))
      || (each.localName === 'script' && !each.src.startsWith(location.origin))
      || ['iframe', 'object', 'embed', 'base'].includes(each.localName))
    .map((each) => each.outerHTML.slice(0, 200))`);

test('the policies with markup in them are in order, so that there is something to look at', () => {
  const { stderr } = grantbook(company.dir, 'check', '--now', sampleNow);
  expect(stderr).not.toContain('error[GB00');
  expect(filesOf(folders.without).get('index.html')).toContain('&lt;svg onload=boom()&gt;');
});

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  test.each(Object.keys(folders))('no text becomes markup in any page (%s people)', async (kind) => {
    const pages = [...filesOf(folders[kind as keyof typeof folders]).keys()].filter((path) =>
      path.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(20);
    const url = served.get(kind)?.url ?? '';
    // One page for all, since opening them takes longer than looking at them.
    await visiting(kind, 'index.html', async (page) => {
      for (const path of pages) {
        await page.goto(url + path);
        // Each page names the organization at its top.
        expect([path, await page.locator('header.top').innerText()]).toEqual([
          path,
          expect.stringContaining(nasty),
        ]);
        expect([path, await madeBy(page)]).toEqual([path, []]);
      }
    });
  });

  const evil = encodeURIComponent('"><svg onload=boom()>');

  test.each([
    `request.html?system=${evil}#system=${evil}&role=${evil}`,
    `request.html#system=payroll&role=viewer&__proto__=${evil}&why=${evil}`,
    `request.html#${evil}`,
    `practice.html?training=${evil}#${evil}`,
    `index.html?search=${evil}#${evil}`,
  ])('an address means no more than a role that there is: %s', async (path) => {
    for (const kind of Object.keys(folders))
      await visiting(kind, path, async (page) => {
        await page.locator('main').waitFor();
        expect(await page.locator('main').innerText()).not.toContain('"><svg onload');
      });
  });

  /** Fills in everything, and gives the file as it is shown and as the link brings it along. */
  const asked = (answers: Readonly<Record<string, string>>) =>
    visiting('without', 'request.html#system=crm&role=viewer', async (page) => {
      await page.selectOption('#jobFunction', { index: 1 });
      for (const [id, text] of Object.entries(answers)) await page.fill(`#${id}`, text);
      await page.locator('#answer:not([aria-busy])').waitFor();
      const text = (selector: string) => page.locator(selector).first().textContent();
      const link = page.locator('#open-file');
      return {
        path: await text('#file .path'),
        file: await text('#file-text'),
        link: (await link.count()) > 0 ? await link.first().getAttribute('href') : null,
        said: await text('#answer'),
      };
    });

  test('the link to GitHub holds the file that is shown, and nothing else that somebody typed', async () => {
    const why = `Look up shops & clients?#&filename=.github/workflows/x.yml&value=on%3A%20push&quick_pull=1 ${nasty}`;
    const { path, file, link } = await asked({ why, subject: 'isabel.ortega' });
    const { origin, pathname, hash, searchParams } = new URL(link ?? '');
    expect([origin, pathname, hash]).toEqual(['https://github.com', '/quinta-aveia/access/new/main', '']);
    expect([...searchParams]).toEqual([
      ['filename', path],
      ['value', file],
    ]);
    expect(path).toBe('access-grants/crm/viewer/isabel.ortega.yaml');
    expect(parse(file ?? '')).toMatchObject({ subject: 'isabel.ortega', justification: why });
  });

  test.each([
    '../../../.github/workflows/x',
    'a/../../../policies/approvals',
    'ana.costa.yaml?value=x',
    'Ana\u202ecosta',
    nasty,
  ])('who it is for is never a way to another file: %j', async (subject) => {
    const { link, said } = await asked({ why: 'Look up the shops of the spring fair', subject });
    expect(link).toBe(null);
    expect(said).toContain('to repair');
  });

  test('a reason cannot end its line and begin another key', async () => {
    const why = 'Look up the shops\u2028standing: true\u0085role: admin\u000bsystem: payroll of the fair';
    const { file, link } = await asked({ why, subject: 'isabel.ortega' });
    const value = parse(file ?? '') as Record<string, unknown>;
    expect(value).toMatchObject({ system: 'crm', role: 'viewer' });
    expect(value.standing).toBeUndefined();
    if (link !== null) expect(new URL(link).searchParams.get('value')).toBe(file);
  });
});
