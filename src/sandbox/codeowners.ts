import { atLeast, roleOf } from './access.ts';
import type { Json } from './describe.ts';
import { notFound } from './errors.ts';
import { resolveCommit } from './git-refs.ts';
import { type Operations, ok, reads } from './operation.ts';
import type { Repository } from './state.ts';
import { readBlob, readTree } from './trees.ts';
import type { World } from './world.ts';

/** Where GitHub looks, in this order (GitHub Docs, "About code owners"). */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Whether an owner is there and may write; GitHub asks nobody else. */
function mayOwn(world: World, repository: Repository, owner: string): boolean {
  const [name = '', slug] = owner.replace(/^@/, '').split('/');
  if (slug !== undefined) return atLeast(repository.teams.get(slug) ?? null, 'write');
  const account = world.account(name);
  return (
    account !== null && atLeast(roleOf(world, repository, { account, app: null, permissions: {} }), 'write')
  );
}

/** The errors of one line: owners who are unknown or may not write. Patterns are taken as they are. */
function errorsIn(world: World, repository: Repository, path: string, source: string, line: number): Json[] {
  const [, ...owners] = source.replace(/(^|\s)#.*$/, '').split(/\s+/);
  return owners
    .filter((owner) => owner !== '' && !mayOwn(world, repository, owner))
    .map((owner) => ({
      line,
      column: source.indexOf(owner) + 1,
      kind: 'Unknown owner',
      source,
      suggestion: `make sure ${owner} exists and has write access to the repository`,
      message: `Unknown owner on line ${line}: make sure ${owner} exists and has write access to the repository`,
      path,
    }));
}

/** What GitHub makes of the CODEOWNERS file. */
export const codeownersOperations: Operations = {
  'repos/codeowners-errors': reads('contents:read', ({ world, repository, query }) => {
    const commit = resolveCommit(repository.gitDir, String(query.ref ?? repository.defaultBranch));
    const tree = commit === null ? [] : (readTree(repository.gitDir, commit, true) ?? []);
    const entry = places.flatMap((path) => tree.find((file) => file.path === path) ?? [])[0];
    if (!entry) throw notFound();
    const lines = (readBlob(repository.gitDir, entry.sha)?.toString('utf8') ?? '').split('\n');
    return ok({
      errors: lines.flatMap((source, index) => errorsIn(world, repository, entry.path, source, index + 1)),
    });
  }),
};
