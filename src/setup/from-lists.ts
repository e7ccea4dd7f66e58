/** A company from the lists that it has: its people, and who has which access today. */

import type { Grant } from '../model/grant.ts';
import { addDays, type Day } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import type { Exception } from '../model/policies.ts';
import type { System } from '../model/system.ts';
import type { FoundSystem, Held, Present } from './access-list.ts';
import type { Company } from './company.ts';
import { firstSystem, reviewEvery } from './first-system.ts';
import type { Roster } from './people-list.ts';
import { allowanceOf, proposeMatrix } from './propose-matrix.ts';

export interface ListAnswers extends Pick<Company, 'organization' | 'timeZone' | 'policyOwners' | 'small'> {
  readonly roster: Roster;
  readonly present: Present | undefined;
  /** Systems for which there is no list of present access. */
  readonly systems: readonly { readonly id: string; readonly name: string }[];
  readonly proposeMatrix: boolean;
  /** The day of the set-up, in the time zone of the organization. */
  readonly today: Day;
}

/** The company, and what the report has to say besides. */
export interface FromLists {
  readonly company: Company;
  /** Adopted without a place in the matrix, by an exception that ends. */
  readonly outliers: readonly Held[];
  /** Access of people who have left; no grant was written for it. */
  readonly ofLeavers: readonly Held[];
  /** The day by which everything that was found is looked at. */
  readonly reviewBy: Day;
}

const days = 90;

/** Whether somebody works here on a day, by what the list says. */
export const worksHere = ({ active, endDate }: Person, today: Day): boolean =>
  active && (endDate === undefined || endDate >= today);

export function companyFromLists(answers: ListAnswers): FromLists {
  const { roster, present, policyOwners, today } = answers;
  const { people } = roster;
  // The last of ninety days, today among them.
  const reviewBy = addDays(today, days - 1);
  const isHere = ({ user }: Held) => {
    const person = people.get(user);
    return person !== undefined && worksHere(person, today);
  };
  const held = (present?.held ?? []).filter(isHere);
  const ofLeavers = (present?.held ?? []).filter((each) => !isHere(each));
  const staff = new Map([...people].filter(([, person]) => worksHere(person, today)));
  const found = present?.systems ?? new Map<string, FoundSystem>();
  const proposed = proposeMatrix({ held, systems: found }, staff, !answers.proposeMatrix);
  const outliers = new Set(proposed.outliers);
  const adopt = { ...answers, today, reviewBy, found };
  return {
    company: {
      organization: answers.organization,
      timeZone: answers.timeZone,
      policyOwners,
      people,
      systems: new Map([
        ...[...found].map(([id, system]) => [id, systemOf(system, ownersOf(system, answers))] as const),
        ...answers.systems.map(({ id, name }) => [id, firstSystem(name, policyOwners)] as const),
      ]),
      matrix: withFirstSystems(proposed.matrix, answers, staff),
      grants: held.map((each) => grantOf(each, outliers.has(each), adopt)),
      exceptions: exceptionsFor(proposed.outliers, adopt),
      small: answers.small,
    },
    outliers: proposed.outliers,
    ofLeavers,
    reviewBy,
  };
}

/** Those of its owners who work here; where the list names none, the policy owners until somebody else is named. */
function ownersOf({ owners }: FoundSystem, { roster, policyOwners, today }: ListAnswers): readonly string[] {
  const here = owners.filter((user) => {
    const person = roster.people.get(user);
    return person !== undefined && worksHere(person, today);
  });
  return here.length > 0 ? here : policyOwners;
}

function systemOf({ name, roles }: FoundSystem, owners: readonly string[]): System {
  return {
    version: 1,
    name,
    description: `What ${name} is for, in a sentence that a new colleague understands.`,
    owners: [...owners],
    dataClassification: 'confidential',
    permissions: Object.fromEntries(
      [...roles].map(([id, { title }]) => [id, `Everything that “${title}” allows in ${name}`.slice(0, 200)]),
    ),
    roles: Object.fromEntries(
      [...roles].map(([id, { title, risk, privileged }]) => [
        id,
        {
          title,
          description: `What somebody with “${title}” can do, in plain words.`,
          permissions: [id],
          risk,
          ...(privileged ? { privileged } : {}),
        },
      ]),
    ),
    accessReview: { every: reviewEvery, reviewers: ['system-owner'] },
  };
}

/** Everybody may ask to read and, for a time, to write in a system of which no list says who has it today. */
function withFirstSystems(
  matrix: Company['matrix'],
  { systems }: ListAnswers,
  staff: ReadonlyMap<string, Person>,
): Company['matrix'] {
  if (systems.length === 0 && Object.keys(matrix).length > 0) return matrix;
  const jobs = [...new Set([...staff.values()].flatMap(({ jobFunctions }) => jobFunctions))].toSorted();
  const cells = () =>
    Object.fromEntries(
      systems.map(({ id }) => [id, { viewer: 'standing' as const, editor: { maxDuration: '180d' } }]),
    );
  const before = (job: string) => (Object.hasOwn(matrix, job) ? matrix[job] : {});
  return { ...matrix, ...Object.fromEntries(jobs.map((job) => [job, { ...before(job), ...cells() }])) };
}

type Adopting = ListAnswers & { readonly reviewBy: Day; readonly found: ReadonlyMap<string, FoundSystem> };

/** What is found is no approval: it stands until its first review, or ends on that day. */
function grantOf({ user, system, role }: Held, isOutlier: boolean, by: Adopting): Grant {
  const found = by.found.get(system)?.roles.get(role);
  const endDate = by.roster.people.get(user)?.endDate;
  const stands =
    found !== undefined && !isOutlier && endDate === undefined && allowanceOf(found) === 'standing';
  const until = endDate !== undefined && endDate < by.reviewBy ? endDate : by.reviewBy;
  return {
    version: 1,
    subject: user,
    system,
    role,
    justification: `Found on ${by.today}, when the access of this organization was first written down; nobody has approved it here. The owners look at it by ${by.reviewBy}.`,
    requestedAt: by.today,
    ...(stands ? { standing: true } : { validUntil: until }),
  };
}

/** One for each. Ids of a system and a role joined by dashes can be those of another pair: then a number tells them apart. */
function exceptionsFor(outliers: readonly Held[], by: Adopting): ReadonlyMap<string, Exception> {
  const made = new Map<string, Exception>();
  for (const [index, each] of outliers.entries()) {
    const { user, system, role } = each;
    const id = `found-${system}-${role}-${user}`;
    const isFree = id.length <= longestId && !made.has(id);
    made.set(isFree ? id : numberedId(index + 1, user), exceptionOf(each, by));
  }
  return made;
}

const longestId = 64;

/** A full stop stands in no id of a system, so that no id that is made of one is the same. */
const numberedId = (number: number, user: string): string =>
  `found-${number}.${user}`.slice(0, longestId).replace(/[._-]+$/, '');

/** Nobody answers for an exception from which they profit themselves. */
function exceptionOf({ user, system, role }: Held, by: Adopting): Exception {
  const { people } = by.roster;
  const answerable = [...(by.found.get(system)?.owners ?? []), ...by.policyOwners, ...people.keys()].find(
    (each) => {
      const person = people.get(each);
      return each !== user && person && person.employmentType !== 'service' && worksHere(person, by.today);
    },
  );
  const owner = answerable ?? user;
  return {
    version: 1,
    rule: 'role-outside-matrix',
    subject: user,
    system,
    role,
    reason: `Found on ${by.today}: hardly anybody else with the same job has this role, so that the matrix does not allow it.`,
    compensatingControl: `Whoever answers for this looks by ${by.reviewBy} at whether it is needed; then it ends, unless it is asked for and the matrix allows it.`,
    owner,
    validUntil: by.reviewBy,
  };
}
