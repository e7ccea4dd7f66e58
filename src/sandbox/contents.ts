import { commitAsGitHub, signatureOf } from './commits.ts';
import { type Json, repositoryPage, repositoryUrl } from './describe.ts';
import { notFound, refusal } from './errors.ts';
import { git } from './git.ts';
import { describeGitCommit } from './git-data.ts';
import { resolveCommit } from './git-refs.ts';
import { type Answer, notServed, type Operations, ok, reads, type WriteCall, writes } from './operation.ts';
import { isProtected } from './protection.ts';
import { refsChanged } from './pushes.ts';
import type { Repository } from './state.ts';
import { readBlob, readTree, type TreeEntry, writeBlob, writeTree } from './trees.ts';
import type { World } from './world.ts';

interface FileChange {
  readonly message: string;
  readonly content?: string;
  readonly sha?: string;
  readonly branch?: string;
  readonly author?: { readonly name: string; readonly email: string };
}

const pusher = { app: ['contents:write'], role: 'write' } as const;
const kinds: Readonly<Record<string, string>> = { tree: 'dir', commit: 'submodule' };

function describeEntry(
  world: World,
  repository: Repository,
  ref: string,
  entry: TreeEntry,
  path: string,
): Json {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const self = `${repositoryUrl(world, repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const page = repositoryPage(world, repository);
  const isFile = entry.type === 'blob';
  const html = `${page}/${isFile ? 'blob' : 'tree'}/${ref}/${escaped}`;
  const data = `${repositoryUrl(world, repository)}/git/${entry.type}s/${entry.sha}`;
  return {
    type: entry.mode === '120000' ? 'symlink' : (kinds[entry.type] ?? 'file'),
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: data,
    download_url: isFile ? `${page}/raw/${ref}/${escaped}` : null,
    _links: { self, git: data, html },
  };
}

const entryAt = (gitDir: string, commit: string, path: string): TreeEntry | undefined =>
  readTree(gitDir, commit, true)?.find((entry) => entry.path === path);

/** Puts one change of a file onto a branch, as the editor on the website does. */
function commitFile(call: WriteCall<FileChange>, blob: string | null): Answer {
  const { world, repository, actor, body } = call;
  const { gitDir } = repository;
  notServed(body, 'committer');
  const path = call.path.path ?? '';
  const branch = body.branch ?? repository.defaultBranch;
  const tip = resolveCommit(gitDir, `refs/heads/${branch}`);
  if (!tip && repository.refs.size > 0) throw refusal(404, `Branch ${branch} not found`);
  if (isProtected(repository, branch))
    throw refusal(409, 'Repository rule violations found. Changes must be made through a pull request.');
  const before = tip === null ? undefined : entryAt(gitDir, tip, path);
  if (blob === null && !before) throw notFound();
  if (before && body.sha === undefined) throw refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (body.sha !== undefined && body.sha !== before?.sha)
    throw refusal(409, `${path} does not match ${body.sha}`);

  const mode = before?.mode ?? '100644';
  const tree = writeTree(gitDir, tip, [{ path, mode, sha: blob }]);
  const author = body.author ?? signatureOf(actor.account);
  const parents = tip === null ? [] : [tip];
  const commit = commitAsGitHub(world, gitDir, { tree, parents, author, message: body.message });
  git(gitDir, ['update-ref', `refs/heads/${branch}`, commit.sha]);
  refsChanged(world, repository, actor);
  const size = Buffer.from(body.content ?? '', 'base64').length;
  const entry = blob === null ? null : { path, mode, type: 'blob', sha: blob, size };
  return {
    status: before ? 200 : 201,
    body: {
      content: entry && describeEntry(world, repository, branch, entry, path),
      commit: describeGitCommit(world, repository, commit),
    },
  };
}

/** Files and folders of a repository. */
export const contentOperations: Operations = {
  'repos/get-content': reads('contents:read', ({ world, repository, path, query }) => {
    const { gitDir } = repository;
    const ref = String(query.ref ?? repository.defaultBranch);
    const commit = resolveCommit(gitDir, ref);
    if (!commit) throw refusal(404, `No commit found for the ref ${ref}`);
    const name = (path.path ?? '').replace(/\/$/, '');
    const entry = entryAt(gitDir, commit, name);
    if (!entry) throw notFound();
    if (entry.type === 'tree') {
      const children = readTree(gitDir, entry.sha, false) ?? [];
      return ok(
        children.map((child) => describeEntry(world, repository, ref, child, `${name}/${child.path}`)),
      );
    }
    const content = readBlob(gitDir, entry.sha);
    const described = describeEntry(world, repository, ref, entry, name);
    return ok({ ...described, encoding: 'base64', content: content?.toString('base64') ?? '' });
  }),

  'repos/create-or-update-file-contents': writes<FileChange>(pusher, (call) =>
    commitFile(call, writeBlob(call.repository.gitDir, Buffer.from(call.body.content ?? '', 'base64'))),
  ),

  'repos/delete-file': writes<FileChange>(pusher, (call) => commitFile(call, null)),
};
