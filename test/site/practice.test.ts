/** The practice page in a real browser: what it says is what `check` says, and it can be gone through by the keyboard. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceCode, readPracticeCode } from '../../src/forms/practice-code.ts';
import { statements } from '../../src/forms/training-form.ts';
import { forFields } from '../../src/render/request-markdown.ts';
import { practiceCompany, reviewers } from '../../src/site/practice/company.ts';
import {
  chromiumPath,
  openPage,
  type Served,
  serve,
  startChromium,
  violationsIn,
} from '../support/chromium.ts';
import { repository, writeFiles } from '../support/repository.ts';
import { grantbook, sampleCompany, sampleNow, siteOf } from '../support/site.ts';

const company = sampleCompany();
const practice = repository();
practice.commit(practiceCompany('Europe/Lisbon'), '2026-11-20');

let browser: Browser;
let served: Served;
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  browser = await startChromium();
  served = await serve(siteOf(company.dir));
  // On a busy machine a browser takes its time to start.
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function visiting<T>(
  visit: (page: Page) => Promise<T>,
  options: Partial<Parameters<typeof openPage>[1]> = {},
): Promise<T> {
  const { page, wrong, close } = await openPage(browser, { url: served.url, now: sampleNow, ...options });
  try {
    await page.goto(`${served.url}practice.html`);
    await page.locator('[data-practice]:visible').waitFor();
    const result = await visit(page);
    expect(wrong).toEqual([]);
    return result;
  } finally {
    await close();
  }
}

const settled = (page: Page) => page.locator('#answer:not([aria-busy])').waitFor();
const go = (page: Page, step: number) => page.locator(`[data-next="${step}"]:visible`).click();
const inOrder = { why: 'Find the courses that my first weeks ask for', until: '2026-12-10' };

async function repair(page: Page, answers: Readonly<Record<string, string>> = inOrder) {
  await page.click('#send');
  for (const [id, value] of Object.entries(answers))
    await (id === 'role' ? page.selectOption('#role', value) : page.fill(`#${id}`, value));
  await settled(page);
}
async function approve(page: Page) {
  await go(page, 3);
  await page.click('[data-reviewer="new.colleague"]');
  await page.click('[data-reviewer="kim.lead"]');
  await go(page, 4);
}

test('the company of the practice is in order by its own rules', () => {
  const { status, stdout, stderr } = grantbook(practice.dir, 'check', '--now', sampleNow);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('no problems');
});

/** What `check` says of the file that the answers make. */
function check({ role = 'viewer', why = 'need it', until = '2027-12-31' }: Readonly<Record<string, string>>) {
  const path = `access-grants/training-system/${role}/new.colleague.yaml`;
  const text = `version: 1
subject: new.colleague
system: training-system
role: ${role}
justification: ${JSON.stringify(why)}
requestedAt: 2026-11-23
${until === '' ? '' : `validUntil: ${until}\n`}`;
  writeFiles(practice.dir, { [path]: text });
  const { status, stdout } = grantbook(
    practice.dir,
    ...['check', '--base', 'HEAD', '--format', 'json', '--now', sampleNow],
  );
  rmSync(join(practice.dir, dirname(dirname(dirname(path)))), { recursive: true });
  const { findings, requirements } = JSON.parse(stdout) as {
    findings: { code: string; message: string }[];
    requirements: { stages: { candidates: string[] }[] }[];
  };
  return {
    status,
    findings,
    candidates: requirements.flatMap(({ stages }) => stages.flatMap((each) => each.candidates)),
  };
}

const table: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['as it stands there', {}],
  ['in order', inOrder],
  ['no reason', { ...inOrder, why: '' }],
  ['a reason that says nothing', { ...inOrder, why: 'I need it for my work here' }],
  ['no last day', { ...inOrder, until: '' }],
  ['a day too late', { ...inOrder, until: '2026-12-23' }],
  ['the last day that may be', { ...inOrder, until: '2026-12-22' }],
  ['yesterday', { ...inOrder, until: '2026-11-22' }],
  ['a role of others', { ...inOrder, role: 'editor' }],
  ['the role of an administrator', { ...inOrder, role: 'admin' }],
  ['words that look like HTML', { ...inOrder, why: '<b>Find</b> the courses & "start" with them' }],
];

describe.skipIf(chromiumPath === undefined)('the page says what `check` says', () => {
  test.each(table)('%s', async (_name, answers) => {
    const page = await visiting(async (page) => {
      await repair(page, answers);
      return {
        codes: await page.locator('.finding .code').allTextContents(),
        said: (await page.locator('.finding p:first-child').allTextContents()).join('\n'),
        stages: (await page.locator('.stages li').allTextContents()).join(),
        mayGoOn: await page.locator('[data-next="3"]').isVisible(),
      };
    });
    const { status, findings, candidates } = check(answers);
    expect(page.codes.toSorted()).toEqual(findings.map(({ code }) => code).toSorted());
    const plain = (text: string) => text.replaceAll('`', '').toLowerCase();
    for (const { message } of findings) expect(plain(page.said)).toContain(plain(forFields(message)));
    expect(page.mayGoOn).toBe(status === 0);
    for (const user of candidates)
      expect(page.stages).toContain(reviewers.find((each) => each.user === user)?.name ?? 'Pat');
  });

  test('and both ways happen in the table', () => {
    const codes = new Set(table.map(([, answers]) => check(answers).status));
    expect(codes).toEqual(new Set([0, 1]));
  });
});

describe.skipIf(chromiumPath === undefined)('the way', () => {
  test('from the first screen to a request in order takes three choices', async () => {
    await visiting(async (page) => {
      await page.click('#send'); // 1
      await page.fill('#why', inOrder.why); // 2
      await page.fill('#until', inOrder.until); // 3
      await settled(page);
      expect(await page.locator('#answer .verdict').textContent()).toBe('In order');
    });
  });

  test('goes by the keyboard alone to the code, and the form reads it', async () => {
    const { code, link, focus } = await visiting(async (page) => {
      const press = async (...keys: readonly string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const focused = () =>
        page.evaluate(
          'document.activeElement.id || document.activeElement.dataset.next || document.activeElement.dataset.reviewer || document.activeElement.dataset.clock || ""',
        );
      const tabTo = async (wanted: string) => {
        for (let steps = 0; (await focused()) !== wanted; steps += 1) {
          if (steps > 60) throw new Error(`the keyboard does not come to ${wanted}`);
          await press('Tab');
        }
      };
      const tabBackTo = async (wanted: string) => {
        for (let steps = 0; (await focused()) !== wanted; steps += 1) {
          if (steps > 60) throw new Error(`the keyboard does not come back to ${wanted}`);
          await press('Shift+Tab');
        }
      };
      const focus: unknown[] = [];
      await tabTo('send');
      await press('Enter');
      focus.push(await focused());
      await tabBackTo('why');
      await press('Control+A');
      await page.keyboard.type(inOrder.why);
      await tabTo('until');
      // The field of Chromium takes month, day and year one after the other.
      await page.keyboard.type('12102026');
      await settled(page);
      await tabTo('3');
      await press('Enter');
      focus.push(await focused());
      await tabTo('new.colleague');
      await press('Enter');
      await tabTo('sam.owner');
      await press('Space');
      await tabTo('4');
      await press('Enter');
      focus.push(await focused());
      await tabTo('clock');
      await press('End', 'ArrowLeft');
      await tabTo('5');
      await press('Enter');
      focus.push(await focused());
      for (const [index] of statements.entries()) {
        await tabTo(`tick-${index + 1}`);
        await press('Space');
      }
      await tabTo('login');
      await page.keyboard.type('@QA-Aoife-Kelly');
      await page.locator('#code').waitFor();
      await tabTo('send-code');
      const link = await page.locator('#send-code').getAttribute('href');
      return { code: (await page.locator('#code').textContent()) ?? '', link: new URL(link ?? ''), focus };
    });
    expect(focus).toEqual(['step-2-title', 'step-3-title', 'step-4-title', 'step-5-title']);
    const about = { training: 'access-basics', login: 'qa-aoife-kelly' };
    expect(code).toBe(practiceCode({ ...about, day: '2026-11-23' }));
    expect(readPracticeCode(code, { ...about, today: '2026-11-23' })).toEqual({ day: '2026-11-23' });
    expect(link.pathname).toBe('/quinta-aveia/access/issues/new');
    expect(Object.fromEntries(link.searchParams)).toEqual({ template: 'finished-training.yml', code });
  });

  test('one’s own approval does not count, nor that of somebody who is not named; the manager’s does', async () => {
    await visiting(async (page) => {
      await repair(page);
      await go(page, 3);
      const said = () => page.locator('#decision').innerText();
      await page.click('[data-reviewer="new.colleague"]');
      expect(await said()).toMatch(/Does not count\. Your own approval: nobody approves their own access/);
      await page.click('[data-reviewer="robin.desk"]');
      expect(await said()).toMatch(/Robin: the approval policy does not name that person here/);
      expect(await page.locator('[data-next="4"]').isVisible()).toBe(false);
      await page.click('[data-reviewer="kim.lead"]');
      expect(await said()).toMatch(/Counts\. The approval of Kim/);
      await page.click('[data-reviewer="sam.owner"]');
      expect(await said()).toMatch(/Sam: every place that this person could fill has somebody already/);
      expect(await page.locator('#decision .verdict').innerText()).toBe('Approved. The access begins now.');
    });
  });

  test('the manager alone is enough for the policy, and the own try is asked for all the same', async () => {
    await visiting(async (page) => {
      await repair(page);
      await go(page, 3);
      await page.click('[data-reviewer="kim.lead"]');
      expect(await page.locator('#decision').innerText()).toMatch(/Approved.*One thing is left/s);
      expect(await page.locator('[data-next="4"]').isVisible()).toBe(false);
    });
  });

  test('the access is there on its last day and over on the next, and whoever changes the request begins anew', async () => {
    await visiting(async (page) => {
      await repair(page);
      await approve(page);
      const verdict = () => page.locator('#access .verdict').innerText();
      expect(await verdict()).toBe('23 November 2026: you have access.');
      await page.click('[data-clock="last"]');
      expect(await verdict()).toBe('10 December 2026: you have access.');
      expect(await page.locator('[data-next="5"]').isVisible()).toBe(false);
      await page.click('[data-clock="after"]');
      expect(await verdict()).toBe('11 December 2026: no access. It has ended.');
      expect(await page.locator('[data-next="5"]').isVisible()).toBe(true);
      await page.fill('#until', '2026-12-11');
      await settled(page);
      expect(await page.locator('.step[data-locked]').count()).toBe(3);
      await go(page, 3);
      expect(await page.locator('#decision').innerText()).toBe('Nobody has approved it yet.');
    });
  });

  test('gives no code before all is ticked, nor for what is no login', async () => {
    await visiting(async (page) => {
      await repair(page);
      await approve(page);
      await page.click('[data-clock="after"]');
      await go(page, 5);
      await page.fill('#login', 'qa-aoife-kelly');
      expect(await page.locator('#code').count()).toBe(0);
      await page.check('#tick-1');
      expect(await page.locator('#finish').innerText()).toBe('4 lines are left to tick.');
      for (const [index] of statements.entries()) await page.check(`#tick-${index + 1}`);
      expect(await page.locator('#code').count()).toBe(1);
      await page.fill('#login', 'Aoife Kelly');
      expect(await page.locator('#finish').innerText()).toMatch(/This is no login on GitHub/);
      await page.fill('#login', 'qa-aoife-kelly');
      await page.uncheck('#tick-2');
      expect(await page.locator('#code').count()).toBe(0);
    });
  });
});

const looks = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const;

describe.skipIf(chromiumPath === undefined)(
  'the page pleases axe in every step, and is no wider than the screen',
  () => {
    test.each(looks)('%s', async (_name, options) => {
      await visiting(
        async (page) => {
          const look = async (where: string) => {
            expect([where, await violationsIn(page)]).toEqual([where, []]);
            const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            expect([where, width]).toEqual([where, 0]);
          };
          await page.click('#send');
          await look('refused');
          await repair(page);
          await approve(page);
          await page.click('[data-clock="after"]');
          await look('over');
          await go(page, 5);
          for (const [index] of statements.entries()) await page.check(`#tick-${index + 1}`);
          await page.fill('#login', 'qa-aoife-kelly');
          await look('finished');
        },
        { ...options, bypassCSP: true },
      );
    });
  },
);

describe.skipIf(chromiumPath === undefined)('without the setting', () => {
  test('the page ends with the checklist alone', async () => {
    const other = sampleCompany();
    other.git('rm', '-q', '.github/ISSUE_TEMPLATE/finished-training.yml');
    const settings = other.git('show', 'HEAD:policies/grantbook.yaml');
    other.commit({
      'policies/grantbook.yaml': `${settings.replace(/practice:\n( {2}.*\n)+/, '')}\n`,
    });
    const own = await serve(siteOf(other.dir));
    const { page, wrong, close } = await openPage(browser, { url: own.url, now: sampleNow });
    await page.goto(`${own.url}practice.html`);
    expect(await page.locator('#step-5-title').textContent()).toMatch(/Checklist$/);
    expect(await page.locator('main').innerText()).not.toMatch(/\bcode\b/);
    await repair(page);
    await approve(page);
    await page.click('[data-clock="after"]');
    await go(page, 5);
    expect(await page.locator('#login').count()).toBe(0);
    for (const [index] of statements.entries()) await page.check(`#tick-${index + 1}`);
    expect(await page.locator('#finish').innerText()).toBe('You are done.');
    expect(await page.locator('#code').count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
    await own.close();
  });
});
