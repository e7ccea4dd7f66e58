/** What an audit says of each period of access, in the words of somebody who was not there. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { Approval, AuditRow } from '../ledger/audit-report.ts';
import type { Provisioned } from '../ledger/carried-out.ts';
import { dayOf, timeOf } from '../model/period.ts';
import { windowsInWords } from './grant-words.ts';

/** A row in words; every value is text as somebody typed it, and has to be made harmless for its place. */
export interface RowWords {
  readonly person: string;
  readonly system: string;
  readonly role: string;
  readonly since: string;
  readonly until: string;
  /** Why it ended, or what is to be known of its hours. */
  readonly remark: string;
  readonly why: string;
  readonly askedBy: string;
  readonly approvedBy: string;
  readonly policy: string;
  readonly provisioned: string;
  readonly removed: string;
  readonly deprovisioned: string;
}

type Answer = AuditAnswer;

/** "Ana Costa (ana.costa)". */
export function personInWords(user: string, { names }: Pick<AuditAnswer, 'names'>): string {
  const name = Object.hasOwn(names.people, user) ? names.people[user] : undefined;
  return name === undefined || name === user ? user : `${name} (${user})`;
}

/** The name of a system and the title of its role, as they were then; their ids where nobody knows them. */
export function roleInWords(
  { system, role }: Pick<AuditRow, 'system' | 'role'>,
  { names }: Pick<AuditAnswer, 'names'>,
): { readonly system: string; readonly role: string } {
  const known = Object.hasOwn(names.systems, system) ? names.systems[system] : undefined;
  const title = known && Object.hasOwn(known.roles, role) ? known.roles[role] : undefined;
  return { system: known?.name ?? system, role: title ?? role };
}

/** A time of the organization, to the minute. */
export const when = (iso: string, { timeZone }: Pick<AuditAnswer, 'timeZone'>): string =>
  timeOf(Date.parse(iso), timeZone);

/** Whether access was lost while the time that was asked about went on. */
export const isLostWithin = ({ until }: AuditRow, { to, readAt }: Answer): boolean =>
  until !== null && until < to && until <= readAt;

/** Everything that there is to say of one period. */
export function rowInWords(row: AuditRow, answer: Answer): RowWords {
  const { system, role } = roleInWords(row, answer);
  return {
    person: row.displayName === row.person ? row.person : `${row.displayName} (${row.person})`,
    system,
    role,
    since: when(row.since, answer),
    until: untilInWords(row, answer),
    remark: remarksOn(row, answer).join('; '),
    why: row.ticket === undefined ? row.justification : `${row.justification} (${row.ticket})`,
    askedBy: personInWords(row.requestedBy, answer),
    approvedBy: approvedInWords(row, answer),
    policy: row.approval?.policies.join(', ') ?? '',
    provisioned: carriedInWords(row.provisioned, answer),
    removed: removedInWords(row, answer),
    deprovisioned: carriedInWords(row.deprovisioned, answer),
  };
}

/** "2026-12-23 (its last day)", "2026-12-20 14:30", "no end (standing)". */
export function untilInWords({ until, endedBy, standing }: AuditRow, answer: Answer): string {
  if (until === null) return standing ? 'no end (standing)' : 'no end';
  const isAhead = until > answer.readAt;
  const time = when(until, answer);
  const last = time.endsWith(' 00:00')
    ? `${dayOf(Date.parse(until) - 1, answer.timeZone)}, the whole day`
    : time;
  if (isAhead) return `${last} (to come)`;
  return endedBy === 'last day' || endedBy === 'person' ? last : time;
}

const personEnded: Readonly<Record<string, string>> = {
  inactive: 'the person was set to inactive',
  'employment ended': 'the last working day was over',
  'unknown person': 'the file of the person was removed',
  'not yet begun': 'the first working day was moved',
  flawed: 'the file of the person had a mistake in it',
};

/** How a period ended, in a clause. */
export function endInWords({ endedBy, personEnded: person, next }: AuditRow): string {
  const kind = next && 'kind' in next ? next.kind : undefined;
  switch (endedBy) {
    case null:
      return '';
    case 'last day':
      return 'its time was over';
    case 'removed':
      return 'the grant was removed';
    case 'replaced':
      return (
        { extended: 'it was renewed', reduced: 'it was made smaller', reviewed: 'a review kept it' }[
          kind ?? ''
        ] ?? 'it was replaced by a newer grant'
      );
    case 'changed without approval':
      return 'somebody changed the grant without approval, so it counted no more';
    case 'unreadable':
      return 'the grant could not be read any more';
    case 'person':
      return personEnded[person ?? ''] ?? 'the person could not hold it any more';
  }
}

function remarksOn(row: AuditRow, answer: Answer): string[] {
  return [
    ...(row.basis === 'found' ? ['found on the first day, never approved'] : []),
    ...(row.basis === 'unrecorded' ? ['nobody can tell whether it was approved'] : []),
    ...(row.emergency
      ? [`emergency${row.emergency.incident === undefined ? '' : ` (${row.emergency.incident})`}`]
      : []),
    ...(row.windows ? [`only ${windowsInWords(row.windows)}`] : []),
    ...(row.activation
      ? ['only after its holder started it each time; when that was is not recorded here']
      : []),
    ...(isLostWithin(row, answer)
      ? [`lost ${answer.asked.from === answer.asked.to ? 'that day' : 'in that time'}: ${endInWords(row)}`]
      : []),
  ];
}

function approvedInWords({ approval, found, basis }: AuditRow, answer: Answer): string {
  if (basis === 'unrecorded') return 'not recorded';
  if (found)
    return `nobody; ${personInWords(found.owner, answer)} answers for it${found.signedBy === undefined ? '' : `, signed by ${personInWords(found.signedBy, answer)} ${when(found.signedAt ?? '', answer)}`}`;
  return approval ? approversInWords(approval, answer) : 'not recorded';
}

/** "Marta Dias (marta.dias) 2026-11-24 10:02". */
export function approversInWords({ approvedBy, satisfiedBy }: Approval, answer: Answer): string {
  const people = approvedBy.map(
    ({ person, at }) => `${personInWords(person, answer)}${at === undefined ? '' : ` ${when(at, answer)}`}`,
  );
  if (satisfiedBy === 'alone')
    return `${people.length > 0 ? `${people.join(', ')}; ` : ''}there was no second person, so nobody else could approve`;
  if (people.length > 0) return people.join(', ');
  if (satisfiedBy === 'expired') return 'nobody had to: it had expired';
  return satisfiedBy === 'author' ? 'its author, whose leave is enough' : 'nobody had to';
}

const carried = {
  done: '',
  found: 'was there already',
  asked: 'asked for, not confirmed',
  failed: 'failed',
} as const;

/** "2026-11-24 10:20 by Jonas Berg (jonas.berg), task #31". */
export function carriedInWords(step: Provisioned | undefined, answer: Answer): string {
  if (!step) return '';
  const { result, at, by, issue, why } = step;
  const how = carried[result];
  return [
    `${when(at, answer)}${by === undefined ? '' : ` by ${personInWords(by, answer)}`}`,
    ...(how === '' ? [] : [how]),
    ...(result === 'failed' && why !== undefined ? [why] : []),
    ...(issue === undefined ? [] : [`task #${issue}`]),
  ].join(', ');
}

/** What took the file away, or put another in its place. */
function removedInWords({ next, endedBy }: AuditRow, answer: Answer): string {
  if (!next) return '';
  if (!('kind' in next))
    return endedBy === null ? '' : `commit ${next.commit.slice(0, 10)}, which nobody approved`;
  const request = next.pullRequest === undefined ? '' : ` (#${next.pullRequest})`;
  return `${when(next.mergedAt, answer)}${request}, ${approversInWords(next, answer)}`;
}

/** Where something stands on GitHub; nothing where the settings do not say where the repository is. */
export const linkTo = (
  { repository }: Pick<AuditAnswer, 'repository'>,
  to: { readonly pullRequest?: number } | { readonly commit: string } | { readonly tree: string },
): string | undefined => {
  if (repository === undefined) return undefined;
  if ('commit' in to) return `${repository}/commit/${to.commit}`;
  if ('tree' in to) return `${repository}/tree/${to.tree}/policies`;
  return 'pullRequest' in to && to.pullRequest !== undefined
    ? `${repository}/pull/${to.pullRequest}`
    : undefined;
};
