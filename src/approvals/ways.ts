/** How something is approved by one side's policies, for whoever asks: what two policies are compared by. */
import { matchPolicy } from '../model/approval-match.ts';
import type { ChangeKind, Stage } from '../model/approvals.ts';
import { findRole } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type FileRule, fileRules, restOfFiles } from './file-rules.ts';
import { peopleOf } from './people.ts';
import { builtInStages } from './requirements.ts';
import { type Resolving, resolveStage } from './stages.ts';

/** What is asked for, as far as it makes a difference to who approves. */
export const situations = ['added', 'extended', 'emergency', 'reviewed', 'removed'] as const;
export type Situation = (typeof situations)[number];

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

/** What people and stages are looked up by. No team is known, as nobody asks GitHub. */
export const resolving = (
  workspace: Workspace,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Resolving => ({
  workspace,
  now,
  timeZone,
  github: { people: peopleOf(workspace), teams: {} },
});

/** A role by the ids of its system and itself. */
export interface RoleId {
  readonly system: string;
  readonly role: string;
}

/** `<system>/<role>`. */
export const inFull = ({ system, role }: RoleId): string => `${system}/${role}`;

/** Nothing where there is no such role, or no such situation. */
export function wayOf(
  { system: systemId, role: roleId }: RoleId,
  situation: Situation,
  by: Resolving,
): Way | undefined {
  const found = findRole(by.workspace, systemId, roleId);
  if (!found) return undefined;
  const { role, system } = found;
  if (situation === 'emergency' && !role.emergency) return undefined;
  if (situation === 'reviewed' && !system.value.accessReview) return undefined;
  const emergency = situation === 'emergency';
  const change: Exclude<ChangeKind, 'ended'> = situation === 'emergency' ? 'added' : situation;
  const about = { systemId, system: system.value, roleId, role, emergency, change };
  const policy = by.workspace.approvals && matchPolicy(by.workspace.approvals.value, about);
  const stages = (policy?.stages ?? builtInStages(change, system.value, by.workspace)).map((each) =>
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

/** The way of a change of files, which depends on no grant. */
export const wayOfFiles = (stages: readonly Stage[], by: Resolving): Way => ({
  stages: stages.map((stage) => wayStage(stage, '', by)),
  distinct: true,
});

/** Looks up who approves a change of a file. Most files are decided by the same few entries. */
export function waysIn(
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): (path: string) => Way {
  const ruleOf = fileRules(workspace.approvals?.value);
  const by = resolving(workspace, at);
  const known = new Map<FileRule | undefined, Way>();
  return (path) => {
    const rule = ruleOf(path);
    const way = known.get(rule) ?? wayOfFiles(rule?.stages ?? restOfFiles, by);
    known.set(rule, way);
    return way;
  };
}

/** Whom a stage means at a system. */
export function wayStage(stage: Stage, system: string, by: Resolving): WayStage {
  const { eligible, candidates, needed } = resolveStage(
    stage,
    { subject: '', system },
    { mayNot: () => false },
    undefined,
    by,
  );
  // Everybody is nobody in particular: a new colleague changes nothing there.
  const people = stage.approvers.includes('everyone') ? candidates : [...eligible];
  return { approvers: stage.approvers, people, needed };
}

/** In whatever order people and expressions stand. */
export function sameWay(one: Way | undefined, other: Way | undefined): boolean {
  const inOrder = (_: string, value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.toSorted() : value;
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

/** Every role on either side, once. */
export function rolesOf(...workspaces: readonly Workspace[]): RoleId[] {
  const roles = workspaces.flatMap(({ systems }) =>
    systems.all().flatMap(({ id, value }) => Object.keys(value.roles).map((role) => ({ system: id, role }))),
  );
  return [...new Map(roles.map((role) => [inFull(role), role])).values()];
}
