import { atLeast, roleOf } from './access.ts';
import {
  describeApp,
  describeLabel,
  describeUser,
  describeUserOrNull,
  type Json,
  nodeId,
  repositoryPage,
  repositoryUrl,
} from './describe.ts';
import type { Account, Comment, Issue, Repository } from './state.ts';
import type { World } from './world.ts';

/** How an account stands to a repository. */
export function association(world: World, repository: Repository, account: Account): string {
  if (repository.owner === account) return 'OWNER';
  const role = roleOf(world, repository, { account, app: null, permissions: {} });
  const direct = repository.collaborators.has(account.login.toLowerCase());
  if (!direct && role !== null && atLeast(role, 'triage')) return 'MEMBER';
  return direct ? 'COLLABORATOR' : 'NONE';
}

/** Where a browser would find an issue or a pull request. */
export const issuePage = (world: World, repository: Repository, issue: Issue): string =>
  `${repositoryPage(world, repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;

/** An `issue`; a pull request is one too, with the key `pull_request`. */
export function describeIssue(world: World, repository: Repository, issue: Issue): Json {
  const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const page = issuePage(world, repository, issue);
  const assignees = issue.assignees.map((account) => describeUser(world, account));
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: describeUser(world, issue.author),
    labels: issue.labels.map((label) => describeLabel(world, repository, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt,
    closed_by: describeUserOrNull(world, issue.closedBy),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: association(world, repository, issue.author),
    performed_via_github_app: issue.app && describeApp(world, issue.app),
    ...(issue.pull
      ? {
          draft: issue.pull.draft,
          pull_request: {
            url: `${repositoryUrl(world, repository)}/pulls/${issue.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: issue.pull.mergedAt,
          },
        }
      : {}),
  };
}

/** An `issue-comment`. */
export function describeComment(world: World, repository: Repository, issue: Issue, comment: Comment): Json {
  const url = `${repositoryUrl(world, repository)}/issues`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${url}/comments/${comment.id}`,
    html_url: `${issuePage(world, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${url}/${issue.number}`,
    user: describeUser(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(world, repository, comment.author),
    performed_via_github_app: comment.app && describeApp(world, comment.app),
  };
}
