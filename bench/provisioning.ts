/** What it costs to plan what has to be done in the real systems, for a company whose ledger adopted all of its grants. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../src/commands/read.ts';
import { adopt } from '../src/ledger/adoption.ts';
import { append } from '../src/ledger/append.ts';
import { commitOf, gitAt } from '../src/source/git.ts';
import { gitTree } from '../src/source/git-tree.ts';
import { makeCompany } from './company.ts';

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** A company of which every system is done by hand, with its ledger beside it. */
export function makeProvisioned(work: string, grants: number): string {
  const dir = join(work, `provisioned-${grants}`);
  mkdirSync(dir);
  makeCompany(dir, grants);
  for (const file of readdirSync(join(dir, 'policies/systems')))
    appendFileSync(join(dir, 'policies/systems', file), 'connector:\n  type: task\n');
  const git = (args: readonly string[], input?: string) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: dir,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      ...(input === undefined ? {} : { input }),
    });
  git(['commit', '--quiet', '-am', 'Connectors']);
  const repository = gitAt(dir);
  const commit = commitOf(repository, 'HEAD') ?? '';
  const source = gitTree(repository, commit, 'the company');
  const objectIds = new Map(source.list().map(({ path, objectId }) => [path, objectId]));
  const records = adopt({
    commit,
    workspace: readWhole(source),
    objectIdOf: (path) => objectIds.get(path),
    now: Date.parse('2026-11-01T12:00:00Z'),
    timeZone: 'Europe/Lisbon',
    tool: '0.1.0',
  });
  const files = [...append(undefined, records)].map(
    ([path, text]) => `M 100644 inline ${path}\n${data(text)}`,
  );
  git(
    ['fast-import', '--quiet'],
    `commit refs/heads/grantbook-ledger\ncommitter Bench <bench@example.com> 1793534400 +0000\n${data('All')}${files.join('')}`,
  );
  return dir;
}
