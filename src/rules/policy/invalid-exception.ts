import type { Exception } from '../../model/policies.ts';
import type { PolicyRule, Rule, RuleContext } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { roleOf } from '../context.ts';
import { didYouMean, finding, inWords } from '../define.ts';
import { knownPeople, knownRoles, knownSystems } from '../names.ts';

const file = (values: Partial<Exception>) => ({
  'policies/exceptions/year-end.yaml': `version: 1\n${Object.entries({
    rule: 'conflicting-roles',
    set: 'payroll-run',
    subject: 'ana.costa',
    reason: 'A colleague is on parental leave.',
    compensatingControl: 'The director compares each run with the month before.',
    owner: 'marta.dias',
    validUntil: '2027-01-31',
    ...values,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}`,
});

/** `known` gives all rules: an exception is to one of them. */
export const invalidException = (known: () => readonly Rule[]): PolicyRule => ({
  kind: 'policy',
  code: 'GB404',
  name: 'invalid-exception',
  level: 'error',
  safety: true,
  summary:
    'An exception is for a rule that may have exceptions, and for a person, a system and a role that exist; somebody else who works here owns it.',
  rationale:
    'An exception is a risk that somebody has accepted, so it has to be clear which and who (ISO/IEC 27001 A.5.3, A.5.15; NIST SP 800-53 CA-5, PM-4). Nobody accepts a risk on their own behalf. Safety rules have no exceptions, and an exception to a rule that does not exist would make people believe in something that has no effect.',
  examples: {
    valid: [{ title: 'an exception that somebody else owns', files: file({}) }],
    invalid: [
      { title: 'a slip in the name of the rule', files: file({ rule: 'conflicting-role' }) },
      { title: 'a rule by its code', files: file({ rule: 'gb301' }) },
      { title: 'a safety rule by its code', files: file({ rule: 'gb102' }) },
      { title: 'a separation of duties that nobody knows', files: file({ set: 'payroll-ran' }) },
      { title: 'a safety rule', files: file({ rule: 'inactive-subject' }) },
      { title: 'the person owns it', files: file({ owner: 'ana.costa' }) },
      { title: 'a person whom nobody knows', files: file({ subject: 'ana.kosta' }) },
      { title: 'a person by the first name', files: file({ subject: 'ana' }) },
      { title: 'a role that the system does not have', files: file({ system: 'payroll', role: 'vewer' }) },
    ],
  },
  *check(context) {
    for (const exception of context.workspace.exceptions.all()) {
      yield* checkRule(exception, known());
      yield* checkPeople(exception, context);
      yield* checkScope(exception, context);
      yield* checkSet(exception, known(), context);
    }
  },
});

function* checkRule(exception: Sourced<Exception>, rules: readonly Rule[]) {
  const { rule: name } = exception.value;
  const rule = rules.find((candidate) => candidate.name === name || candidate.code === name.toUpperCase());
  const possible = rules.filter((candidate) => candidate.kind === 'grant' && !candidate.safety);
  const names = possible.map((candidate) => candidate.name);
  if (!rule)
    yield finding(exception, ['rule'], {
      message: `there is no rule \`${name}\``,
      help: didYouMean(name, names, `there can be exceptions to ${inWords(names, 'or')}`),
    });
  else if (possible.includes(rule)) {
    if (rule.name !== name)
      yield finding(exception, ['rule'], {
        message: `\`${name}\` is the code of a rule, and its name belongs here`,
        help: `write \`rule: ${rule.name}\``,
      });
  } else
    yield finding(exception, ['rule'], {
      message: `the rule \`${rule.name}\` has no exceptions`,
      help: `${rule.safety ? 'it keeps everybody safe' : 'it is not about a single person'}; there can be exceptions to ${inWords(names, 'or')}`,
    });
}

/** Who may hold one dangerous pair may not hold every other: an exception names the separation that it lifts. */
function* checkSet(exception: Sourced<Exception>, rules: readonly Rule[], { workspace }: RuleContext) {
  const { rule, set } = exception.value;
  // What rule is meant has to be clear first.
  if (!rules.some(({ name }) => name === rule)) return;
  const sets = workspace.separationOfDuties?.value.sets.map(({ id }) => id);
  if (rule !== 'conflicting-roles') {
    if (set !== undefined)
      yield finding(exception, ['set'], {
        message: `\`set\` says nothing for the rule \`${rule}\``,
        help: 'delete the line; it belongs to exceptions to `conflicting-roles`',
      });
  } else if (set === undefined)
    yield finding(exception, ['rule'], {
      message: 'it does not say which separation of duties it excuses',
      help: `add a line \`set: …\`${sets ? ` with one of ${inWords(sets, 'or')}` : ''}`,
    });
  else if (sets && !sets.includes(set))
    yield finding(exception, ['set'], {
      message: `there is no separation of duties \`${set}\``,
      help: didYouMean(set, sets, `choose ${inWords(sets, 'or')}`),
    });
}

function* checkPeople(exception: Sourced<Exception>, { workspace }: RuleContext) {
  const { people } = workspace;
  const { subject, owner } = exception.value;
  for (const key of ['subject', 'owner'] as const) {
    const name = exception.value[key];
    if (!people.has(name))
      yield finding(exception, [key], {
        message: `nobody with the user name \`${name}\` works here`,
        help: didYouMean(
          name,
          knownPeople(workspace),
          key === 'owner' ? 'name whoever answers for it' : 'delete the exception',
        ),
      });
  }
  if (subject === owner)
    yield finding(exception, ['owner'], {
      message: `\`${owner}\` cannot answer for an exception from which they profit themselves`,
      help: 'name somebody else: the manager, or an owner of the system',
    });
  // Only `active` counts, never a date: an exception must not become wrong overnight.
  else if (people.get(owner)?.value.active === false)
    yield finding(exception, ['owner'], {
      message: `\`${owner}\` answers for this exception, but does not work here any more`,
      help: 'name whoever has taken over, or delete the exception',
    });
}

function* checkScope(exception: Sourced<Exception>, { workspace }: RuleContext) {
  const { system, role } = exception.value;
  if (system === undefined) {
    if (role !== undefined)
      yield finding(exception, ['role'], {
        message: `it is not clear which system the role \`${role}\` belongs to`,
        help: 'add a line `system: …`',
      });
    return;
  }
  if (!workspace.systems.has(system))
    yield finding(exception, ['system'], {
      message: `there is no system \`${system}\``,
      help: didYouMean(system, knownSystems(workspace), 'name a system of `policies/systems/`'),
    });
  const file = workspace.systems.get(system);
  if (file && role !== undefined && !roleOf(workspace, system, role))
    yield finding(exception, ['role'], {
      message: `the system \`${system}\` has no role \`${role}\``,
      help: didYouMean(role, knownRoles(file), `choose ${inWords(Object.keys(file.value.roles), 'or')}`),
    });
}
