import { allowancesFor, endOfGrant, own } from '../../model/entitlement.ts';
import type { Grant } from '../../model/grant.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import type { Holding, Sourced } from '../../model/workspace.ts';
import { hasSlip } from '../completeness.ts';
import { factsOf, hasEnded, isTouched, isWithin, startedAt } from '../context.ts';
import { grantFinding, inWords } from '../define.ts';
import { examplePaths, grantFile } from '../example-company.ts';

const editor = (values: { readonly [Key in keyof Grant]?: Grant[Key] } = {}) =>
  grantFile({ role: 'editor', ticket: 'FIN-1', ...values });

export const broaderRoleThanNeeded: GrantRule = {
  kind: 'grant',
  code: 'GB302',
  name: 'broader-role-than-needed',
  level: 'error',
  safety: false,
  summary: 'A grant gives no more than its `permissions` need, and nothing that the person holds already.',
  rationale:
    'Least privilege: viewing only where viewing is enough (NIST SP 800-53 AC-6; ISO/IEC 27001 A.5.15, A.8.2). Where `permissions` says what is needed, the smallest role that gives it will do. A role that adds nothing to what the person holds for just as long is one more thing to review. An administrator’s role never replaces a smaller one for the daily work (AC-6(2)).',
  examples: {
    valid: [
      {
        title: 'the permissions need the role',
        files: {
          [examplePaths.grant]: null,
          ...editor({ permissions: ['payslips.read', 'salaries.change'] }),
        },
      },
      {
        title: 'a smaller role that lasts longer than the larger one',
        files: { ...grantFile({ validUntil: '2026-12-22' }), ...editor({ validUntil: '2026-11-30' }) },
      },
    ],
    invalid: [
      {
        title: 'viewing is enough',
        files: { [examplePaths.grant]: null, ...editor({ permissions: ['payslips.read'] }) },
      },
      {
        title: 'the larger role is held already',
        files: { ...editor(), ...grantFile() },
        changes: [examplePaths.grant],
      },
    ],
  },
  *check(grant, context) {
    const { workspace } = context;
    const { subject, system: systemId, role: roleId, permissions } = grant.value;
    if (permissions === undefined && workspace.holdings.of(subject).length < 2) return;
    const { found, person } = factsOf(grant, context);
    if (!found) return;
    const cover = findCover(grant, found.system.value, context);
    if (cover) {
      yield grantFinding(grant, ['role'], {
        message: `\`${subject}\` holds \`${cover.role}\` in \`${systemId}\` for at least as long, which already gives ${permissions === undefined ? `all that \`${roleId}\` gives` : inWords(permissions)}`,
        help: 'delete this file: nothing is lost with it',
        related: [{ path: cover.path, pointer: ['role'], message: `the grant of \`${cover.role}\`` }],
      });
      return;
    }
    if (permissions === undefined || !isWithin(permissions, found.role.permissions)) return;
    if (isWithin(found.role.permissions, permissions)) return;
    // With a slip in what another role gives, nobody knows which is the smallest; the slip is said where it is.
    if (hasSlip(found.system.value) && !isTouched(grant.path, context)) return;
    const smaller = smallerRoles(found.system.value, roleId, permissions);
    const allowed = smaller.filter(
      (id) => person && allowancesFor(workspace, person.value, systemId, id).length > 0,
    );
    const [best] = allowed.length > 0 ? allowed : smaller;
    if (best === undefined) return;
    yield grantFinding(grant, ['role'], {
      message: `\`${roleId}\` gives more than is needed: \`${best}\` is enough for ${inWords(permissions)}`,
      help: `write \`role: ${best}\` and move the file to \`access-grants/${systemId}/${best}/${subject}.yaml\`; if more is needed, add it to \`permissions\``,
      related: [
        {
          path: found.system.path,
          pointer: ['roles', best, 'permissions'],
          message: `what \`${best}\` gives`,
        },
      ],
    });
  },
};

/** Roles that give the permissions and less than this one, the smallest first. */
function smallerRoles(system: System, roleId: string, permissions: readonly string[]): string[] {
  const sizeOf = (id: string) => own(system.roles, id)?.permissions.length ?? 0;
  const full = own(system.roles, roleId)?.permissions ?? [];
  return Object.keys(system.roles)
    .filter((id) => {
      const role = own(system.roles, id);
      if (!role || id === roleId || !isWithin(permissions, role.permissions)) return false;
      return isWithin(role.permissions, full) && role.permissions.length < full.length;
    })
    .sort((a, b) => sizeOf(a) - sizeOf(b));
}

/** What a grant is for: its `permissions`, or all that its role gives. */
const neededBy = (grant: Grant, system: System): readonly string[] | undefined =>
  grant.permissions ?? own(system.roles, grant.role)?.permissions;

/** Another grant of the person in the system that gives all that this one is for, for at least as long. */
function findCover(grant: Sourced<Grant>, system: System, context: RuleContext): Holding | undefined {
  const { subject, system: systemId, role: roleId } = grant.value;
  const needed = neededBy(grant.value, system);
  const given = own(system.roles, roleId)?.permissions;
  if (!needed || !given) return undefined;
  return context.workspace.holdings.of(subject).find((holding) => {
    if (holding.system !== systemId || holding.role === roleId || holding.path === grant.path) return false;
    const role = own(system.roles, holding.role);
    const other = context.workspace.grants.get(holding.path);
    if (!role || role.privileged || !other || !isWithin(needed, role.permissions)) return false;
    // Of two that could replace each other the larger is too much, or else the later in the order of the paths.
    const mutual = isWithin(neededBy(other.value, system) ?? [], given);
    const larger = given.length - role.permissions.length || (grant.path > holding.path ? 1 : -1);
    return (!mutual || larger > 0) && covers(other, grant, context);
  });
}

/** Whether one grant is in force whenever the other is, without conditions that the other does not have. */
function covers(other: Sourced<Grant>, grant: Sourced<Grant>, context: RuleContext): boolean {
  const { windows, activation, emergency, validFrom } = other.value;
  if (other.flawed || windows || activation || emergency || hasEnded(other, context)) return false;
  if (validFrom !== undefined && validFrom.slice(0, 10) > (grant.value.validFrom ?? context.today))
    return false;
  if (other.value.standing) return true;
  if (grant.value.standing) return false;
  const end = (of: Sourced<Grant>) => endOfGrant(of.value, context.timeZone, startedAt(of.path, context));
  const [theirs, ours] = [end(other), end(grant)];
  return typeof theirs === 'object' && typeof ours === 'object' && theirs.at >= ours.at;
}
