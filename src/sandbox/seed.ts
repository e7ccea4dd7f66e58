import { signatureOf } from './commits.ts';
import { git } from './git.ts';
import { readRef } from './git-refs.ts';
import { refsChanged } from './pushes.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

/** A commit that is simply there, without a client that made and pushed it. */
export interface SeedCommit {
  /** The branch that gets it; the default branch when left out. */
  readonly branch?: string;
  /** Where a new branch begins: a branch or commit; the default branch when left out, if there is one. */
  readonly from?: string;
  /** Files by path; null takes one away. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>;
  readonly message?: string;
  /** The login of who writes and pushes it. */
  readonly author: string;
}

const data = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
const quoted = (path: string): string =>
  `"${path.replace(/["\\\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))}"`;

/** Puts a commit onto a branch as its author's push, in one go, and gives its id. */
export function seed(world: World, repository: Repository, commit: SeedCommit): string {
  const { gitDir, defaultBranch } = repository;
  const account = world.known(commit.author);
  const branch = commit.branch ?? defaultBranch;
  const ref = `refs/heads/${branch}`;
  const start = commit.from ?? defaultBranch;
  const parent = readRef(gitDir, ref) ?? readRef(gitDir, `refs/heads/${start}`) ?? commit.from;
  const { name, email } = signatureOf(account);
  const when = `${name} <${email}> ${Math.floor(Date.parse(world.now()) / 1000)} +0000`;
  const message = commit.message ?? `Change ${Object.keys(commit.files).join(', ')}`;
  const input = [
    Buffer.from(`commit ${ref}\nauthor ${when}\ncommitter ${when}\n`),
    data(Buffer.from(`${message}\n`)),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    ...Object.entries(commit.files).flatMap(([path, content]) =>
      content === null
        ? [Buffer.from(`D ${quoted(path)}\n`)]
        : [Buffer.from(`M 100644 inline ${quoted(path)}\n`), data(Buffer.from(content))],
    ),
  ];
  git(gitDir, ['fast-import', '--quiet'], { input: Buffer.concat(input) });
  refsChanged(world, repository, { account, app: null, permissions: {} });
  const sha = readRef(gitDir, ref);
  if (sha === null) throw new Error(`The commit did not reach ${ref}.`);
  return sha;
}
