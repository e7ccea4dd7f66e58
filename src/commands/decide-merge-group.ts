/** Decides a merge group: every pull request in it again, and that it holds nothing but them. */
import { tmpdir } from 'node:os';
import { checkName, publishCheck } from '../github/check-run.ts';
import { asking, type GitHubClient } from '../github/client.ts';
import { fetchPullRequest } from '../github/pull-request.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { titleOf } from '../render/comment.ts';
import { message } from '../render/markdown.ts';
import { mergedTree } from '../source/change.ts';
import { fetchRefs } from '../source/fetch.ts';
import { gitOutput, treeOf } from '../source/git.ts';
import { decidePullRequest } from './decide-pull-request.ts';
import type { JudgeOptions, JudgeResult } from './judge-pull-request.ts';

/** A merge group as its signal tells of it. */
export interface MergeGroup {
  /** `gh-readonly-queue/main/pr-12-<commit>`. */
  readonly branch: string;
  readonly headSha: string;
}

/** Decides and publishes the check on the commit that the queue would make the tip of the default branch. */
export async function decideMergeGroup(
  group: MergeGroup,
  options: Omit<JudgeOptions, 'number'>,
): Promise<JudgeResult> {
  const { client } = options;
  let standing: Standing;
  try {
    standing = await standingOf(client, group, options);
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    standing = { verdict: 'not evaluated', lines: [error.message] };
  }
  const title =
    standing.verdict === 'approved'
      ? 'Every pull request of this group is approved'
      : standing.verdict === 'rejected'
        ? 'This group holds something that is not approved'
        : 'Could not evaluate';
  const summary = `${standing.lines.map((line) => `- ${message(line, 1_000)}`).join('\n')}\n`;
  const check = await publishCheck(client, options.repository, group.headSha, {
    name: checkName,
    outcome: standing.verdict === 'approved' ? 'success' : 'failure',
    title,
    summary,
    findings: [],
  });
  return { verdict: standing.verdict, title, summary, findings: [], checkUrl: check.url };
}

/** A pull request in a group: its head, and what it is merged onto there. */
interface Member {
  readonly number: number;
  readonly head: string;
  readonly parent: string;
}

interface Standing {
  readonly verdict: 'approved' | 'rejected' | 'not evaluated';
  readonly lines: readonly string[];
}

async function standingOf(
  client: GitHubClient,
  { branch, headSha }: MergeGroup,
  options: Omit<JudgeOptions, 'number'>,
): Promise<Standing> {
  const base = /^gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/.exec(branch)?.[1];
  if (base === undefined) throw new EnvironmentFailure(`\`${branch}\` is no branch of a merge queue`);
  const group = { branch, headSha, base };
  const lines: string[] = [];
  let approved = true;
  for (const { number, head, parent } of await membersOf(client, group, options)) {
    const pullRequest = await fetchPullRequest(client, options.repository, number, options.clock());
    if (pullRequest.defaultBranch !== group.base)
      throw new EnvironmentFailure(
        `this group goes into \`${group.base}\`, and access is only ever decided on \`${pullRequest.defaultBranch}\``,
      );
    if (pullRequest.headSha !== head)
      throw new EnvironmentFailure(`the branch of #${number} has moved on; a newer group is decided`);
    // What the members before it do is there already when it is merged: two can be one too many together.
    const onto = { ref: `refs/heads/${group.branch}`, commit: parent };
    const { evaluation } = await decidePullRequest(client, pullRequest, { ...options, number }, onto);
    approved &&= evaluation.verdict.verdict === 'approved' && pullRequest.state === 'open';
    lines.push(`#${number}: ${titleOf({ ...evaluation, draft: pullRequest.draft })}`);
  }
  // No member is no yes.
  return { verdict: approved && lines.length > 0 ? 'approved' : 'rejected', lines };
}

/**
 * The pull requests of a group, by the branches that GitHub keeps for its queue. Anybody who can write could make a
 * branch of such a name, so what each commit holds is compared with what merging its pull request gives.
 */
async function membersOf(
  client: GitHubClient,
  { branch, headSha, base }: MergeGroup & { readonly base: string },
  options: Omit<JudgeOptions, 'number'>,
): Promise<Member[]> {
  const { owner, repo } = options.repository;
  const refs = await asking('the branches of the merge queue could not be read', () =>
    client.paginate(client.rest.git.listMatchingRefs, {
      owner,
      repo,
      ref: `heads/gh-readonly-queue/${base}/`,
    }),
  );
  const numberOf = new Map(
    refs.flatMap(({ ref, object }) => {
      const number = /\/pr-(\d+)-[0-9a-f]+$/.exec(ref)?.[1];
      return number === undefined ? [] : [[object.sha, Number(number)] as const];
    }),
  );
  const heads = [...new Set(numberOf.values())].map((number) => [`${number}`, `refs/pull/${number}/head`]);
  const fetched = fetchRefs({
    folder: options.temporary ?? tmpdir(),
    url: `${options.serverUrl}/${owner}/${repo}.git`,
    token: options.token,
    refs: { base: `refs/heads/${base}`, group: `refs/heads/${branch}`, ...Object.fromEntries(heads) },
  });
  try {
    const { git, commits } = fetched;
    if (commits.group !== headSha)
      throw new EnvironmentFailure('the merge queue has moved on; a newer group is decided');
    const chain = gitOutput(
      git,
      ['rev-list', '--first-parent', '--parents', '--reverse', `${commits.base}..${headSha}`],
      'the commits of the group could not be listed',
    )
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    return chain.map((line) => {
      const [sha = '', parent = ''] = line.split(' ');
      const number = numberOf.get(sha);
      const head = number === undefined ? undefined : commits[`${number}`];
      if (number === undefined || head === undefined)
        throw new EnvironmentFailure(
          `nobody can tell which pull request the commit \`${sha.slice(0, 10)}\` of this group is`,
        );
      const merged = mergedTree(
        git,
        { commit: parent, label: 'the group' },
        { commit: head, label: `#${number}` },
      );
      if (treeOf(git, sha, 'a commit of the group') !== merged)
        throw new EnvironmentFailure(
          `the commit \`${sha.slice(0, 10)}\` of this group holds something else than #${number}`,
        );
      return { number, head, parent };
    });
  } finally {
    fetched.dispose();
  }
}
