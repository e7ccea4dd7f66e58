/** Reads what a decision needs to know of a pull request, to the last page. What is missing is said, never passed over. */

import type { Account, CommitFact, Facts } from '../model/facts.ts';
import { EnvironmentFailure, NeverKnown } from '../model/failure.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';
import { coAuthorsOf } from './co-authors.ts';
import type { PullRequest } from './pull-request.ts';
import { type ApiUser, askedIn, lastOf, type Timeline, type TimelineEntry } from './timeline.ts';

/** GitHub lists no more commits of a pull request than these (GitHub Docs, "List commits on a pull request"). */
const mostCommits = 250;

const account = ({ login, id, type }: ApiUser): Account => ({ login, id, ...(type ? { type } : {}) });
const accountOrNull = (user: ApiUser | null | undefined): Account | null => (user?.id ? account(user) : null);

/** A committer whom GitHub knows by no account is somebody, and nobody can tell who. */
const nobodyKnown: Account = { login: 'unknown', id: 0, type: 'Unknown' };

/** Reads the facts, with the members of these teams. Throws `EnvironmentFailure` where anything is missing. */
export async function fetchFacts(
  client: GitHubClient,
  repository: RepositoryName,
  pullRequest: PullRequest,
  about: {
    readonly teams: readonly string[];
    /** The account of the App that opens pull requests for people; only what it says of them is believed. */
    readonly app?: number | undefined;
  },
): Promise<{ readonly facts: Facts; readonly timeline: Timeline }> {
  const { number } = pullRequest;
  const at = { ...repository, pull_number: number, per_page: 100 };
  const [reviews, commits, events, pushes, members] = await Promise.all([
    asking('the reviews could not be read', () => client.paginate(client.rest.pulls.listReviews, at)),
    asking('the commits could not be read', () => client.paginate(client.rest.pulls.listCommits, at)),
    asking('the timeline could not be read', () =>
      client.paginate(client.rest.issues.listEventsForTimeline, {
        ...repository,
        issue_number: number,
        per_page: 100,
      }),
    ),
    pushesTo(client, pullRequest),
    Promise.all(about.teams.map(async (team) => [team, await membersOf(client, team)] as const)),
  ]);

  if (commits.length >= mostCommits)
    throw new NeverKnown(
      `this pull request has ${mostCommits} commits or more, and GitHub does not list them all; squash them, or split it into smaller ones`,
    );
  if (commits.length !== pullRequest.commits)
    throw new EnvironmentFailure('the list of commits came incomplete; run the job again');
  const entries = events as readonly TimelineEntry[];
  const told = new Set(entries.flatMap(({ event, id }) => (event === 'reviewed' && id ? [id] : [])));
  const listed = new Set(reviews.map(({ id }) => id));
  if (told.size !== listed.size || [...told].some((id) => !listed.has(id)))
    throw new EnvironmentFailure('the list of reviews came incomplete; run the job again');

  const pushesOf = pushesBy(
    commits.map(({ sha }) => sha),
    pushes,
  );
  return {
    facts: {
      pullRequest: {
        number,
        author: pullRequest.author,
        requestedBy:
          about.app !== undefined && pullRequest.author?.id === about.app
            ? requesterIn(commits, about.app, (sha) => pushesOf(sha).map(({ by }) => by.id))
            : null,
        base: { ref: pullRequest.baseRef, sha: pullRequest.baseSha },
        head: { ref: pullRequest.headRef, sha: pullRequest.headSha },
        draft: pullRequest.draft,
        openedAt: pullRequest.openedAt,
        readyAt: lastOf(entries, ['reopened', 'ready_for_review', 'base_ref_changed']),
        retargetedAt: lastOf(entries, ['base_ref_changed']),
      },
      commits: commits.map(({ sha, parents, author, committer, commit }) => ({
        sha,
        parents: parents.map((parent) => parent.sha),
        author: accountOrNull(author as ApiUser | null),
        committer: accountOrNull(committer as ApiUser | null) ?? nobodyKnown,
        coAuthors: coAuthorsOf(commit.message),
        ...pushedBy(pushesOf(sha)),
        verified: commit.verification?.verified === true,
      })),
      reviews: reviews.map(({ id, user, state, commit_id, submitted_at, body }) => ({
        id,
        user: accountOrNull(user),
        state,
        commit: commit_id,
        submittedAt: submitted_at ?? pullRequest.openedAt,
        body,
      })),
      dismissals: entries.flatMap(({ event, actor, created_at, dismissed_review: dismissed }) =>
        event === 'review_dismissed' && dismissed
          ? [
              {
                review: dismissed.review_id,
                by: accountOrNull(actor),
                at: created_at ?? pullRequest.openedAt,
                state: dismissed.state,
              },
            ]
          : [],
      ),
      teams: Object.fromEntries(members),
      complete: true,
    },
    timeline: { asked: askedIn(entries) },
  };
}

/**
 * On whose behalf the App opened it: as the trailer of its commits says, which GitHub signed and nobody can edit. Of
 * commits by anybody else, or that do not agree, nothing is believed; neither of one that somebody else pushed, since
 * GitHub signs in the name of the App whatever a person squashes of its pull requests.
 */
function requesterIn(
  commits: readonly {
    readonly sha: string;
    readonly author: unknown;
    readonly commit: { readonly message: string; readonly verification?: { readonly verified: boolean } };
  }[],
  app: number,
  pushersOf: (sha: string) => readonly number[],
): Account | null {
  const requesters = commits.map(({ sha, author, commit }) => {
    const [, login, id] = /^Requested-by: (\S+) \((\d{1,15})\)$/m.exec(commit.message) ?? [];
    const isPushedByIt = pushersOf(sha).every((pusher) => pusher === app);
    const isOurs =
      (author as ApiUser | null)?.id === app && commit.verification?.verified === true && isPushedByIt;
    return isOurs && login !== undefined ? { login, id: Number(id), type: 'User' } : null;
  });
  const [first] = requesters;
  return first && requesters.every((each) => each?.id === first.id) ? first : null;
}

interface Push {
  readonly after: string;
  readonly by: Account;
  readonly at: string;
}

/** Every push to the branch, oldest first. The author of a commit can be anybody; who pushed it is known to GitHub. */
async function pushesTo(client: GitHubClient, { headRepository, headRef }: PullRequest): Promise<Push[]> {
  const [owner, repo] = (headRepository ?? '').split('/');
  if (!owner || !repo)
    throw new NeverKnown(
      'the repository that this pull request came from is gone, so nobody can tell who pushed it; open a new one from a branch here',
    );
  const activities = await asking(
    'who pushed this branch could not be read (for a fork that the token may not see, push the branch to this repository)',
    () =>
      client.paginate(client.rest.repos.listActivities, {
        owner,
        repo,
        ref: `refs/heads/${headRef}`,
        per_page: 100,
      }),
  );
  return activities
    .map(({ after, actor, timestamp }) => {
      if (!actor) throw new NeverKnown('somebody whose account was deleted pushed this branch; push it anew');
      return { after, by: account(actor as ApiUser), at: timestamp };
    })
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Whoever brought a commit first, everybody who put it back, and when it was pushed last. */
function pushedBy(pushes: readonly Push[]): Pick<CommitFact, 'pusher' | 'pushers' | 'pushedAt'> {
  const [first, ...others] = pushes;
  return {
    pusher: first?.by ?? null,
    ...(others.length > 0 ? { pushers: others.map(({ by }) => by) } : {}),
    pushedAt: pushes.at(-1)?.at ?? null,
  };
}

/**
 * The pushes that brought each commit: those with it as the tip, otherwise those of the next tip after it. Throws where
 * the newest commit was pushed by nobody.
 */
function pushesBy(commits: readonly string[], pushes: readonly Push[]): (sha: string) => readonly Push[] {
  const byTip = new Map<string, Push[]>();
  for (const push of pushes) byTip.set(push.after, [...(byTip.get(push.after) ?? []), push]);
  const found = new Map<string, readonly Push[]>();
  let next: readonly Push[] | undefined;
  for (const sha of commits.toReversed()) {
    next = byTip.get(sha) ?? next;
    if (!next)
      throw new EnvironmentFailure(
        'who pushed the newest commit could not be read; run the job again in a minute',
      );
    found.set(sha, next);
  }
  return (sha) => found.get(sha) ?? [];
}

/** The members of `<org>/<slug>`, with those of the teams below it, as GitHub counts them. */
async function membersOf(client: GitHubClient, team: string): Promise<Account[]> {
  const [org = '', slug = ''] = team.split('/');
  const members = await asking(
    `the members of the team \`${team}\` could not be read (\`GITHUB_TOKEN\` may not; it takes the token of a GitHub App with *Members: read*)`,
    () => client.paginate(client.rest.teams.listMembersInOrg, { org, team_slug: slug, per_page: 100 }),
  );
  return members.map((member) => account(member));
}
