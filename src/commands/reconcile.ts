/** `grantbook reconcile`: holds what a system itself says against the grants. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { carriedInto } from '../ledger/carried.ts';
import { type CsvProblem, readCsv } from '../load/csv.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { dayOf } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { amount } from '../render/summary.ts';
import { renderTable } from '../render/table.ts';
import { onOneLine } from '../render/text.ts';
import { readColumns, tableOf, unknownHeaders } from '../setup/columns.ts';
import { exportFields, type Reconciliation, reconcile } from '../setup/reconcile.ts';
import { namesOf } from '../setup/who-is-meant.ts';
import { accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { gapIn } from './gap.ts';
import { ledgerOf } from './local-ledger.ts';
import { instantOf, sourceOf } from './places.ts';
import { readWhole } from './read.ts';
import { historyOf } from './starts.ts';
import { systemNamed } from './system-named.ts';

export interface ReconcileOptions {
  readonly system: string;
  readonly from: string;
  readonly columns?: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

/** Exit code 0 where the list says what the grants say, 1 where it does not or could not be read. */
export function reconcileCommand(options: ReconcileOptions, context: CommandContext): ExitCode {
  const source = sourceOf(undefined, context.dir, { withIds: true });
  const workspace = readWhole(source, context.progress('Reading'));
  const system = systemNamed(options.system, workspace);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const unread = workspace.holdings.all.find(
    ({ path, system: id }) => id === system.id && !workspace.grants.has(path),
  );
  if (unread)
    throw new EnvironmentFailure(
      `\`${unread.path}\` could not be read, so nothing is concluded; \`${context.program} check\` says why`,
    );
  const table = tableFrom(options, context);
  if ('problems' in table) return refuse(table.problems, options, context);
  const ledger = ledgerOf(context.dir);
  const history = historyOf(context.dir);
  if (!ledger && workspace.settings?.value.ledger)
    context.err(
      'without the ledger, access that nobody approved counts as granted here; `ledger verify` says where it is missing\n',
    );
  const should = accessAt(
    { workspace, source, history, ledger, timeZone, gap: gapIn(context.dir) },
    now,
  ).flatMap(({ grant: { value }, notEffective }) =>
    value.system === system.id && notEffective === undefined
      ? [{ user: value.subject, role: value.role }]
      : [],
  );
  const people = workspace.people.all().map(({ id, value }) => namesOf(id, value));
  const found = reconcile(table, system.value, should, people);
  if ('problems' in found) return refuse(found.problems, options, context);
  if (options.format === 'json')
    context.out(
      `${JSON.stringify({ system: system.id, at: new Date(now).toISOString(), ...found }, null, 2)}\n`,
    );
  else
    print(found, { system, workspace, records: ledger?.records ?? [], day: dayOf(now, timeZone), context });
  return found.withoutGrant.length + found.withoutAccess.length === 0 ? exitCodes.ok : exitCodes.errors;
}

function tableFrom({ from, columns }: ReconcileOptions, { dir }: CommandContext) {
  const given =
    columns === undefined
      ? { given: new Map<string, string>() }
      : readColumns(
          columns,
          exportFields.map(({ id }) => id),
        );
  if ('problems' in given) throw new EnvironmentFailure(given.problems.join('; '));
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(dir, from));
  } catch (error) {
    throw new EnvironmentFailure(
      `\`${from}\` could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
  const csv = readCsv(bytes);
  if ('problems' in csv) return csv;
  const [unknown] = unknownHeaders(given.given, csv.headers);
  if (unknown !== undefined) throw new EnvironmentFailure(unknown);
  // A list that was cut off would make everybody look as if their access were gone.
  if (csv.rows.length === 0)
    return { problems: [{ line: 1, message: 'the list names nobody', help: 'export it again' }] };
  return tableOf(csv, exportFields, [['person']], given.given);
}

function refuse(
  problems: readonly CsvProblem[],
  { from }: ReconcileOptions,
  { err }: CommandContext,
): ExitCode {
  for (const { line, column, message, help } of problems)
    err(
      `${onOneLine(from)}:${line}: ${column === undefined ? '' : `\`${onOneLine(column)}\`: `}${onOneLine(message)}${help === undefined ? '' : `; ${onOneLine(help)}`}\n`,
    );
  err('Nothing is concluded from a list that could not be read as a whole.\n');
  return exitCodes.errors;
}

function print(
  { withoutGrant, withoutAccess, same, switchedOff }: Reconciliation,
  {
    system,
    workspace,
    records,
    day,
    context,
  }: {
    readonly system: Sourced<System>;
    readonly workspace: Workspace;
    readonly records: readonly LedgerRecord[];
    readonly day: string;
    readonly context: CommandContext;
  },
): void {
  const { out, outColors } = context;
  const open = new Map(
    (carriedInto(records).get(system.id)?.all ?? []).flatMap(({ role, subject, open: task }) =>
      task ? [[`${subject} ${role}`, `asked for, line ${task.line}`] as const] : [],
    ),
  );
  const nameOf = (user: string): string =>
    workspace.people.has(user) ? (workspace.people.get(user)?.value.displayName ?? user) : user;
  if (withoutGrant.length > 0) {
    out(`In ${onOneLine(system.value.name)}, and no grant gives it:\n`);
    out(
      renderTable(
        ['line', 'who', 'role', ''],
        withoutGrant.map(({ line, name, role, user }) => [
          `${line}`,
          user === undefined ? `${name} (nobody that is known here)` : `${nameOf(user)} (${user})`,
          role,
          user === undefined
            ? 'find out whose it is, or take it away'
            : (open.get(`${user} ${role}`) ?? 'take it away, or ask for it'),
        ]),
        outColors,
      ),
    );
  }
  if (withoutAccess.length > 0) {
    out(
      `${withoutGrant.length > 0 ? '\n' : ''}A grant gives it, and ${onOneLine(system.value.name)} does not have it:\n`,
    );
    out(
      renderTable(
        ['who', 'role', ''],
        withoutAccess.map(({ user, role }) => [
          `${nameOf(user)} (${user})`,
          role,
          open.get(`${user} ${role}`) ?? 'give it',
        ]),
        outColors,
      ),
    );
  }
  if (withoutGrant.length + withoutAccess.length > 0) out('\n');
  out(
    `${day}: ${amount(same, 'access', 'accesses')} as the grants say, ${withoutGrant.length} without a grant, ${withoutAccess.length} missing${switchedOff > 0 ? `; ${amount(switchedOff, 'account')} switched off there` : ''}.\n`,
  );
}
