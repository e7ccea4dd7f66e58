/** Real git repositories in folders of their own, deleted when the test file is done. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A file of a test repository: its content, a symbolic link, or `null` to delete it. */
export type TestFile = string | Uint8Array | { readonly link: string } | { readonly script: string } | null;
export type TestFiles = Readonly<Record<string, TestFile>>;

const folders: string[] = [];
// Said here and not where a folder is made: within a test, it would be said too late.
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

/** A new folder that disappears after the tests of the file. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-test-'));
  folders.push(dir);
  return dir;
}

/** Writes files into a folder. */
export function writeFiles(dir: string, files: TestFiles): void {
  for (const [path, file] of Object.entries(files)) {
    const full = join(dir, path);
    if (file === null) {
      rmSync(full);
      continue;
    }
    mkdirSync(dirname(full), { recursive: true });
    if (typeof file === 'string' || file instanceof Uint8Array) writeFileSync(full, file);
    else if ('link' in file) symlinkSync(file.link, full);
    else {
      writeFileSync(full, file.script);
      chmodSync(full, 0o755);
    }
  }
}

export interface TestRepository {
  readonly dir: string;
  /** Runs git and returns what it printed, without the last line end. */
  git(...args: string[]): string;
  /** Writes files, commits everything and returns the commit. `at` is its day. */
  commit(files: TestFiles, at?: string): string;
}

/** A repository on the branch `main`, without a commit yet. No setting of the machine has an effect in it. */
export function repository(...initOptions: string[]): TestRepository {
  const dir = temporaryFolder();
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    execFileSync('git', args, {
      cwd: dir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: dir,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ana',
        GIT_AUTHOR_EMAIL: 'ana@example.com',
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@example.com',
        ...env,
      },
    }).replace(/\n$/, '');
  run(['init', '--quiet', '--initial-branch=main', ...initOptions]);
  return {
    dir,
    git: (...args) => run(args),
    commit(files, at = '2026-11-01') {
      writeFiles(dir, files);
      run(['add', '--all']);
      const date = `${at}T12:00:00Z`;
      run(['commit', '--quiet', '--allow-empty', '--message=change'], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
      return run(['rev-parse', 'HEAD']);
    },
  };
}

/** Runs something with a git that notes its command lines, and returns them beside the result. */
export function watchingGit<T>(action: () => T): { result: T; calls: readonly string[] } {
  const dir = temporaryFolder();
  const log = join(dir, 'log');
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFiles(dir, {
    git: { script: `#!/bin/sh\nprintf '%s ' "$@" >> '${log}'\necho >> '${log}'\nexec '${git}' "$@"\n` },
  });
  writeFileSync(log, '');
  const path = process.env.PATH;
  process.env.PATH = `${dir}${delimiter}${path ?? ''}`;
  try {
    const result = action();
    return {
      result,
      calls: readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    };
  } finally {
    process.env.PATH = path;
  }
}
