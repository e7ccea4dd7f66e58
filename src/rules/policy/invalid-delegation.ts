import type { Person } from '../../model/person.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { exampleCompany } from '../example-company.ts';

const rui = 'policies/people/rui.alves.yaml';
const withDelegation = (delegation: string) => ({
  [rui]: `${exampleCompany[rui] ?? ''}delegations:\n  - ${delegation}\n`,
});

export const invalidDelegation: PolicyRule = {
  kind: 'policy',
  code: 'GB422',
  name: 'invalid-delegation',
  level: 'error',
  safety: false,
  summary: 'A delegation names somebody else, for days that follow on each other.',
  rationale:
    'Who goes on holiday relies on the stand-in. A delegation to oneself, or one that ends before it begins, was never meant so, and makes nobody an approver: requests would wait until the holiday is over (separation of duties, NIST SP 800-53 AC-5; input validation, SI-10).',
  examples: {
    valid: [
      {
        title: 'a colleague stands in for two weeks',
        files: withDelegation('{to: sofia.lopes, from: 2026-12-21, until: 2027-01-03}'),
      },
      {
        title: 'a colleague stands in for a day',
        files: withDelegation('{to: sofia.lopes, from: 2026-12-21, until: 2026-12-21}'),
      },
    ],
    invalid: [
      {
        title: 'the person themselves',
        files: withDelegation('{to: rui.alves, from: 2026-12-21, until: 2027-01-03}'),
      },
      {
        title: 'the wrong order of days',
        files: withDelegation('{to: sofia.lopes, from: 2027-01-03, until: 2026-12-21}'),
      },
    ],
  },
  *check({ workspace }) {
    for (const person of workspace.people.all())
      for (const [index, delegation] of (person.value.delegations ?? []).entries()) {
        const wrong = person.flawed ? undefined : whatIsWrong(person.id, delegation);
        if (wrong) yield finding(person, ['delegations', index, wrong.key], wrong);
      }
  },
};

function whatIsWrong(user: string, { to, from, until }: NonNullable<Person['delegations']>[number]) {
  if (to === user)
    return {
      key: 'to',
      message: `\`${user}\` cannot stand in for themselves`,
      help: 'write the user name of the colleague who stands in, or take the delegation out',
    };
  return until < from
    ? {
        key: 'until',
        message: `this delegation ends on ${until}, before it begins on ${from}`,
        help: 'write the first day after `from` and the last day after `until`',
      }
    : undefined;
}
