/** Small companies with everything that makes it hard to tell who may approve. They are parsed once, not for each run. */
import fc from 'fast-check';
import type { Account } from '../../src/model/facts.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { workspaceOf } from './workspace.ts';

export const users = ['ana', 'rui', 'marta', 'sofia', 'tiago', 'luis', 'eva', 'noa'] as const;
export type User = (typeof users)[number];
export const team = 'acme/security';

/** Somebody's account; the second one where they have two. */
export const accountOf = (user: User, isSecond = false): Account => ({
  login: isSecond ? `${user}-admin` : user,
  id: users.indexOf(user) + (isSecond ? 201 : 101),
  type: 'User',
});

const user = fc.constantFrom(...users);
const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq = 4) => fc.option(arbitrary, { nil: undefined, freq });

const person = fc.record({
  manager: rarely(user, 9),
  active: fc.nat(9).map((chance) => chance > 0),
  endDate: rarely(fc.constantFrom('2026-11-01', '2026-11-23', '2027-01-31'), 1),
  delegations: rarely(
    fc.array(
      fc.record({
        to: user,
        from: fc.constantFrom('2026-11-01', '2026-11-25'),
        until: fc.constantFrom('2026-11-22', '2026-12-31'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    1,
  ),
  isLead: fc.boolean(),
  /** One in a few has an account that is in somebody else's file too. */
  shares: fc.nat(99).map((chance) => chance === 0),
});

const company = fc.record({
  people: fc.tuple(person, person, person, person, person, person, person, person),
  owners: fc.uniqueArray(user, { minLength: 1, maxLength: 3 }),
  policyOwners: fc.uniqueArray(user, { minLength: 1, maxLength: 3 }),
  security: fc.uniqueArray(user, { maxLength: 4 }),
});

type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;

function filesOf({ people, owners, policyOwners, security }: Company): Record<string, string> {
  const files: Record<string, unknown> = {
    'grantbook.yaml': {
      version: 1,
      organization: 'Acme',
      timeZone: 'UTC',
      groups: { security },
      policyOwners,
    },
    'approvals.yaml': { version: 1, policies: [{ id: 'any', stages: [{ approvers: ['everyone'] }] }] },
    'systems/payroll.yaml': {
      version: 1,
      name: 'Payroll',
      description: 'Pays.',
      owners,
      dataClassification: 'internal',
      permissions: { read: 'See' },
      roles: Object.fromEntries(
        ['viewer', 'editor'].map((role) => [
          role,
          { title: role, description: role, permissions: ['read'], risk: 'low' },
        ]),
      ),
    },
  };
  for (const [index, { manager, active, endDate, delegations, isLead, shares }] of people.entries()) {
    const name = users[index] ?? 'ana';
    const shared = accountOf(users[(index + 1) % users.length] ?? 'ana');
    files[`people/${name}.yaml`] = {
      version: 1,
      displayName: name,
      github: {
        ...loginOf(accountOf(name)),
        others: [loginOf(accountOf(name, true)), ...(shares ? [loginOf(shared)] : [])],
      },
      jobFunctions: [isLead ? 'lead' : 'clerk'],
      department: 'All',
      employmentType: 'employee',
      ...(manager && manager !== name ? { manager } : {}),
      active,
      ...(endDate ? { endDate } : {}),
      ...(delegations ? { delegations } : {}),
    };
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, value]) => [`policies/${path}`, JSON.stringify(value)]),
  );
}

const loginOf = ({ login, id }: Account) => ({ login, id });

/** The same companies in each run, so that a counterexample is found again by its seed. */
export const companies = (howMany: number): Workspace[] =>
  fc.sample(company, { numRuns: howMany, seed: 2026 }).map((each) => workspaceOf(filesOf(each)));
