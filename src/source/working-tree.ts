/** The files of a working folder as a commit that the repository never sees. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commitOf, type GitRepository, gitAt, repositoryRoot } from './git.ts';

/** A commit on top of `HEAD`, and the only git that can read it. */
export interface WorkingTree {
  readonly git: GitRepository;
  readonly commit: string;
}

/**
 * Commits what stands in a folder, new files included and ignored ones not, with an index and objects of its own in a
 * temporary folder. Nothing where the folder is not the top of a repository with a commit, or where git cannot take
 * all of its files: a file left out would look unchanged.
 */
export function commitFolder(folder: string): WorkingTree | undefined {
  const root = repositoryRoot(folder);
  if (root === undefined || realpathSync(root) !== realpathSync(folder)) return undefined;
  const repository = gitAt(root);
  const head = commitOf(repository, 'HEAD');
  const paths = repository.run(['rev-parse', '--git-path', 'index', '--git-path', 'objects']);
  const [index = '', objects = ''] = paths.stdout.toString('utf8').split('\n');
  if (head === undefined || paths.status !== 0) return undefined;
  const git = besideRepository(repository, resolve(root, index), resolve(root, objects));
  if (git.run([...undisturbed, 'add', '--all']).status !== 0) return undefined;
  const tree = outputOf(git, ['write-tree']);
  // Whoever is just merging has settled there what the two sides do to each other.
  const merged = commitOf(repository, 'MERGE_HEAD');
  const parents = [head, ...(merged === undefined ? [] : [merged])].flatMap((parent) => ['-p', parent]);
  const commit = tree && outputOf(git, ['commit-tree', tree, ...parents, '-m', 'the working folder']);
  return commit ? { git, commit } : undefined;
}

/** Hooks and settings that would do more than take the files in, or refuse to. */
const undisturbed = ['core.fsmonitor=false', 'core.safecrlf=false', 'add.ignoreErrors=false']
  .concat(`core.hooksPath=${devNull}`)
  .flatMap((setting) => ['-c', setting]);

const outputOf = (git: GitRepository, args: readonly string[]): string => {
  const { status, stdout } = git.run(args);
  return status === 0 ? stdout.toString('utf8').trim() : '';
};

/** The same repository, which reads its objects and writes none into it. */
function besideRepository(repository: GitRepository, index: string, objects: string): GitRepository {
  const dir = temporaryDir();
  mkdirSync(join(dir, 'objects', 'info'), { recursive: true });
  writeFileSync(join(dir, 'objects', 'info', 'alternates'), `${objects}\n`);
  copyIndex(index, join(dir, 'index'));
  const own = {
    GIT_INDEX_FILE: join(dir, 'index'),
    GIT_OBJECT_DIRECTORY: join(dir, 'objects'),
    GIT_AUTHOR_NAME: 'Grantbook',
    GIT_AUTHOR_EMAIL: 'grantbook@localhost',
    GIT_COMMITTER_NAME: 'Grantbook',
    GIT_COMMITTER_EMAIL: 'grantbook@localhost',
  };
  return {
    dir: repository.dir,
    run: (args, options = {}) => repository.run(args, { ...options, env: { ...options.env, ...own } }),
  };
}

const temporary: string[] = [];

/** A folder for as long as the process lives: what it holds is read until the end. */
function temporaryDir(): string {
  if (temporary.length === 0)
    process.once('exit', () => {
      for (const dir of temporary) rmSync(dir, { recursive: true, force: true });
    });
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-'));
  temporary.push(dir);
  return dir;
}

/**
 * With the index, git looks only into files whose time or size has changed. Which of them it cannot tell by their time,
 * it knows from the time of the index: a copy that seemed younger would hide what was written in the same instant.
 */
function copyIndex(from: string, to: string): void {
  const known = statSync(from, { throwIfNoEntry: false });
  if (!known) return;
  copyFileSync(from, to);
  const seconds = Math.floor(known.mtimeMs / 1000);
  utimesSync(to, seconds, seconds);
}
