import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRefs } from './git-refs.ts';
import { isProtected } from './protection.ts';
import type { Protection, Ruleset } from './settings.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Protects a branch: nothing reaches it any more but by a merge that fulfils this. git itself refuses pushes to it,
 * by a hook that merges of the API do not pass through. Null takes the protection away.
 */
export function protect(repository: Repository, branch: string, protection: Protection | null): void {
  if (protection) repository.protections.set(branch, protection);
  else repository.protections.delete(branch);
  refusePushes(repository);
}

/** A ruleset as a set-up writes it: active, for the default branch, and without anybody who may bypass it. */
export type NewRuleset = Pick<Ruleset, 'name' | 'rules'> & Partial<Ruleset>;

/** Gives a repository these rulesets, and no others. */
export function setRulesets(world: World, repository: Repository, rulesets: readonly NewRuleset[]): void {
  repository.rulesets = rulesets.map((ruleset) => ({
    id: world.nextId(),
    enforcement: 'active',
    branches: ['~DEFAULT_BRANCH'],
    bypass: [],
    createdAt: world.now(),
    ...ruleset,
  }));
  refusePushes(repository);
}

function refusePushes(repository: Repository): void {
  const hooks = join(repository.gitDir, 'hooks');
  const branches = new Set([
    ...repository.protections.keys(),
    ...[...readRefs(repository.gitDir, 'refs/heads').keys()].map((ref) => ref.replace(/^refs\/heads\//, '')),
    repository.defaultBranch,
  ]);
  const refs = [...branches]
    .filter((branch) => isProtected(repository, branch))
    .map((branch) => quoted(`refs/heads/${branch}`));
  const script = `#!/bin/sh
case "$1" in
${[...refs, "''"].join('|')})
  echo "GH006: Protected branch update failed for $1." >&2
  echo "Changes must be made through a pull request." >&2
  exit 1 ;;
esac
`;
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, 'update'), script, { mode: 0o755 });
}
