/** What stands out in the access that was found: for people to look at, never a verdict. */
import { nearest, nearestNamed } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import type { FoundRole, Held, Present } from './access-list.ts';
import type { FromLists } from './from-lists.ts';
import { worksHere } from './from-lists.ts';
import type { Roster } from './people-list.ts';

/** Two roles that one person should perhaps not hold together. */
export interface Conflict {
  readonly system: string;
  readonly makes: string;
  readonly checks: string;
  readonly users: readonly string[];
}

export interface StandsOut {
  /** Access that nobody else with the same job function has, where there is somebody else. */
  readonly alone: readonly Held[];
  readonly privileged: readonly Held[];
  readonly strangers: readonly (Present['strangers'][number] & { readonly near: string | undefined })[];
  readonly ofLeavers: readonly Held[];
  readonly conflicts: readonly Conflict[];
  /** Roles of one holder: nobody could stand in. */
  readonly oneHolder: readonly Held[];
  /** Names that are nearly the same: perhaps a slip of the pen. */
  readonly alike: readonly (readonly [string, string])[];
  /** Roles whose risk was told from their names. */
  readonly guessed: readonly (FoundRole & { readonly system: string; readonly role: string })[];
}

/** Nobody reads more guesses, and each of them is held against every name of the list. */
const mostGuesses = 100;

/** Whoever prepares something, and whoever lets it through. */
const makes = /prepar|creat|enter|request|edit|submit|order|initiat|maker|draft|clerk|buyer|purchas/i;
const checks = /approv|releas|authori[sz]|\bpay|checker|review|sign|confirm/i;

export function standsOut(
  present: Present,
  { people, named }: Roster,
  { ofLeavers }: Pick<FromLists, 'ofLeavers'>,
  today: string,
): StandsOut {
  const gone = new Set(ofLeavers);
  const held = present.held.filter((each) => !gone.has(each));
  const roleOf = ({ system, role }: Held) => present.systems.get(system)?.roles.get(role);
  const holders = new Map<string, number>();
  for (const { system, role } of held)
    holders.set(`${system}/${role}`, (holders.get(`${system}/${role}`) ?? 0) + 1);
  return {
    alone: aloneIn(held, people, today),
    privileged: held.filter((each) => roleOf(each)?.privileged),
    strangers: present.strangers.map((each, index) => ({
      ...each,
      near: index < mostGuesses ? nearestNamed(each.name, named) : undefined,
    })),
    ofLeavers,
    conflicts: conflictsIn(present, held),
    oneHolder: held.filter(({ system, role }) => holders.get(`${system}/${role}`) === 1),
    alike: [
      ...alikeIn([...present.systems.keys()]),
      ...[...present.systems].flatMap(([system, { roles }]) =>
        alikeIn([...roles.keys()]).map(([a, b]) => [`${system}/${a}`, `${system}/${b}`] as const),
      ),
    ],
    guessed: [...present.systems].flatMap(([system, { roles }]) =>
      [...roles].flatMap(([role, found]) => (found.isGuessed ? [{ ...found, system, role }] : [])),
    ),
  };
}

function aloneIn(held: readonly Held[], people: ReadonlyMap<string, Person>, today: string): readonly Held[] {
  const members = new Map<string, Set<string>>();
  for (const [user, person] of people)
    if (worksHere(person, today))
      for (const job of person.jobFunctions) members.set(job, (members.get(job) ?? new Set()).add(user));
  const holders = new Map<string, Set<string>>();
  const jobsOf = (user: string) => people.get(user)?.jobFunctions ?? [];
  const cell = (job: string, { system, role }: Held) => `${job} ${system} ${role}`;
  for (const each of held)
    for (const job of jobsOf(each.user))
      holders.set(cell(job, each), (holders.get(cell(job, each)) ?? new Set()).add(each.user));
  const others = (among: ReadonlySet<string> | undefined, user: string) =>
    (among?.size ?? 0) - (among?.has(user) ? 1 : 0);
  return held.filter(
    (each) =>
      jobsOf(each.user).some((job) => others(members.get(job), each.user) > 0) &&
      jobsOf(each.user).every((job) => others(holders.get(cell(job, each)), each.user) === 0),
  );
}

function conflictsIn({ systems }: Present, held: readonly Held[]): readonly Conflict[] {
  return [...systems].flatMap(([system, { roles }]) => {
    const usersOf = (id: string) =>
      held.flatMap((each) => (each.system === system && each.role === id ? [each.user] : []));
    const titled = [...roles].filter(([, { privileged }]) => !privileged);
    const [making, checking] = [
      titled.filter(([, { title }]) => makes.test(title) && !checks.test(title)),
      titled.filter(([, { title }]) => checks.test(title)),
    ];
    return making.flatMap(([maker]) =>
      checking.flatMap(([checker]): Conflict[] => {
        const both = usersOf(maker).filter((user) => usersOf(checker).includes(user));
        return both.length > 0 ? [{ system, makes: maker, checks: checker, users: both }] : [];
      }),
    );
  });
}

/** Beyond so many, comparing each with each takes longer than anybody waits. */
const mostCompared = 1000;

/** Pairs of ids with no more than a slip between them. */
function alikeIn(ids: readonly string[]): readonly (readonly [string, string])[] {
  if (ids.length > mostCompared) return [];
  return ids.flatMap((id, index) => {
    const near = id.length < 4 ? undefined : nearest(id, ids.slice(index + 1));
    return near === undefined || Math.abs(near.length - id.length) > 1 ? [] : [[id, near] as const];
  });
}
