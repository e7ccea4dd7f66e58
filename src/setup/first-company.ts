/** The company of somebody who starts without lists: a few people, and a first system or two. */
import type { Person } from '../model/person.ts';
import type { Company } from './company.ts';
import { firstMatrix, firstSystem } from './first-system.ts';
import { idFrom, userFrom } from './names.ts';
import type { TypedPerson } from './person-words.ts';

export interface FirstAnswers {
  readonly organization: string;
  readonly timeZone: string;
  /** The first of them leads the company. */
  readonly owners: readonly TypedPerson[];
  readonly others: readonly TypedPerson[];
  readonly systems: readonly string[];
  readonly small: boolean;
}

const jobFunctions = { head: 'management', others: 'staff' };

/** What the answers say, or everything that is wrong with them. */
export function firstCompany(answers: FirstAnswers): Company | { readonly problems: readonly string[] } {
  const { organization, timeZone, owners, others, systems, small } = answers;
  const problems: string[] = [];
  const people = new Map<string, Person>();
  const head = owners[0] && userFrom(owners[0].name);
  for (const { name, github } of [...owners, ...others]) {
    const user = userFrom(name);
    if (user === '')
      problems.push(
        `\`${name}\` has no letter or digit that a user name could be made of; write the name in Latin letters`,
      );
    else if (people.has(user)) problems.push(`there are two people whose user name would be \`${user}\``);
    const isHead = user === head;
    people.set(user, {
      version: 1,
      displayName: name,
      ...(github ? { github } : {}),
      jobFunctions: [isHead ? jobFunctions.head : jobFunctions.others],
      department: isHead ? 'Management' : organization,
      employmentType: 'employee',
      ...(isHead || head === undefined ? {} : { manager: head }),
      active: true,
    });
  }
  const accounts = [...people.values()].flatMap(({ github }) => github?.id ?? []);
  if (new Set(accounts).size < accounts.length)
    problems.push('two people have the same GitHub account; everybody who approves needs one of their own');
  for (const { name, github } of owners)
    if (!github)
      problems.push(
        `\`${name}\` answers for the policies and needs a GitHub account: \`${name}, login, number\``,
      );
  const policyOwners = owners.map(({ name }) => userFrom(name));
  const ids = systems.map(idFrom);
  for (const [index, id] of ids.entries())
    if (id === '' || ids.indexOf(id) !== index)
      problems.push(
        `\`${systems[index]}\` ${id === '' ? 'has no letter or digit that an id could be made of' : 'stands there twice'}`,
      );
  if (problems.length > 0) return { problems };
  return {
    organization,
    timeZone,
    policyOwners,
    people,
    systems: new Map(ids.map((id, index) => [id, firstSystem(systems[index] ?? id, policyOwners)])),
    matrix: firstMatrix(ids, jobFunctions),
    grants: [],
    exceptions: new Map(),
    small,
  };
}
