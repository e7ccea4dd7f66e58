import { type Json, nodeId, repositoryUrl } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { git, isAncestor, tryGit } from './git.ts';
import { readRef, readRefs } from './git-refs.ts';
import {
  created,
  noContent,
  type Operations,
  ok,
  type RepositoryCall,
  reads,
  type WriteCall,
  writes,
} from './operation.ts';
import { isProtected } from './protection.ts';
import { refsChanged } from './pushes.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

interface Ref {
  readonly name: string;
  readonly sha: string;
}

const refsFrom = (repository: Repository, prefix: string): readonly Ref[] =>
  [...readRefs(repository.gitDir, 'refs')]
    .map(([name, sha]) => ({ name, sha }))
    .filter(({ name }) => name.startsWith(prefix));

const exactly = (repository: Repository, name: string): Ref | null => {
  const sha = readRef(repository.gitDir, name);
  return sha === null ? null : { name, sha };
};

const refIn = (call: RepositoryCall): string => `refs/${call.path.ref ?? ''}`;

/** A `git-ref`. */
function describeRef(world: World, repository: Repository, { name, sha }: Ref): Json {
  // Only a tag can be anything else than a commit.
  const type = name.startsWith('refs/tags/') ? git(repository.gitDir, ['cat-file', '-t', sha]) : 'commit';
  const api = repositoryUrl(world, repository);
  const object = { sha, type, url: `${api}/git/${type}s/${sha}` };
  return { ref: name, node_id: nodeId('Ref', name), url: `${api}/git/${name}`, object };
}

/** Moves a ref and lets that have its consequences, like a push by the same caller. */
function move(call: WriteCall<unknown>, name: string, sha: string): Json {
  const { world, repository, actor } = call;
  const branch = name.replace(/^refs\/heads\//, '');
  if (isProtected(repository, branch)) throw refusal(422, 'Cannot update this protected ref.');
  const moved = tryGit(repository.gitDir, ['update-ref', name, sha]);
  // git itself looks whether the name is a good one and whether there is such an object.
  if (moved.status !== 0)
    throw refusal(
      422,
      /nonexistent object/.test(moved.stderr) ? 'Object does not exist' : `Bad reference: ${name}`,
    );
  refsChanged(world, repository, actor);
  const ref = exactly(repository, name);
  if (!ref) throw notFound();
  return describeRef(world, repository, ref);
}

const pusher = { app: ['contents:write'], role: 'write' } as const;

/** Branches and tags as git knows them. */
export const refOperations: Operations = {
  'git/get-ref': reads('contents:read', (call) => {
    const ref = exactly(call.repository, refIn(call));
    if (!ref) throw notFound();
    return ok(describeRef(call.world, call.repository, ref));
  }),

  'git/list-matching-refs': reads('contents:read', (call) =>
    ok(refsFrom(call.repository, refIn(call)).map((ref) => describeRef(call.world, call.repository, ref))),
  ),

  'git/create-ref': writes<{ readonly ref: string; readonly sha: string }>(pusher, (call) => {
    const { ref, sha } = call.body;
    if (!/^refs\/(heads|tags)\/./.test(ref))
      throw refusal(422, `Reference name must start with refs/heads or refs/tags: ${ref}`);
    if (exactly(call.repository, ref)) throw refusal(422, 'Reference already exists');
    return created(move(call, ref, sha));
  }),

  'git/update-ref': writes<{ readonly sha: string; readonly force?: boolean }>(pusher, (call) => {
    const before = exactly(call.repository, refIn(call));
    if (!before) throw refusal(422, 'Reference does not exist');
    if (!call.body.force && !isAncestor(call.repository.gitDir, before.sha, call.body.sha))
      throw refusal(422, 'Update is not a fast forward');
    return ok(move(call, before.name, call.body.sha));
  }),

  'git/delete-ref': writes(pusher, (call) => {
    const { world, repository, actor } = call;
    const ref = exactly(repository, refIn(call));
    if (!ref || !/^refs\/(heads|tags)\//.test(ref.name)) throw refusal(422, 'Reference does not exist');
    if (isProtected(repository, ref.name.replace(/^refs\/heads\//, '')))
      throw refusal(422, 'Cannot delete this protected ref.');
    git(repository.gitDir, ['update-ref', '-d', ref.name]);
    refsChanged(world, repository, actor);
    return noContent();
  }),
};
