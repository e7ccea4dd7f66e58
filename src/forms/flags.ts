/** A request in single words, as a script writes it: all that is missing or wrong is said at once. */

import { own } from '../model/entitlement.ts';
import { idNamed, type Named, nearestNamed } from '../model/nearest.ts';
import { parseDuration } from '../model/period.ts';
import type { System } from '../model/system.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import type { Sourced } from '../model/workspace.ts';
import type { RoleAsked } from './build-grant.ts';
import { subjectsIn } from './for-whom.ts';
import type { Reading } from './form-kind.ts';
import { endOfLength, type GrantEnd } from './periods.ts';
import { permissionsNamed } from './permissions.ts';

/** The words as they were written; each is one option of the command. */
export interface RequestFlags {
  readonly system?: string | undefined;
  readonly role?: string | undefined;
  /** User names or names, with commas between them; whoever asks unless given. */
  readonly subject?: string | undefined;
  readonly why?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly for?: string | undefined;
  readonly standing?: boolean | undefined;
  readonly ticket?: string | undefined;
  readonly permissions?: string | undefined;
}

/** What is wrong with one of them, and what to write instead. */
export interface FlagProblem {
  readonly flag: string;
  readonly message: string;
  readonly help?: string;
}

/** What cannot be read, and which options are missing. */
export interface Unread {
  readonly problems: readonly FlagProblem[];
  readonly missing: readonly string[];
}

/** How lengths of time and names that were written in another way are meant. */
export interface FlagReading extends Reading {
  readonly helpWithDuration: (text: string) => string;
  readonly systems: readonly Named[];
  readonly rolesOf: (system: Sourced<System>) => readonly Named[];
}

/** With this the problems with names begin; the option stands there already. */
const forWhom = '--subject';

/** The role that is asked for, or all that stands in its way. Without an end, `end` is missing. */
export function readFlags(written: RequestFlags, reading: FlagReading): RoleAsked | Unread {
  const flags = withIds(written, reading);
  const problems: FlagProblem[] = [];
  const missing = missingIn(flags, reading);
  const system = systemIn(flags, reading, problems);
  if (system && flags.role !== undefined && !own(system.value.roles, flags.role))
    problems.push(unknown('role', `a role of \`${system.id}\``, flags.role, reading.rolesOf(system)));
  const whom = subjectsIn(flags.subject, forWhom, reading);
  if ('problems' in whom)
    problems.push(
      ...whom.problems.map((problem) => ({ flag: 'subject', message: problem.slice(forWhom.length + 2) })),
    );
  const day = (flag: 'from' | 'until'): string | undefined => {
    const text = flags[flag];
    if (text === undefined) return undefined;
    const found = reading.readDay(text);
    if ('day' in found) return found.day;
    problems.push({ flag, message: `\`${text}\` is not a day`, help: found.problem });
    return undefined;
  };
  const from = day('from');
  const end = endIn(flags, day('until'), from, reading, problems);
  const permissions = permissionsIn(flags, system, reading, problems);
  if (!system || end === undefined || 'problems' in whom || problems.length + missing.length > 0)
    return { problems, missing };
  const { role = '', why = '', ticket } = flags;
  return { system: system.id, role, subjects: whom.subjects, why, ticket, from, end, permissions };
}

/** People know a system and its roles by the names that they see; what is no name of one stays as it was written. */
function withIds(flags: RequestFlags, { systems, rolesOf, workspace }: FlagReading): RequestFlags {
  const system = flags.system === undefined ? undefined : (idNamed(flags.system, systems) ?? flags.system);
  const file =
    system !== undefined && workspace.systems.has(system) ? workspace.systems.get(system) : undefined;
  const role = flags.role !== undefined && file ? idNamed(flags.role, rolesOf(file)) : undefined;
  return { ...flags, system, role: role ?? flags.role };
}

const given = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

function missingIn(flags: RequestFlags, { workspace }: FlagReading): readonly string[] {
  const { system = '', role = '', until, for: length, standing } = flags;
  const known = workspace.systems.has(system) ? workspace.systems.get(system) : undefined;
  const pattern = own(known?.value.roles, role)?.ticketPattern;
  const example = pattern === undefined ? undefined : exampleTicket(pattern);
  const needsTicket = pattern !== undefined && !given(flags.ticket);
  return [
    ...(['system', 'role', 'why'] as const).filter((flag) => !given(flags[flag])).map((flag) => `--${flag}`),
    ...(until === undefined && length === undefined && !standing
      ? ['`--for`, `--until` or `--standing`']
      : []),
  ]
    .map((flag) => (flag.startsWith('`') ? `one of ${flag}` : `\`${flag}\``))
    .concat(needsTicket ? [`\`--ticket\`${example === undefined ? '' : ` (such as \`${example}\`)`}`] : []);
}

function systemIn(
  { system: id }: RequestFlags,
  { workspace, systems }: FlagReading,
  problems: FlagProblem[],
): Sourced<System> | undefined {
  if (id === undefined) return undefined;
  const found = workspace.systems.has(id) ? workspace.systems.get(id) : undefined;
  if (!found) problems.push(unknown('system', 'a system', id, systems));
  return found;
}

function unknown(flag: string, what: string, name: string, known: readonly Named[]): FlagProblem {
  const near = nearestNamed(name, known);
  const all = known.map(({ id }) => `\`${id}\``).join(', ');
  return {
    flag,
    message: `\`${name}\` is not ${what}`,
    help: near === undefined ? `there are ${all}` : `did you mean \`${near}\`?`,
  };
}

function endIn(
  { until: written, for: length, standing }: RequestFlags,
  until: string | undefined,
  from: string | undefined,
  reading: FlagReading,
  problems: FlagProblem[],
): GrantEnd | undefined {
  const named = [length !== undefined, written !== undefined, standing === true].filter(Boolean).length;
  if (named > 1) {
    problems.push({
      flag: length === undefined ? 'until' : 'for',
      message: 'the end is named more than once',
      help: 'keep one of `--for`, `--until` and `--standing`',
    });
    return undefined;
  }
  if (standing) return { standing: true };
  if (length !== undefined) {
    if (parseDuration(length)) return endOfLength(length, from, reading);
    problems.push({
      flag: 'for',
      message: `\`${length}\` is not a length of time`,
      help: reading.helpWithDuration(length),
    });
    return undefined;
  }
  return until === undefined ? undefined : { validUntil: until };
}

function permissionsIn(
  { permissions, role = '' }: RequestFlags,
  system: Sourced<System> | undefined,
  { workspace }: FlagReading,
  problems: FlagProblem[],
): readonly string[] | undefined {
  const value = own(system?.value.roles, role);
  const named = permissionsNamed(permissions, system && value && { system: system.id, value }, workspace);
  if (!('problems' in named)) return named.permissions;
  problems.push(...named.problems.map((message) => ({ flag: 'permissions', message })));
  return undefined;
}
