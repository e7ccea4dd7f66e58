/** One changed grant as a table that a manager understands: who, what, why, until when, how risky, who approves. */
import type { GrantChange } from '../model/change.ts';
import { findRole, own } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import {
  dayOf,
  daysBetween,
  durationInWords,
  parseDay,
  parseDuration,
  parseInstant,
} from '../model/period.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInWords, nameOf } from './approvers-in-words.ts';
import { cell, code, plain } from './markdown.ts';

interface At {
  readonly now: number;
  readonly timeZone: string;
}

/** A heading and a table for one change. */
export function grantSection(
  change: GrantChange,
  requirement: Requirement | undefined,
  workspace: Workspace,
  at: At,
): string {
  const grant = (change.after ?? change.before)?.value;
  const holding = workspace.holdings.at(change.path);
  const about = grant ?? holding;
  if (!about)
    return `#### ${code(change.path)}\n\nThis file could not be read, so nothing can be said about it.`;
  const rows = grant ? rowsOf(change, grant, workspace, at) : [['Content', 'could not be read']];
  rows.push(['Must approve', approversInWords(requirement, about.system, workspace)]);
  const table = rows.map(([label = '', value = '']) => `| **${label}** | ${cell(value)} |`).join('\n');
  return `#### ${heading(change, about, workspace)}\n\n| | |\n| --- | --- |\n${table}`;
}

function heading(
  change: GrantChange,
  about: { subject: string; system: string; role: string },
  workspace: Workspace,
): string {
  const person = nameOf(about.subject, workspace).replaceAll('**', '');
  const found = findRole(workspace, about.system, about.role);
  const what = `${plain(found?.role.title ?? about.role)} in ${plain(found?.system.value.name ?? about.system)}`;
  const sentences: Record<GrantChange['kind'], string> = {
    added: `${person} gets ${what}`,
    extended: `${person} keeps ${what} for longer`,
    edited: `The grant of ${what} to ${person} changes`,
    reviewed: `A review keeps ${what} for ${person}`,
    reduced: `${person} has ${what} for a shorter time`,
    removed: `${person} loses ${what}`,
  };
  return `${change.after?.value.emergency ? '🚨 Emergency: ' : ''}${sentences[change.kind]}`;
}

function rowsOf(change: GrantChange, grant: Grant, workspace: Workspace, at: At): string[][] {
  const found = findRole(workspace, grant.system, grant.role);
  const person =
    workspace.people.has(grant.subject) && workspace.people.isRead(grant.subject)
      ? workspace.people.get(grant.subject)?.value
      : undefined;
  const permissions = (found?.role.permissions ?? []).map(
    (permission) => own(found?.system.value.permissions, permission) ?? permission,
  );
  const rows: (string[] | undefined)[] = [
    [
      'Who',
      person
        ? `${plain(person.displayName)}, ${plain(person.department)} (${person.jobFunctions.map(code).join(', ')})`
        : `${code(grant.subject)}, who is not known here`,
    ],
    found && [
      'What it allows',
      `${plain(found.role.description)}${permissions.length > 0 ? `<br>${permissions.map(plain).join('; ')}` : ''}`,
    ],
    ['Why', plain(grant.justification) || 'nothing was written'],
    grant.ticket === undefined ? undefined : ['Ticket', plain(grant.ticket)],
    grant.incident === undefined ? undefined : ['Incident', plain(grant.incident)],
    grant.validFrom === undefined ? undefined : ['From', dateInWords(grant.validFrom, at.timeZone)],
    ['Until', untilInWords(change, grant, at)],
    grant.windows
      ? [
          'Only',
          grant.windows
            .map((window) => `${window.days.join(', ')} ${window.from} to ${window.to}`)
            .join('; '),
        ]
      : undefined,
    found && [
      'Risk',
      `${found.role.risk}${found.role.privileged ? ', an administrator’s role' : ''}; ${found.system.value.dataClassification} data`,
    ],
    grant.requestedBy === undefined
      ? undefined
      : ['Asked by', nameOf(grant.requestedBy, workspace).replaceAll('**', '')],
  ];
  return rows.filter((row) => row !== undefined);
}

function untilInWords(change: GrantChange, grant: Grant, at: At): string {
  const now = endInWords(grant, at);
  const before = change.before && change.after ? endInWords(change.before.value, at) : undefined;
  if (change.kind === 'removed') return `now, instead of ${now}`;
  return before === undefined || before === now ? now : `${now} (before: ${before})`;
}

function endInWords(grant: Grant, { now, timeZone }: At): string {
  if (grant.standing) return 'no end; it is kept alive by access reviews';
  const parts: string[] = [];
  if (grant.validUntil !== undefined) {
    const day = parseDay(grant.validUntil);
    const left = day === undefined ? undefined : daysBetween(dayOf(now, timeZone), day);
    parts.push(
      `${dateInWords(grant.validUntil, timeZone)}${left === undefined || left < 0 ? '' : left === 0 ? ' (today)' : ` (in ${left} day${left === 1 ? '' : 's'})`}`,
    );
  }
  if (grant.duration !== undefined) {
    // What is no duration is text from the file, and not harmless.
    const words = parseDuration(grant.duration) ? durationInWords(grant.duration) : code(grant.duration);
    parts.push(`${words} after it is approved`);
  }
  return parts.length > 0 ? parts.join(' and ') : 'no end was written';
}

/** `2026-12-23` as "23 December 2026"; an instant with its time in the organization's time zone. */
export function dateInWords(moment: string, timeZone: string): string {
  const day = parseDay(moment);
  if (day !== undefined)
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
  const instant = parseInstant(moment);
  return instant === undefined
    ? code(moment)
    : `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant)} (${timeZone})`;
}
