/** The pages in a real browser: what a visitor sees, by mouse, by keyboard, on a phone, and with a screen reader. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chromiumPath,
  openPage,
  type Served,
  serve,
  startChromium,
  violationsIn,
} from '../support/chromium.ts';
import { decision, ledgerOf } from '../support/ledger.ts';
import { filesOf, grantbook, sampleCompany, sampleNow, siteOf } from '../support/site.ts';

const company = sampleCompany();
const folders = {
  'without people': siteOf(company.dir),
  'with people': siteOf(company.dir, '--include-people'),
};
type Kind = keyof typeof folders;
const kinds = Object.keys(folders) as readonly Kind[];

let browser: Browser;
const served = new Map<Kind, Served>();
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  browser = await startChromium();
  for (const kind of kinds) served.set(kind, await serve(folders[kind]));
});
afterAll(async () => {
  await browser?.close();
  for (const { close } of served.values()) await close();
});

/** Runs with a page of the site, and fails if anything went wrong in it. */
async function visiting<T>(
  kind: Kind,
  path: string,
  visit: (page: Page) => Promise<T>,
  options: Partial<Parameters<typeof openPage>[1]> = {},
): Promise<T> {
  const url = served.get(kind)?.url ?? '';
  const { page, wrong, close } = await openPage(browser, { url, now: sampleNow, ...options });
  try {
    await page.goto(url + path);
    const result = await visit(page);
    expect(wrong).toEqual([]);
    return result;
  } finally {
    await close();
  }
}

/** What `check` says of a file in a copy of the company. */
function check(path: string, text: string) {
  const file = join(company.dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { status, stdout } = grantbook(
    company.dir,
    ...['check', '--base', 'HEAD', '--format', 'json', '--now', sampleNow],
  );
  rmSync(file);
  company.git('checkout', '--quiet', '--', '.');
  const { findings, requirements } = JSON.parse(stdout) as {
    findings: { code: string; message: string }[];
    requirements: { stages: { candidates: string[] }[] }[];
  };
  return {
    status,
    findings,
    candidates: requirements.flatMap(({ stages }) => stages.map((each) => each.candidates)),
  };
}

/** What the page says by now. */
async function said(page: Page) {
  await page.locator('#send #file-text').waitFor({ state: 'attached' });
  const text = (selector: string) => page.locator(selector).allTextContents();
  return {
    verdict: (await text('.verdict')).join(),
    codes: await text('.finding .code'),
    messages: (await text('.finding p:first-child')).map((each) =>
      each.replace(/^\S.*?(?:repair|this|Excepted) /, ''),
    ),
    stages: await text('.stages li'),
    path: (await text('#file .path')).join(),
    file: (await text('#file-text')).join(),
    link: await page
      .locator('#open-file')
      .first()
      .getAttribute('href', { timeout: 500 })
      .catch(() => null),
    form: await page
      .locator('#open-form')
      .first()
      .getAttribute('href', { timeout: 500 })
      .catch(() => null),
  };
}

/** Waits until what was chosen last is judged: the page lets people finish typing first. */
const settled = (page: Page) => page.locator('#answer:not([aria-busy])').waitFor();

const why = 'Reconcile the fourth quarter salary run with the general ledger';

describe.skipIf(chromiumPath === undefined)('from the first page to a finished request', () => {
  test('takes four choices, and `check` accepts the file', async () => {
    const request = await visiting('without people', 'index.html', async (page) => {
      await page.click('a[aria-label="Ask for Viewer in Clientela"]'); // 1
      await page.selectOption('#jobFunction', { label: 'Campaign manager' }); // 2
      await page.fill('#why', 'Look up the shops that come to the spring fair'); // 3
      await page.fill('#subject', 'isabel.ortega'); // 4
      await settled(page);
      return said(page);
    });
    expect(request.verdict).toBe('In order');
    const link = new URL(request.link ?? '');
    expect(link.origin + link.pathname).toBe('https://github.com/quinta-aveia/access/new/main');
    expect(link.searchParams.get('value')).toBe(request.file);
    expect(check(link.searchParams.get('filename') ?? '', request.file)).toMatchObject({
      status: 0,
      findings: [],
    });
    expect(request.stages).toEqual(['your manager or an owner of Clientela']);
  });

  test('takes three where the page knows people, and they are named', async () => {
    const request = await visiting('with people', 'index.html', async (page) => {
      await page.click('a[aria-label="Ask for Viewer in Clientela"]'); // 1
      await page.fill('#subject', 'Isabel Ortega (isabel.ortega)'); // 2
      await page.fill('#why', 'Look up the shops that come to the spring fair'); // 3
      await settled(page);
      return said(page);
    });
    expect(request.path).toBe('access-grants/crm/viewer/isabel.ortega.yaml');
    expect(check(request.path, request.file)).toMatchObject({ status: 0, findings: [] });
    expect(request.stages.join()).toContain('Andrei Popescu');
  });

  test('goes by the keyboard alone', async () => {
    const request = await visiting('without people', 'index.html', async (page) => {
      const press = async (...keys: readonly string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const focused = () =>
        page.evaluate(
          'document.activeElement.id || document.activeElement.getAttribute("aria-label") || document.activeElement.textContent.trim()',
        );
      const tabTo = async (wanted: string) => {
        for (let steps = 0; (await focused()) !== wanted; steps += 1) {
          if (steps > 60) throw new Error(`the keyboard does not come to ${wanted}`);
          await press('Tab');
        }
      };
      await press('Tab');
      expect(await focused()).toBe('Skip to the content');
      await press('Enter');
      await tabTo('search');
      await page.keyboard.type('clientela viewer');
      await tabTo('Ask for Viewer in Clientela');
      await press('Enter');
      await page.locator('#jobFunction').waitFor();
      await tabTo('jobFunction');
      await page.keyboard.type('Campaign');
      await tabTo('why');
      await page.keyboard.type('Look up the shops that come to the spring fair');
      await tabTo('subject');
      await page.keyboard.type('isabel.ortega');
      await settled(page);
      const answer = await said(page);
      await tabTo('open-file');
      return answer;
    });
    expect(request.verdict).toBe('In order');
    expect(check(request.path, request.file).status).toBe(0);
  });
});

/** Choices by the ids of their fields. */
const table: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['in order', { role: 'payroll/viewer', subject: 'teresa.vaz', why, ticket: 'FIN-4821' }],
  ['a lead', { role: 'payroll/viewer', subject: 'Rui Alves (rui.alves)', why, ticket: 'FIN-4821' }],
  ['no reason', { role: 'crm/viewer', subject: 'isabel.ortega', why: 'need it' }],
  ['no ticket', { role: 'crm/exporter', subject: 'nina.hoffmann', why }],
  ['outside the role matrix', { role: 'payroll/admin', subject: 'isabel.ortega', why, ticket: 'FIN-100' }],
  ['nobody asks alone', { role: 'payroll/preparer', subject: 'fatima.elidrissi', why }],
  [
    'the manager asks',
    { role: 'payroll/preparer', subject: 'fatima.elidrissi', why, askedBy: 'leonor.pinto' },
  ],
  ['not together', { role: 'hr-records/editor', subject: 'pieter.dejong', why }],
  ['held already', { role: 'payroll/viewer', subject: 'ana.costa', why, ticket: 'FIN-4821' }],
  ['less would do', { role: 'analytics/viewer', subject: 'mateus.oliveira', why }],
  ['an unknown name', { role: 'crm/viewer', subject: 'isabel.ortego', why }],
];

describe.skipIf(chromiumPath === undefined)('the page says what `check` says', () => {
  test.each(table)('%s', async (_name, choices) => {
    const page = await visiting('with people', 'request.html', async (page) => {
      for (const [id, value] of Object.entries(choices))
        await (id === 'role' ? page.selectOption('#role', value) : page.fill(`#${id}`, value));
      await settled(page);
      return said(page);
    });
    const { status, findings, candidates } = check(page.path, page.file);
    expect(page.codes.toSorted()).toEqual(findings.map(({ code }) => code).toSorted());
    const plain = (text: string) => text.replaceAll('`', '').toLowerCase();
    for (const { message } of findings)
      expect(page.messages.map(plain).some((each) => each.includes(plain(message)))).toBe(true);
    expect(page.verdict.includes('to repair')).toBe(status === 1);
    expect(page.stages).toHaveLength(candidates.length);
    for (const [index, names] of candidates.entries())
      for (const name of names) {
        const file = readFileSync(join(company.dir, `policies/people/${name}.yaml`), 'utf8');
        expect(page.stages[index]).toContain(/^displayName: (.+)$/m.exec(file)?.[1]);
      }
  });
});

describe.skipIf(chromiumPath === undefined)('a request', () => {
  test('goes to the issue form with what can be filled in', async () => {
    const { form } = await visiting(
      'without people',
      'request.html#system=payroll&role=viewer',
      async (page) => {
        await page.selectOption('#jobFunction', 'accountant');
        await page.fill('#why', why);
        await page.fill('#ticket', 'FIN-4821');
        await settled(page);
        return said(page);
      },
    );
    const link = new URL(form ?? '');
    expect(link.pathname).toBe('/quinta-aveia/access/issues/new');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      template: 'access-payroll.yml',
      why,
      ticket: 'FIN-4821',
    });
    const fields = readFileSync('.github/ISSUE_TEMPLATE/access-payroll.yml', 'utf8');
    for (const id of ['why', 'ticket', 'until', 'from', 'who']) expect(fields).toContain(`id: ${id}\n`);
  });

  test('takes no text for HTML', async () => {
    await visiting('with people', 'request.html#system=crm&role=viewer', async (page) => {
      await page.fill('#subject', '<img src=x onerror=alert(1)>');
      await page.fill('#why', '</code><script>alert(1)</script> and some more words');
      await settled(page);
      expect(await page.locator('.answer img, .answer script').count()).toBe(0);
      expect(await page.locator('#file-text').textContent()).toContain('<script>alert(1)</script>');
    });
  });

  test('has the lengths that the role and the person allow', async () => {
    const lengths = await visiting(
      'without people',
      'request.html#system=crm&role=exporter',
      async (page) => {
        await page.selectOption('#jobFunction', 'campaign-manager');
        return page.locator('#length option').allTextContents();
      },
    );
    expect(lengths).toEqual(['1 day', '7 days', '14 days', 'Until the last day that I write below']);
  });
});

describe.skipIf(chromiumPath === undefined)('the dashboard', () => {
  const recorded = sampleCompany();
  recorded.git('checkout', '--quiet', '--orphan', 'grantbook-ledger');
  recorded.git('rm', '-rfq', '.');
  const times = {
    asked: '2026-11-02T08:00:00Z',
    complete: '2026-11-03T08:00:00Z',
    merged: '2026-11-03T08:01:00Z',
  };
  const records = [
    decision(1, { times }),
    decision(2, { times: { merged: times.merged }, outcome: 'unapproved' }),
  ];
  recorded.commit(Object.fromEntries(ledgerOf(records)), '2026-11-03');
  recorded.git('checkout', '--quiet', 'main');

  test.each(['light', 'dark'] as const)(
    'draws what the ledger of the clone holds, and pleases axe: %s',
    async (colorScheme) => {
      const { url, close } = await serve(siteOf(recorded.dir));
      const {
        page,
        wrong,
        close: leave,
      } = await openPage(browser, { url, now: sampleNow, colorScheme, bypassCSP: true });
      await page.goto(`${url}dashboard.html`);
      expect(await page.locator('svg.bars').count()).toBe(3);
      await page.click('summary >> nth=0');
      expect(await page.locator('.chart tbody tr').first().innerText()).toMatch(/November 2026\s+1\s+0/);
      expect(await violationsIn(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await leave();
      await close();
    },
  );
});

describe.skipIf(chromiumPath === undefined)('the search', () => {
  test.each([
    ['payslips', 4],
    ['CLIENTELA export', 2],
    ['zzz', 0],
  ])('%s finds %i', async (words, count) => {
    await visiting('without people', 'index.html', async (page) => {
      await page.fill('#search', words);
      expect(await page.locator('.roles .role:visible').count()).toBe(count);
      expect(await page.locator('.found').textContent()).toBe(`${count} found`);
      expect(await page.locator('[data-nothing]').isVisible()).toBe(count === 0);
    });
  });
});

const looks = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const;

describe.skipIf(chromiumPath === undefined).each(kinds)('every page %s', (kind) => {
  const pages = [...filesOf(folders[kind]).keys()]
    .filter((path) => path.endsWith('.html'))
    // Runbooks and sheets are made alike: the lists of them, and one of each, stand for all.
    .filter((path) => !/^(?:runbooks|training)\/(?!index|payroll|finance)/.test(path));

  test('are taken from every folder', () => {
    const folders = new Set(pages.map((path) => (path.includes('/') ? dirname(path) : '')));
    expect(folders).toEqual(new Set(['', 'systems', 'runbooks', 'training']));
  });

  test.each(looks)('pleases axe, and is no wider than the screen: %s', async (_name, options) => {
    await visiting(
      kind,
      'index.html',
      async (page) => {
        const top = page.url().replace(/[^/]*$/, '');
        for (const path of [...pages, 'request.html#system=payroll&role=viewer']) {
          await page.goto(top + path);
          if (path.includes('#')) {
            if (kind === 'without people') await page.selectOption('#jobFunction', 'accountant');
            else await page.fill('#subject', 'rui.alves');
            await settled(page);
            await page.click('#file summary');
          }
          expect([path, await violationsIn(page)]).toEqual([path, []]);
          const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect([path, width]).toEqual([path, 0]);
        }
      },
      { ...options, bypassCSP: true },
    );
  });

  test('can be read without scripts', async () => {
    await visiting(
      kind,
      'index.html',
      async (page) => {
        expect(await page.locator('.roles .role:visible').count()).toBe(32);
        expect(await page.locator('#search').isVisible()).toBe(false);
        await page.goto(page.url().replace('index.html', 'request.html'));
        expect(await page.locator('main').textContent()).toContain('needs JavaScript');
      },
      { javaScriptEnabled: false },
    );
  });

  test('works from a folder too', async () => {
    const url = `${pathToFileURL(folders[kind])}/`;
    const { page, wrong, close } = await openPage(browser, { url, now: sampleNow });
    await page.goto(`${url}request.html#system=crm&role=viewer`);
    await page.locator('[data-builder]:visible').waitFor();
    expect(wrong).toEqual([]);
    await close();
  });
});
