/** A list of present access, as systems export it: who has which role of which system. */
import type { CsvProblem } from '../load/csv.ts';
import { type Role, risks } from '../model/system.ts';
import type { Field, Table } from './columns.ts';
import { idFrom, Spellings } from './names.ts';
import { activeOf, peopleFields } from './people-fields.ts';
import type { Roster } from './people-list.ts';
import { userIn } from './who-is-meant.ts';

export type AccessField = 'person' | 'system' | 'accessRole' | 'risk' | 'privileged' | 'owner';

/** A person is named here by whatever names one in the list of people. */
const namingPeople = peopleFields
  .filter(({ id }) => ['userName', 'email', 'displayName'].includes(id))
  .toSorted((a, b) => Number(a.id === 'displayName') - Number(b.id === 'displayName'))
  .flatMap(({ id, synonyms }) => [id, ...synonyms]);

export const accessFields: readonly Field<AccessField>[] = [
  { id: 'person', synonyms: [...namingPeople, 'member', 'display name'] },
  {
    id: 'system',
    synonyms: [
      ...['application', 'app', 'resource', 'tool', 'service', 'system name', 'target', 'Anwendung'],
      ...['système', 'sistema', 'aplicación', 'aplicação', 'applicazione', 'systeem', 'applicatie'],
    ],
  },
  {
    id: 'accessRole',
    synonyms: [
      ...['role', 'access', 'permission', 'profile', 'group', 'entitlement', 'access level'],
      ...['permission set', 'license', 'Rolle', 'Berechtigung', 'Gruppe', 'rôle', 'droit', 'profil', 'rol'],
      ...['perfil', 'permiso', 'função', 'papel', 'permissão', 'ruolo', 'profilo', 'permesso', 'recht'],
    ],
  },
  { id: 'risk', synonyms: ['risk level', 'criticality'] },
  { id: 'privileged', synonyms: ['admin', 'is admin', 'administrator', 'privileged access'] },
  { id: 'owner', synonyms: ['system owner', 'application owner', 'app owner', 'responsible'] },
];

export const neededOfAccess: readonly (readonly AccessField[])[] = [['person'], ['system'], ['accessRole']];

/** One access of somebody. */
export interface Held {
  readonly user: string;
  readonly system: string;
  readonly role: string;
}

export interface FoundRole extends Pick<Role, 'title' | 'risk'> {
  readonly privileged: boolean;
  /** The list does not say how risky it is; it was told from its name. */
  readonly isGuessed: boolean;
}

export interface FoundSystem {
  readonly name: string;
  readonly owners: readonly string[];
  readonly roles: ReadonlyMap<string, FoundRole>;
}

/** What the list says. */
export interface Present {
  readonly held: readonly Held[];
  readonly systems: ReadonlyMap<string, FoundSystem>;
  /** Access of somebody who is not in the list of people, as it stands there. */
  readonly strangers: readonly {
    readonly line: number;
    readonly name: string;
    readonly system: string;
    readonly role: string;
  }[];
}

/** Reads every row; or says everything that is wrong in any of them. */
export function readAccess(
  table: Table<AccessField>,
  { named }: Roster,
): Present | { readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const held = new Map<string, Held>();
  const strangers: Present['strangers'][number][] = [];
  const systems = new Map<string, { name: string; owners: Set<string>; roles: Map<string, FoundRole> }>();
  const called = new Spellings();
  for (const row of table.rows) {
    const cell = (field: AccessField) => table.cell(row, field);
    const say = (field: AccessField, message: string, help: string) =>
      problems.push({ line: row.line, column: table.header(field), message, help });
    const [name, systemName, title] = [cell('person'), cell('system'), cell('accessRole')];
    const [system, role] = [idFrom(systemName), idFrom(title)];
    if (name === '') say('person', 'nobody is named', 'write the user name, or take the row out');
    if (system === '')
      say(
        'system',
        systemName === ''
          ? 'the system is missing'
          : `\`${systemName}\` has no letter or digit that an id could be made of`,
        'write its name in Latin letters',
      );
    if (role === '')
      say(
        'accessRole',
        title === ''
          ? 'the role is missing'
          : `\`${title}\` has no letter or digit that an id could be made of`,
        'write what the system calls it, such as `Viewer`',
      );
    const risk = riskOf(cell('risk'));
    if (risk === 'unknown')
      say(
        'risk',
        `\`${cell('risk')}\` is no risk`,
        `write ${risks.map((each) => `\`${each}\``).join(', ')}, or leave it empty`,
      );
    const privileged = cell('privileged') === '' ? undefined : activeOf(cell('privileged'));
    if (cell('privileged') !== '' && privileged === undefined)
      say('privileged', `\`${cell('privileged')}\` is neither yes nor no`, 'write `yes` or `no`');
    const owner = cell('owner') === '' ? undefined : userIn(cell('owner'), named);
    if (cell('owner') !== '' && owner === undefined)
      say(
        'owner',
        `the owner \`${cell('owner')}\` is not in the list of people`,
        'write a user name of that list, or leave it empty',
      );
    if (name === '' || system === '' || role === '' || risk === 'unknown') continue;
    for (const [field, id, written] of [
      ['system', system, systemName],
      ['accessRole', `${system}/${role}`, title],
    ] as const) {
      const other = called.otherOf(id, written, row.line);
      if (other)
        say(
          field,
          `\`${written}\` and \`${other.written}\` in line ${other.line} would both be \`${id}\`, and whoever has one would get the other`,
          'write them the same if they are the same, or give one of them another name',
        );
    }
    const found = systems.get(system) ?? {
      name: systemName.slice(0, 100),
      owners: new Set(),
      roles: new Map(),
    };
    systems.set(system, found);
    if (owner !== undefined) found.owners.add(owner);
    const before = found.roles.get(role);
    const now = roleOf(title, risk, privileged);
    found.roles.set(role, before ? graver(before, now) : now);
    const user = userIn(name, named);
    if (user === undefined) strangers.push({ line: row.line, name, system, role });
    else held.set(`${user} ${system} ${role}`, { user, system, role });
  }
  if (problems.length > 0) return { problems };
  return {
    held: [...held.values()],
    systems: new Map([...systems].map(([id, each]) => [id, { ...each, owners: [...each.owners] }])),
    strangers,
  };
}

type Risk = Role['risk'];

/** Where rows differ about a role, it is as grave as the gravest of them says, whatever their order. */
const graver = (a: FoundRole, b: FoundRole): FoundRole => {
  const [told, guessed] =
    a.isGuessed === b.isGuessed ? [undefined, undefined] : a.isGuessed ? [b, a] : [a, b];
  // What a row says outweighs what was only told from a name.
  if (told && guessed) return { ...told, title: a.title };
  return {
    title: a.title,
    risk: risks.indexOf(a.risk) >= risks.indexOf(b.risk) ? a.risk : b.risk,
    privileged: a.privileged || b.privileged,
    isGuessed: a.isGuessed,
  };
};

function riskOf(text: string): Risk | 'unknown' | undefined {
  if (text === '') return undefined;
  return risks.find((risk) => risk === text.toLowerCase()) ?? 'unknown';
}

const administrates = /\b(?:admin\w*|owner|root|super\w*|master|global|sysadmin|full (?:access|control))\b/i;
const harms = /approv|releas|\bpay|export|delet|manag|configur|authori[sz]/i;
const reads = /view|read|guest|report|visitor|observer|lookup/i;

/** Where the list does not say it, the name of a role tells how much harm it could do: roughly, and said so. */
function roleOf(title: string, risk: Risk | undefined, privileged: boolean | undefined): FoundRole {
  const isAdmin = privileged ?? administrates.test(title);
  const guessed = isAdmin || harms.test(title) ? 'high' : reads.test(title) ? 'low' : 'medium';
  return {
    title: title.slice(0, 100),
    risk: risk ?? guessed,
    privileged: isAdmin,
    isGuessed: risk === undefined || privileged === undefined,
  };
}
