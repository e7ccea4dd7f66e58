/** What a change of the policies would do to people: who may ask for what, what they hold, and who approves. */
import { matchPolicy } from '../model/approval-match.ts';
import type { ChangeKind, Stage } from '../model/approvals.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { findRole } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type AskingChange, askingChanges } from './impact-asking.ts';
import { peopleOf } from './people.ts';
import { builtInStages } from './requirements.ts';
import { type Resolving, resolveStage } from './stages.ts';

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
  /** Who approves changes of files, by the globs of `policyChanges`. */
  readonly files: readonly FileApproverChange[];
  /** The same globs in another order: the first that matches decides. */
  readonly filesReordered: boolean;
  readonly managers: readonly ManagerChange[];
}

export interface ForbiddenGrant {
  readonly path: string;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly findings: readonly Diagnostic[];
}

/** What is asked for, as far as it makes a difference to who approves. */
export type Situation = 'added' | 'extended' | 'emergency' | 'reviewed' | 'removed';

export interface ApproverChange {
  /** `<system>/<role>`. */
  readonly roles: readonly string[];
  readonly situations: readonly Situation[];
  /** `undefined` where there is no such role. */
  readonly before: Way | undefined;
  readonly after: Way | undefined;
}

export interface FileApproverChange {
  /** The globs; none for everything that nothing else matches. */
  readonly paths: readonly string[];
  readonly before: Way | undefined;
  readonly after: Way | undefined;
}

export interface ManagerChange {
  readonly person: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How something is approved, without whom it depends on: the manager is known only with the subject. */
export interface Way {
  /** None where nobody can approve. */
  readonly stages: readonly WayStage[];
  readonly distinct: boolean;
  readonly escalation?: { readonly after: string } & WayStage;
}

export interface WayStage {
  readonly approvers: readonly string[];
  /** The people whom they name, by user name, with their stand-ins of today. */
  readonly people: readonly string[];
  readonly needed: number;
}

export function policyImpact(input: ImpactInput): PolicyImpact {
  const { base, head } = input;
  return {
    asking: askingChanges(base, head, input),
    forbidden: forbiddenGrants(input),
    approvers: approverChanges(input),
    ...fileChanges(input),
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
    for (const situation of ['added', 'extended', 'emergency', 'reviewed', 'removed'] as const) {
      const [was, is] = [wayOf(role, situation, before), wayOf(role, situation, after)];
      if (sameWay(was, is)) continue;
      const key = JSON.stringify([was ?? null, is ?? null]);
      own.set(key, { situations: [...(own.get(key)?.situations ?? []), situation], before: was, after: is });
    }
    for (const [key, change] of own) {
      const group = `${change.situations.join()} ${key}`;
      groups.set(group, { ...change, roles: [...(groups.get(group)?.roles ?? []), role] });
    }
  }
  return [...groups.values()];
}

const rolesOf = (...workspaces: readonly Workspace[]): string[] => [
  ...new Set(
    workspaces.flatMap(({ systems }) =>
      systems.all().flatMap(({ id, value }) => Object.keys(value.roles).map((role) => `${id}/${role}`)),
    ),
  ),
];

const resolving = (workspace: Workspace, { now, timeZone }: ImpactInput): Resolving => ({
  workspace,
  now,
  timeZone,
  github: { people: peopleOf(workspace), teams: {} },
});

function wayOf(name: string, situation: Situation, by: Resolving): Way | undefined {
  const [systemId = '', roleId = ''] = name.split('/');
  const found = findRole(by.workspace, systemId, roleId);
  if (!found) return undefined;
  const { role, system } = found;
  if (situation === 'emergency' && !role.emergency) return undefined;
  if (situation === 'reviewed' && !system.value.accessReview) return undefined;
  const emergency = situation === 'emergency';
  const change: Exclude<ChangeKind, 'ended'> = situation === 'emergency' ? 'added' : situation;
  const about = { systemId, system: system.value, roleId, role, emergency, change };
  const policy = by.workspace.approvals && matchPolicy(by.workspace.approvals.value, about);
  const stages = (policy?.stages ?? builtInStages(change, system.value)).map((each) =>
    wayStage(each, systemId, by),
  );
  const { escalation, distinct = true } = policy ?? {};
  return {
    stages,
    distinct,
    ...(escalation
      ? { escalation: { after: escalation.after, ...wayStage({ approvers: escalation.to }, systemId, by) } }
      : {}),
  };
}

function wayStage(stage: Stage, system: string, by: Resolving): WayStage {
  const { eligible, candidates, needed } = resolveStage(
    stage,
    { subject: '', system },
    () => false,
    undefined,
    by,
  );
  // Everybody is nobody in particular: a new colleague changes nothing there.
  const people = stage.approvers.includes('everyone') ? candidates : [...eligible];
  return { approvers: stage.approvers, people, needed };
}

/** In whatever order people and expressions stand. */
function sameWay(one: Way | undefined, other: Way | undefined): boolean {
  const inOrder = (_: string, value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.toSorted() : value;
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

function fileChanges(input: ImpactInput): Pick<PolicyImpact, 'files' | 'filesReordered'> {
  const [before, after] = [input.base, input.head].map((workspace) => {
    const by = resolving(workspace, input);
    const entries = [
      ...(workspace.approvals?.value.policyChanges ?? []),
      { paths: [], stages: [{ approvers: ['policy-owner'] }] },
    ];
    return new Map(
      entries.map(({ paths, stages }) => [
        paths.join(' '),
        { paths, way: { stages: stages.map((stage: Stage) => wayStage(stage, '', by)), distinct: true } },
      ]),
    );
  });
  if (!before || !after) return { files: [], filesReordered: false };
  const files = [...new Map([...before, ...after])].flatMap(([key, { paths }]): FileApproverChange[] => {
    const [was, is] = [before.get(key)?.way, after.get(key)?.way];
    return sameWay(was, is) ? [] : [{ paths, before: was, after: is }];
  });
  const common = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) =>
    JSON.stringify([...one.keys()].filter((key) => other.has(key)));
  return { files, filesReordered: common(before, after) !== common(after, before) };
}

/** Of the people who are there before and after. */
const managerChanges = (base: Workspace, head: Workspace): ManagerChange[] =>
  head.people.all().flatMap(({ id, value }) => {
    const was = base.people.has(id) ? base.people.get(id)?.value : undefined;
    return !was || !value.active || was.manager === value.manager
      ? []
      : [{ person: id, before: was.manager, after: value.manager }];
  });
