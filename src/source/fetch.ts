/** Fetches commits of a pull request into a repository of its own, so that no file of it is ever checked out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFailure } from '../model/failure.ts';
import { firstLine, type GitRepository, gitAt, gitOutput, runSaying } from './git.ts';

/** Commits that were fetched, by the local name that was asked for. */
export interface Fetched {
  readonly git: GitRepository;
  readonly commits: Readonly<Record<string, string>>;
  /** Deletes the repository. */
  dispose(): void;
}

/**
 * Fetches refs with their whole history into a new bare repository under `folder`. The token goes to git by its
 * environment, never on a command line that other processes can read.
 */
export function fetchRefs(options: {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly refs: Readonly<Record<string, string>>;
}): Fetched {
  const dir = mkdtempSync(join(options.folder, 'grantbook-'));
  const dispose = () => rmSync(dir, { recursive: true, force: true });
  try {
    const git = gitAt(dir);
    gitOutput(git, ['init', '--quiet', '--bare', '.'], 'a repository could not be made');
    const names = Object.keys(options.refs);
    const refspecs = names.map((name) => `+${options.refs[name]}:refs/grantbook/${name}`);
    const result = runSaying(
      git,
      ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', options.url, ...refspecs],
      'the commits could not be fetched',
      { env: credentials(options.url, options.token) },
    );
    if (result.status !== 0)
      throw new EnvironmentFailure(
        `the commits could not be fetched: ${firstLine(result.stderr.replaceAll(options.token, '***'))}`,
      );
    const commits = Object.fromEntries(
      names.map((name) => [
        name,
        gitOutput(git, ['rev-parse', `refs/grantbook/${name}^{commit}`], `\`${name}\` could not be found`)
          .toString('utf8')
          .trim(),
      ]),
    );
    return { git, commits, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
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
