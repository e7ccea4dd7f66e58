import { notFound } from './errors.ts';
import { numberIn, type RepositoryCall } from './operation.ts';
import type { Actor, Issue, Pull, Repository } from './state.ts';
import type { World } from './world.ts';

/** Opens an issue, or a pull request when it has a head; both take the next number. */
export function addIssue(
  world: World,
  repository: Repository,
  actor: Actor,
  title: string,
  body: string | null,
  pull: Pull | null,
): Issue {
  const now = world.now();
  const issue: Issue = {
    id: world.nextId(),
    number: Math.max(0, ...repository.issues.keys()) + 1,
    author: actor.account,
    app: actor.app,
    createdAt: now,
    updatedAt: now,
    title,
    body,
    state: 'open',
    stateReason: null,
    closedAt: null,
    closedBy: null,
    labels: [],
    assignees: [],
    comments: [],
    events: [],
    pull,
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

/** The issue or pull request that a path names. */
export function issueIn(call: RepositoryCall): Issue {
  const issue = call.repository.issues.get(numberIn(call, 'issue_number'));
  if (!issue) throw notFound();
  return issue;
}

/** Since a pull request is an issue, whoever may write to either may write to what they share. */
export const issueWriters = ['issues:write', 'pull_requests:write'];
