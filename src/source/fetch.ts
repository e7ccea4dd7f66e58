/** Fetches commits of a pull request into a repository of its own, so that no file of it is ever checked out. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { firstLine, type GitRepository, gitAt, gitOutput, noteCommit, runSaying } from './git.ts';

/** Commits that were fetched, by the local name that was asked for. */
export interface Fetched {
  readonly git: GitRepository;
  readonly commits: Readonly<Record<string, string>>;
  /** Fetches more refs into the same repository; `optional` ones may be missing. Gives what is there of both. */
  more(refs: Refs, optional?: Refs): Readonly<Record<string, string>>;
  /** Deletes the repository. */
  dispose(): void;
}

/** Refs of the other side by the names that they get here. */
type Refs = Readonly<Record<string, string>>;

/**
 * Fetches refs with their whole history into a new bare repository under `folder`. The token goes to git by its
 * environment, never on a command line that other processes can read.
 */
export function fetchRefs(options: {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly refs: Refs;
  /** Refs that may be missing. */
  readonly optional?: Refs;
  /** A repository that was fetched before, and gets more; it stays its owner's to dispose of. */
  readonly within?: Fetched | undefined;
}): Fetched {
  const { within } = options;
  if (within)
    return { ...within, commits: within.more(options.refs, options.optional), dispose: () => undefined };
  const dir = mkdtempSync(join(options.folder, 'grantbook-'));
  const dispose = () => rmSync(dir, { recursive: true, force: true });
  try {
    const git = gitAt(dir);
    emptyRepository(dir);
    const more: Fetched['more'] = (refs, optional = {}) => fetchInto(git, options, refs, optional);
    return { git, commits: more(options.refs, options.optional), more, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/**
 * Makes a bare repository of what git takes for one (gitrepository-layout), of a process less: most runs of a job need
 * several. No template of the machine has a part in it. What is thrown away in a moment need not outlive a power cut, and
 * waiting for the disk is a large part of a small fetch.
 */
function emptyRepository(dir: string): void {
  for (const folder of ['objects', 'refs']) mkdirSync(join(dir, folder));
  writeFileSync(
    join(dir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsync = none\n',
  );
  // Of a branch that is never there.
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/none\n');
}

function fetchInto(
  git: GitRepository,
  { url, token }: { readonly url: string; readonly token: string },
  refs: Refs,
  optional: Refs,
): Record<string, string> {
  const wanted = new Map(Object.entries({ ...optional, ...refs }));
  for (;;) {
    // Each by its whole name: a pattern would fetch whatever somebody calls alike, however large.
    const refspecs = [...wanted].map(([name, ref]) => `+${ref}:refs/grantbook/${name}`);
    const result = runSaying(
      git,
      [
        // Nothing is tidied up in a repository that is thrown away in a moment.
        ...['-c', 'maintenance.auto=false'],
        ...['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', url, ...refspecs],
      ],
      'the commits could not be fetched',
      { env: credentials(url, token) },
    );
    if (result.status === 0) break;
    // Git names the first that is not there, and has fetched nothing; most refs are there, so asking first costs more.
    const [, missing] = /couldn't find remote ref (\S+)/i.exec(result.stderr) ?? [];
    const [name] = Object.entries(optional).find(([key, ref]) => ref === missing && wanted.has(key)) ?? [];
    if (name === undefined || name in refs)
      throw new EnvironmentFailure(
        `the commits could not be fetched: ${firstLine(result.stderr.replaceAll(token, '***'))}`,
      );
    wanted.delete(name);
    if (wanted.size === 0) return {};
  }
  const there = commitsUnder(git, 'refs/grantbook/');
  const found = [...wanted.keys()].flatMap((name) => {
    const commit = there.get(`refs/grantbook/${name}`);
    if (commit === undefined && name in refs) throw new EnvironmentFailure(`\`${name}\` could not be found`);
    return commit === undefined ? [] : [[name, commit] as const];
  });
  return Object.fromEntries(found);
}

/** The commits that the refs of a folder stand for, by one question for all of them. */
function commitsUnder(git: GitRepository, folder: string): ReadonlyMap<string, string> {
  const lines = gitOutput(
    git,
    ['for-each-ref', '--format=%(refname) %(objecttype) %(objectname) %(tree) %(parent)', folder],
    'the commits could not be listed',
  )
    .toString('utf8')
    .split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [name = '', type, commit = '', tree = '', parent] = line.split(' ');
      if (type !== 'commit') return [];
      noteCommit(git, commit, { tree, parent: parent || undefined });
      return [[name, commit] as const];
    }),
  );
}

/** GitHub takes a token as the password of `x-access-token`; git takes settings from its environment. */
function credentials(url: string, token: string): Record<string, string> {
  const { origin } = new URL(url);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `http.${origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
    // Only the web: a repository must not be able to send git to `ext::` or to files.
    GIT_CONFIG_KEY_1: 'protocol.allow',
    GIT_CONFIG_VALUE_1: 'never',
    GIT_ALLOW_PROTOCOL: 'https:http',
  };
}
