import { commitsBetween } from './commits.ts';
import { describeApp, describeUser, type Json, nodeId, repositoryUrl } from './describe.ts';
import { describeComment } from './describe-issue.ts';
import { describeGitCommit } from './git-data.ts';
import { issueIn } from './issue.ts';
import { type Operations, reads } from './operation.ts';
import { listed } from './paging.ts';
import { isPullRequest } from './pull-request.ts';
import { describeReview } from './reviews.ts';
import type { Issue, IssueEvent, Repository } from './state.ts';
import type { World } from './world.ts';

function describeEvent(world: World, repository: Repository, event: IssueEvent): Json {
  const api = repositoryUrl(world, repository);
  return {
    id: event.id,
    node_id: nodeId('IssueEvent', event.id),
    url: `${api}/issues/events/${event.id}`,
    actor: describeUser(world, event.actor),
    event: event.event,
    commit_id: event.commit,
    commit_url: event.commit && `${api}/commits/${event.commit}`,
    created_at: event.createdAt,
    performed_via_github_app: event.app && describeApp(world, event.app),
    ...event.details,
  };
}

interface Entry {
  readonly at: string;
  readonly id: number;
  readonly json: Json;
}

/** Everything that happened, oldest first; commits come first, since they bear no time of GitHub's. */
function timelineOf(world: World, repository: Repository, issue: Issue): Json[] {
  const entries: Entry[] = [
    ...issue.events.map((event) => ({
      at: event.createdAt,
      id: event.id,
      json: describeEvent(world, repository, event),
    })),
    ...issue.comments.map((comment) => ({
      at: comment.createdAt,
      id: comment.id,
      json: {
        event: 'commented',
        actor: describeUser(world, comment.author),
        ...describeComment(world, repository, issue, comment),
      },
    })),
  ];
  const commits: Json[] = [];
  if (isPullRequest(issue)) {
    for (const review of issue.pull.reviews)
      if (review.submittedAt !== null) {
        const json = { event: 'reviewed', ...describeReview(world, repository, issue, review) };
        entries.push({ at: review.submittedAt, id: review.id, json });
      }
    for (const commit of commitsBetween(repository.gitDir, issue.pull.baseSha, issue.pull.headSha))
      commits.push({ event: 'committed', ...describeGitCommit(world, repository, commit) });
  }
  entries.sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  return [...commits, ...entries.map((entry) => entry.json)];
}

/** The timeline: the one place that tells who dismissed a review. */
export const timelineOperations: Operations = {
  'issues/list-events-for-timeline': reads('issues:read|pull_requests:read', (call) =>
    listed(call, timelineOf(call.world, call.repository, issueIn(call)), (json) => json),
  ),
};
