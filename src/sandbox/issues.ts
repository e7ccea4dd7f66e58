import { atLeast, roleOf } from './access.ts';
import { describeIssue } from './describe-issue.ts';
import { checkLength, refusal, validationFailed } from './errors.ts';
import { addIssue, issueIn, issueWriters } from './issue.ts';
import { assign, labelNamed } from './labels.ts';
import {
  created,
  notServed,
  type Operations,
  ok,
  type RepositoryCall,
  reads,
  type WriteCall,
  writes,
} from './operation.ts';
import { listed } from './paging.ts';
import { close, recordEvent } from './pull-request.ts';
import type { Issue } from './state.ts';

type Named = string | { readonly name?: string; readonly login?: string };

interface IssueChanges {
  readonly title?: string | number | null;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: Issue['stateReason'];
  readonly labels?: readonly Named[];
  readonly assignees?: readonly Named[];
}

const nameOf = (named: Named): string =>
  typeof named === 'string' ? named : (named.name ?? named.login ?? '');

/** Labels and assignees take write access; from anybody else GitHub drops them without a word. */
function applyLists(call: WriteCall<IssueChanges>, issue: Issue): void {
  const { world, repository, actor, body } = call;
  notServed(body, 'assignee', 'milestone', 'type', 'issue_field_values');
  if (!actor.app && !atLeast(roleOf(world, repository, actor), 'triage')) return;
  if (body.labels) issue.labels = body.labels.map((label) => labelNamed(world, repository, nameOf(label)));
  if (body.assignees) {
    issue.assignees = [];
    assign(world, repository, issue, body.assignees.map(nameOf));
  }
}

function update(call: WriteCall<IssueChanges>): Issue {
  const { world, repository, actor, body } = call;
  const issue = issueIn(call);
  if (!actor.app && issue.author !== actor.account && !atLeast(roleOf(world, repository, actor), 'triage'))
    throw refusal(403, 'Must have admin rights to Repository.');
  checkLength(body.body);
  if (body.title !== undefined && body.title !== null && String(body.title) !== issue.title) {
    recordEvent(world, issue, actor, 'renamed', { rename: { from: issue.title, to: String(body.title) } });
    issue.title = String(body.title);
  }
  if (body.body !== undefined) issue.body = body.body;
  applyLists(call, issue);
  issue.updatedAt = world.now();
  if (body.state === 'closed' && issue.state === 'open') {
    issue.stateReason = body.state_reason ?? 'completed';
    close(world, issue, actor);
  } else if (body.state === 'open' && issue.state === 'closed') {
    if (issue.pull) throw refusal(422, 'Reopen a pull request through its own address.');
    Object.assign(issue, { state: 'open', stateReason: 'reopened', closedAt: null, closedBy: null });
    recordEvent(world, issue, actor, 'reopened');
  }
  return issue;
}

function select(call: RepositoryCall): Issue[] {
  notServed(call.query, 'milestone', 'mentioned', 'type', 'issue_field_values');
  const {
    state = 'open',
    labels,
    creator,
    assignee,
    since,
    sort = 'created',
    direction = 'desc',
  } = call.query;
  const wanted = typeof labels === 'string' ? labels.split(',').map((label) => label.toLowerCase()) : [];
  const issues = [...call.repository.issues.values()].filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      (creator === undefined || issue.author.login === creator) &&
      (assignee === undefined || assignee === '*'
        ? assignee === undefined || issue.assignees.length > 0
        : issue.assignees.some(({ login }) => login === assignee)) &&
      (typeof since !== 'string' || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
      wanted.every((label) => issue.labels.some(({ name }) => name.toLowerCase() === label)),
  );
  const stamp = (issue: Issue): string => (sort === 'updated' ? issue.updatedAt : issue.createdAt);
  issues.sort((a, b) => stamp(a).localeCompare(stamp(b)) || a.number - b.number);
  return direction === 'desc' ? issues.reverse() : issues;
}

/** Issues. */
export const issueOperations: Operations = {
  'issues/get': reads('issues:read|pull_requests:read', (call) =>
    ok(describeIssue(call.world, call.repository, issueIn(call))),
  ),

  // "GitHub's REST API considers every pull request an issue": the list holds both.
  'issues/list-for-repo': reads('issues:read|pull_requests:read', (call) =>
    listed(call, select(call), (issue) => describeIssue(call.world, call.repository, issue)),
  ),

  'issues/create': writes<IssueChanges>({ app: ['issues:write'], role: 'read' }, (call) => {
    const { world, repository, actor, body } = call;
    const title = String(body.title ?? '');
    if (title.trim() === '')
      throw validationFailed({ resource: 'Issue', field: 'title', code: 'missing_field' });
    checkLength(body.body);
    const issue = addIssue(world, repository, actor, title, body.body ?? null, null);
    applyLists(call, issue);
    return created(describeIssue(world, repository, issue));
  }),

  'issues/update': writes<IssueChanges>({ app: issueWriters, role: 'read' }, (call) =>
    ok(describeIssue(call.world, call.repository, update(call))),
  ),
};
