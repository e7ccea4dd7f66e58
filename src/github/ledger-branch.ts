/** What GitHub says of the ledger's branch: who signed its commits, and whether it was ever rewritten. */
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** Who made a commit, in GitHub's words. */
export interface Signature {
  /** Signed by GitHub itself, as it does for an App that commits through the API. */
  readonly isGitHubs: boolean;
  /** The number of the account that made it. */
  readonly by: number | undefined;
}

/** The signatures of all commits of a branch, by commit. */
export async function signaturesOn(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<ReadonlyMap<string, Signature>> {
  const commits = await asking(`the commits of \`${branch}\` could not be read`, () =>
    client.paginate(client.rest.repos.listCommits, { ...repository, sha: branch, per_page: 100 }),
  );
  return new Map(
    commits.map(({ sha, author, committer, commit }) => [
      sha,
      {
        isGitHubs: commit.verification?.verified === true && committer?.login === 'web-flow',
        by: author && 'id' in author ? author.id : undefined,
      },
    ]),
  );
}

/** Something that was done to a branch, and that should not have been. */
export interface Tampering {
  readonly kind: 'rewritten' | 'deleted' | 'written by another';
  /** When, by whom and what, in a sentence. */
  readonly message: string;
}

/**
 * When and by whom the branch was moved back, rewritten or deleted, or written to by another account than `writer`: a
 * squash of one of its pull requests is signed by GitHub in the name of the App, whoever presses the button.
 */
export async function tamperingWith(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  writer: number | undefined,
): Promise<readonly Tampering[]> {
  const activities = await asking(`what happened to \`${branch}\` could not be read`, () =>
    client.paginate(client.rest.repos.listActivities, {
      ...repository,
      ref: `refs/heads/${branch}`,
      per_page: 100,
    }),
  );
  return activities.flatMap(({ activity_type: activity, actor, timestamp, before }): Tampering[] => {
    const who = `by \`${actor?.login ?? 'a deleted account'}\``;
    const stood = `before, it stood at \`${before.slice(0, 10)}\``;
    if (activity === 'force_push')
      return [
        { kind: 'rewritten', message: `on ${timestamp} it was rewritten by a force push ${who}; ${stood}` },
      ];
    if (activity === 'branch_deletion')
      return [{ kind: 'deleted', message: `on ${timestamp} it was deleted ${who}; ${stood}` }];
    // Whoever begins the ledger may be a person; what they wrote says so itself.
    if (writer === undefined || activity === 'branch_creation' || actor?.id === writer) return [];
    return [
      {
        kind: 'written by another',
        message: `on ${timestamp} it was written to ${who}, which is not the account that \`ledger.writer\` names; ${stood}`,
      },
    ];
  });
}

/** Fails where there once was a ledger: it was deleted, and beginning another one would adopt whatever is there. */
export async function requireNoDeletion(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<void> {
  const deleted = (await tamperingWith(client, repository, branch, undefined)).find(
    ({ kind }) => kind === 'deleted',
  );
  if (deleted)
    throw new EnvironmentFailure(
      `the branch \`${branch}\` is gone: ${deleted.message}; push that commit again from a clone that has it (\`git push origin <commit>:refs/heads/${branch}\`)`,
    );
}

/** GitHub may take a while until it says who wrote a commit; what it has not said by then, it does not say any more. */
const untilTold = 24 * 60 * 60_000;

/**
 * Fails where somebody else than the writer is among the newest commits of the ledger: what they wrote must not open a
 * door. That GitHub signed a commit in the writer's name is not enough, since a squash of one of the writer's pull requests
 * is signed so, whoever presses the button; so the activity of the branch has to say that the writer put it there. Older
 * commits were looked at by the runs before; `ledger verify` looks at all.
 */
export async function requireWrittenBy(
  client: GitHubClient,
  repository: RepositoryName,
  {
    branch,
    tip,
    writer,
    now,
  }: {
    readonly branch: string;
    /** The commit of the branch that was read. */
    readonly tip: string;
    readonly writer: number;
    readonly now: Instant;
  },
): Promise<void> {
  const { data } = await asking(`the commits of \`${branch}\` could not be read`, () =>
    client.rest.repos.listCommits({ ...repository, sha: tip, per_page: 100 }),
  );
  // Whoever begins the ledger may be a person; what they wrote says so itself.
  const commits = data.filter(({ parents }) => parents.length > 0);
  const wanted = new Set(commits.map(({ sha }) => sha));
  const writers = await writersOf(client, repository, { branch, wanted, writer });
  for (const { sha, author, committer, commit } of commits) {
    const isSigned =
      commit.verification?.verified === true &&
      committer?.login === 'web-flow' &&
      author !== null &&
      'id' in author &&
      author.id === writer;
    const by = writers.get(sha);
    if (!isSigned || (by !== undefined && !by.has(writer)))
      throw new EnvironmentFailure(
        `nothing is given or taken away, since commit \`${sha.slice(0, 10)}\` of \`${branch}\` was not written by the account that \`ledger.writer\` names; \`grantbook ledger verify\` says more`,
      );
    if (by === undefined && now - Date.parse(commit.committer?.date ?? '') < untilTold)
      throw new EnvironmentFailure(
        `nothing is given or taken away, since GitHub does not say yet who wrote commit \`${sha.slice(0, 10)}\` of \`${branch}\`; the next run asks again`,
      );
  }
}

/** Who moved a branch to each of these commits, as far as GitHub says: whoever repairs it moves it to an older one again. */
async function writersOf(
  client: GitHubClient,
  repository: RepositoryName,
  {
    branch,
    wanted,
    writer,
  }: { readonly branch: string; readonly wanted: ReadonlySet<string>; readonly writer: number },
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const writers = new Map<string, Set<number>>();
  const options = { ...repository, ref: `refs/heads/${branch}`, per_page: 100 };
  await asking(`what happened to \`${branch}\` could not be read`, async () => {
    for await (const { data } of client.paginate.iterator(client.rest.repos.listActivities, options)) {
      for (const { after, actor } of data) {
        if (!wanted.has(after)) continue;
        const known = writers.get(after) ?? new Set();
        writers.set(after, known.add(actor?.id ?? 0));
      }
      if ([...wanted].every((sha) => writers.get(sha)?.has(writer))) break;
    }
  });
  return writers;
}
