/** One changed grant as a table that a manager understands: who, what, why, until when, how risky, who approves. */
import type { GrantChange } from '../model/change.ts';
import type { FoundRole } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInWords, personName } from './approvers-in-words.ts';
import { changesInWords, isNewPeriod } from './grant-difference.ts';
import {
  type About,
  type At,
  activationInWords,
  endInWords,
  momentInWords,
  permissionsInWords,
  roleInWords,
  roleOf,
  windowsInWords,
} from './grant-words.ts';
import { cell, code, listed, plain } from './markdown.ts';

type Row = readonly [label: string, value: string];

/** A heading and a table for one change. */
export function grantSection(
  change: GrantChange,
  requirement: Requirement | undefined,
  workspace: Workspace,
  at: At,
): string {
  const about = aboutOf(change);
  const grant = (change.after ?? change.before)?.value;
  const rows: Row[] = [
    ...changeRows(change, workspace, at),
    ['Who', whoInWords(about, workspace)],
    ...roleRows(roleOf(workspace, about)),
    ...(grant ? contentRows(change, grant, workspace, at) : []),
    ['Must approve', approversInWords(requirement, about.system, workspace)],
  ];
  const table = rows.map(([label, value]) => `| **${label}** | ${cell(value)} |`).join('\n');
  return `#### ${heading(change, about, workspace)}\n\n| | |\n| --- | --- |\n${table}`;
}

/** Whom and what a change is about. A file that could not be read has its path to tell. */
export function aboutOf({ path, before, after }: GrantChange): About {
  const grant = (after ?? before)?.value;
  if (grant) return grant;
  const [, system = '', role = '', file = ''] = path.split('/');
  return { system, role, subject: file.replace(/\.yaml$/, '') };
}

function heading(change: GrantChange, about: About, workspace: Workspace): string {
  const person = personName(about.subject, workspace);
  const what = roleInWords(about, workspace);
  const sentences: Record<GrantChange['kind'], string> = {
    added: `${person} gets ${what}`,
    extended: `${person} keeps ${what} for ${isNewPeriod(change) ? 'a new period' : 'longer'}`,
    edited: `The grant of ${what} to ${person} changes`,
    reviewed: `A review keeps ${what} for ${person}`,
    reduced: `${person} has ${what} for a shorter time`,
    removed: `${person} loses ${what}`,
  };
  return `${change.after?.value.emergency ? '🚨 Emergency: ' : ''}${sentences[change.kind]}`;
}

/** What is different from before, or why nobody can say. */
function changeRows(change: GrantChange, workspace: Workspace, { timeZone }: At): Row[] {
  const { kind, before, after } = change;
  if (kind === 'removed')
    return before ? [] : [['Content', 'could not be read; it does not matter for a removal']];
  if (!after && before)
    return [['Content', '**could not be read.** What follows is what the file says today.']];
  if (!after) return [['Content', '**could not be read**, so nothing more can be said about it']];
  if (kind === 'added') return [];
  if (!before) return [['Changed', 'what it was before could not be read, so judge it as new']];
  const changes = changesInWords(change, { workspace, timeZone });
  return [['Changed', changes.join('<br>') || 'nothing but how the file is written']];
}

function whoInWords({ subject }: About, workspace: Workspace): string {
  const person = workspace.people.isRead(subject) ? workspace.people.get(subject)?.value : undefined;
  return person
    ? `${plain(person.displayName)}, ${plain(person.department)} (${listed(person.jobFunctions.map((name) => code(name)))})`
    : `${code(subject)}, who is not known here`;
}

function roleRows(found: FoundRole | undefined): Row[] {
  if (!found) return [];
  const { role, system } = found;
  const permissions = permissionsInWords(role.permissions, found);
  return [
    ['What it allows', `${plain(role.description)}${permissions === '' ? '' : `<br>${permissions}`}`],
    [
      'Risk',
      `${role.risk}${role.privileged ? ', an administrator’s role' : ''}; ${system.value.dataClassification} data`,
    ],
  ];
}

/** What the grant itself says. */
function contentRows(change: GrantChange, grant: Grant, workspace: Workspace, at: At): Row[] {
  const removed = change.kind === 'removed';
  const row = <T>(label: string, value: T | undefined, words: (value: T) => string): Row[] =>
    value === undefined ? [] : [[label, words(value)]];
  const end = endInWords(grant, at);
  return [
    ...row('Needs', grant.permissions, (ids) => permissionsInWords(ids, roleOf(workspace, grant))),
    [removed ? 'Why it was given' : 'Why', plain(grant.justification) || 'nothing was written'],
    ...row('Ticket', grant.ticket, (ticket) => plain(ticket)),
    ...row('Incident', grant.incident, (incident) => plain(incident)),
    ...row('From', grant.validFrom, (moment) => momentInWords(moment, at.timeZone)),
    ['Until', removed ? `now, instead of ${end}` : end],
    ...row('Only', grant.windows, (windows) => windowsInWords(windows)),
    ...row('Works', grant.activation, activationInWords),
    ...row('Asked by', grant.requestedBy, (user) => personName(user, workspace)),
  ];
}
