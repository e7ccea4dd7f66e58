/** Takes the pictures of the README: the site of the sample company on one fixed day, in Chromium. By hand, not in CI. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, serve, startChromium } from '../test/support/chromium.ts';

const now = '2026-11-23T10:00:00Z';
const temporary = mkdtempSync(join(tmpdir(), 'grantbook-pictures-'));
const out = join(temporary, 'site');
const run = spawnSync(
  process.execPath,
  [
    'dist/cli.js',
    'site',
    '--out',
    out,
    '--repository',
    'quinta-aveia/access',
    '--branch',
    'main',
    '--now',
    now,
  ],
  { encoding: 'utf8' },
);
if (run.status !== 0) throw new Error(run.stderr);

const browser = await startChromium();
const site = await serve(out);
try {
  const { page } = await openPage(browser, { url: site.url, now, viewport: { width: 1180, height: 920 } });
  await page.goto(`${site.url}request.html#system=payroll&role=viewer`);
  await page.selectOption('#jobFunction', 'accountant');
  await page.fill('#why', 'Reconcile the fourth quarter salary run with the general ledger');
  await page.fill('#ticket', 'FIN-4821');
  await page.fill('#subject', 'first.last');
  await page.locator('#open-file').waitFor();
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
  await page.screenshot({ path: 'docs/site-request.png' });
  const dark = await openPage(browser, {
    url: site.url,
    now,
    viewport: { width: 1180, height: 700 },
    colorScheme: 'dark',
  });
  await dark.page.goto(site.url);
  await dark.page.screenshot({ path: 'docs/site-catalogue-dark.png' });
} finally {
  await browser.close();
  await site.close();
  rmSync(temporary, { recursive: true });
}
