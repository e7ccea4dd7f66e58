import { type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import { describeRepository } from './describe-repository.ts';
import { notFound } from './errors.ts';
import { resolveCommit } from './git-refs.ts';
import { notServed, type Operations, ok, reads } from './operation.ts';
import { pageOf } from './paging.ts';
import type { WorkflowRun } from './settings.ts';
import type { Repository } from './state.ts';
import { readTree } from './trees.ts';
import type { World } from './world.ts';

/** A number for a workflow, by its file: every run of it says the same. */
const workflowId = (file: string): number => [...file].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

/** Notes that a workflow ran. Nothing is executed. */
export function recordRun(
  world: World,
  repository: Repository,
  run: Pick<WorkflowRun, 'workflow' | 'event'> & { readonly at?: string },
): void {
  repository.workflowRuns.push({
    id: world.nextId(),
    workflow: run.workflow,
    event: run.event,
    createdAt: run.at ?? world.now(),
    headSha: resolveCommit(repository.gitDir, `refs/heads/${repository.defaultBranch}`) ?? '',
  });
}

/** A `workflow-run` that has succeeded. */
function describeRun(world: World, repository: Repository, run: WorkflowRun): Json {
  const url = `${repositoryUrl(world, repository)}/actions/runs/${run.id}`;
  const place = describeRepository(world, repository);
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.workflow,
    display_title: run.workflow,
    head_branch: repository.defaultBranch,
    head_sha: run.headSha,
    head_commit: null,
    path: `.github/workflows/${run.workflow}`,
    run_number: 1,
    run_attempt: 1,
    event: run.event,
    status: 'completed',
    conclusion: 'success',
    workflow_id: workflowId(run.workflow),
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    url,
    html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    check_suite_url: `${repositoryUrl(world, repository)}/check-suites/${run.id}`,
    workflow_url: `${repositoryUrl(world, repository)}/actions/workflows/${workflowId(run.workflow)}`,
    repository: place,
    head_repository: place,
  };
}

/** GitHub Actions: what workflows may do, and when they ran. */
export const actionsOperations: Operations = {
  'actions/get-github-actions-default-workflow-permissions-repository': reads(
    'administration:read',
    ({ repository }) =>
      ok({
        default_workflow_permissions: repository.workflowPermissions,
        can_approve_pull_request_reviews: repository.actionsMayApprove,
      }),
    'admin',
  ),

  'actions/list-workflow-runs': reads('actions:read', (call) => {
    const { world, repository, path, query } = call;
    notServed(query, 'actor', 'branch', 'status', 'created', 'check_suite_id', 'head_sha');
    const file = path.workflow_id ?? '';
    const tip = resolveCommit(repository.gitDir, `refs/heads/${repository.defaultBranch}`);
    const tree = tip === null ? [] : (readTree(repository.gitDir, tip, true) ?? []);
    if (!tree.some((entry) => entry.path === `.github/workflows/${file}`)) throw notFound();
    const runs = repository.workflowRuns
      .filter(({ workflow, event }) => workflow === file && (query.event ?? event) === event)
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    const page = pageOf(call, runs);
    const workflow_runs = page.items.map((run) => describeRun(world, repository, run));
    return { status: 200, body: { total_count: runs.length, workflow_runs }, headers: page.headers };
  }),
};
