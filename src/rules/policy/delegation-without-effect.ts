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
  summary: 'A delegation names somebody else who can approve, for days that follow on each other.',
  rationale:
    'Who goes on holiday relies on the stand-in. A delegation to oneself, to somebody who has left or has no GitHub account, or for days in the wrong order, makes nobody an approver, and requests wait until the holiday is over. A stand-in who is the subject of a request never approves that one (separation of duties, NIST SP 800-53 AC-5).',
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
        title: 'the person themselves',
        files: withDelegation('{to: rui.alves, from: 2026-12-21, until: 2027-01-03}'),
      },
      {
        title: 'the wrong order of days',
        files: withDelegation('{to: sofia.lopes, from: 2027-01-03, until: 2026-12-21}'),
      },
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
        const isOver = delegation.from <= delegation.until && delegation.until < context.today;
        if (person.flawed || isOver) continue;
        const why = whyNot(person.id, delegation, context);
        if (why) yield finding(person, ['delegations', index, why.key], why);
      }
  },
};

type Delegation = NonNullable<Person['delegations']>[number];

function whyNot(user: string, { to, from, until }: Delegation, context: RuleContext) {
  const { people } = context.workspace;
  if (to === user)
    return {
      key: 'to',
      message: `\`${user}\` cannot stand in for themselves`,
      help: 'write the user name of the colleague who stands in, or take the delegation out',
    };
  if (until < from)
    return {
      key: 'until',
      message: `this delegation ends on ${until}, before it begins on ${from}`,
      help: 'write the first day after `from` and the last day after `until`',
    };
  const other = people.has(to) ? people.get(to) : undefined;
  if (!other || other.flawed) return undefined;
  if (!isActive(other.value, context))
    return {
      key: 'to',
      message: `\`${to}\` stands in for \`${user}\`, but does not work here any more`,
      help: 'write the user name of the colleague who stands in',
    };
  if (other.value.github) return undefined;
  return {
    key: 'to',
    message: `\`${to}\` stands in for \`${user}\`, but has no GitHub account to approve with`,
    help: `name somebody who has one, or add \`github:\` to \`${other.path}\``,
  };
}
