/** One stage of an approval policy, resolved to the people who may fill its places. */
import type { Stage } from '../model/approvals.ts';
import { type ApprovalCase, isOpenEnded, resolveApprover } from '../model/approvers.ts';
import { mayApprove } from '../model/entitlement.ts';
import type { Account } from '../model/facts.ts';
import { type Day, dayOf, type Instant } from '../model/period.ts';
import type { Indirect, StageRequirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { type People, personBehind } from './people.ts';

/** By what approvers are resolved. */
export interface Resolving {
  readonly workspace: Workspace;
  readonly now: Instant;
  readonly timeZone: string;
  /** What GitHub knows of teams, where it was asked and all people were read. Without it, their members are nobody. */
  readonly github?: {
    readonly people: People;
    readonly teams: Readonly<Record<string, readonly Account[]>>;
  };
}

/** A stage with everybody who may fill it, for counting. */
export interface ResolvedStage extends StageRequirement {
  /** Everybody who may fill a place, also those whom an expression such as `everyone` names. */
  readonly eligible: ReadonlySet<string>;
  /**
   * Everybody whom the policy names in any way: also those who may not approve this, those of an escalation that is not
   * due, and who stood in for one of them. They may object, and an objection does not go away because time passes.
   */
  readonly named: ReadonlySet<string>;
  /** Teams whose members are not known although GitHub was asked: nobody can tell who approves, nor who objects. */
  readonly unread: readonly string[];
}

/** Who does not fill a place here. */
export interface Exclusions {
  /** Who approves nothing of this, for whatever reason. */
  readonly mayNot: (user: string) => boolean;
  /**
   * Whose absence lets the escalation step in at once. It is what the author of a pull request cannot bring about by
   * what they write: otherwise naming the manager as a co-author would be a way around the manager.
   */
  readonly isOut?: (user: string) => boolean;
}

/** The escalation of a policy, and whether nobody has answered for so long that it is in force. */
export interface Escalation {
  readonly to: readonly string[];
  readonly isDue: boolean;
  /** When it comes into force, where it is known since when people have been asked. */
  readonly from?: Instant;
}

/**
 * Resolves a stage for one case: its people, less those who may not; and where nobody is left, or nobody answered in
 * time, the people of the escalation. Who may not approve sends no stand-in either.
 */
export function resolveStage(
  stage: Stage,
  approvalCase: ApprovalCase,
  { mayNot, isOut = mayNot }: Exclusions,
  escalation: Escalation | undefined,
  by: Resolving,
): ResolvedStage {
  const own = peopleFor(stage.approvers, approvalCase, mayNot, by);
  const left = [...own.all].filter((user) => !isOut(user));
  const isStuck = left.length < (stage.count ?? 1) && own.isKnown;
  const others = escalation && peopleFor(escalation.to, approvalCase, mayNot, by);
  const inForce = isStuck || escalation?.isDue ? escalation : undefined;
  const escalated = inForce && others;
  const able = new Set([...own.all, ...(escalated?.all ?? [])]);
  const shown = new Set([...own.shown, ...(escalated?.shown ?? [])]);
  const indirect = [...own.standIns, ...(escalated ? throughEscalation(escalated, own.all) : [])].filter(
    ({ user }) => !mayNot(user),
  );
  return {
    approvers: stage.approvers,
    candidates: [...shown].filter((user) => !mayNot(user)),
    teams: [...new Set([...own.teams, ...(escalated?.teams ?? [])])],
    needed: stage.count ?? 1,
    approvedBy: [],
    ...(inForce ? { escalatedTo: inForce.to } : {}),
    ...(indirect.length > 0 ? { indirect } : {}),
    eligible: new Set([...able].filter((user) => !mayNot(user))),
    named: new Set([...own.everAble, ...(others?.everAble ?? [])]),
    unread: [...own.unread, ...(others?.unread ?? [])],
  };
}

/** The people whom an escalation brings, and who would not be there without it. */
function throughEscalation({ all, standIns }: Found, own: ReadonlySet<string>): Indirect[] {
  const byUser = new Map(standIns.map((standIn) => [standIn.user, standIn]));
  return [...all]
    .filter((user) => !own.has(user))
    .map((user) => ({ ...(byUser.get(user) ?? { user }), escalated: true }));
}

interface Found {
  readonly all: ReadonlySet<string>;
  /** The same with those who stood in for one of them, and whose time is over. */
  readonly everAble: ReadonlySet<string>;
  /** Those whom it makes sense to list by name. */
  readonly shown: ReadonlySet<string>;
  readonly teams: readonly string[];
  readonly unread: readonly string[];
  /** Those who are not named themselves, and whom they stand in for. */
  readonly standIns: readonly Indirect[];
  /** Whether everybody is known here: the members of a team are known to GitHub alone. */
  readonly isKnown: boolean;
}

function peopleFor(
  expressions: readonly string[],
  approvalCase: ApprovalCase,
  mayNot: (user: string) => boolean,
  by: Resolving,
): Found {
  const all = new Set<string>();
  const everAble = new Set<string>();
  const shown = new Set<string>();
  const named = new Set<string>();
  const standIns = new Map<string, Indirect>();
  const teams: string[] = [];
  const unread: string[] = [];
  let isKnown = true;
  // Calendar arithmetic costs more than all the rest, and few people are away.
  let day: Day | undefined;
  const today = (): Day => {
    day ??= dayOf(by.now, by.timeZone);
    return day;
  };
  for (const expression of expressions) {
    // Whom these name is known only where all people were read, as they are when GitHub was asked.
    if (isOpenEnded(expression) && !by.github) {
      isKnown = false;
      continue;
    }
    const resolved = resolveApprover(expression, approvalCase, by.workspace, by);
    const people = 'team' in resolved ? membersOf(resolved.team, by) : resolved.people;
    if ('team' in resolved) {
      teams.push(resolved.team);
      if (!people && by.github) unread.push(resolved.team);
    }
    if (!people) {
      isKnown = false;
      continue;
    }
    const found = people.flatMap((user) => standInsOf(user, today, by));
    for (const user of people) named.add(user);
    for (const user of [...people, ...found.map((standIn) => standIn.user)]) everAble.add(user);
    const present = found.filter(({ standsInFor, until }) => until >= today() && !mayNot(standsInFor));
    for (const standIn of present) standIns.set(standIn.user, standIn);
    for (const user of [...people, ...present.map((standIn) => standIn.user)]) {
      all.add(user);
      if (!isOpenEnded(expression) && !('team' in resolved)) shown.add(user);
    }
  }
  const others = [...standIns.values()].filter(({ user }) => !named.has(user));
  return { all, everAble, shown, teams, unread, standIns: others, isKnown };
}

/** The members of a team as people who work here; `undefined` where nobody has asked GitHub, or not all is understood. */
function membersOf(team: string, { github, workspace, ...at }: Resolving): readonly string[] | undefined {
  if (!github) return undefined;
  const members = new Map(Object.entries(github.teams)).get(team);
  const kinds = [undefined, 'User', 'Bot'];
  if (!members?.every(({ type }) => kinds.includes(type))) return undefined;
  return members.flatMap((account) => {
    if (account.type === 'Bot') return [];
    const user = personBehind(account, github.people);
    const person = user && workspace.people.get(user);
    return person && mayApprove(person.value, at) ? [person.id] : [];
  });
}

interface StandIn extends Indirect {
  readonly standsInFor: string;
  readonly until: Day;
}

/** Who stands in for somebody today, or stood. A stand-in of a stand-in is nobody. */
function standInsOf(user: string, today: () => Day, { workspace, now, timeZone }: Resolving): StandIn[] {
  const delegations = workspace.people.get(user)?.value.delegations ?? [];
  return delegations.flatMap(({ to, from, until }) => {
    const person = from <= today() ? workspace.people.get(to) : undefined;
    return person && mayApprove(person.value, { now, timeZone })
      ? [{ user: to, standsInFor: user, until }]
      : [];
  });
}
