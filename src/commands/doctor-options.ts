/** What the doctor is told on the command line: which repository, where its API is, and which token. */
import type { RepositoryName } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { gitAt, repositoryRoot } from '../source/git.ts';

/** How tokens begin (GitHub Docs, "About authentication to GitHub"), and those from before 2021. */
const token = /\b(?:gh[pousr]_|github_pat_)\w+|\b[0-9a-f]{40}\b/gi;

/** What somebody typed, fit to be printed: a token in the wrong place must not end up in a log. */
const shown = (text: string): string => `\`${text.replaceAll(token, '…')}\``;

/** The token in the variable of that name. The token itself never stands on a command line. */
export function tokenIn(variable: string): string {
  if (variable.search(token) >= 0)
    throw new EnvironmentFailure(
      '`--token-env` takes the name of a variable, such as `GITHUB_TOKEN`, not the token itself; put the token into that variable, and make a new one if others can see this terminal or its history',
    );
  const held = process.env[variable];
  if (!held)
    throw new EnvironmentFailure(
      `there is no token in ${shown(variable)}; put one of an administrator there, such as ${shown(`${variable}=$(gh auth token)`)}, or name another variable with \`--token-env\``,
    );
  return held;
}

/** The repository that is meant: as named, as the runner says, or as `origin` says. */
export function repositoryOf(
  named: string | undefined,
  dir: string,
  apiUrl: string | undefined,
): RepositoryName {
  const text = named ?? (process.env.GITHUB_REPOSITORY || undefined);
  if (text === undefined) return repositoryOfOrigin(dir, apiUrl);
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(placeOf(text)?.path ?? text) ?? [];
  if (owner === undefined || repo === undefined)
    throw new EnvironmentFailure(`${shown(text)} is no repository; it looks like \`OWNER/REPO\``);
  return { owner, repo };
}

function repositoryOfOrigin(dir: string, apiUrl: string | undefined): RepositoryName {
  const root = repositoryRoot(dir);
  const remote = root === undefined ? undefined : gitAt(root).run(['remote', 'get-url', 'origin']);
  const address = remote?.status === 0 ? remote.stdout.toString('utf8').trim() : '';
  const which = (why: string) =>
    new EnvironmentFailure(`which repository on GitHub? name it with \`--repository OWNER/REPO\`; ${why}`);
  if (address === '') throw which('there is no remote `origin` that says it');
  const place = placeOf(address);
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(place?.path ?? '') ?? [];
  // The address may hold a password, so that no more of it is said than where it leads.
  if (!place) throw which('the remote `origin` is a folder, and not on GitHub');
  if (!isOnGitHub(place.host, apiUrl))
    throw which(`the remote \`origin\` is at ${shown(place.host)}, and not on GitHub`);
  if (owner === undefined || repo === undefined)
    throw which(`the remote \`origin\` at ${shown(place.host)} does not say it`);
  return { owner, repo };
}

/** A host without a dot is a name from somebody's SSH settings; a server of one's own comes with its own API. */
const isOnGitHub = (host: string, apiUrl: string | undefined): boolean =>
  apiUrl !== undefined || !host.includes('.') || /(?:^|\.)github\./i.test(host);

/** Where an address leads: `git@github.com:owner/repo.git`, `https://github.com/owner/repo`. */
function placeOf(address: string): { readonly host: string; readonly path: string } | undefined {
  const [, host, path] =
    /^(?:[\w+.-]+:\/\/)(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(address) ??
    /^(?:[^/:@]*@)?([^/:@]{2,}):(?!\/\/)(.+?)(?:\.git)?\/?$/.exec(address) ??
    [];
  return host === undefined || path === undefined ? undefined : { host, path };
}

/** Where the API is that answers for the repository; `undefined` for GitHub's own. */
export function apiUrlOf(given: string | undefined): string | undefined {
  const address = given || process.env.GITHUB_API_URL || undefined;
  if (address !== undefined && (!/^https?:\/\/[^/]/.test(address) || !URL.canParse(address)))
    throw new EnvironmentFailure(`${shown(address)} is no address of an API, such as \`${gitHubApi}\``);
  const url = address?.replace(/\/+$/, '');
  return url === gitHubApi ? undefined : url;
}

export const gitHubApi = 'https://api.github.com';
