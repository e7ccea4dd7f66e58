/** All that a request is made with: the policies, who asks, the time, and what is there already. */
import type { Reading } from '../forms/form-kind.ts';
import { readDay } from '../load/days.ts';
import { helpWithDuration } from '../load/durations.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { knownPeople, knownRoles, knownSystems } from '../rules/names.ts';
import { userEmail } from '../source/git-settings.ts';
import { gitTree } from '../source/git-tree.ts';
import type { History } from '../source/history.ts';
import type { Source } from '../source/source.ts';
import { type AccessOf, accessAt } from './access.ts';
import { timeZoneOf } from './check.ts';
import type { CommandContext } from './context.ts';
import { gapIn } from './gap.ts';
import { grantsFor } from './imagine.ts';
import { findRoot, instantOf, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';
import { askerFrom, type Claim } from './request-asker.ts';
import { requestsOf } from './request-choices.ts';
import { historyOf } from './starts.ts';

export interface Desk extends Reading {
  readonly root: string;
  readonly source: Source;
  readonly history: History | undefined;
  /** What somebody has at a path, or had until it ended. */
  readonly accessOf: (path: string) => Access | undefined;
}

/** Opens it for somebody who is known. `ask` finds out who it is where nobody can tell. */
export async function openDesk(
  options: { readonly as?: string | undefined; readonly now?: string | undefined },
  context: CommandContext,
  ask: (problem: string, check: (user: string) => string | undefined) => Promise<string>,
): Promise<Desk> {
  const source = sourceOf(undefined, context.dir);
  const claim: Claim = { as: options.as, email: userEmail(context.dir) };
  const atOf = (workspace: Workspace): { now: Instant; timeZone: string } => {
    const timeZone = timeZoneOf(workspace);
    return { now: instantOf(options.now, timeZone, context.clock), timeZone };
  };
  const readFor = (by: Claim): Workspace =>
    readPolicies(source, (workspace) => {
      // Only whoever is offered something needs to know what everybody holds that could be offered it.
      if (!context.isInteractive) return [];
      const at = atOf(workspace);
      const found = askerFrom(by, workspace, at);
      if ('problem' in found) return [];
      return [...new Set(grantsFor(requestsOf(found.asker, workspace, at))(workspace))];
    });
  let workspace = readFor(claim);
  const at = atOf(workspace);
  let found = askerFrom(claim, workspace, at);
  if ('problem' in found) {
    const { problem } = found;
    if (!context.isInteractive || options.as !== undefined) throw new EnvironmentFailure(problem);
    const as = await ask(problem, (user) =>
      problemIn(askerFrom({ as: user, email: undefined }, workspace, at)),
    );
    workspace = readFor({ as, email: undefined });
    found = { asker: as };
  }
  const root = findRoot(context.dir);
  const history = historyOf(context.dir);
  const accessOf = (path: string) =>
    accessIn(path, { source, history, timeZone: at.timeZone, gap: gapIn(root) }, at.now);
  return {
    ...at,
    workspace,
    asker: found.asker,
    people: knownPeople(workspace),
    endOf: (path) => accessOf(path)?.end,
    readDay,
    root,
    source,
    history,
    accessOf,
  };
}

const problemIn = (found: ReturnType<typeof askerFrom>): string | undefined =>
  'problem' in found ? found.problem : undefined;

function accessIn(
  path: string,
  { source, ...more }: Omit<AccessOf, 'workspace' | 'ledger'>,
  now: Instant,
): Access | undefined {
  const workspace = readPolicies(source, () => [path]);
  if (!workspace.holdings.at(path)) return undefined;
  const [access] = accessAt({ ...more, source, workspace, ledger: undefined }, now);
  if (access) return access;
  throw new EnvironmentFailure(`\`${path}\` is there and could not be read; \`grantbook check\` says why`);
}

/** What somebody has already at a path, as it stands here; what is over is asked for anew. */
export function heldAt(path: string, { accessOf, now }: Desk): Access | undefined {
  const access = accessOf(path);
  return access && typeof access.end === 'object' && access.end.at <= now ? undefined : access;
}

/** By what options are read. */
export const flagReading = (desk: Desk) => ({
  ...desk,
  helpWithDuration,
  systems: knownSystems(desk.workspace),
  rolesOf: knownRoles,
});

/** On what a request is judged: the last commit, whatever else is being worked on; this folder where there is none. */
export function judgedOn({ history, source }: Desk): { readonly base: Source; readonly history?: History } {
  if (!history) return { base: source };
  const { git, commit } = history;
  const base = gitTree(git, commit, `HEAD (${commit.slice(0, 10)})`);
  return base.list(['policies']).length > 0 ? { base, history } : { base: source };
}
