import type { Needs } from './access.ts';
import { describeAnnotation, describeCheckRun, latestCheckRuns, suiteOf } from './check-runs.ts';
import { notForIntegration, notFound, refusal, validationFailed } from './errors.ts';
import { resolveCommit } from './git-refs.ts';
import { created, numberIn, type Operations, ok, type RepositoryCall, reads, writes } from './operation.ts';
import { listed, pageOf } from './paging.ts';
import type { Annotation, CheckRun } from './state.ts';

interface CheckOutput {
  readonly title?: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations?: readonly Annotation[];
}

interface CheckChanges {
  readonly name?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: string;
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: CheckOutput;
}

interface NewCheck extends CheckChanges {
  readonly name: string;
  readonly head_sha: string;
}

/** "Only GitHub Apps can create or update check runs." */
const onlyApps: Needs = { app: ['checks:write'], role: 'never' };

function runIn(call: RepositoryCall): CheckRun {
  const run = call.repository.checkRuns.find(({ id }) => id === numberIn(call, 'check_run_id'));
  if (!run) throw notFound();
  return run;
}

/** "The maximum size is 64 KB", of a message and of the details alike. */
const longestText = 64 * 1024;

function requireShort(annotations: readonly Annotation[]): void {
  for (const annotation of annotations)
    for (const field of ['message', 'raw_details'] as const)
      if (Buffer.byteLength(annotation[field] ?? '') > longestText)
        throw validationFailed({
          resource: 'CheckAnnotation',
          field,
          code: 'custom',
          message: `${field} exceeds a maximum size of 64 KB`,
        });
}

/** Annotations are added to those that are there; everything else is replaced. */
function apply(run: CheckRun, changes: CheckChanges, now: string): void {
  requireShort(changes.output?.annotations ?? []);
  if (changes.status === 'completed' && changes.conclusion === undefined)
    throw validationFailed({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  run.name = changes.name ?? run.name;
  run.detailsUrl = changes.details_url ?? run.detailsUrl;
  run.externalId = changes.external_id ?? run.externalId;
  run.status = changes.status ?? run.status;
  // "Providing conclusion will automatically set the status parameter to completed."
  if (changes.conclusion !== undefined) {
    run.status = 'completed';
    run.conclusion = changes.conclusion;
    run.completedAt = changes.completed_at ?? now;
  } else if (run.status !== 'completed') {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (!changes.output) return;
  run.title = changes.output.title ?? run.title;
  run.summary = changes.output.summary;
  run.text = changes.output.text ?? run.text;
  run.annotations.push(...(changes.output.annotations ?? []));
}

/** Check runs. */
export const checkOperations: Operations = {
  'checks/create': writes<NewCheck>(onlyApps, ({ world, repository, actor, body }) => {
    if (!actor.app) throw notForIntegration();
    if (!/^[0-9a-f]{40}$/.test(body.head_sha) || resolveCommit(repository.gitDir, body.head_sha) === null)
      throw refusal(422, `No commit found for SHA: ${body.head_sha}`);
    const run: CheckRun = {
      id: world.nextId(),
      suite: suiteOf(repository, actor.app.id, body.head_sha) ?? world.nextId(),
      app: actor.app,
      headSha: body.head_sha,
      startedAt: body.started_at ?? world.now(),
      name: body.name,
      status: 'queued',
      conclusion: null,
      completedAt: null,
      externalId: '',
      detailsUrl: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
    };
    apply(run, body, world.now());
    repository.checkRuns.push(run);
    return created(describeCheckRun(world, repository, run));
  }),

  'checks/update': writes<CheckChanges>(onlyApps, (call) => {
    const { world, repository, actor, body } = call;
    const run = runIn(call);
    if (actor.app !== run.app)
      throw refusal(
        403,
        'Invalid app_id `' +
          String(actor.app?.id) +
          '` - check run can only be modified by the GitHub App that created it.',
      );
    apply(run, body, world.now());
    return ok(describeCheckRun(world, repository, run));
  }),

  'checks/get': reads('checks:read', (call) =>
    ok(describeCheckRun(call.world, call.repository, runIn(call))),
  ),

  'checks/list-for-ref': reads('checks:read', (call) => {
    const { world, repository, path, query } = call;
    const sha = resolveCommit(repository.gitDir, path.ref ?? '');
    if (!sha) throw refusal(422, `No commit found for SHA: ${path.ref ?? ''}`);
    const all = repository.checkRuns.filter((run) => run.headSha === sha);
    const runs = (query.filter === 'all' ? all : latestCheckRuns(repository, sha))
      .filter(
        (run) =>
          (query.check_name === undefined || run.name === query.check_name) &&
          (query.status === undefined || run.status === query.status) &&
          (query.app_id === undefined || run.app.id === query.app_id),
      )
      .reverse();
    const page = pageOf(call, runs);
    const check_runs = page.items.map((run) => describeCheckRun(world, repository, run));
    return { status: 200, body: { total_count: runs.length, check_runs }, headers: page.headers };
  }),

  'checks/list-annotations': reads('checks:read', (call) => {
    const run = runIn(call);
    return listed(call, run.annotations, (note) =>
      describeAnnotation(call.world, call.repository, run, note),
    );
  }),
};
