/** Fetches commits of a pull request into a repository of its own, so that no file of it is ever checked out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { commitOf, firstLine, type GitRepository, gitAt, gitOutput, runSaying } from './git.ts';

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
}): Fetched {
  const dir = mkdtempSync(join(options.folder, 'grantbook-'));
  const dispose = () => rmSync(dir, { recursive: true, force: true });
  try {
    const git = gitAt(dir);
    gitOutput(git, ['init', '--quiet', '--bare', '.'], 'a repository could not be made');
    const more: Fetched['more'] = (refs, optional = {}) => fetchInto(git, options, refs, optional);
    return { git, commits: more(options.refs, options.optional), more, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function fetchInto(
  git: GitRepository,
  { url, token }: { readonly url: string; readonly token: string },
  refs: Refs,
  optional: Refs,
): Record<string, string> {
  // A pattern that matches nothing is no error, as a ref that is not there is.
  const refspecs = [
    ...Object.entries(refs).map(([name, ref]) => `+${ref}:refs/grantbook/${name}`),
    ...Object.entries(optional).map(([name, ref]) => `+${ref}*:refs/grantbook/${name}*`),
  ];
  const result = runSaying(
    git,
    ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', url, ...refspecs],
    'the commits could not be fetched',
    { env: credentials(url, token) },
  );
  if (result.status !== 0)
    throw new EnvironmentFailure(
      `the commits could not be fetched: ${firstLine(result.stderr.replaceAll(token, '***'))}`,
    );
  const found = [...Object.keys(refs), ...Object.keys(optional)].flatMap((name) => {
    const commit = commitOf(git, `refs/grantbook/${name}`);
    if (commit === undefined && name in refs) throw new EnvironmentFailure(`\`${name}\` could not be found`);
    return commit === undefined ? [] : [[name, commit] as const];
  });
  return Object.fromEntries(found);
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
