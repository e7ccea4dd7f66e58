/** What a change of the policies would do to people: who may ask for what, what they hold, and who approves. */
import type { Diagnostic } from '../model/diagnostic.ts';
import { findRole } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type AskingChange, askingChanges } from './impact-asking.ts';
import { type FileApproverChange, fileChanges } from './impact-files.ts';
import {
  inFull,
  type RoleId,
  resolving,
  rolesOf,
  type Situation,
  sameWay,
  situations,
  type Way,
  wayOf,
  wayStage,
} from './ways.ts';

/** Everything on both sides, read, with what the rules say of it. */
export interface ImpactInput {
  readonly base: Workspace;
  readonly head: Workspace;
  readonly findings: { readonly base: readonly Diagnostic[]; readonly head: readonly Diagnostic[] };
  readonly now: Instant;
  readonly timeZone: string;
}

export interface PolicyImpact {
  /** Who could ask for more or less than before, by the role matrix. */
  readonly asking: readonly AskingChange[];
  /** What people hold and could hold no longer: errors that were none before. */
  readonly forbidden: readonly ForbiddenGrant[];
  readonly approvers: readonly ApproverChange[];
  /** Who approves changes of files that are no grants, by what `policyChanges` decides. */
  readonly files: readonly FileApproverChange[];
  /** Who may ask for a role on somebody's behalf, by its `requesters`. */
  readonly requesters: readonly RequesterChange[];
  readonly managers: readonly ManagerChange[];
}

export interface ForbiddenGrant {
  readonly path: string;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly findings: readonly Diagnostic[];
}

export interface ApproverChange {
  /** `<system>/<role>`. */
  readonly roles: readonly string[];
  readonly situations: readonly Situation[];
  /** `undefined` where there is no such role. */
  readonly before: Way | undefined;
  readonly after: Way | undefined;
}

export interface RequesterChange {
  /** `<system>/<role>`. */
  readonly roles: readonly string[];
  readonly before: Way;
  readonly after: Way;
}

export interface ManagerChange {
  readonly person: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function policyImpact(input: ImpactInput): PolicyImpact {
  const { base, head } = input;
  return {
    asking: askingChanges(base, head, input),
    forbidden: forbiddenGrants(input),
    approvers: approverChanges(input),
    files: fileChanges(base, head, input),
    requesters: requesterChanges(input),
    managers: managerChanges(base, head),
  };
}

function forbiddenGrants({ base, head, findings }: ImpactInput): ForbiddenGrant[] {
  const keyOf = ({ code, path }: Diagnostic) => `${code} ${path}`;
  const isError = ({ severity }: Diagnostic) => severity === 'error';
  const before = new Set(findings.base.filter(isError).map(keyOf));
  const grants = new Map<string, ForbiddenGrant>();
  for (const finding of findings.head) {
    const holding = base.holdings.at(finding.path) && head.holdings.at(finding.path);
    if (!holding || !isError(finding) || before.has(keyOf(finding))) continue;
    const held = grants.get(finding.path)?.findings ?? [];
    grants.set(finding.path, { ...holding, findings: [...held, finding] });
  }
  return [...grants.values()];
}

function approverChanges(input: ImpactInput): ApproverChange[] {
  const [before, after] = [resolving(input.base, input), resolving(input.head, input)];
  const groups = new Map<string, ApproverChange>();
  for (const role of rolesOf(input.base, input.head)) {
    // Situations of a role that change in the same way are told together, and so are roles.
    const own = new Map<string, Omit<ApproverChange, 'roles'>>();
    for (const situation of situations) {
      const [was, is] = [wayOf(role, situation, before), wayOf(role, situation, after)];
      if (sameWay(was, is)) continue;
      const key = JSON.stringify([was, is]);
      own.set(key, { situations: [...(own.get(key)?.situations ?? []), situation], before: was, after: is });
    }
    for (const [key, change] of own) {
      const group = `${change.situations.join()} ${key}`;
      groups.set(group, { ...change, roles: [...(groups.get(group)?.roles ?? []), inFull(role)] });
    }
  }
  return [...groups.values()];
}

/** Of the roles that are there before and after. Where a role says nothing, the person asks, or the manager. */
function requesterChanges(input: ImpactInput): RequesterChange[] {
  const sides = [input.base, input.head].map((workspace) => {
    const by = resolving(workspace, input);
    return ({ system, role }: RoleId): Way | undefined => {
      const found = findRole(workspace, system, role);
      const approvers = (found?.role.requesters ?? ['self', 'manager']).map((expression) =>
        expression === 'self' ? 'subject' : expression,
      );
      return found && { stages: [wayStage({ approvers }, system, by)], distinct: true };
    };
  });
  const groups = new Map<string, RequesterChange>();
  for (const role of rolesOf(input.base, input.head)) {
    const [before, after] = sides.map((side) => side(role));
    if (!before || !after || sameWay(before, after)) continue;
    const key = JSON.stringify([before, after]);
    groups.set(key, { roles: [...(groups.get(key)?.roles ?? []), inFull(role)], before, after });
  }
  return [...groups.values()];
}

/** Of the people who are there before and after. */
const managerChanges = (base: Workspace, head: Workspace): ManagerChange[] =>
  head.people.all().flatMap(({ id, value }) => {
    const was = base.people.get(id)?.value;
    return !was || !value.active || was.manager === value.manager
      ? []
      : [{ person: id, before: was.manager, after: value.manager }];
  });
