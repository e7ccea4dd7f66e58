/** `grantbook who`: who has what until when, at an instant. */
import type { Access } from '../model/effective.ts';
import { endInWords } from '../model/entitlement.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { idsLike, nearest } from '../model/nearest.ts';
import { dayOf } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { alternatives } from '../render/markdown.ts';
import { amount } from '../render/summary.ts';
import { renderTable } from '../render/table.ts';
import { knownJobFunctions, knownPeople, knownSystems } from '../rules/names.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { gapIn, gapInWords } from './gap.ts';
import { ledgerOf } from './local-ledger.ts';
import { instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';

export const whoFormats = ['text', 'json'] as const;

export interface WhoOptions {
  readonly now?: string;
  /** Also what is written down but gives no access now. */
  readonly all: boolean;
  readonly format: (typeof whoFormats)[number];
}

/** One line of the answer. */
interface AccessLine {
  readonly subject: string;
  readonly displayName: string;
  readonly system: string;
  readonly role: string;
  /** In words, for people. */
  readonly until: string;
  /** The first instant without access (RFC 3339, UTC); `null` where there is none, or where it is not known. */
  readonly ends: string | null;
  /** Why it gives no access at this instant; absent where it does. */
  readonly notEffective?: string;
  readonly path: string;
}

/** Prints the access of a person, or to a system (`payroll`) or role (`payroll/viewer`). */
export function who(target: string, options: WhoOptions, context: CommandContext): ExitCode {
  const source = sourceOf(undefined, context.dir, { withIds: true });
  const workspace = readWhole(source, context.progress('Reading'));
  const wanted = targetOf(target, workspace);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const ledger = ledgerOf(context.dir);
  for (const { place, message } of ledger?.unreadable ?? [])
    context.err(`the ledger, ${place.file}:${place.line}: ${message}\n`);
  const isUnreliable = ledger !== undefined && !ledger.hasBegun;
  if (isUnreliable)
    context.err(
      'the ledger cannot be relied on, since no line says when it began, so nothing counts as approved; run `grantbook ledger verify`\n',
    );
  const gap = gapIn(context.dir);
  const found = accessAt(
    { workspace, source, history: historyOf(context.dir), ledger, timeZone, gap },
    now,
  ).filter(({ grant }) => wanted(grant.value));
  const shown = found.filter((access) => options.all || isShown(access));
  const lines = shown.map((access) => describe(access, workspace, timeZone));
  const unread = workspace.holdings.all
    .filter((holding) => wanted(holding) && !workspace.grants.has(holding.path))
    .map(({ path }) => path);

  if (options.format === 'json') {
    const answer = { at: new Date(now).toISOString(), access: lines, unreadable: unread };
    context.out(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    if (lines.length > 0) context.out(`${tableOf(lines, options, context)}\n`);
    const at = `${dayOf(now, timeZone)} (${timeZone})`;
    context.out(`${counted(lines.length, found.length - lines.length, at)}\n`);
    for (const path of unread)
      context.err(`\`${path}\` could not be read, so it is not in this list; \`grantbook check\` says why\n`);
  }
  const lost = shown.filter(({ isStartLost }) => isStartLost).length;
  if (gap && lost > 0) context.err(`${gapInWords(gap, lost)}\n`);
  if (!ledger && workspace.settings?.value.ledger)
    context.err(
      'without the ledger, this also lists access that nobody approved; `grantbook ledger verify` says where it is missing\n',
    );
  return unread.length > 0 || isUnreliable ? exitCodes.errors : exitCodes.ok;
}

/** Whoever has access; and whose end cannot be told here, who may well have it. */
const isShown = ({ notEffective, isStartLost }: Access): boolean =>
  notEffective === undefined || (notEffective === 'end unknown' && isStartLost === true);

function tableOf(lines: readonly AccessLine[], { all }: WhoOptions, { outColors }: CommandContext): string {
  const rows = lines.map(({ displayName, subject, system, role, until, notEffective }) => [
    `${displayName} (${subject})`,
    system,
    role,
    until,
    ...(all ? [notEffective ?? 'has access'] : []),
  ]);
  return renderTable(['person', 'system', 'role', 'until', ...(all ? ['state'] : [])], rows, outColors);
}

/** How many there are, and how many more are written down. */
function counted(shown: number, hidden: number, at: string): string {
  const gives = hidden === 1 ? 'gives' : 'give';
  const them = hidden === 1 ? 'it' : 'them';
  if (shown === 0)
    return `No access on ${at}.${hidden > 0 ? ` ${amount(hidden, 'grant')} ${gives} none; \`--all\` shows ${them}.` : ''}`;
  const more =
    hidden > 0 ? `; ${hidden.toLocaleString('en')} more ${gives} no access, \`--all\` shows ${them}` : '';
  return `${amount(shown, 'grant')} on ${at}${more}.`;
}

/** Whoever types a common name sees that there are many. */
const mostNames = 8;

function targetOf(
  target: string,
  workspace: Workspace,
): (grant: { subject: string; system: string; role: string }) => boolean {
  const [system = '', role] = target.split('/');
  const isPerson = workspace.people.has(target) || workspace.holdings.of(target).length > 0;
  if (workspace.systems.has(system)) {
    if (role === undefined && isPerson)
      throw new EnvironmentFailure(`\`${target}\` is both a person and a system; rename one of them`);
    requireRole(system, role, workspace);
    return (grant) => grant.system === system && (role === undefined || grant.role === role);
  }
  if (isPerson) return (grant) => grant.subject === target;
  if (knownJobFunctions(workspace).some(({ id }) => id === target))
    throw new EnvironmentFailure(
      `\`${target}\` is a job function; \`who\` takes a person, a system or a role such as \`payroll/viewer\``,
    );
  const like = idsLike(target, [...knownPeople(workspace), ...knownSystems(workspace)]);
  const [first = '', ...more] = like.map((id) => `\`${id}\``);
  const shown = [first, ...more].slice(0, mostNames);
  const others = like.length - shown.length;
  throw new EnvironmentFailure(
    like.length === 0
      ? `there is no person or system \`${target}\``
      : `there is no person or system \`${target}\`; did you mean ${alternatives(others > 0 ? [...shown, `one of ${others} more`] : shown)}?`,
  );
}

function requireRole(system: string, role: string | undefined, workspace: Workspace): void {
  const roles = Object.keys(workspace.systems.get(system)?.value.roles ?? {});
  if (role === undefined || roles.length === 0 || roles.includes(role)) return;
  const near = nearest(role, roles);
  throw new EnvironmentFailure(
    `\`${system}\` has no role \`${role}\`; ${near === undefined ? `its roles are ${roles.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`}`,
  );
}

function describe(
  { grant, startedAt, end, notEffective, isStartLost }: Access,
  workspace: Workspace,
  timeZone: string,
): AccessLine {
  const { subject, system, role } = grant.value;
  return {
    subject,
    displayName: workspace.people.get(subject)?.value.displayName ?? subject,
    system,
    role,
    until: isStartLost ? 'not known here' : endInWords(grant.value, timeZone, startedAt),
    ends: typeof end === 'string' ? null : new Date(end.at).toISOString(),
    ...(notEffective === undefined ? {} : { notEffective }),
    path: grant.path,
  };
}
