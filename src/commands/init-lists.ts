/** Reads the lists that `init` is given: people, and who has which access today. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Csv, type CsvProblem, readCsv } from '../load/csv.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { nearestNamed } from '../model/nearest.ts';
import { dayOf } from '../model/period.ts';
import { onOneLine } from '../render/text.ts';
import { accessFields, neededOfAccess, type Present, readAccess } from '../setup/access-list.ts';
import { readColumns, tableOf, unknownHeaders } from '../setup/columns.ts';
import type { Company } from '../setup/company.ts';
import type { FirstAnswers } from '../setup/first-company.ts';
import { companyFromLists } from '../setup/from-lists.ts';
import { idFrom } from '../setup/names.ts';
import { peopleFields } from '../setup/people-fields.ts';
import { neededOfPeople, type Roster, readPeople } from '../setup/people-list.ts';
import type { TypedPerson } from '../setup/person-words.ts';
import { reportOn } from '../setup/report.ts';
import { userIn } from '../setup/who-is-meant.ts';
import type { CommandContext } from './context.ts';
import type { InitOptions } from './init-answers.ts';

/** What stands out, as a file, and in a few words. */
export type Report = ReturnType<typeof reportOn>;

type Typed = Omit<FirstAnswers, 'others'>;
type Problems = { readonly problems: readonly string[] };

interface List {
  readonly name: string;
  readonly csv: Csv;
}

/** What the lists tell. */
export interface FromLists {
  readonly company: Company;
  readonly report?: Report;
  /** What was not understood of them, in sentences. */
  readonly remarks: readonly string[];
}

/** The company that the lists tell of; or everything that is wrong in them, each with its line and column. */
export function fromLists(
  options: InitOptions & { readonly people: string },
  typed: Typed,
  context: CommandContext,
): FromLists | Problems {
  const fields = [...peopleFields, ...accessFields].map(({ id }) => id);
  const columns =
    options.columns === undefined
      ? { given: new Map<string, string>() }
      : readColumns(options.columns, fields);
  if ('problems' in columns) return columns;
  const { given } = columns;
  const people = readList(options.people, context.dir);
  const access = options.access === undefined ? undefined : readList(options.access, context.dir);
  if ('problems' in people || (access && 'problems' in access))
    return {
      problems: [people, access].flatMap((list) => (list && 'problems' in list ? list.problems : [])),
    };
  const wrong = unknownHeaders(
    given,
    [people, access].flatMap((list) => list?.csv.headers ?? []),
  );
  if (wrong.length > 0) return { problems: wrong };
  const staff = tableOf(people.csv, peopleFields, neededOfPeople, given);
  const table = access && tableOf(access.csv, accessFields, neededOfAccess, given);
  // The columns of both lists at once: each is told by the same flag.
  const columnsWrong = [
    ...('problems' in staff ? said(people, staff.problems).problems : []),
    ...(access && table && 'problems' in table ? said(access, table.problems).problems : []),
  ];
  if ('problems' in staff || (table && 'problems' in table)) return { problems: columnsWrong };
  const roster = readPeople(staff);
  if ('problems' in roster) return said(people, roster.problems);
  const present = table && readAccess(table, roster);
  if (access && present && 'problems' in present) return said(access, present.problems);
  const known = present && 'held' in present ? present : undefined;
  if (access && table && known && known.held.length === 0 && known.strangers.length > 0)
    return { problems: [allAreStrangers(access, table.header('person'), people, roster)] };
  const made = build(options, typed, roster, known, context);
  if ('problems' in made) return made;
  const unread = [
    ...unreadIn(people, staff.unread),
    ...(access && table ? unreadIn(access, table.unread) : []),
  ];
  return {
    ...made,
    remarks: [
      ...(unread.length === 0
        ? []
        : [
            `Columns that were left out, since it is not known what they mean: ${unread.join(', ')}. Should one of them count, take the new folder away and begin again with \`--columns\`, such as \`--columns manager="its header"\`.`,
          ]),
      ...(staff.has('manager') || roster.people.size === 1
        ? []
        : [
            `No column of \`${onOneLine(people.name)}\` says who manages whom, so that nobody has a manager who could approve.`,
          ]),
    ],
  };
}

/** Lists that do not speak of the same people: nothing of the second would become a grant, and nobody would notice. */
function allAreStrangers({ name }: List, header: string, people: List, { named }: Roster): string {
  const known = named.slice(0, 3).map(({ id }) => `\`${id}\``);
  return onOneLine(
    `${name}: nobody in the column “${header}” is in \`${people.name}\`, where people are called ${known.join(', ')}${named.length > 3 ? ', …' : ''}; name the column of \`${people.name}\` that says the same: \`--columns userName="…"\`; it has ${headersIn(people.csv.headers)}`,
  );
}

const headersIn = (headers: readonly string[]): string =>
  headers.map((header) => `\`${onOneLine(header)}\``).join(', ');

const unreadIn = ({ name }: List, headers: readonly string[]): readonly string[] =>
  headers.length === 0 ? [] : [`${headersIn(headers)} of \`${onOneLine(name)}\``];

function build(
  { proposeMatrix }: InitOptions,
  typed: Typed,
  roster: Roster,
  present: Present | undefined,
  { clock }: CommandContext,
): Omit<FromLists, 'remarks'> | Problems {
  const { organization, timeZone, systems, small } = typed;
  const owned = withAccounts(typed.owners, roster);
  if ('problems' in owned) return owned;
  const today = dayOf(clock, timeZone);
  const lists = companyFromLists({
    organization,
    timeZone,
    policyOwners: owned.users,
    small,
    roster: owned.roster,
    present,
    systems: systems.map((name) => ({ id: idFrom(name), name })),
    proposeMatrix,
    today,
  });
  const { company } = lists;
  const about = { roster: owned.roster, lists, today, proposed: proposeMatrix };
  return present ? { company, report: reportOn({ ...about, present }) } : { company };
}

/** The policy owners as people of the list, each with an account. */
function withAccounts(
  owners: readonly TypedPerson[],
  roster: Roster,
): { readonly users: readonly string[]; readonly roster: Roster } | Problems {
  const people = new Map(roster.people);
  const problems: string[] = [];
  const users = owners.flatMap(({ name, github }) => {
    const user = userIn(name, roster.named);
    const person = user === undefined ? undefined : people.get(user);
    if (user === undefined || !person) {
      const near = (github && userIn(github.login, roster.named)) ?? nearestNamed(name, roster.named);
      const listed = roster.named.slice(0, 3).map(({ id, names: [called] }) => `\`${id}\` (${called ?? id})`);
      problems.push(
        `\`--owner ${name}\` is not in the list of people; ${near === undefined ? `write a user name of it, such as ${listed.join(', ')}` : `did you mean \`${near}\`?`}`,
      );
      return [];
    }
    const account = github ?? person.github;
    if (account) people.set(user, { ...person, github: account });
    else
      problems.push(
        `\`${user}\` answers for the policies and needs a GitHub account: \`--owner "${name}, login, number"\``,
      );
    return [user];
  });
  return problems.length > 0 ? { problems } : { users, roster: { ...roster, people } };
}

function readList(name: string, dir: string): List | Problems {
  const csv = readCsv(bytesOf(name, dir));
  return 'problems' in csv ? said({ name }, csv.problems) : { name, csv };
}

function bytesOf(name: string, dir: string): Uint8Array {
  try {
    return readFileSync(resolve(dir, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EnvironmentFailure(
      code === 'ENOENT'
        ? `there is no file \`${name}\``
        : `\`${name}\` could not be read: ${code ?? 'unknown reason'}`,
    );
  }
}

/** Each with its place, as an editor and a spreadsheet count. */
const said = ({ name }: Pick<List, 'name'>, problems: readonly CsvProblem[]): Problems => ({
  problems: problems.map(({ line, column, message, help }) =>
    onOneLine(
      `${name}:${line}${column === undefined ? '' : `, column “${column}”`}: ${message}${help === undefined ? '' : `; ${help}`}`,
    ),
  ),
});
