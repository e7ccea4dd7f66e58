/** A change that a job proposes for a person: opened as a pull request, and decided at once. */
import { keepPullRequest } from '../github/automation-pull-request.ts';
import type { ChangeSet } from '../model/change-set.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { treeOf } from '../source/git.ts';
import { earlierBaseFor } from './earlier-base.ts';
import type { JobOptions } from './jobs.ts';
import { type JudgeResult, judgePullRequest } from './judge-pull-request.ts';
import type { OpenedDefault } from './open-default.ts';
import { recordMerges } from './record-commits.ts';

/** What became of it. */
export interface Proposed extends JudgeResult {
  readonly number: number;
}

/** The pull request of a bot starts no run of its own, so that it is decided, and written down, here. */
export async function propose(
  name: string,
  changeSet: ChangeSet,
  { defaultBranch, fetched, base }: OpenedDefault,
  options: JobOptions,
): Promise<Proposed> {
  const kept = await keepPullRequest(options.client, options.repository, {
    branch: `grantbook/${name}`,
    defaultBranch,
    base: { commit: base, tree: treeOf(fetched.git, base) },
    earlierBase: earlierBaseFor(changeSet, fetched.git, base),
    changeSet,
  });
  if (!('number' in kept)) throw new EnvironmentFailure('there is nothing to change');
  const within = { ...options, within: fetched };
  const result = await judgePullRequest({ ...within, number: kept.number });
  const unwritten = await recordMerges([result], within);
  if (unwritten !== undefined) options.log(unwritten);
  return { ...result, number: kept.number };
}
