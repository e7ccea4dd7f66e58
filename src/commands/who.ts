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
import { knownPeople, knownSystems } from '../rules/names.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
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
  /** The first instant without access (RFC 3339, UTC); `null` where there is none. */
  readonly ends: string | null;
  /** Why it gives no access at this instant; absent where it does. */
  readonly notEffective?: string;
  readonly path: string;
}

/** Prints the access of a person, or to a system (`payroll`) or role (`payroll/viewer`). */
export function who(target: string, options: WhoOptions, context: CommandContext): ExitCode {
  const source = sourceOf(undefined, context.dir);
  const workspace = readWhole(source, context.progress('Reading'));
  const wanted = targetOf(target, workspace);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const ledger = ledgerOf(context.dir);
  for (const { place, message } of ledger?.unreadable ?? [])
    context.err(`the ledger, ${place.file}:${place.line}: ${message}\n`);
  if (!ledger && workspace.settings?.value.ledger)
    context.err(
      `there is no ledger here (the branch \`${ledgerBranch}\`), so what nobody approved cannot be told from the rest; fetch it with \`git fetch origin ${ledgerBranch}:refs/remotes/origin/${ledgerBranch}\`, or begin one\n`,
    );
  const history = historyOf(context.dir);
  const found = accessAt({ workspace, source, history, ledger, timeZone }, now)
    .filter(({ grant }) => wanted(grant.value))
    .map((access) => describe(access, workspace, timeZone));
  const unread = workspace.holdings.all.filter(
    (holding) => wanted(holding) && !workspace.grants.has(holding.path),
  );
  const shown = found.filter((access) => options.all || access.notEffective === undefined);

  const headings = ['person', 'system', 'role', 'until', ...(options.all ? ['now'] : [])];
  const rowOf = ({ displayName, subject, system, role, until, notEffective }: AccessLine) => [
    `${displayName} (${subject})`,
    system,
    role,
    until,
    ...(options.all ? [notEffective ?? 'has access'] : []),
  ];
  if (options.format === 'json') {
    context.out(
      `${JSON.stringify({ at: new Date(now).toISOString(), access: shown, unreadable: unread.map((holding) => holding.path) }, null, 2)}\n`,
    );
  } else {
    if (shown.length > 0) context.out(`${renderTable(headings, shown.map(rowOf), context.outColors)}\n`);
    const hidden = found.length - shown.length;
    context.out(
      `${amount(shown.length, 'grant')} on ${dayOf(now, timeZone)} (${timeZone})${hidden > 0 ? `; ${hidden} more give no access now, \`--all\` shows them` : ''}.\n`,
    );
    for (const holding of unread)
      context.err(
        `\`${holding.path}\` could not be read, so it is not in this list; \`grantbook check\` says why\n`,
      );
  }
  return unread.length > 0 ? exitCodes.errors : exitCodes.ok;
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
  { grant, startedAt, end, notEffective }: Access,
  workspace: Workspace,
  timeZone: string,
): AccessLine {
  const { subject, system, role } = grant.value;
  return {
    subject,
    displayName: workspace.people.get(subject)?.value.displayName ?? subject,
    system,
    role,
    until: endInWords(grant.value, timeZone, startedAt),
    ends: typeof end === 'string' ? null : new Date(end.at).toISOString(),
    ...(notEffective === undefined ? {} : { notEffective }),
    path: grant.path,
  };
}
