/** A list of people, as a personnel system or a directory exports it, as people files. */
import type { CsvProblem, CsvRow } from '../load/csv.ts';
import { type Named, nearestNamed } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import type { Table } from './columns.ts';
import { idFrom, isUserName, userFrom, wholeName } from './names.ts';
import { activeOf, dayIn, employmentOf, isEmail, type PeopleField } from './people-fields.ts';
import { problemOfId, problemOfLogin } from './person-words.ts';
import { namesOf, userIn } from './who-is-meant.ts';

/** The people of a list. */
export interface Roster {
  /** By user name, in the order of the list. */
  readonly people: ReadonlyMap<string, Person>;
  /** By what each is called: user name, name, e-mail address, GitHub login. */
  readonly named: readonly Named[];
  /** People with a GitHub login whose number the list does not say, so that they cannot approve. */
  readonly withoutNumber: readonly string[];
}

/** One of these says who it is. */
export const neededOfPeople: readonly (readonly PeopleField[])[] = [
  ['displayName', 'userName', 'email', 'lastName'],
  ['jobFunction'],
];

/** Each guess is held against every name of the list, and nobody reads more of them. */
const mostGuesses = 100;

interface Draft {
  readonly row: CsvRow;
  readonly user: string;
  readonly person: Person;
}

/** Reads every row; or says everything that is wrong in any of them. */
export function readPeople(table: Table<PeopleField>): Roster | { readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const withoutNumber: string[] = [];
  const drafts = table.rows.flatMap((row) => draftOf(row, table, problems, withoutNumber) ?? []);
  sayTwice(drafts, ({ user }) => user, 'userName', 'the user name', table, problems);
  sayTwice(
    drafts,
    ({ person }) => person.github?.id.toString(),
    'githubId',
    'the GitHub account',
    table,
    problems,
  );
  sayTwice(
    drafts,
    ({ person }) => person.email?.toLowerCase(),
    'email',
    'the e-mail address',
    table,
    problems,
  );
  const named = drafts.map(({ user, person }) => namesOf(user, person));
  const people = new Map<string, Person>();
  for (const { row, user, person } of drafts) {
    const text = table.cell(row, 'manager');
    const manager = text === '' ? undefined : userIn(text, named);
    if (text !== '' && manager === undefined)
      problems.push(unknownManager(row, text, problems.length < mostGuesses ? named : [], table));
    if (manager === user)
      problems.push(
        problem(
          row,
          table,
          'manager',
          `\`${user}\` is their own manager`,
          'leave the cell of the head empty',
        ),
      );
    people.set(user, manager === undefined ? person : { ...person, manager });
  }
  for (const { row, user } of drafts)
    if (isInCircle(user, people))
      problems.push(
        problem(
          row,
          table,
          'manager',
          `whoever manages \`${user}\` is managed by \`${user}\` in the end`,
          'leave the cell of the head empty',
        ),
      );
  if (problems.length > 0) return { problems: problems.toSorted((a, b) => a.line - b.line) };
  return { people, named, withoutNumber };
}

const problem = (
  row: CsvRow,
  table: Table<PeopleField>,
  field: PeopleField,
  message: string,
  help: string,
): CsvProblem => ({ line: row.line, column: table.header(field), message, help });

function draftOf(
  row: CsvRow,
  table: Table<PeopleField>,
  problems: CsvProblem[],
  withoutNumber: string[],
): Draft | undefined {
  const cell = (field: PeopleField) => table.cell(row, field);
  const say = (field: PeopleField, message: string, help: string) =>
    problems.push(problem(row, table, field, message, help));
  const email = cell('email');
  if (email !== '' && !isEmail(email))
    say(
      'email',
      `\`${email}\` is no e-mail address`,
      'write one such as `ana.costa@example.com`, or leave it empty',
    );
  const name = wholeName({ whole: cell('displayName'), first: cell('firstName'), last: cell('lastName') });
  const user = userOf(cell('userName'), email, name);
  if (user === '') {
    say(
      'displayName',
      'nothing in this row says who it is',
      'write the name or the user name, in Latin letters',
    );
    return undefined;
  }
  if (!isUserName(user))
    say(
      'userName',
      `\`${user}\` is no user name: it has lower-case letters, digits, and single \`.\`, \`-\` or \`_\` between them`,
      `write \`${userFrom(user)}\``,
    );
  const jobFunctions = [
    ...new Set(
      cell('jobFunction')
        .split(/[;|]/)
        .map(idFrom)
        .filter((id) => id !== ''),
    ),
  ];
  if (jobFunctions.length === 0)
    say(
      'jobFunction',
      'the job function is missing',
      'write what this person does, such as `accountant`: the role matrix goes by it',
    );
  const employmentType = employmentOf(cell('employmentType'));
  if (!employmentType)
    say(
      'employmentType',
      `\`${cell('employmentType')}\` is no kind of employment`,
      'write `employee`, `contractor`, `intern` or `service`',
    );
  const active = activeOf(cell('active'));
  if (active === undefined)
    say('active', `\`${cell('active')}\` does not say whether this person works here`, 'write `yes` or `no`');
  const day = (field: 'startDate' | 'endDate') => {
    const text = cell(field);
    if (text === '') return {};
    const read = dayIn(text);
    if ('day' in read) return { [field]: read.day };
    say(field, `\`${text}\` is not a day that can only mean one`, read.help);
    return {};
  };
  const [login, id] = [cell('githubLogin').replace(/^@/, ''), cell('githubId')];
  const wrongLogin = login === '' ? undefined : problemOfLogin(login);
  const wrongId = id === '' ? undefined : problemOfId(id);
  if (wrongLogin !== undefined) say('githubLogin', wrongLogin, 'write the login alone, or leave it empty');
  if (wrongId !== undefined) say('githubId', wrongId, 'or leave it empty');
  if (login !== '' && id === '') withoutNumber.push(user);
  const person: Person = {
    version: 1,
    displayName: (name || user).slice(0, 100),
    ...(email === '' ? {} : { email }),
    ...(login === '' || id === '' ? {} : { github: { login, id: Number(id) } }),
    jobFunctions,
    department: cell('department').slice(0, 100) || 'Not said',
    employmentType: employmentType ?? 'employee',
    active: active ?? true,
    ...day('startDate'),
    ...day('endDate'),
  };
  return { row, user, person };
}

const userOf = (user: string, email: string, name: string): string => {
  if (user === '' && !email.includes('@')) return userFrom(name);
  const [local = ''] = (user === '' ? email : user).toLowerCase().split('@');
  // What was typed as a user name is said to be none; what was only derived from an address is made one.
  return isUserName(local) || (user !== '' && !user.includes('@')) ? local : userFrom(local);
};

function sayTwice(
  drafts: readonly Draft[],
  keyOf: (draft: Draft) => string | undefined,
  field: PeopleField,
  what: string,
  table: Table<PeopleField>,
  problems: CsvProblem[],
): void {
  const lines = new Map<string, number>();
  for (const draft of drafts) {
    const key = keyOf(draft);
    if (key === undefined) continue;
    const first = lines.get(key);
    if (first === undefined) lines.set(key, draft.row.line);
    else
      problems.push(
        problem(
          draft.row,
          table,
          field,
          `${what} \`${key}\` stands in line ${first} already`,
          'give each person their own, or take one of the rows out',
        ),
      );
  }
}

function unknownManager(
  row: CsvRow,
  text: string,
  named: readonly Named[],
  table: Table<PeopleField>,
): CsvProblem {
  const near = nearestNamed(text, named);
  return problem(
    row,
    table,
    'manager',
    `the manager \`${text}\` is not in the list`,
    near === undefined ? 'add a row for that person, or leave the cell empty' : `did you mean \`${near}\`?`,
  );
}

function isInCircle(user: string, people: ReadonlyMap<string, Person>): boolean {
  const seen = new Set<string>();
  let at = people.get(user)?.manager;
  while (at !== undefined && !seen.has(at)) {
    if (at === user) return people.get(user)?.manager !== user;
    seen.add(at);
    at = people.get(at)?.manager;
  }
  return false;
}
