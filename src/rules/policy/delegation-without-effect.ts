import { isActive } from '../../model/entitlement.ts';
import type { Person } from '../../model/person.ts';
import type { PolicyRule, RuleContext } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { exampleCompany } from '../example-company.ts';

const rui = 'policies/people/rui.alves.yaml';
const withDelegation = (delegation: string) => ({
  [rui]: `${exampleCompany[rui] ?? ''}delegations:\n  - ${delegation}\n`,
});
const sofia = 'policies/people/sofia.lopes.yaml';

export const delegationWithoutEffect: PolicyRule = {
  kind: 'policy',
  code: 'GB420',
  name: 'delegation-without-effect',
  level: 'warning',
  safety: false,
  causedByTime: true,
  summary: 'A delegation names somebody who works here and can approve.',
  rationale:
    'Who goes on holiday relies on the stand-in. A delegation to somebody who has left or has no GitHub account makes nobody an approver, and requests wait until the holiday is over. A stand-in who is the subject of a request never approves that one (separation of duties, NIST SP 800-53 AC-5).',
  examples: {
    valid: [
      {
        title: 'a colleague stands in for two weeks',
        files: withDelegation('{to: sofia.lopes, from: 2026-12-21, until: 2027-01-03}'),
      },
      {
        title: 'a delegation that is over, to somebody who has left since',
        files: {
          ...withDelegation('{to: sofia.lopes, from: 2026-08-03, until: 2026-08-14}'),
          [sofia]: (exampleCompany[sofia] ?? '').replace('active: true', 'active: false'),
        },
      },
    ],
    invalid: [
      {
        title: 'somebody who has left',
        files: {
          ...withDelegation('{to: sofia.lopes, from: 2026-12-21, until: 2027-01-03}'),
          [sofia]: (exampleCompany[sofia] ?? '').replace('active: true', 'active: false'),
        },
      },
    ],
  },
  *check(context) {
    const { people } = context.workspace;
    for (const person of people.all())
      for (const [index, delegation] of (person.value.delegations ?? []).entries()) {
        // A delegation that was written wrongly is said to be so by `invalid-delegation`.
        const isWrong = delegation.until < delegation.from || delegation.to === person.id;
        if (person.flawed || isWrong || delegation.until < context.today) continue;
        const why = whyNot(person.id, delegation, context);
        if (why) yield finding(person, ['delegations', index, 'to'], why);
      }
  },
};

type Delegation = NonNullable<Person['delegations']>[number];

function whyNot(user: string, { to }: Delegation, context: RuleContext) {
  const { people } = context.workspace;
  const other = people.has(to) ? people.get(to) : undefined;
  if (!other || other.flawed) return undefined;
  if (!isActive(other.value, context))
    return {
      message: `\`${to}\` stands in for \`${user}\`, but does not work here any more`,
      help: 'write the user name of the colleague who stands in',
    };
  if (other.value.github) return undefined;
  return {
    message: `\`${to}\` stands in for \`${user}\`, but has no GitHub account to approve with`,
    help: `name somebody who has one, or add \`github:\` to \`${other.path}\``,
  };
}
