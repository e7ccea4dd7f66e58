import { type Commit, commitAsGitHub, commitsBetween, signatureOf } from './commits.ts';
import { refusal } from './errors.ts';
import { git, mergeTree } from './git.ts';
import { type Operations, ok, type WriteCall, writes } from './operation.ts';
import { mergeBlock } from './protection.ts';
import { baseTip, markMerged } from './pull-request.ts';
import { pullIn } from './pulls.ts';
import { refsChanged } from './pushes.ts';
import type { MergeMethod, PullRequest } from './state.ts';

interface MergeRequest {
  readonly commit_title?: string;
  readonly commit_message?: string;
  readonly sha?: string;
  readonly merge_method?: MergeMethod;
}

const methodNames = { merge: 'Merge commits', squash: 'Squash merges', rebase: 'Rebase merges' };

function refuseMerge(
  call: WriteCall<MergeRequest | undefined>,
  issue: PullRequest,
  method: MergeMethod,
): void {
  const { repository, body } = call;
  if (issue.state === 'closed') throw refusal(405, 'Pull Request is not mergeable');
  if (issue.pull.draft) throw refusal(405, 'Pull Request is still a draft');
  if (!repository.mergeMethods.has(method) || method === 'rebase')
    throw refusal(405, `${methodNames[method]} are not allowed on this repository.`);
  if (body?.sha !== undefined && body.sha !== issue.pull.headSha)
    throw refusal(409, 'Head branch was modified. Review and try the merge again.');
  const block = mergeBlock(repository, issue);
  if (block !== null) throw refusal(405, block);
}

/** What GitHub writes when nobody says otherwise: the one commit's own message, or the title and a list. */
function defaultMessage(
  issue: PullRequest,
  method: MergeMethod,
  commits: readonly Commit[],
): [string, string] {
  const { pull, number, title } = issue;
  if (method === 'merge')
    return [`Merge pull request #${number} from ${pull.headRepository.owner.login}/${pull.headRef}`, title];
  const [first, ...more] = commits;
  if (first && more.length === 0) {
    const [subject = '', ...rest] = first.message.split('\n');
    return [`${subject} (#${number})`, rest.join('\n').trim()];
  }
  return [`${title} (#${number})`, commits.map((commit) => `* ${commit.message}`).join('\n\n')];
}

/** Merging. */
export const mergeOperations: Operations = {
  'pulls/merge': writes<MergeRequest | undefined>({ app: ['contents:write'], role: 'write' }, (call) => {
    const { world, repository, actor, body } = call;
    const { gitDir } = repository;
    const issue = pullIn(call);
    const method = body?.merge_method ?? 'merge';
    refuseMerge(call, issue, method);
    const { pull } = issue;
    const base = baseTip(repository, issue);
    const tree = mergeTree(gitDir, base, pull.headSha);
    if (!tree) throw refusal(405, 'Pull Request is not mergeable');

    const commits = commitsBetween(gitDir, base, pull.headSha);
    const [title, text] = defaultMessage(issue, method, commits);
    const message = [body?.commit_title ?? title, body?.commit_message ?? text].filter(Boolean).join('\n\n');
    const squash = method === 'squash';
    const parents = squash ? [base] : [base, pull.headSha];
    // A squashed commit is by whoever opened the pull request, a merge commit by whoever merged it.
    const author = signatureOf(squash ? issue.author : actor.account);
    const { sha } = commitAsGitHub(world, gitDir, { tree, parents, author, message });
    git(gitDir, ['update-ref', `refs/heads/${pull.baseRef}`, sha, base]);
    pull.baseSha = base;
    markMerged(world, issue, actor, sha);
    refsChanged(world, repository, actor, true);
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  }),
};
