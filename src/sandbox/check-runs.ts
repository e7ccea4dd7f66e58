import { describeApp, fullName, type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import { pullRequestsOf } from './pull-request.ts';
import type { Annotation, CheckRun, Repository } from './state.ts';
import type { World } from './world.ts';

/** The newest run of each name of each app on a commit, which is all that counts. */
export function latestCheckRuns(repository: Repository, sha: string): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of repository.checkRuns)
    if (run.headSha === sha) latest.set(JSON.stringify([run.app.id, run.name]), run);
  return [...latest.values()];
}

/** The check suite of an app on a commit: all runs of one app on one commit share it. */
export const suiteOf = (repository: Repository, app: number, sha: string): number | undefined =>
  repository.checkRuns.find((run) => run.app.id === app && run.headSha === sha)?.suite;

const reference = (world: World, repository: Repository): Json => ({
  id: repository.id,
  url: repositoryUrl(world, repository),
  name: repository.name,
});

/** A `check-run`. */
export function describeCheckRun(world: World, repository: Repository, run: CheckRun): Json {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const page = `${repositoryPage(world, repository)}/runs/${run.id}`;
  const pulls = pullRequestsOf(repository).filter(
    // A fork's pull request is never listed here.
    ({ state, pull }) =>
      state === 'open' && pull.headSha === run.headSha && pull.headRepository === repository,
  );
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite },
    app: describeApp(world, run.app),
    pull_requests: pulls.map(({ id, number, pull }) => ({
      id,
      number,
      url: `${repositoryUrl(world, repository)}/pulls/${number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo: reference(world, pull.headRepository) },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: reference(world, repository) },
    })),
  };
}

/** A `check-annotation`. */
export function describeAnnotation(
  world: World,
  repository: Repository,
  run: CheckRun,
  note: Annotation,
): Json {
  return {
    path: note.path,
    blob_href: `${world.url}/${fullName(repository)}/blob/${run.headSha}/${note.path}`,
    start_line: note.start_line,
    end_line: note.end_line,
    start_column: note.start_column ?? null,
    end_column: note.end_column ?? null,
    annotation_level: note.annotation_level,
    title: note.title ?? null,
    message: note.message,
    raw_details: note.raw_details ?? null,
  };
}
