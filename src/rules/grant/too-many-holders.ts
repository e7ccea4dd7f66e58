import { isActive } from '../../model/entitlement.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { Holding } from '../../model/workspace.ts';
import { cached, factsOf, hasEnded, isTouched } from '../context.ts';
import { count, finding, grantFinding, inWords } from '../define.ts';
import { exampleCompany, examplePaths, grantFile } from '../example-company.ts';

const single = {
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
    '    risk: medium\n',
    '    risk: medium\n    maxHolders: 1\n',
  ),
};
const ruis = grantFile({ subject: 'rui.alves' });

/** Each of a crowd is told of a few others; all of them in every finding would grow with the square. */
const shownHolders = 5;

export const tooManyHolders: GrantRule = {
  kind: 'grant',
  code: 'GB303',
  name: 'too-many-holders',
  level: 'error',
  safety: false,
  summary: 'A role has no more holders at a time than its `maxHolders`.',
  rationale:
    'Some roles are safe only while few people hold them, and some licences are counted (cardinality of a role in NIST RBAC, ANSI INCITS 359; NIST SP 800-53 AC-6(5)). Grants that have ended and people who have left do not count.',
  examples: {
    valid: [
      { title: 'one holder where one is allowed', files: single },
      {
        title: 'the other holder’s access has ended',
        files: { ...single, ...grantFile({ subject: 'rui.alves', validUntil: '2026-11-20' }) },
      },
    ],
    invalid: [
      { title: 'two holders where one is allowed', files: { ...single, ...ruis } },
      {
        title: 'a second holder is asked for',
        files: { ...single, ...ruis },
        changes: ['access-grants/payroll/viewer/rui.alves.yaml'],
      },
    ],
  },
  *check(grant, context) {
    const { workspace } = context;
    const { system, role: roleId } = grant.value;
    const { found } = factsOf(grant, context);
    const most = found?.role.maxHolders;
    if (!found || most === undefined) return;
    const paths = workspace.holdings.in(system, roleId);
    if (paths.length <= most) return;
    const holders = holdersOf(context, paths, `${system}/${roleId}`);
    if (holders.length <= most || !holders.some((holding) => holding.path === grant.path)) return;
    const pointer = ['roles', roleId, 'maxHolders'];
    const said = {
      message: `the role \`${roleId}\` of \`${system}\` has ${count(holders.length, 'holder')}, and at most ${most} ${most === 1 ? 'is' : 'are'} allowed`,
      help: `end the access of ${count(holders.length - most, 'of them', 'of them')} first (${inWords(holders.slice(0, shownHolders).map((holding) => holding.subject))}${holders.length > shownHolders ? ` and ${holders.length - shownHolders} more` : ''}), or ask an owner of the system to raise \`maxHolders\``,
    };
    if (isTouched(grant.path, context)) {
      yield grantFinding(grant, ['role'], {
        ...said,
        related: [{ path: found.system.path, pointer, message: 'how many the role allows' }],
      });
      return;
    }
    // It is the role that is too full: said once, where the number stands.
    const touched = holders.some((holding) => isTouched(holding.path, context));
    if (!touched && holders.at(-1)?.path === grant.path)
      yield finding(
        found.system,
        pointer,
        {
          ...said,
          related: holders.map(({ path, subject }) => ({
            path,
            pointer: ['subject'],
            message: `\`${subject}\` holds it`,
          })),
        },
        { system, role: roleId },
      );
  },
};

const knownHolders = cached((_: RuleContext) => new Map<string, readonly Holding[]>());

/** Who takes a place in a role; worked out once for all its grants. */
function holdersOf(context: RuleContext, paths: readonly Holding[], name: string): readonly Holding[] {
  const known = knownHolders(context);
  const holders = known.get(name) ?? paths.filter((holding) => counts(holding, context));
  known.set(name, holders);
  return holders;
}

/** Whether somebody takes a place: not when the access has ended, the person has left, or an exception lets them in. */
function counts({ path, subject, system, role }: Holding, context: RuleContext): boolean {
  const { workspace, today } = context;
  const grant = workspace.grants.get(path);
  // Where the grant itself cannot be read, its holder may not have been looked for: such a place counts as taken.
  const person = workspace.people.isRead(subject) ? workspace.people.get(subject) : undefined;
  if (grant && hasEnded(grant, context)) return false;
  if (person && !isActive(person.value, context)) return false;
  const excepted = workspace.exceptions
    .all()
    .some(
      ({ value, flawed }) =>
        !flawed &&
        value.rule === 'too-many-holders' &&
        value.subject === subject &&
        (value.system ?? system) === system &&
        (value.role ?? role) === role &&
        today <= value.validUntil,
    );
  return !excepted || isTouched(path, context);
}
