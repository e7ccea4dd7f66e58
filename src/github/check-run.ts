import { type Diagnostic, mostUrgentFirst } from '../model/diagnostic.ts';
import { asking, type GitHubClient, type RepositoryName } from './client.ts';

/** The name that a ruleset requires. */
export const checkName = 'grantbook';
/** The name where a commit has a check already that another pull request goes by. */
export const sideCheckName = 'grantbook (other branch)';

/** GitHub takes this many annotations in one request (GitHub Docs, "Update a check run"). */
const batch = 50;
/** Beyond this nobody reads on, and each batch is a request. */
const mostAnnotations = 500;
const longestText = 65_000;
/** GitHub takes 64 KB for an annotation; nobody reads as much. */
const longestMessage = 4_000;

/** What the check says about a commit. `waiting` leaves it in progress: neutral or skipped would pass. */
export interface CheckReport {
  readonly name: typeof checkName | typeof sideCheckName;
  readonly outcome: 'waiting' | 'failure' | 'success';
  readonly title: string;
  readonly summary: string;
  readonly findings: readonly Diagnostic[];
}

/** A published check run. */
export interface PublishedCheck {
  readonly url: string | undefined;
  /** The account under which this token writes comments: `github-actions[bot]`. */
  readonly botLogin: string | undefined;
}

/** What GitHub answers to what it does not take; to a permission that is missing it answers something else. */
const isRefusal = ({ status = 0 }: { readonly status?: number }): boolean =>
  [400, 413, 422].includes(status) || status >= 500;

const withoutAnnotations =
  'GitHub did not take all of the annotations; what is wrong stands in the comment on the pull request.';

/** Whether the newest check of ours on a commit says yes. */
export async function hasSuccess(
  client: GitHubClient,
  repository: RepositoryName,
  headSha: string,
): Promise<boolean> {
  const { check_runs: runs } = await asking('the checks of the commit could not be read', async () => {
    const { data } = await client.rest.checks.listForRef({
      ...repository,
      ref: headSha,
      check_name: checkName,
      filter: 'latest',
    });
    return data;
  });
  return runs.some(({ conclusion }) => conclusion === 'success');
}

/**
 * Publishes one check run on a commit. It is made in progress and completed only with its last annotation, so a
 * run that is broken off never looks finished. A run of the same name from before is superseded: GitHub goes by
 * the latest. Where GitHub does not take an annotation, the conclusion stands without it.
 */
export async function publishCheck(
  client: GitHubClient,
  repository: RepositoryName,
  headSha: string,
  report: CheckReport,
): Promise<PublishedCheck> {
  const annotations = mostUrgentFirst(report.findings).slice(0, mostAnnotations).map(toAnnotation);
  const batches = Array.from({ length: Math.max(1, Math.ceil(annotations.length / batch)) }, (_, index) =>
    annotations.slice(index * batch, (index + 1) * batch),
  );
  const output = { title: cut(report.title, 250), summary: cut(report.summary, longestText) };
  const bare = { ...output, summary: `${output.summary}\n\n${withoutAnnotations}` };
  const state = (last: boolean) =>
    last && report.outcome !== 'waiting'
      ? { status: 'completed' as const, conclusion: report.outcome }
      : { status: 'in_progress' as const };
  const [first = [], ...rest] = batches;
  const create = (last: boolean, given: CheckOutput) =>
    client.rest.checks.create({
      ...repository,
      name: report.name,
      head_sha: headSha,
      ...state(last),
      output: given,
    });

  let taken = true;
  /** With annotations; without them, and as the last request, where GitHub refuses these. */
  const request = async <T>(annotated: () => Promise<T>, plain: () => Promise<T>): Promise<T> => {
    try {
      return await annotated();
    } catch (error) {
      if (annotations.length === 0 || !isRefusal(error as object)) throw error;
      taken = false;
      return plain();
    }
  };
  const { data } = await asking(
    'the check run could not be published (the workflow needs `checks: write`)',
    () =>
      request(
        () => create(rest.length === 0, { ...output, annotations: first }),
        () => create(true, bare),
      ),
  );
  for (const [index, annotationBatch] of rest.entries()) {
    if (!taken) break;
    const update = (last: boolean, given: CheckOutput) =>
      client.rest.checks.update({ ...repository, check_run_id: data.id, ...state(last), output: given });
    await asking('the annotations could not be published', () =>
      request(
        () => update(index === rest.length - 1, { ...output, annotations: annotationBatch }),
        () => update(true, bare),
      ),
    );
  }
  return {
    url: data.html_url ?? undefined,
    botLogin: data.app?.slug === undefined ? undefined : `${data.app.slug}[bot]`,
  };
}

interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly annotations?: ReturnType<typeof toAnnotation>[];
}

/** The beginning of a text, without half a character at its end, which GitHub would not take. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

const levels = { error: 'failure', warning: 'warning', note: 'notice' } as const;

function toAnnotation({
  path,
  line,
  column,
  endLine,
  endColumn,
  severity,
  code,
  rule,
  message,
  help,
}: Diagnostic) {
  return {
    path,
    start_line: line,
    end_line: endLine,
    // GitHub takes columns only where the place is within one line.
    ...(line === endLine ? { start_column: column, end_column: Math.max(column, endColumn - 1) } : {}),
    annotation_level: levels[severity],
    title: `${code} ${rule}`,
    message: cut(help === undefined ? message : `${message}\n\nHelp: ${help}`, longestMessage),
  };
}
