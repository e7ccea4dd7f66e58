/** The sample company as a repository of its own, and its site. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repository, type TestRepository, temporaryFolder } from './repository.ts';

/** The day on which the sample company is looked at. */
export const sampleNow = '2026-11-23T10:00:00Z';

/** A copy of the sample company, committed. */
export function sampleCompany(): TestRepository {
  const company = repository();
  for (const folder of ['policies', 'access-grants', '.github/ISSUE_TEMPLATE'])
    cpSync(folder, join(company.dir, folder), { recursive: true });
  company.commit({}, '2026-11-20');
  return company;
}

/** The command line as a process of its own. */
export function grantbook(dir: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), ...args], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: dir, TZ: 'Pacific/Auckland' },
  });
  return { status, stdout, stderr };
}

/** Writes the site of a company by the real command line, and gives its folder. */
export function siteOf(dir: string, ...more: string[]): string {
  const out = join(temporaryFolder(), 'site');
  const { status, stderr } = grantbook(
    dir,
    ...['site', '--out', out, '--repository', 'quinta-aveia/access', '--branch', 'main', '--now', sampleNow],
    ...more,
  );
  if (status !== 0) throw new Error(stderr);
  return out;
}

/** Every file of a site by its path. */
export const filesOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
