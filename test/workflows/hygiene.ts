/** Our own rules for workflows, beyond what the linters know. See "Workflows" in `.github/SECURITY.md`. */
import { parse } from 'yaml';
import { checkName } from '../../src/github/check-run.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
type Permissions = string | Readonly<Record<string, string>>;
interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly permissions?: Permissions;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (text: string) => parse(text) as Workflow;
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap((job) => job.steps ?? []);

const triggersOf = ({ on }: Pick<Workflow, 'on'>): string[] =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? [...on] : Object.keys(on);

/** A tag or a branch can be moved to other code; a commit cannot. */
export function unpinnedActions(text: string): string[] {
  const workflow = read(text);
  return [...stepsOf(workflow), ...Object.values(workflow.jobs)]
    .flatMap(({ uses }) => uses ?? [])
    .filter((uses) => !/^\.\//.test(uses) && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses));
}

/** People and Dependabot read the version of a pin from the comment behind it. */
export const pinsWithoutVersion = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^[^#]*uses:.*@[0-9a-f]{40}/.test(line) && !/# v\d+\.\d+\.\d+$/.test(line))
    .map((line) => line.trim());

const writesIn = (permissions: Permissions): string[] =>
  typeof permissions === 'string'
    ? permissions === 'read-all'
      ? []
      : [permissions]
    : Object.keys(permissions).filter((scope) => permissions[scope] === 'write');

/** What every job of a workflow may write unless it says otherwise; without the key, whatever the repository says. */
export function widePermissions(text: string): string[] {
  const { permissions } = read(text);
  return permissions === undefined ? ['no top-level permissions'] : writesIn(permissions);
}

/** The runner pastes expressions into a script before the shell reads it; values belong into `env`. */
export const expressionsInScripts = (text: string): string[] =>
  stepsOf(read(text))
    .flatMap((step) => [step.run, step.with?.script])
    .filter((script) => typeof script === 'string' && script.includes('${{'))
    .map(String);

/** Events that run the default branch's own workflow file, whatever a pull request holds. */
const trusted = ['pull_request_target', 'workflow_run', 'schedule', 'issue_comment', 'issues'];

/** A workflow decides when a job of it may publish a check or a status. */
export const decides = (text: string): boolean => {
  const workflow = read(text);
  return Object.values(workflow.jobs).some((job) =>
    writesIn(job.permissions ?? workflow.permissions ?? 'write-all').some((scope) =>
      ['checks', 'statuses', 'write-all'].includes(scope),
    ),
  );
};

/** Runs only for the default branch, whatever branch somebody chose. */
const onDefaultBranch =
  "github.event_name != 'workflow_dispatch' || github.ref == format('refs/heads/{0}', github.event.repository.default_branch)";

/** Triggers on which a branch of somebody's could decide about itself. One by hand is none where every job asks for the branch. */
export const untrustedTriggers = (text: string): string[] => {
  const workflow = read(text);
  const jobs = Object.values(workflow.jobs);
  const isGuarded = jobs.length > 0 && jobs.every((job) => job.if === onDefaultBranch);
  const byHand = isGuarded ? ['workflow_dispatch'] : [];
  return triggersOf(workflow).filter((trigger) => ![...trusted, ...byHand].includes(trigger));
};

/** Checkouts that could bring the head of a pull request, or leave a token behind. */
export function riskyCheckouts(text: string): string[] {
  const defaultBranch = /^\$\{\{ github\.event\.repository\.default_branch \}\}$/;
  return stepsOf(read(text))
    .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    .flatMap(({ with: options = {} }) => [
      ...(defaultBranch.test(String(options.ref)) && options.repository === undefined
        ? []
        : ['not the default branch']),
      ...(options['persist-credentials'] === false ? [] : ['keeps its token']),
    ]);
}

/** Every job publishes a check of its own name, and a skipped one counts as passed. */
export const jobsNamedLikeTheCheck = (text: string): string[] =>
  Object.entries(read(text).jobs)
    .map(([id, job]) => job.name ?? id)
    .filter((name) => name.toLowerCase() === checkName);
