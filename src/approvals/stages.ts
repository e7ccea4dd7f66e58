/** One stage of an approval policy, resolved to the people who may fill its places. */
import type { Stage } from '../model/approvals.ts';
import { type ApprovalCase, isOpenEnded, resolveApprover } from '../model/approvers.ts';
import { isActive } from '../model/entitlement.ts';
import type { Account } from '../model/facts.ts';
import { type Day, dayOf, type Instant } from '../model/period.ts';
import type { StageRequirement } from '../model/verdict.ts';
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
  /** The same with those who may not approve this; they may object. */
  readonly named: ReadonlySet<string>;
}

/** The escalation of a policy, and whether nobody has answered for so long that it is in force. */
export interface Escalation {
  readonly to: readonly string[];
  readonly isDue: boolean;
}

/**
 * Resolves a stage for one case. Its people, less those whom `mayNot` names; and where nobody is left, or nobody
 * answered in time, the people of the escalation.
 */
export function resolveStage(
  stage: Stage,
  approvalCase: ApprovalCase,
  mayNot: (user: string) => boolean,
  escalation: Escalation | undefined,
  by: Resolving,
): ResolvedStage {
  const own = peopleFor(stage.approvers, approvalCase, by);
  const left = [...own.all].filter((user) => !mayNot(user));
  const isStuck = left.length < (stage.count ?? 1) && own.isKnown;
  const escalated =
    escalation && (isStuck || escalation.isDue) ? peopleFor(escalation.to, approvalCase, by) : undefined;
  const named = new Set([...own.all, ...(escalated?.all ?? [])]);
  const shown = new Set([...own.shown, ...(escalated?.shown ?? [])]);
  return {
    approvers: stage.approvers,
    candidates: [...shown].filter((user) => !mayNot(user)),
    teams: [...new Set([...own.teams, ...(escalated?.teams ?? [])])],
    needed: stage.count ?? 1,
    approvedBy: [],
    ...(escalated ? { escalatedTo: escalation?.to ?? [] } : {}),
    eligible: new Set([...named].filter((user) => !mayNot(user))),
    named,
  };
}

interface Found {
  readonly all: ReadonlySet<string>;
  /** Those whom it makes sense to list by name. */
  readonly shown: ReadonlySet<string>;
  readonly teams: readonly string[];
  /** Whether everybody is known here: the members of a team are known to GitHub alone. */
  readonly isKnown: boolean;
}

function peopleFor(expressions: readonly string[], approvalCase: ApprovalCase, by: Resolving): Found {
  const all = new Set<string>();
  const shown = new Set<string>();
  const teams: string[] = [];
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
    let people: readonly string[];
    if ('team' in resolved) {
      teams.push(resolved.team);
      const members = membersOf(resolved.team, by);
      isKnown &&= members !== undefined;
      people = members ?? [];
    } else people = resolved.people;
    const withStandIns = [...people, ...people.flatMap((user) => standInsOf(user, today, by))];
    for (const user of withStandIns) {
      all.add(user);
      if (!isOpenEnded(expression) && !('team' in resolved)) shown.add(user);
    }
  }
  return { all, shown, teams, isKnown };
}

/** The members of a team as people who work here; `undefined` where nobody has asked GitHub, or not all is understood. */
function membersOf(team: string, { github, workspace, ...at }: Resolving): readonly string[] | undefined {
  const { people, teams } = github ?? {};
  if (!people || !teams || !Object.hasOwn(teams, team)) return undefined;
  const members = teams[team] ?? [];
  const kinds = [undefined, 'User', 'Bot'];
  if (!members.every(({ type }) => kinds.includes(type))) return undefined;
  return members.flatMap((account) => {
    if (account.type === 'Bot') return [];
    const user = personBehind(account, people);
    const person = user === undefined ? undefined : workspace.people.get(user);
    return person && isActive(person.value, at) ? [person.id] : [];
  });
}

/** Who stands in for somebody today. A stand-in of a stand-in is nobody. */
function standInsOf(user: string, today: () => Day, { workspace, now, timeZone }: Resolving): string[] {
  const delegations = workspace.people.get(user)?.value.delegations ?? [];
  return delegations.flatMap(({ to, from, until }) => {
    const isInForce = from <= today() && today() <= until && to !== user;
    const person = isInForce && workspace.people.has(to) ? workspace.people.get(to) : undefined;
    return person && isActive(person.value, { now, timeZone }) ? [to] : [];
  });
}
