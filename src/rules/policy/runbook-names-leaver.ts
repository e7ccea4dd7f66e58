import type { Pointer } from '../../model/diagnostic.ts';
import { isActive } from '../../model/entitlement.ts';
import type { Person } from '../../model/person.ts';
import type { PolicyRule, RuleContext } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { finding } from '../define.ts';
import { exampleCompany } from '../example-company.ts';

const path = 'policies/runbooks/payroll.yaml';
const runbook = `version: 1
title: Access to the payroll
objective: Give the right people access to the payroll.
audience: [Finance]
steps: [The account is made by hand.]
checks: [Two-step sign-in is switched on.]
questions: [{ question: May I lend my sign-in?, answer: No }]
contingencies:
  - { when: The salary run cannot be released, do: Call Rui Alves }
owner: sofia.lopes
reviewEvery: 90d
lastReviewed: 2026-10-15
`;
const rui = 'policies/people/rui.alves.yaml';
const hasLeft = (exampleCompany[rui] ?? '').replace('active: true', 'active: false');

export const runbookNamesLeaver: PolicyRule = {
  kind: 'policy',
  code: 'GB427',
  name: 'runbook-names-leaver',
  level: 'warning',
  safety: false,
  causedByTime: true,
  summary: 'No runbook names somebody who does not work here any more.',
  rationale:
    'Whoever follows the page calls somebody who does not answer, at the very moment when it matters (NIST SP 800-53 CP-2, PS-4). It looks for the owner of the runbook, for those who do the work, for contacts, and for names and addresses in the texts.',
  examples: {
    valid: [{ title: 'everybody whom it names is here', files: { [path]: runbook } }],
    invalid: [
      { title: 'whom to call has left', files: { [path]: runbook, [rui]: hasLeft } },
      {
        title: 'its owner has left',
        files: {
          [path]: runbook.replace('sofia.lopes', 'rui.alves').replace('Rui Alves', 'finance'),
          [rui]: hasLeft,
        },
      },
      {
        title: 'its owner left yesterday',
        files: {
          [path]: runbook.replace('sofia.lopes', 'rui.alves'),
          [rui]: `${exampleCompany[rui]}endDate: 2026-11-22\n`,
        },
      },
    ],
  },
  *check(context) {
    const { workspace } = context;
    const leavers = leaversIn(context);
    if (leavers.length === 0) return;
    const left = new Map(leavers.map((person) => [person.id, person]));
    for (const runbook of workspace.runbooks.all()) {
      const owner = left.get(runbook.value.owner);
      if (owner)
        yield finding(runbook, ['owner'], {
          message: `\`${owner.id}\` keeps this runbook right, but does not work here any more`,
          help: 'name whoever has taken over',
          related: [whyLeft(owner)],
        });
      const { owner: _, ...texts } = runbook.value;
      for (const [pointer, text] of textsIn(texts))
        for (const person of leavers)
          if (isNamed(person, text))
            yield finding(runbook, pointer, {
              message: `this names ${quoted(person)}, who does not work here any more`,
              help: 'name whoever has taken over, or better a group or a function',
              related: [whyLeft(person)],
            });
    }
    for (const system of workspace.systems.all())
      for (const [index, expression] of (system.value.executors ?? []).entries()) {
        const person = left.get(expression.replace(/^user:/, ''));
        if (expression.startsWith('user:') && person)
          yield finding(system, ['executors', index], {
            message: `\`${person.id}\` does the work at \`${system.id}\`, but does not work here any more`,
            help: 'name whoever has taken over, or a group such as `group:it-helpdesk`',
            related: [whyLeft(person)],
          });
      }
    const { settings } = workspace;
    for (const [index, contact] of (settings?.value.contacts ?? []).entries())
      for (const person of leavers)
        if (settings && isNamed(person, `${contact.name} ${contact.email ?? ''}`))
          yield finding(settings, ['contacts', index, 'name'], {
            message: `the contact ${quoted(person)} does not work here any more`,
            help: 'name whoever answers now',
            related: [whyLeft(person)],
          });
  },
};

/** Those who have left. A last working day that cannot be read is reported as such; a namesake may still be here. */
function leaversIn(context: RuleContext): readonly Sourced<Person>[] {
  const people = context.workspace.people.all();
  const isHere = ({ value, flawed }: Sourced<Person>) => isActive(value, context) || (flawed && value.active);
  const names = new Set(people.filter(isHere).map(({ value }) => value.displayName));
  return people.filter((person) => !isHere(person) && !names.has(person.value.displayName));
}

const whyLeft = (person: Sourced<Person>) => ({
  path: person.path,
  pointer: [person.value.active ? 'endDate' : 'active'],
  message: 'the people file says so',
});

const quoted = ({ value }: Sourced<Person>): string => `\`${value.displayName}\``;

/** Whether a text has a name, a user name or an address of a person in it, as words of their own. */
function isNamed({ id, value }: Sourced<Person>, text: string): boolean {
  const { displayName, email, github } = value;
  // One word alone may be any word.
  const names = [displayName, id].filter((name) => /[\s.]/.test(name));
  return [...names, ...(email ? [email] : []), ...(github ? [`@${github.login}`] : [])].some((name) => {
    const at = text.toLowerCase().indexOf(name.toLowerCase());
    if (at < 0) return false;
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
    return !/[\p{L}\p{N}]/u.test(around);
  });
}

/** Every text in a value, with where it stands. */
function* textsIn(value: unknown, pointer: Pointer = []): Iterable<readonly [Pointer, string]> {
  if (typeof value === 'string') yield [pointer, value];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, [...pointer, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...pointer, key]);
}
