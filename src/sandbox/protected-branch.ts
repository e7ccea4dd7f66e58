import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Protection, Repository } from './state.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Protects a branch: nothing reaches it any more but by a merge that fulfils this. git itself refuses pushes to it,
 * by a hook that merges of the API do not pass through.
 */
export function protect(repository: Repository, branch: string, protection: Protection): void {
  repository.protections.set(branch, protection);
  const hooks = join(repository.gitDir, 'hooks');
  const refs = [...repository.protections.keys()].map((branch) => quoted(`refs/heads/${branch}`));
  const script = `#!/bin/sh
case "$1" in
${refs.join('|')})
  echo "GH006: Protected branch update failed for $1." >&2
  echo "Changes must be made through a pull request." >&2
  exit 1 ;;
esac
`;
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, 'update'), script, { mode: 0o755 });
}
