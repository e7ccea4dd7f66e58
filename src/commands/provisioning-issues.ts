/** The issues about provisioning: what somebody has to do by hand, and what did not work. */
import { keepIssues } from '../github/notice.ts';
import { tellNews } from '../github/told.ts';
import { answerableFor } from '../ledger/adoption.ts';
import { carriedInto } from '../ledger/carried.ts';
import { resolveApprover } from '../model/approvers.ts';
import type { Access } from '../model/effective.ts';
import { addDuration, type Instant, parseDuration } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import { runbookOf } from '../model/runbook-parts.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { isOverdue, usualLag } from '../plan/provision-tasks.ts';
import {
  isTrouble,
  renderTrouble,
  type Trouble,
  troubleMarker,
  troublePrefix,
  troubleTitle,
} from '../render/provisioning-trouble.ts';
import {
  renderOverdueTask,
  renderTask,
  type Task,
  type TaskLine,
  taskMarker,
  taskPrefix,
  taskTitle,
} from '../render/task-markdown.ts';
import { runbooksFolder } from '../runbooks/links.ts';
import type { JobOptions } from './jobs.ts';

/** What the issues are made from. */
export interface ProvisioningNow {
  readonly workspace: Workspace;
  readonly accesses: readonly Access[];
  readonly timeZone: string;
  readonly now: Instant;
  readonly defaultBranch: string;
}

/** Everybody who may do the work at a system, by user name: its executors, or whoever answers for it. */
export function executorsOf(
  system: Sourced<System>,
  at: Pick<ProvisioningNow, 'workspace' | 'now' | 'timeZone'>,
): readonly string[] {
  const { executors = [] } = system.value;
  const named = executors.flatMap((expression) => {
    const resolved = resolveApprover(expression, { subject: '', system: system.id }, at.workspace, at);
    return 'people' in resolved ? resolved.people : [];
  });
  return named.length > 0 ? [...new Set(named)] : answerableFor(system.id, at);
}

const loginsOf = (users: readonly string[], { people }: Workspace): readonly string[] =>
  users.flatMap((user) => (people.has(user) ? (people.get(user)?.value.github?.login ?? []) : []));

/** One issue for each system in which something waits to be done by hand; overdue lines are told to its owners. */
export async function keepTasks(
  records: readonly LedgerRecord[],
  at: ProvisioningNow,
  options: JobOptions,
): Promise<number> {
  const tasks = tasksIn(records, at, options);
  const numbers = await keepIssues(
    options.client,
    options.repository,
    taskPrefix,
    tasks.map((task) => ({
      marker: taskMarker(task.system.id),
      title: taskTitle(task),
      body: renderTask(task),
    })),
  );
  for (const task of tasks) {
    const number = numbers.get(taskMarker(task.system.id));
    if (number !== undefined) await tellOverdue(task, number, at, options);
  }
  return tasks.reduce((sum, { lines }) => sum + lines.length, 0);
}

function tasksIn(
  records: readonly LedgerRecord[],
  at: ProvisioningNow,
  { serverUrl, repository }: JobOptions,
): readonly Task[] {
  const { workspace, timeZone, defaultBranch } = at;
  const until = new Map(
    at.accesses.flatMap(({ grant, end }) => (typeof end === 'string' ? [] : [[grant.path, end.at] as const])),
  );
  return [...carriedInto(records)].flatMap(([id, { all }]): Task[] => {
    const system = workspace.systems.has(id) ? workspace.systems.get(id) : undefined;
    if (!system) return [];
    const lag = lagOf(system, at.now, timeZone);
    const lines = all
      .flatMap((each): TaskLine[] => {
        const { open } = each;
        if (!open) return [];
        const end = open.path === undefined ? undefined : until.get(open.path);
        return [
          {
            ...each,
            open,
            isOverdue: isOverdue(open, lag, at.now),
            ...(end === undefined ? {} : { until: end }),
          },
        ];
      })
      .toSorted((a, b) => a.open.line - b.open.line);
    if (lines.length === 0) return [];
    const runbook = runbookOf(system, workspace);
    return [
      {
        system,
        lines,
        logins: loginsOf(executorsOf(system, at), workspace),
        steps: runbook?.value.steps ?? [],
        runbookUrl:
          runbook === undefined
            ? undefined
            : `${serverUrl}/${repository.owner}/${repository.repo}/blob/${defaultBranch}/${runbooksFolder}/${id}.md`,
        workspace,
        timeZone,
      },
    ];
  });
}

function lagOf({ value }: Sourced<System>, now: Instant, timeZone: string): number {
  const lag = value.connector?.lag === undefined ? undefined : parseDuration(value.connector.lag);
  return lag ? addDuration(now, lag, timeZone) - now : usualLag;
}

/** Once for each line: those who answer for the system, and whoever owns the policies where that is nobody else. */
async function tellOverdue(
  task: Task,
  number: number,
  at: ProvisioningNow,
  options: JobOptions,
): Promise<void> {
  const overdue = task.lines.filter((line) => line.isOverdue);
  if (overdue.length === 0) return;
  const logins = loginsOf(answerableFor(task.system.id, at), at.workspace);
  const words = new Map(overdue.map((line) => [`overdue@${line.open.line}`, line]));
  await tellNews(
    options.client,
    { ...options.repository, issue_number: number },
    {
      news: [...words.keys()],
      comment: (news) =>
        renderOverdueTask(
          news.flatMap((word) => words.get(word) ?? []),
          logins,
          task.system.value.name,
        ),
      failure: 'nobody could be told of what is overdue (the workflow needs `issues: write`)',
    },
  );
}

/** One issue for each system at which something did not work. */
export async function keepTroubles(
  troubles: readonly Trouble[],
  at: ProvisioningNow,
  { client, repository }: JobOptions,
): Promise<void> {
  await keepIssues(
    client,
    repository,
    troublePrefix,
    troubles.filter(isTrouble).map((trouble) => ({
      marker: troubleMarker(trouble.system.id),
      title: troubleTitle(trouble),
      body: renderTrouble(
        trouble,
        at.workspace,
        loginsOf(answerableFor(trouble.system.id, at), at.workspace),
      ),
    })),
  );
}
