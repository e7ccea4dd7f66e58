/** A first role matrix from present access: what a job function has today, rather than what one person has. */
import type { RoleMatrixFile } from '../model/matrix.ts';
import type { Person } from '../model/person.ts';
import type { FoundRole, Held, Present } from './access-list.ts';
import { reviewEvery } from './first-system.ts';

/** The rule in words, for the report. */
export const ruleInWords =
  'A role is proposed for a job function where at least half of the people with that job function have it, and at least two of them; or where one person alone has the job function.';

export interface ProposedMatrix {
  readonly matrix: RoleMatrixFile['matrix'];
  /** Access for which nothing was proposed. */
  readonly outliers: readonly Held[];
}

/** Standing only where little harm can be done; an administrator’s role or one of high risk ends and is asked for anew. */
export const allowanceOf = ({ risk, privileged }: FoundRole) =>
  privileged || risk === 'high' || risk === 'critical' ? { maxDuration: reviewEvery } : ('standing' as const);

/** With `all`, everything that anybody has is allowed to everybody with the same job function. */
export function proposeMatrix(
  { held, systems }: Pick<Present, 'held' | 'systems'>,
  people: ReadonlyMap<string, Person>,
  all: boolean,
): ProposedMatrix {
  const members = new Map<string, number>();
  for (const person of people.values())
    for (const job of person.jobFunctions) members.set(job, (members.get(job) ?? 0) + 1);
  const holders = new Map<string, number>();
  for (const { user, system, role } of held)
    for (const job of people.get(user)?.jobFunctions ?? []) {
      const cell = `${job} ${system} ${role}`;
      holders.set(cell, (holders.get(cell) ?? 0) + 1);
    }
  const isProposed = (job: string, { system, role }: Held) => {
    const [of, have] = [members.get(job) ?? 0, holders.get(`${job} ${system} ${role}`) ?? 0];
    return all || of === 1 || (have >= 2 && have * 2 >= of);
  };
  // Maps, since a job can be called `constructor`, which every object has already.
  const matrix = new Map<string, Map<string, Map<string, ReturnType<typeof allowanceOf>>>>();
  const outliers = held.filter((each) => {
    const jobs = (people.get(each.user)?.jobFunctions ?? []).filter((job) => isProposed(job, each));
    const role = systems.get(each.system)?.roles.get(each.role);
    if (!role) return true;
    for (const job of jobs) {
      const cells = matrix.get(job) ?? new Map<string, Map<string, ReturnType<typeof allowanceOf>>>();
      const roles = cells.get(each.system) ?? new Map<string, ReturnType<typeof allowanceOf>>();
      matrix.set(job, cells.set(each.system, roles.set(each.role, allowanceOf(role))));
    }
    return jobs.length === 0;
  });
  return {
    matrix: sorted(matrix, (cells) => sorted(cells, (roles) => sorted(roles, (allowance) => allowance))),
    outliers,
  };
}

/** By name, so that the same lists always give the same file. */
const sorted = <From, To>(map: ReadonlyMap<string, From>, of: (value: From) => To): Record<string, To> =>
  Object.fromEntries(
    [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, of(value)] as const),
  );
