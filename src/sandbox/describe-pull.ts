import {
  describeLabel,
  describeTeam,
  describeUser,
  describeUserOrNull,
  type Json,
  nodeId,
  repositoryUrl,
} from './describe.ts';
import { association, issuePage } from './describe-issue.ts';
import { describeRepository } from './describe-repository.ts';
import { mergeBlock } from './protection.ts';
import { lastTestMerge, mergeability } from './pull-request.ts';
import type { PullRequest, Repository } from './state.ts';
import type { World } from './world.ts';

const side = (world: World, repository: Repository, ref: string, sha: string): Json => ({
  label: `${repository.owner.login}:${ref}`,
  ref,
  sha,
  user: describeUser(world, repository.owner),
  repo: describeRepository(world, repository),
});

/** A `pull-request-simple`, as it stands in lists. */
export function describePullInList(world: World, repository: Repository, issue: PullRequest): Json {
  const { pull } = issue;
  const api = repositoryUrl(world, repository);
  const url = `${api}/pulls/${issue.number}`;
  const page = issuePage(world, repository, issue);
  const assignees = issue.assignees.map((account) => describeUser(world, account));
  const links = {
    comments_url: `${api}/issues/${issue.number}/comments`,
    commits_url: `${url}/commits`,
    issue_url: `${api}/issues/${issue.number}`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
  return {
    url,
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...links,
    number: issue.number,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    user: describeUser(world, issue.author),
    body: issue.body,
    labels: issue.labels.map((label) => describeLabel(world, repository, label)),
    milestone: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit ?? lastTestMerge(issue),
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: pull.requestedReviewers.map((account) => describeUser(world, account)),
    requested_teams: pull.requestedTeams.map((team) => ({ ...describeTeam(world, team), parent: null })),
    head: side(world, pull.headRepository, pull.headRef, pull.headSha),
    base: side(world, repository, pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: page },
      ...Object.fromEntries(
        Object.entries(links).map(([name, href]) => [name.replace(/_url$/, ''), { href }]),
      ),
    },
    author_association: association(world, repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

/** A `pull-request`, as it is when asked for by its number. */
export function describePull(world: World, repository: Repository, issue: PullRequest): Json {
  const { pull } = issue;
  const merge = mergeability(world, repository, issue);
  const state = (): string => {
    if (issue.state === 'closed') return 'unknown';
    if (!merge.mergeable) return 'dirty';
    if (pull.draft) return 'draft';
    return mergeBlock(repository, issue) === null ? 'clean' : 'blocked';
  };
  return {
    // After the mergeability, so that the test merge is the one that belongs to it.
    ...describePullInList(world, repository, issue),
    requested_teams: pull.requestedTeams.map((team) => describeTeam(world, team)),
    merged: pull.mergedAt !== null,
    // GitHub works this out only for open pull requests.
    mergeable: issue.state === 'open' ? merge.mergeable : null,
    rebaseable: issue.state === 'open' ? merge.mergeable : null,
    mergeable_state: state(),
    merged_by: describeUserOrNull(world, pull.mergedBy),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: merge.commits,
    additions: merge.additions,
    deletions: merge.deletions,
    changed_files: merge.changedFiles,
  };
}
