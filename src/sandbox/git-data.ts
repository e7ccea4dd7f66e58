import { type Commit, commitAsGitHub, readCommits, signatureOf, verification } from './commits.ts';
import { type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { git, tryGit } from './git.ts';
import { resolveCommit } from './git-refs.ts';
import { created, notServed, type Operations, ok, reads, writes } from './operation.ts';
import type { Repository } from './state.ts';
import { readBlob, readTree, type TreeEntry, writeBlob, writeTree } from './trees.ts';
import type { World } from './world.ts';

interface NewTree {
  readonly base_tree?: string;
  readonly tree: readonly {
    readonly path?: string;
    readonly mode?: string;
    readonly sha?: string | null;
    readonly content?: string;
  }[];
}

interface NewCommitBody {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: { readonly name: string; readonly email: string; readonly date?: string };
}

const pusher = { app: ['contents:write'], role: 'write' } as const;

function describeTree(
  world: World,
  repository: Repository,
  sha: string,
  entries: readonly TreeEntry[],
): Json {
  const api = `${repositoryUrl(world, repository)}/git`;
  return {
    sha,
    url: `${api}/trees/${sha}`,
    tree: entries.map(({ size, ...entry }) => ({
      ...entry,
      ...(size === null ? {} : { size }),
      ...(entry.type === 'commit' ? {} : { url: `${api}/${entry.type}s/${entry.sha}` }),
    })),
    truncated: false,
  };
}

/** A `git-commit`. */
export function describeGitCommit(world: World, repository: Repository, commit: Commit): Json {
  const api = `${repositoryUrl(world, repository)}/git`;
  const page = (sha: string): string => `${repositoryPage(world, repository)}/commit/${sha}`;
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: page(commit.sha),
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: page(sha) })),
    verification: verification(world, commit),
  };
}

const commitOf = (repository: Repository, name: string): Commit => {
  const sha = resolveCommit(repository.gitDir, name);
  const commit = sha && readCommits(repository.gitDir, ['-1', sha])[0];
  if (!commit) throw notFound();
  return commit;
};

/** Blobs, trees and commits: what a change of several files in one commit is made from. */
export const gitDataOperations: Operations = {
  'git/create-blob': writes<{ readonly content: string; readonly encoding?: string }>(pusher, (call) => {
    const { content, encoding = 'utf-8' } = call.body;
    const sha = writeBlob(
      call.repository.gitDir,
      Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
    );
    return created({ sha, url: `${repositoryUrl(call.world, call.repository)}/git/blobs/${sha}` });
  }),

  'git/get-blob': reads('contents:read', ({ world, repository, path }) => {
    const sha = path.file_sha ?? '';
    const content = /^[0-9a-f]{40}$/.test(sha) ? readBlob(repository.gitDir, sha) : null;
    if (!content) throw notFound();
    return ok({
      sha,
      node_id: nodeId('Blob', sha),
      size: content.length,
      url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`,
      content: content.toString('base64'),
      encoding: 'base64',
    });
  }),

  'git/create-tree': writes<NewTree>(pusher, ({ world, repository, body }) => {
    const { gitDir } = repository;
    if (
      body.base_tree !== undefined &&
      tryGit(gitDir, ['cat-file', '-e', `${body.base_tree}^{tree}`]).status !== 0
    )
      throw refusal(404, 'Not Found');
    const isDeleting = body.tree.some(({ sha }) => sha === null);
    const before = isDeleting ? readTree(gitDir, body.base_tree ?? '', true) : [];
    const existing = new Set(before?.map((entry) => entry.path));
    const changes = body.tree.map(({ path = '', mode = '100644', sha, content }) => {
      // "If the value is null then the file will be deleted": but only one that is there.
      if (sha === null && !existing.has(path)) throw refusal(422, 'GitRPC::BadObjectState');
      return { path, mode, sha: sha === undefined ? writeBlob(gitDir, Buffer.from(content ?? '')) : sha };
    });
    const sha = writeTree(gitDir, body.base_tree ?? null, changes);
    return created(describeTree(world, repository, sha, readTree(gitDir, sha, false) ?? []));
  }),

  'git/get-tree': reads('contents:read', ({ world, repository, path, query }) => {
    const name = path.tree_sha ?? '';
    const { gitDir } = repository;
    const commit = resolveCommit(gitDir, name);
    const sha = commit === null ? name : git(gitDir, ['rev-parse', `${commit}^{tree}`]);
    // "Setting this parameter to any value returns everything", even to `false`.
    const entries = /^[0-9a-f]{40}$/.test(sha) ? readTree(gitDir, sha, query.recursive !== undefined) : null;
    if (!entries) throw notFound();
    return ok(describeTree(world, repository, sha, entries));
  }),

  'git/create-commit': writes<NewCommitBody>(pusher, ({ world, repository, actor, body }) => {
    const { gitDir } = repository;
    notServed(body, 'committer', 'signature');
    for (const object of [
      `${body.tree}^{tree}`,
      ...(body.parents ?? []).map((parent) => `${parent}^{commit}`),
    ])
      if (tryGit(gitDir, ['cat-file', '-e', object]).status !== 0)
        throw refusal(422, 'Tree SHA or a parent does not exist');
    const commit = commitAsGitHub(world, gitDir, {
      tree: body.tree,
      parents: body.parents ?? [],
      author: body.author ?? signatureOf(actor.account),
      message: body.message,
    });
    return created(describeGitCommit(world, repository, commit));
  }),

  'git/get-commit': reads('contents:read', ({ world, repository, path }) => {
    const name = path.commit_sha ?? '';
    if (!/^[0-9a-f]{40}$/.test(name)) throw notFound();
    return ok(describeGitCommit(world, repository, commitOf(repository, name)));
  }),
};
