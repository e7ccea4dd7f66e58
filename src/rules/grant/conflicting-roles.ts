import type { SeparationOfDuties } from '../../model/policies.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { Holding } from '../../model/workspace.ts';
import { cached, hasEnded, policyOwners } from '../context.ts';
import { finding, inWords } from '../define.ts';
import { grantFile } from '../example-company.ts';

const editor = grantFile({ role: 'editor', ticket: 'FIN-1' });
const releaser = grantFile({ role: 'releaser' });

export const conflictingRoles: GrantRule = {
  kind: 'grant',
  code: 'GB301',
  name: 'conflicting-roles',
  level: 'error',
  safety: false,
  summary: 'Nobody holds more roles of a separation-of-duties set than the set allows.',
  rationale:
    'Whoever holds both halves of a task can do harm that nobody else would see: prepare a payment and release it (NIST SP 800-53 AC-5; static separation of duty in NIST RBAC, ANSI INCITS 359; ISO/IEC 27001 A.5.3). All roles that a person holds count, except those that have ended, and it makes no difference which came first.',
  examples: {
    valid: [
      { title: 'one half of the task', files: editor },
      {
        title: 'the other half has ended',
        files: { ...editor, ...grantFile({ role: 'releaser', validUntil: '2026-11-22' }) },
      },
    ],
    invalid: [
      { title: 'both halves of the task', files: { ...editor, ...releaser } },
      {
        title: 'the second half is asked for',
        files: { ...editor, ...releaser },
        changes: ['access-grants/payroll/editor/ana.costa.yaml'],
      },
    ],
  },
  *check(grant, context) {
    const { workspace } = context;
    const duties = workspace.separationOfDuties;
    if (!duties) return;
    const { subject, system, role } = grant.value;
    const sets = setsByRole(duties.value).get(`${system}/${role}`);
    if (!sets || hasEnded(grant, context)) return;
    for (const [index, set] of sets) {
      const held = heldOf(set.roles, { path: grant.path, system, role, subject }, context);
      const allowed = set.cardinality ?? 1;
      if (held.length <= allowed || !saidHere(grant.path, held, context)) continue;
      const others = held.filter(({ path }) => path !== grant.path);
      yield finding(
        grant,
        ['role'],
        {
          message: `\`${subject}\` ${context.touched ? 'would hold' : 'holds'} ${inWords(held.map(nameOf))}, and nobody may hold more than ${allowed === 1 ? 'one' : allowed} of them`,
          help: `end the other access first, or ask ${policyOwners(workspace)} for an exception; why they are kept apart: “${set.reason.replace(/[.\s]+$/, '')}”`,
          related: [
            ...others.map((other) => ({
              path: other.path,
              pointer: ['role'],
              message: `the grant of \`${nameOf(other)}\``,
            })),
            {
              path: duties.path,
              pointer: ['sets', index, 'id'],
              message: `the separation of duties \`${set.id}\``,
            },
          ],
        },
        { subject, system, role, set: set.id },
      );
    }
  },
};

type DutySet = SeparationOfDuties['sets'][number];
const nameOf = ({ system, role }: Pick<Holding, 'system' | 'role'>) => `${system}/${role}`;

const setsByRole = cached((duties: SeparationOfDuties) => {
  const index = new Map<string, [number, DutySet][]>();
  for (const [position, set] of duties.sets.entries())
    for (const role of set.roles) index.set(role, [...(index.get(role) ?? []), [position, set]]);
  return index;
});

/** What the person holds of a set and has not ended, in the order of the paths. The judged grant counts by its content. */
function heldOf(roles: readonly string[], own: Holding, context: RuleContext): Holding[] {
  const { workspace } = context;
  const others = workspace.holdings.of(own.subject).filter((holding) => {
    if (holding.path === own.path || nameOf(holding) === nameOf(own)) return false;
    if (!roles.includes(nameOf(holding))) return false;
    const grant = workspace.grants.get(holding.path);
    // What could not be read may still be in force.
    return !grant || !hasEnded(grant, context);
  });
  return [...others, own].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** On every grant of the set that the change touches; on the last where it touches none, so that it is said once. */
function saidHere(path: string, held: readonly Holding[], { touched }: RuleContext): boolean {
  const last = held.at(-1)?.path === path;
  if (!touched) return last;
  return touched.has(path) || (last && !held.some((holding) => touched.has(holding.path)));
}
