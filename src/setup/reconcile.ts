/** A system’s own list of who has access, held against the grants. */
import type { CsvProblem } from '../load/csv.ts';
import { fold, type Named } from '../model/nearest.ts';
import type { System } from '../model/system.ts';
import { accessFields } from './access-list.ts';
import type { Field, Table } from './columns.ts';
import { activeOf } from './people-fields.ts';
import { userIn } from './who-is-meant.ts';

export type ExportField = 'person' | 'accessRole' | 'active';

/** The columns that an export of one system can have. */
export const exportFields: readonly Field<ExportField>[] = [
  ...accessFields.flatMap(({ id, synonyms }) =>
    id === 'person' || id === 'accessRole' ? [{ id, synonyms }] : [],
  ),
  {
    id: 'active',
    synonyms: ['status', 'enabled', 'state', 'account status', 'aktiv', 'actif', 'activo', 'ativo'],
  },
];

/** One role of somebody, as the system or as the grants have it. */
export interface RoleOf {
  readonly user: string;
  readonly role: string;
}

/** What differs. */
export interface Reconciliation {
  /** In the system, and no grant gives it. `user` is absent where nobody knows whose account it is. */
  readonly withoutGrant: readonly {
    readonly line: number;
    readonly name: string;
    readonly role: string;
    readonly user?: string;
  }[];
  /** A grant gives it, and the system does not have it. */
  readonly withoutAccess: readonly RoleOf[];
  readonly same: number;
  /** Rows of accounts that the system itself has switched off. */
  readonly switchedOff: number;
}

const several = /\s*[;,|\n]\s*/;

/**
 * Holds the rows against who should have access now. A role may be written as its id, its title, or what the connector calls
 * it; several in a cell are parted by `;`, `,` or `|`. What cannot be read in any row leaves the whole undecided.
 */
export function reconcile(
  table: Table<ExportField>,
  system: System,
  should: readonly RoleOf[],
  named: readonly Named[],
): Reconciliation | { readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const roles = rolesBy(system);
  const [only] = Object.keys(system.roles).length === 1 ? Object.keys(system.roles) : [];
  const wanted = new Set(should.map(keyOf));
  const seen = new Set<string>();
  const withoutGrant = new Map<string, Reconciliation['withoutGrant'][number]>();
  let switchedOff = 0;
  for (const row of table.rows) {
    const say = (field: ExportField, message: string, help: string) =>
      problems.push({ line: row.line, column: table.header(field), message, help });
    const name = table.cell(row, 'person');
    if (name === '') {
      say('person', 'nobody is named', 'write the user name, or take the row out');
      continue;
    }
    const active = activeOf(table.cell(row, 'active'));
    if (active === undefined) {
      say(
        'active',
        `\`${table.cell(row, 'active')}\` is neither yes nor no`,
        'write `yes` or `no`, or leave the column out',
      );
      continue;
    }
    const written = table.has('accessRole') ? table.cell(row, 'accessRole') : (only ?? '');
    const cells = roles.has(fold(written)) ? [written] : written.split(several).filter((each) => each !== '');
    if (cells.length === 0 && active)
      say(
        'accessRole',
        'the role is missing',
        `write one of ${Object.keys(system.roles)
          .map((role) => `\`${role}\``)
          .join(', ')}, or take the row out`,
      );
    if (!active) {
      switchedOff += 1;
      continue;
    }
    const user = userIn(name, named);
    for (const cell of cells) {
      const role = roles.get(fold(cell));
      const at = { line: row.line, name, role: role ?? cell };
      if (user !== undefined && role !== undefined && wanted.has(keyOf({ user, role })))
        seen.add(keyOf({ user, role }));
      else withoutGrant.set(`${user ?? name} ${role ?? cell}`, user === undefined ? at : { ...at, user });
    }
  }
  if (problems.length > 0) return { problems };
  return {
    withoutGrant: [...withoutGrant.values()],
    withoutAccess: should.filter((each) => !seen.has(keyOf(each))),
    same: seen.size,
    switchedOff,
  };
}

const keyOf = ({ user, role }: RoleOf): string => `${user} ${role}`;

/** Every way to write a role of the system. */
function rolesBy({ roles, connector }: System): ReadonlyMap<string, string> {
  const names = connector?.roles ?? {};
  return new Map(
    Object.entries(roles).flatMap(([id, { title }]) =>
      [id, title, ...(Object.hasOwn(names, id) ? [names[id] ?? id] : [])].map(
        (name) => [fold(name), id] as const,
      ),
    ),
  );
}
