/** The job that asks the owners of runbooks, once in each period, whether they are right still. */
import { keepIssues } from '../github/notice.ts';
import { runbookOf } from '../model/runbook-parts.ts';
import { dueReviews } from '../plan/review-runbooks.ts';
import { address } from '../render/markdown.ts';
import {
  type ReviewContext,
  renderReview,
  reviewMarker,
  reviewPrefix,
  reviewTitle,
} from '../render/runbook-review-markdown.ts';
import { amount } from '../render/summary.ts';
import { runbooksFolder } from '../runbooks/links.ts';
import { gitTree } from '../source/git-tree.ts';
import { timeZoneOf } from './check.ts';
import type { JobOptions, JobResult } from './jobs.ts';
import { openDefault } from './open-default.ts';
import { readPolicies } from './read.ts';

/** An issue for each runbook that is due; one that a person closed is not opened again before the next period. */
export async function runbooksJob(options: JobOptions): Promise<JobResult> {
  const { repository, serverUrl } = options;
  const { client, defaultBranch, fetched, base } = await openDefault(options);
  try {
    const workspace = readPolicies(gitTree(fetched.git, base, 'the default branch'));
    const reviews = dueReviews(workspace, { now: options.clock(), timeZone: timeZoneOf(workspace) });
    const here = `${serverUrl}/${repository.owner}/${repository.repo}`;
    const isThere = (path: string) => fetched.git.run(['cat-file', '-e', `${base}:${path}`]).status === 0;
    const contextOf = (id: string): ReviewContext => ({
      workspace,
      editUrl: (path) => `${here}/edit/${address(defaultBranch)}/${address(path)}`,
      pages: workspace.systems
        .all()
        .filter((system) => runbookOf(system, workspace)?.id === id)
        .map((system) => ({ name: system.value.name, path: `${runbooksFolder}/${system.id}.md` }))
        .filter(({ path }) => isThere(path))
        .map(({ name, path }) => ({ name, url: `${here}/blob/${address(defaultBranch)}/${address(path)}` })),
    });
    const [first] = reviews;
    await keepIssues(
      client,
      repository,
      reviewPrefix,
      reviews.map((review) => ({
        marker: reviewMarker(review),
        title: reviewTitle(review),
        body: renderReview(review, contextOf(review.runbook.id)),
      })),
      // No issue about them is older than the last review.
      first ? { onceSince: earliestOf(reviews.map(({ runbook }) => runbook.value.lastReviewed)) } : {},
    );
    const title = `${amount(reviews.length, 'runbook')} of ${workspace.runbooks.all().length} to be looked at`;
    return { title, summary: `${title}.\n`, failed: false };
  } finally {
    fetched.dispose();
  }
}

/** A day at its beginning, as the API wants it. */
const earliestOf = (days: readonly string[]): string => `${days.toSorted()[0]}T00:00:00Z`;
