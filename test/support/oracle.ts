/** Who should have access, said as plainly as it can be said, without a line of Grantbook's own code. */
import { parse } from 'yaml';

interface GrantFile {
  readonly subject: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly duration?: string;
  readonly standing?: boolean;
  readonly activation?: object;
  readonly windows?: readonly {
    readonly days: readonly string[];
    readonly from: string;
    readonly to: string;
  }[];
}
interface PersonFile {
  readonly active: boolean;
  readonly endDate?: string;
  readonly startDate?: string;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What was approved, and since when it counts. */
export interface Approved {
  readonly text: string;
  readonly since: number;
}

/**
 * Whether a grant gives access at an instant of a winter in Lisbon, where the clock shows UTC. A day counts from its
 * midnight to the next; a number of days counts from the approval.
 */
export function shouldHaveAccess(
  { text, since }: Approved,
  person: string | undefined,
  now: number,
): boolean {
  const grant = parse(text) as GrantFile;
  const who = person === undefined ? undefined : (parse(person) as PersonFile);
  const today = new Date(now).toISOString().slice(0, 10);
  if (!who?.active || grant.activation) return false;
  if (who.endDate !== undefined && who.endDate.slice(0, 10) < today) return false;
  if (who.startDate !== undefined && who.startDate > today) return false;
  if (grant.validFrom !== undefined && grant.validFrom > today) return false;
  if (grant.validUntil !== undefined && grant.validUntil < today) return false;
  if (grant.duration !== undefined && now >= since + Number.parseInt(grant.duration, 10) * 86_400_000)
    return false;
  if (!grant.windows) return true;
  const time = new Date(now).toISOString().slice(11, 16);
  const weekday = days[new Date(now).getUTCDay()] ?? '';
  return grant.windows.some(
    (window) => window.days.includes(weekday) && window.from <= time && time < window.to,
  );
}

/** Whether it is over for good, so that its file may go. */
export function isOver({ text, since }: Approved, now: number): boolean {
  const grant = parse(text) as GrantFile;
  const today = new Date(now).toISOString().slice(0, 10);
  return (
    (grant.validUntil !== undefined && grant.validUntil < today) ||
    (grant.duration !== undefined && now >= since + Number.parseInt(grant.duration, 10) * 86_400_000)
  );
}
