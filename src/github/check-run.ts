import type { Diagnostic } from '../model/diagnostic.ts';
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

/**
 * Publishes one check run on a commit. It is made in progress and completed only with its last annotation, so a
 * run that is broken off never looks finished. A run of the same name from before is superseded: GitHub goes by
 * the latest.
 */
export async function publishCheck(
  client: GitHubClient,
  repository: RepositoryName,
  headSha: string,
  report: CheckReport,
): Promise<PublishedCheck> {
  const annotations = report.findings.slice(0, mostAnnotations).map(toAnnotation);
  const batches = Array.from({ length: Math.max(1, Math.ceil(annotations.length / batch)) }, (_, index) =>
    annotations.slice(index * batch, (index + 1) * batch),
  );
  const output = { title: report.title.slice(0, 250), summary: report.summary.slice(0, longestText) };
  const state = (last: boolean) =>
    last && report.outcome !== 'waiting'
      ? { status: 'completed' as const, conclusion: report.outcome }
      : { status: 'in_progress' as const };
  const [first = [], ...rest] = batches;

  const { data } = await asking(
    'the check run could not be published (the workflow needs `checks: write`)',
    () =>
      client.rest.checks.create({
        ...repository,
        name: report.name,
        head_sha: headSha,
        ...state(rest.length === 0),
        output: { ...output, annotations: first },
      }),
  );
  for (const [index, annotationBatch] of rest.entries()) {
    await asking('the annotations could not be published', () =>
      client.rest.checks.update({
        ...repository,
        check_run_id: data.id,
        ...state(index === rest.length - 1),
        output: { ...output, annotations: annotationBatch },
      }),
    );
  }
  return {
    url: data.html_url ?? undefined,
    botLogin: data.app?.slug === undefined ? undefined : `${data.app.slug}[bot]`,
  };
}

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
    message: (help === undefined ? message : `${message}\n\nHelp: ${help}`).slice(0, longestMessage),
  };
}
