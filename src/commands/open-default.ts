/** The default branch of a repository on GitHub, fetched, for the jobs that look at it as a whole. */
import { tmpdir } from 'node:os';
import { asking, clockSkew, type GitHubClient } from '../github/client.ts';
import type { Access } from '../model/effective.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Fetched, fetchRefs } from '../source/fetch.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { requireClock } from './clock.ts';
import type { JobOptions } from './jobs.ts';
import { ledgerIn } from './local-ledger.ts';
import { readWhole } from './read.ts';

/** What a job works with; whoever opens it disposes of what was fetched. */
export interface OpenedDefault {
  readonly client: GitHubClient;
  /** Read from the API: an event says what its sender liked. */
  readonly defaultBranch: string;
  readonly fetched: Fetched;
  /** The tip of the default branch. */
  readonly base: string;
  /** The tip of the ledger, where there is one. */
  readonly ledger: string | undefined;
}

/** Fetches the default branch, and the ledger where it is there. */
export async function openDefault(options: JobOptions): Promise<OpenedDefault> {
  const { client, repository, serverUrl, temporary, token } = options;
  const { data, headers } = await asking('the repository could not be read', () =>
    client.rest.repos.get({ ...repository }),
  );
  requireClock(clockSkew(headers.date, options.clock()));
  const fetched = fetchRefs({
    folder: temporary ?? tmpdir(),
    url: `${serverUrl}/${repository.owner}/${repository.repo}.git`,
    token,
    refs: { base: `refs/heads/${data.default_branch}` },
    optional: {
      ledger: `refs/heads/${ledgerBranch}`,
    },
  });
  const { base = '', ledger } = fetched.commits;
  return { client, defaultBranch: data.default_branch, fetched, base, ledger };
}

/** Everybody's access at an instant, by the default branch and its ledger. */
export interface PresentAccess {
  readonly workspace: Workspace;
  readonly accesses: readonly Access[];
  readonly timeZone: string;
}

/** Reads all of it. */
export function presentAccess(
  { fetched: { git }, base, ledger }: OpenedDefault,
  now: Instant,
): PresentAccess {
  const source = gitTree(git, base, 'the default branch');
  const workspace = readWhole(source);
  const timeZone = timeZoneOf(workspace);
  const known = ledger === undefined ? undefined : ledgerIn(git, ledger);
  const history = { git, commit: base };
  return {
    workspace,
    accesses: accessAt({ workspace, source, history, ledger: known, timeZone }, now),
    timeZone,
  };
}
