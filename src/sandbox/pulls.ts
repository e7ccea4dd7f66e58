import { atLeast, mayWrite, roleOf } from './access.ts';
import { commitsBetween, describeCommit } from './commits.ts';
import { describePull, describePullInList } from './describe-pull.ts';
import { changedFiles, describeFile } from './diff.ts';
import { checkLength, notFound, refusal, validationFailed } from './errors.ts';
import { resolveCommit } from './git-refs.ts';
import { addIssue } from './issue.ts';
import {
  created,
  notServed,
  numberIn,
  type Operations,
  ok,
  reads,
  type WriteCall,
  writes,
} from './operation.ts';
import { listed } from './paging.ts';
import { baseTip, close, isPullRequest, moveHead, pullRequestsOf, recordEvent } from './pull-request.ts';
import type { PullRequest, Repository } from './state.ts';
import type { World } from './world.ts';

interface NewPull {
  readonly title?: string;
  readonly head: string;
  readonly base: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly maintainer_can_modify?: boolean;
}

interface PullChanges {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly base?: string;
}

/** The pull request that a path names. */
export function pullIn({ repository, path }: Pick<WriteCall, 'repository' | 'path'>): PullRequest {
  const issue = repository.issues.get(Number(path.pull_number));
  if (!issue || !isPullRequest(issue)) throw notFound();
  return issue;
}

const invalid = (field: string) => validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
const custom = (message: string) => validationFailed({ resource: 'PullRequest', code: 'custom', message });

/** Finds `branch`, or `owner:branch` in that owner's fork. */
function findHead(world: World, base: Repository, head: string): { repository: Repository; ref: string } {
  const colon = head.indexOf(':');
  const owner = colon < 0 ? base.owner.login : head.slice(0, colon);
  const related = [...world.repositories.values()].find(
    (other) =>
      other.owner.login.toLowerCase() === owner.toLowerCase() && (other === base || other.forkOf === base),
  );
  if (!related) throw invalid('head');
  return { repository: related, ref: head.slice(colon + 1) };
}

function create(call: WriteCall<NewPull>): PullRequest {
  const { world, repository, actor, body } = call;
  notServed(body, 'issue', 'head_repo');
  if (body.title === undefined || body.title === '')
    throw validationFailed({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
  checkLength(body.body);
  const head = findHead(world, repository, body.head);
  // "You must have write access to the head or the source branch."
  if (!actor.app && !mayWrite(world, head.repository, actor)) throw refusal(403, 'Forbidden');
  const baseSha = resolveCommit(repository.gitDir, `refs/heads/${body.base}`);
  if (!baseSha) throw invalid('base');
  const headSha = resolveCommit(head.repository.gitDir, `refs/heads/${head.ref}`);
  if (!headSha) throw invalid('head');
  const label = `${head.repository.owner.login}:${head.ref}`;
  const twin = pullRequestsOf(repository).some(
    ({ state, pull }) =>
      state === 'open' &&
      pull.headRepository === head.repository &&
      pull.headRef === head.ref &&
      pull.baseRef === body.base,
  );
  if (twin) throw custom(`A pull request already exists for ${label}.`);

  const issue = addIssue(world, repository, actor, body.title, body.body ?? null, {
    headRepository: head.repository,
    headRef: head.ref,
    headSha,
    baseRef: body.base,
    baseSha,
    draft: body.draft ?? false,
    maintainerCanModify: body.maintainer_can_modify ?? head.repository !== repository,
    reviews: [],
    requestedReviewers: [],
    requestedTeams: [],
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
  });
  if (!isPullRequest(issue)) throw new Error('An issue with a head is a pull request.');
  moveHead(world, repository, issue, headSha);
  if (commitsBetween(repository.gitDir, baseSha, headSha).length === 0) {
    repository.issues.delete(issue.number);
    throw custom(`No commits between ${body.base} and ${body.head}`);
  }
  return issue;
}

function update(call: WriteCall<PullChanges>): PullRequest {
  const { world, repository, actor, body } = call;
  const issue = pullIn(call);
  const isAuthor = issue.author === actor.account;
  if (!actor.app && !isAuthor && !atLeast(roleOf(world, repository, actor), 'write')) throw notFound();
  checkLength(body.body);
  if (body.base !== undefined && body.base !== issue.pull.baseRef) {
    if (!resolveCommit(repository.gitDir, `refs/heads/${body.base}`)) throw invalid('base');
    if (issue.state === 'closed') throw custom('Cannot change the base branch of a closed pull request.');
    recordEvent(world, issue, actor, 'base_ref_changed');
    issue.pull.baseRef = body.base;
    issue.pull.baseSha = baseTip(repository, issue);
  }
  if (body.title !== undefined && body.title !== issue.title) {
    recordEvent(world, issue, actor, 'renamed', { rename: { from: issue.title, to: body.title } });
    issue.title = body.title;
  }
  if (body.body !== undefined) issue.body = body.body;
  issue.updatedAt = world.now();
  if (body.state === 'closed' && issue.state === 'open') close(world, issue, actor);
  if (body.state === 'open' && issue.state === 'closed') reopen(call, issue);
  return issue;
}

function reopen({ world, repository, actor }: WriteCall, issue: PullRequest): void {
  const { pull } = issue;
  if (pull.mergedAt !== null) throw custom('state cannot be changed. The pull request has been merged.');
  const tip = resolveCommit(pull.headRepository.gitDir, `refs/heads/${pull.headRef}`);
  if (!tip) throw custom(`state cannot be changed. The ${pull.headRef} branch has been deleted.`);
  issue.state = 'open';
  issue.closedAt = null;
  issue.closedBy = null;
  moveHead(world, repository, issue, tip);
  recordEvent(world, issue, actor, 'reopened');
}

/** Pull requests. */
export const pullOperations: Operations = {
  'pulls/create': writes<NewPull>({ app: ['pull_requests:write'], role: 'read' }, (call) => {
    const issue = create(call);
    return created(describePull(call.world, call.repository, issue));
  }),

  'pulls/get': reads('pull_requests:read', (call) =>
    ok(describePull(call.world, call.repository, pullIn(call))),
  ),

  'pulls/list': reads('pull_requests:read', (call) => {
    const { world, repository, query } = call;
    const { state = 'open', head, base, sort = 'created' } = query;
    const pulls = pullRequestsOf(repository).filter(
      (issue) =>
        (state === 'all' || issue.state === state) &&
        // Like GitHub, a `head` without an owner is not understood and filters nothing.
        (typeof head !== 'string' ||
          !head.includes(':') ||
          head === `${issue.pull.headRepository.owner.login}:${issue.pull.headRef}`) &&
        (base === undefined || issue.pull.baseRef === base),
    );
    const stamp = (issue: PullRequest): string => (sort === 'updated' ? issue.updatedAt : issue.createdAt);
    pulls.sort((a, b) => stamp(a).localeCompare(stamp(b)) || a.number - b.number);
    if ((query.direction ?? (sort === 'created' ? 'desc' : 'asc')) === 'desc') pulls.reverse();
    return listed(call, pulls, (issue) => describePullInList(world, repository, issue));
  }),

  'pulls/update': writes<PullChanges>({ app: ['pull_requests:write'], role: 'read' }, (call) =>
    ok(describePull(call.world, call.repository, update(call))),
  ),

  'pulls/list-commits': reads('pull_requests:read', (call) => {
    const { world, repository } = call;
    const { pull } = pullIn(call);
    // GitHub lists at most 250 commits here, and says so only in its documentation.
    const commits = commitsBetween(repository.gitDir, pull.baseSha, pull.headSha).slice(0, 250);
    return listed(call, commits, (commit) => describeCommit(world, repository, commit));
  }),

  'pulls/list-files': reads('pull_requests:read', (call) => {
    const { world, repository } = call;
    const { pull } = pullIn(call);
    // "Responses include a maximum of 3000 files."
    const files = changedFiles(repository.gitDir, pull.baseSha, pull.headSha).slice(0, 3000);
    return listed(call, files, (file) => describeFile(world, repository, pull.headSha, file));
  }),

  'pulls/check-if-merged': reads('contents:read', (call) => {
    if (repositoryHasMerged(call.repository, numberIn(call, 'pull_number'))) return { status: 204 };
    throw notFound();
  }),
};

const repositoryHasMerged = (repository: Repository, number: number): boolean =>
  (repository.issues.get(number)?.pull?.mergedAt ?? null) !== null;
