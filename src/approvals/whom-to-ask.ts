/** Who is asked for a review next. */
import type { Requirement, StageRequirement, Verdict } from '../model/verdict.ts';

/** The stage of a requirement that is waited for: the first that is not full. */
export const openStage = ({ stages, satisfiedBy }: Requirement): StageRequirement | undefined =>
  satisfiedBy ? undefined : stages.find((stage) => stage.approvedBy.length < stage.needed);

export interface Asking {
  /** People who reviewed the newest commit already, had a hand in it, or cannot be asked. */
  readonly notThese: ReadonlySet<string>;
  /** People who are asked at present. */
  readonly asked: ReadonlySet<string>;
  /** How many other pull requests wait for somebody. */
  readonly burden: ReadonlyMap<string, number>;
}

export interface WhomToAsk {
  /** The people to ask now, by user name. */
  readonly people: readonly string[];
  /** Teams to ask where no single person can be named. */
  readonly teams: readonly string[];
  /** Everybody of whom an answer would help. A request to anybody else can be withdrawn. */
  readonly useful: ReadonlySet<string>;
}

/** One person more than is missing is asked, so that a day off stops nothing; more would be noise. */
const spare = 1;

/**
 * The people to ask for the places that are open now: those with the fewest open requests, and of these the first by
 * name, so that a second run asks the same ones.
 */
export function whomToAsk({ requirements }: Pick<Verdict, 'requirements'>, asking: Asking): WhomToAsk {
  const { notThese, asked, burden } = asking;
  const chosen = new Set<string>();
  const teams = new Set<string>();
  const useful = new Set<string>();
  for (const requirement of requirements) {
    const stage = openStage(requirement);
    if (!stage) continue;
    const missing = stage.needed - stage.approvedBy.length;
    const able = stage.candidates.filter((user) => !stage.approvedBy.includes(user) && !notThese.has(user));
    for (const user of able) useful.add(user);
    const waiting = able.filter((user) => asked.has(user) || chosen.has(user)).length;
    const next = able
      .filter((user) => !asked.has(user) && !chosen.has(user))
      .toSorted((a, b) => (burden.get(a) ?? 0) - (burden.get(b) ?? 0) || (a < b ? -1 : 1));
    if (waiting < missing) for (const user of next.slice(0, missing + spare - waiting)) chosen.add(user);
    if (able.length === 0) for (const team of stage.teams) teams.add(team);
  }
  return { people: [...chosen], teams: [...teams], useful };
}
