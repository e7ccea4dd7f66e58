import { atLeast, roleOf } from './access.ts';
import { describeComment } from './describe-issue.ts';
import { checkComment, notFound, refusal } from './errors.ts';
import { issueIn, issueWriters } from './issue.ts';
import {
  created,
  noContent,
  numberIn,
  type Operations,
  ok,
  type RepositoryCall,
  reads,
  type WriteCall,
  writes,
} from './operation.ts';
import { listed } from './paging.ts';
import type { Comment, Issue } from './state.ts';

interface CommentText {
  readonly body: string;
}

function commentIn(call: RepositoryCall): [Issue, Comment] {
  for (const issue of call.repository.issues.values()) {
    const comment = issue.comments.find(({ id }) => id === numberIn(call, 'comment_id'));
    if (comment) return [issue, comment];
  }
  throw notFound();
}

/** One's own comment, or anybody's with write access. */
function checkMayEdit({ world, repository, actor }: WriteCall, comment: Comment): void {
  if (actor.app || comment.author === actor.account) return;
  if (!atLeast(roleOf(world, repository, actor), 'write'))
    throw refusal(403, 'Must have admin rights to Repository.');
}

/** Comments in the conversation of issues and pull requests. */
export const commentOperations: Operations = {
  'issues/list-comments': reads('issues:read|pull_requests:read', (call) => {
    const issue = issueIn(call);
    const { since } = call.query;
    const comments = issue.comments.filter(
      ({ updatedAt }) => typeof since !== 'string' || Date.parse(updatedAt) >= Date.parse(since),
    );
    return listed(call, comments, (comment) => describeComment(call.world, call.repository, issue, comment));
  }),

  'issues/get-comment': reads('issues:read|pull_requests:read', (call) => {
    const [issue, comment] = commentIn(call);
    return ok(describeComment(call.world, call.repository, issue, comment));
  }),

  'issues/create-comment': writes<CommentText>({ app: issueWriters, role: 'read' }, (call) => {
    const { world, repository, actor, body } = call;
    const issue = issueIn(call);
    checkComment(body.body);
    const now = world.now();
    const comment: Comment = {
      id: world.nextId(),
      author: actor.account,
      app: actor.app,
      createdAt: now,
      updatedAt: now,
      body: body.body,
    };
    issue.comments.push(comment);
    issue.updatedAt = now;
    return created(describeComment(world, repository, issue, comment));
  }),

  'issues/update-comment': writes<CommentText>({ app: issueWriters, role: 'read' }, (call) => {
    const [issue, comment] = commentIn(call);
    checkMayEdit(call, comment);
    checkComment(call.body.body);
    comment.body = call.body.body;
    comment.updatedAt = call.world.now();
    return ok(describeComment(call.world, call.repository, issue, comment));
  }),

  'issues/delete-comment': writes({ app: issueWriters, role: 'read' }, (call) => {
    const [issue, comment] = commentIn(call);
    checkMayEdit(call, comment);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    return noContent();
  }),
};
