import { canSee } from './access.ts';
import { describeTeam, describeUser } from './describe.ts';
import { describePullInList } from './describe-pull.ts';
import { refusal, unprocessable } from './errors.ts';
import { created, type Operations, ok, reads, type WriteCall, writes } from './operation.ts';
import { recordEvent } from './pull-request.ts';
import { pullIn } from './pulls.ts';
import type { Account, PullRequest, Team } from './state.ts';

interface Reviewers {
  readonly reviewers?: readonly string[];
  readonly team_reviewers?: readonly string[];
}

const writers = { app: ['pull_requests:write'], role: 'triage' } as const;

function accountsOf(call: WriteCall<Reviewers>, issue: PullRequest): Account[] {
  return (call.body.reviewers ?? []).map((login) => {
    const account = call.world.account(login);
    const sees = account && canSee(call.world, call.repository, { account, app: null, permissions: {} });
    if (!sees)
      throw refusal(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ' +
          `${call.repository.owner.login}/${call.repository.name} repository.`,
      );
    if (account === issue.author) throw unprocessable('Review cannot be requested from pull request author.');
    return account;
  });
}

function teamsOf(call: WriteCall<Reviewers>): Team[] {
  return (call.body.team_reviewers ?? []).map((slug) => {
    const team = call.world.team(call.repository.owner.login, slug);
    if (!team) throw unprocessable(`Could not resolve to a node with the global id of '${slug}'.`);
    return team;
  });
}

/** Adds what is not there yet. */
const include = <Item>(list: Item[], items: readonly Item[]): Item[] => {
  const fresh = items.filter((item) => !list.includes(item));
  list.push(...fresh);
  return fresh;
};

/** Takes away what is there. */
const exclude = <Item>(list: Item[], items: readonly Item[]): Item[] => {
  const gone = list.filter((item) => items.includes(item));
  list.splice(0, list.length, ...list.filter((item) => !items.includes(item)));
  return gone;
};

/** Who is asked for a review. Whoever has given one is no longer in the list. */
export const reviewRequestOperations: Operations = {
  'pulls/list-requested-reviewers': reads('pull_requests:read', (call) => {
    const { pull } = pullIn(call);
    return ok({
      users: pull.requestedReviewers.map((account) => describeUser(call.world, account)),
      teams: pull.requestedTeams.map((team) => ({ ...describeTeam(call.world, team), parent: null })),
    });
  }),

  'pulls/request-reviewers': writes<Reviewers>(writers, (call) => {
    const { world, repository, actor } = call;
    const issue = pullIn(call);
    const accounts = accountsOf(call, issue);
    const teams = teamsOf(call);
    const review_requester = describeUser(world, actor.account);
    for (const account of include(issue.pull.requestedReviewers, accounts)) {
      const requested_reviewer = describeUser(world, account);
      recordEvent(world, issue, actor, 'review_requested', { review_requester, requested_reviewer });
    }
    for (const team of include(issue.pull.requestedTeams, teams)) {
      const requested_team = { ...describeTeam(world, team), parent: null };
      recordEvent(world, issue, actor, 'review_requested', { review_requester, requested_team });
    }
    return created(describePullInList(world, repository, issue));
  }),

  'pulls/remove-requested-reviewers': writes<Reviewers>(writers, (call) => {
    const { world, repository, actor } = call;
    const issue = pullIn(call);
    const review_requester = describeUser(world, actor.account);
    for (const account of exclude(issue.pull.requestedReviewers, accountsOf(call, issue))) {
      const requested_reviewer = describeUser(world, account);
      recordEvent(world, issue, actor, 'review_request_removed', { review_requester, requested_reviewer });
    }
    for (const team of exclude(issue.pull.requestedTeams, teamsOf(call))) {
      const requested_team = { ...describeTeam(world, team), parent: null };
      recordEvent(world, issue, actor, 'review_request_removed', { review_requester, requested_team });
    }
    return ok(describePullInList(world, repository, issue));
  }),
};
