/** The Chromium in which pages are looked at, and a server that is just good enough for them. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where it is; nothing where there is none. Tests are then skipped, loudly; in CI they never are. */
export const chromiumPath = programs.find((path) => existsSync(path));
if (chromiumPath === undefined) {
  if (process.env.CI) throw new Error('there is no Chromium, and CI must test the pages in it');
  process.stderr.write(
    '\n!!! There is no Chromium here: the tests of the pages are SKIPPED. `apt-get install chromium` brings one.\n\n',
  );
}

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Served {
  /** The address of the site, with the `/` at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a folder below a path, as GitHub Pages does below the name of a repository. */
export async function serve(folder: string, below = '/access/'): Promise<Served> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const name = pathname.startsWith(below) ? pathname.slice(below.length) : '..';
    const file = join(folder, name === '' ? 'index.html' : name);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${below}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A page at a fixed time. Whatever it asks of anybody else, and whatever goes wrong in it, is kept. */
export async function openPage(
  browser: Browser,
  { url, now, ...options }: BrowserContextOptions & { readonly url: string; readonly now: string },
): Promise<{ readonly page: Page; readonly wrong: readonly string[]; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrong: string[] = [];
  await page.route('**/*', (route) => {
    const asked = route.request().url();
    if (asked.startsWith(url)) return route.continue();
    wrong.push(`asked for ${asked}`);
    return route.abort();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.clock.setFixedTime(new Date(now));
  return { page, wrong, close: () => context.close() };
}

/** What axe-core finds, each with its first place. */
export async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`);
}
