/** The pages that auditors are handed, in a real browser, from a disk: what they say, and whether anybody can read them. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDay, auditedCompany } from '../support/audited.ts';
import { chromiumPath, openPage, startChromium, violationsIn } from '../support/chromium.ts';
import { temporaryFolder } from '../support/repository.ts';
import { grantbook } from '../support/site.ts';

const company = auditedCompany();
const out = temporaryFolder();
const pack = join(out, 'evidence');
const audit = (...args: string[]) => grantbook(company.dir, 'audit', '--now', auditDay, ...args);
const wrote = audit('--evidence', pack, '--sample', '3');
audit('--from', '2026-12-01', '--to', '2027-01-31', '--format', 'html', '--out', join(out, 'audit.html'));

let browser: Browser;
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await startChromium();
});
afterAll(() => browser?.close());

/** Opens a file, and fails where it asks for anything else or anything goes wrong in it. */
async function reading<T>(
  file: string,
  read: (page: Page) => Promise<T>,
  colorScheme: 'light' | 'dark' = 'light',
) {
  const { page, wrong, close } = await openPage(browser, {
    url: 'file://',
    now: `${auditDay}T12:00:00Z`,
    colorScheme,
  });
  try {
    await page.goto(pathToFileURL(file).href);
    const result = await read(page);
    expect(wrong).toEqual([]);
    return result;
  } finally {
    await close();
  }
}

describe('the pack', () => {
  test('says what it wrote, and its digests hold for `sha256sum` as well', () => {
    expect(wrote).toMatchObject({ status: 0 });
    expect(wrote.stdout).toMatch(
      /^Wrote 29 files to .*begin with `summary\.html`\. The digest of `manifest\.json` is sha256:[0-9a-f]{64}\.\n$/,
    );
    const sums = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {
      cwd: pack,
      encoding: 'utf8',
    });
    expect(sums).toMatchObject({ status: 0, stdout: '' });
    const listed = readFileSync(join(pack, 'SHA256SUMS'), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(66));
    expect([...listed, 'SHA256SUMS'].toSorted()).toEqual(readdirSync(pack).toSorted());
  });

  test('draws the same cases again from the same ledger, and writes over nothing', () => {
    const again = join(out, 'again');
    expect(audit('--evidence', again, '--sample', '3').status).toBe(0);
    for (const name of ['case-01.html', 'case-02.html', 'case-03.html'])
      expect(readFileSync(join(again, name), 'utf8')).toBe(readFileSync(join(pack, name), 'utf8'));
    expect(audit('--evidence', pack)).toMatchObject({
      status: 2,
      stderr: `\`${pack}\` holds other files; name a folder that is new or empty\n`,
    });
  });

  test('counts the hours from leaving to the end of access, and to its removal in the system', () => {
    expect(readFileSync(join(pack, 'leavers.csv'), 'utf8')).toContain(
      '2026-12-30 15:00,Pedro Figueira,pedro.figueira,1,2026-12-30 15:00,0,2026-12-30 17:45,2.8\r\n',
    );
  });
});

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  test.each(['summary.html', 'requests.html', 'case-01.html', 'verify.html', 'timeline.html'])(
    '%s pleases axe, in the light and in the dark',
    async (name) => {
      for (const scheme of ['light', 'dark'] as const)
        expect(await reading(join(pack, name), violationsIn, scheme), scheme).toEqual([]);
    },
  );

  test('the timeline has a bar for each approval, at its place, and a mark for what nobody approved', async () => {
    const found = await reading(join(out, 'audit.html'), async (page) => {
      const line = page.locator('.timeline tbody tr', { hasText: 'Andrei Popescu' });
      const boxes = await line
        .locator('.bar')
        .evaluateAll((bars) =>
          bars.map((bar) => bar.getBoundingClientRect().toJSON() as { left: number; right: number }),
        );
      return {
        boxes,
        words: await line.locator('.bar').first().getAttribute('aria-label'),
        refused: await page
          .locator('.timeline tbody tr', { hasText: 'Katarzyna Wrona' })
          .locator('.refused-mark')
          .count(),
        wide: await page.evaluate(
          'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
        ),
      };
    });
    const [first, second] = found.boxes;
    expect(found.boxes).toHaveLength(2);
    expect(Math.abs((second?.left ?? 0) - (first?.right ?? 0))).toBeLessThan(2);
    // 13 days and 26 days.
    const ratio = ((second?.right ?? 0) - (second?.left ?? 0)) / ((first?.right ?? 1) - (first?.left ?? 0));
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2.2);
    expect(found.words).toBe(
      'Since 2026-12-02 10:06, until 2026-12-15 16:20: it was renewed; approved by Camille Laurent (camille.laurent) 2026-12-02 10:04',
    );
    expect(found).toMatchObject({ refused: 1, wide: true });
  });

  test('the folder is verified without a network, and what was changed, added or taken away is named', async () => {
    const verified = (folder: string) =>
      reading(join(folder, 'verify.html'), async (page) => {
        await page.setInputFiles('#folder', folder);
        await page.locator('#result p').first().waitFor();
        return {
          kind: await page.locator('#result').getAttribute('class'),
          said: await page.locator('#result p').allTextContents(),
        };
      });
    const sound = await verified(pack);
    expect(sound).toMatchObject({ kind: 'ok' });
    expect(sound.said[0]).toBe('All 27 files are as they were written.');
    expect(wrote.stdout).toContain(/is ([0-9a-f]{64}):/.exec(sound.said[1] ?? '')?.[1] ?? 'no digest');
    const changed = join(out, 'changed');
    cpSync(pack, changed, { recursive: true });
    appendFileSync(join(changed, 'requests.csv'), 'x');
    rmSync(join(changed, 'incidents.csv'));
    writeFileSync(join(changed, 'more.txt'), 'x');
    const spoiled = await verified(changed);
    expect(spoiled.kind).toBe('wrong');
    expect(spoiled.said.slice(0, 3).toSorted()).toEqual([
      'incidents.csv is missing.',
      'more.txt was added.',
      'requests.csv was changed.',
    ]);
  });
});
