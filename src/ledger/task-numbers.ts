/** Tasks for people that are not done yet, and which of them should be. */
import type { Instant } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { MetricsOf } from './metrics.ts';
import { type UndoneTask, undoneTasks } from './provisioned-grants.ts';

/** A task past its time. Whose access it is about is told only where everybody may be told of. */
export interface OverdueTask extends Omit<UndoneTask, 'since' | 'subject'> {
  readonly subject?: string;
  /** RFC 3339, UTC. */
  readonly askedAt: string;
  readonly dueAt: string;
}

export interface TaskNumbers {
  readonly open: number;
  /** Open ones at systems whose policy does not say how long the work may take (`connector.lag`). */
  readonly withoutLag: number;
  /** The oldest first. */
  readonly overdue: readonly OverdueTask[];
}

export function taskNumbers(
  records: readonly LedgerRecord[],
  { now, dueAt, smallestGroup }: Pick<MetricsOf, 'now' | 'dueAt' | 'smallestGroup'>,
): TaskNumbers {
  const open = undoneTasks(records.filter(({ recordedAt }) => Date.parse(recordedAt) <= now)).map((task) => ({
    ...task,
    due: dueAt(task.system, task.since),
  }));
  const utc = (time: Instant) => new Date(time).toISOString();
  return {
    open: open.length,
    withoutLag: open.filter(({ due }) => due === undefined).length,
    overdue: open.flatMap(({ since, due, subject, ...task }) =>
      due === undefined || due > now
        ? []
        : [
            {
              ...task,
              ...(smallestGroup > 1 ? {} : { subject }),
              askedAt: utc(since),
              dueAt: utc(due),
            },
          ],
    ),
  };
}
