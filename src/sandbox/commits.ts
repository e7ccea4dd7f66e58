import { describeUserOrNull, type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import { git } from './git.ts';
import type { Account, Repository } from './state.ts';
import type { World } from './world.ts';

/** Who wrote or committed something, as git notes it. */
interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** A commit as git has it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'];

/** GitHub writes every date in UTC, whatever offset the committer had. */
const inUtc = (date: string): string => `${new Date(date).toISOString().slice(0, 19)}Z`;

/** Reads the commits that `git log` would list for these arguments, in its order. */
export function readCommits(
  gitDir: string,
  args: readonly string[],
  paths: readonly string[] = [],
): readonly Commit[] {
  const text = git(gitDir, ['log', '-z', `--format=${fields.join('%x00')}`, ...args, '--', ...paths]);
  const parts = text.split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + fields.length <= parts.length; at += fields.length) {
    const [
      sha = '',
      tree = '',
      parents = '',
      an = '',
      ae = '',
      ad = '',
      cn = '',
      ce = '',
      cd = '',
      message = '',
    ] = parts.slice(at, at + fields.length);
    commits.push({
      sha,
      tree,
      parents: parents === '' ? [] : parents.split(' '),
      author: { name: an, email: ae, date: inUtc(ad) },
      committer: { name: cn, email: ce, date: inUtc(cd) },
      message: message.trimEnd(),
    });
  }
  return commits;
}

/** The commits of a pull request or comparison: those of the head that the base does not have, oldest first. */
export const commitsBetween = (gitDir: string, base: string, head: string): readonly Commit[] =>
  readCommits(gitDir, ['--reverse', '--topo-order', `${base}..${head}`]);

/** The account whose e-mail address stands on a commit. Anybody can write any address there. */
function accountOfEmail(world: World, email: string): Account | null {
  for (const account of world.accounts.values())
    if (account.email.toLowerCase() === email.toLowerCase()) return account;
  return null;
}

/** GitHub signs what it commits itself. The sandbox only says so: anybody can use that address here. */
export function verification(world: World, commit: Commit): Json {
  const byGitHub = commit.committer.email === world.webFlow.email;
  return {
    verified: byGitHub,
    reason: byGitHub ? 'valid' : 'unsigned',
    signature: null,
    payload: null,
    verified_at: byGitHub ? commit.committer.date : null,
  };
}

/** A `commit`. */
export function describeCommit(world: World, repository: Repository, commit: Commit): Json {
  const url = `${repositoryUrl(world, repository)}/commits/${commit.sha}`;
  const gitUrl = `${repositoryUrl(world, repository)}/git`;
  return {
    url,
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    html_url: `${repositoryPage(world, repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${gitUrl}/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${gitUrl}/trees/${commit.tree}` },
      verification: verification(world, commit),
    },
    author: describeUserOrNull(world, accountOfEmail(world, commit.author.email)),
    committer: describeUserOrNull(world, accountOfEmail(world, commit.committer.email)),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl(world, repository)}/commits/${sha}`,
      html_url: `${repositoryPage(world, repository)}/commit/${sha}`,
    })),
  };
}

/** Who a commit of GitHub's own is by. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
}

/** An account as it stands on commits that GitHub makes for it. */
export const signatureOf = ({ name, login, email }: Account): { name: string; email: string } => ({
  name: name ?? login,
  email,
});

/** Commits as GitHub itself does, for a merge or an edit through the API: the committer is `web-flow`. */
export function commitAsGitHub(world: World, gitDir: string, commit: NewCommit): Commit {
  const now = world.now();
  const date = `${Math.floor(Date.parse(now) / 1000)} +0000`;
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const committer = { name: 'GitHub', email: world.webFlow.email };
  const sha = git(gitDir, ['commit-tree', commit.tree, ...parents], {
    input: `${commit.message}\n`,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: date,
    },
  });
  const { name, email } = commit.author;
  return { ...commit, sha, author: { name, email, date: now }, committer: { ...committer, date: now } };
}
