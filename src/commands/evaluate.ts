/** Judges a change and says who would have to approve it. The command line and the Action share this. */
import { createHash } from 'node:crypto';
import { type Decision, decide } from '../approvals/decide.ts';
import { gainingASay } from '../approvals/gaining.ts';
import { peopleOf, personBehind } from '../approvals/people.ts';
import {
  type ChangeToApprove,
  type ResolvedRequirement,
  requirementsOf,
  withoutSets,
} from '../approvals/requirements.ts';
import type { FileState, GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { endOfGrant } from '../model/entitlement.ts';
import type { Account, Facts } from '../model/facts.ts';
import type { Instant } from '../model/period.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { grantChanges } from '../plan/grant-changes.ts';
import { personEnded } from '../plan/person-ended.ts';
import { judgeChange } from '../rules/judge-change.ts';
import type { SourceChange } from '../source/change.ts';
import type { Source } from '../source/source.ts';
import { changesSince } from './changed-since.ts';
import { readChange } from './read.ts';
import { heldSince, startsOf } from './starts.ts';

/** A change, judged. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly diagnostics: readonly Diagnostic[];
  readonly grants: readonly GrantChange[];
  readonly changedPolicies: readonly string[];
  readonly otherPaths: readonly string[];
  /** What happens to each changed file. */
  readonly fileStates: ReadonlyMap<string, FileState>;
  /** The policies that it was judged by, with the grants of the head. */
  readonly workspace: Workspace;
  /** Everything on both sides, where the change touches the policy. */
  readonly whole?: { readonly base: Workspace; readonly head: Workspace };
  readonly now: Instant;
  readonly timeZone: string;
  /** When the grants with a `duration` began, by path. */
  readonly startedAt: ReadonlyMap<string, Instant>;
}

/** A change that was read and judged, so that only approvals are left to look at. */
export interface Prepared extends Omit<Evaluation, 'verdict'> {
  readonly change: SourceChange;
  readonly toApprove: ChangeToApprove;
  readonly gaining: ReadonlySet<string>;
  /** The GitHub teams that may have a say, also by way of an escalation. */
  readonly teams: readonly string[];
  /** The account of the App that may ask for people, by number. */
  readonly app: number | undefined;
}

/**
 * Reads and judges a change at the instant that `nowIn` gives for the organization's time zone. `everybody` reads all
 * people, without whom no facts can be looked at; `openedBy` is the account that asks for the change.
 */
export function prepareChange(
  change: SourceChange,
  nowIn: (timeZone: string) => Instant,
  options: { readonly everybody: boolean; readonly openedBy?: Account | null },
): Prepared {
  const reading = readChange(change, options);
  const { judged, before, changedGrants, changedPolicies, otherPaths, whole } = reading;
  const timeZone = judged.settings?.value.timeZone ?? 'UTC';
  const now = nowIn(timeZone);
  const changed = new Set(changedGrants);
  const untouched = [...judged.grants.values()].filter((grant) => !changed.has(grant.path));
  const startedAt = startsOf([...before.grants.values(), ...untouched], change.history);
  const grants = grantChanges(before, judged, changedGrants, { now, timeZone, startedAt });
  const ended = personEnded({ grants, changedPolicies, otherPaths }, whole, timeZone);
  const toApprove: ChangeToApprove = {
    grants,
    policies: changedPolicies,
    others: otherPaths,
    expired: expiredAt(grants, { now, timeZone, startedAt }),
    ...(ended ? { ended } : {}),
    ...(whole ? { about: peopleIn(changedPolicies, whole) } : {}),
  };
  const renewed = grants.flatMap(({ path, before: was, after }) => (was && after ? [path] : []));
  const held = heldSince(renewed, change.history);
  const openedBy = options.everybody ? personBehind(options.openedBy, peopleOf(judged)) : undefined;
  // Asked since for ever: every escalation is in force.
  const widest = requirementsOf(toApprove, { workspace: judged, now, timeZone, askedSince: 0 });
  return {
    change,
    toApprove,
    diagnostics: judgeChange(
      { ...reading, grants },
      { now, startedAt, heldSince: held, ...(openedBy === undefined ? {} : { openedBy }) },
    ),
    grants,
    changedPolicies,
    otherPaths,
    fileStates: change.states,
    workspace: judged,
    ...(whole ? { whole } : {}),
    now,
    timeZone,
    startedAt,
    gaining: whole ? gainingASay(whole.base, whole.head, { now, timeZone }) : new Set(),
    app: judged.settings?.value.ledger?.writer.id,
    teams: [...new Set(widest.flatMap(({ stages }) => stages.flatMap(({ teams }) => teams)))],
  };
}

/**
 * The verdict. Without facts nobody can have approved anything: it is at best `pending`. `judged` is the commit that
 * they have to be of, where others bring them.
 */
export function concludeChange(prepared: Prepared, facts: Facts | undefined, judged?: string): Evaluation {
  const { change, toApprove, gaining, teams: _, app: __, ...evaluated } = prepared;
  const { workspace, now, timeZone, diagnostics, grants } = evaluated;
  const paths = [...grants.map(({ path }) => path), ...evaluated.changedPolicies, ...evaluated.otherPaths];
  const changed = changesSince(change, paths);
  const decision = facts
    ? decide({
        facts,
        ...(judged === undefined ? {} : { judged }),
        change: toApprove,
        workspace,
        now,
        timeZone,
        gaining,
        changedAt: (path, commit) => changed(commit).get(path),
        // An approval outlives a push for grants alone; whatever else is changed is looked at anew.
        objectIdOf: (path) =>
          grants.some((each) => each.path === path) ? change.objectIds.get(path) : undefined,
      })
    : undecided(requirementsOf(toApprove, { workspace, now, timeZone }));
  const { satisfied, ...told } = decision;
  const isRejected =
    diagnostics.some(({ severity }) => severity === 'error') || told.obstacles.some(({ blocks }) => blocks);
  const verdict: Verdict = {
    verdict: isRejected ? 'rejected' : satisfied ? 'approved' : 'pending',
    findings: diagnostics,
    ...told,
    policyDigest: policyDigest(evaluated.changedPolicies.length > 0 ? change.base : change.head),
    baseSha: change.baseCommit ?? null,
    headSha: change.headCommit ?? null,
    evaluatedAt: new Date(now).toISOString(),
  };
  return { ...evaluated, verdict };
}

/** Both in one: what `check` and `decide` do, which know the facts from the beginning. */
export const evaluateChange = (
  change: SourceChange,
  nowIn: (timeZone: string) => Instant,
  facts?: Facts,
  judged?: string,
): Evaluation => concludeChange(prepareChange(change, nowIn, readingFor(facts)), facts, judged);

const readingFor = (facts: Facts | undefined) =>
  facts
    ? { everybody: true, openedBy: facts.pullRequest.requestedBy ?? facts.pullRequest.author }
    : { everybody: false };

const undecided = (requirements: readonly ResolvedRequirement[]): Decision => ({
  requirements: requirements.map(withoutSets),
  counted: [],
  discounted: [],
  obstacles: [],
  satisfied: false,
});

/** The people whom policy files are about: whose file it is, and for whom an exception is made. */
function peopleIn(
  paths: readonly string[],
  { base, head }: { readonly base: Workspace; readonly head: Workspace },
): Map<string, readonly string[]> {
  return new Map(
    paths.map((path) => {
      const [, kind, file = ''] = path.split('/');
      const id = file.replace(/\.yaml$/, '');
      if (kind === 'people') return [path, [id]];
      if (kind !== 'exceptions') return [path, []];
      const sides = [base, head].flatMap(
        ({ exceptions }) => (exceptions.has(id) ? exceptions.get(id) : undefined) ?? [],
      );
      return [path, sides.map(({ value }) => value.subject)];
    }),
  );
}

/** The removed grants that were over anyway: their removal is bookkeeping, and nobody has to approve it. */
function expiredAt(
  grants: readonly GrantChange[],
  { now, timeZone, startedAt }: { now: Instant; timeZone: string; startedAt: ReadonlyMap<string, Instant> },
): Set<string> {
  return new Set(
    grants.flatMap(({ kind, path, before }) => {
      if (kind !== 'removed' || !before || before.flawed) return [];
      const started = startedAt.get(path);
      // How long something lasts that began nobody knows when is not known either.
      if (before.value.duration !== undefined && started === undefined) return [];
      const end = endOfGrant(before.value, timeZone, started);
      return typeof end === 'object' && end.at <= now ? [path] : [];
    }),
  );
}

/**
 * One digest for all policy files of the base: their paths and the git object ids of their contents. Where the change
 * leaves them alone, the head holds the same, and is listed already.
 */
function policyDigest(source: Source): string {
  const hash = createHash('sha256');
  for (const { path, objectId } of source.list(['policies'])) hash.update(`${objectId} ${path}\n`);
  return `sha256:${hash.digest('hex')}`;
}
