/** Judges a change and says who would have to approve it. The command line and the Action share this. */
import { createHash } from 'node:crypto';
import { requirementsOf } from '../approvals/requirements.ts';
import type { FileState, GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/period.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { grantChanges } from '../plan/grant-changes.ts';
import { judgeChange } from '../rules/judge-change.ts';
import type { SourceChange } from '../source/change.ts';
import type { Source } from '../source/source.ts';
import { readChange } from './read.ts';
import { startsOf } from './starts.ts';

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
  readonly now: Instant;
  readonly timeZone: string;
}

/** Evaluates a change at the instant that `nowIn` gives for the organization's time zone. */
export function evaluateChange(change: SourceChange, nowIn: (timeZone: string) => Instant): Evaluation {
  const reading = readChange(change);
  const { judged, before, changedGrants, changedPolicies, otherPaths } = reading;
  const timeZone = judged.settings?.value.timeZone ?? 'UTC';
  const now = nowIn(timeZone);
  const changed = new Set(changedGrants);
  const untouched = [...judged.grants.values()].filter((grant) => !changed.has(grant.path));
  const startedAt = startsOf([...before.grants.values(), ...untouched], change.history);
  const grants = grantChanges(before, judged, changedGrants, { now, timeZone, startedAt });
  const diagnostics = judgeChange({ ...reading, grants }, { now, startedAt });
  const requirements = requirementsOf({ grants, policies: changedPolicies, others: otherPaths }, judged, {
    now,
    timeZone,
  });
  const verdict: Verdict = {
    verdict: diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 'rejected' : 'pending',
    findings: diagnostics,
    requirements,
    policyDigest: policyDigest(change.base),
    baseSha: change.baseCommit ?? null,
    headSha: change.headCommit ?? null,
    evaluatedAt: new Date(now).toISOString(),
  };
  return {
    verdict,
    diagnostics,
    grants,
    changedPolicies,
    otherPaths,
    fileStates: change.states,
    workspace: judged,
    now,
    timeZone,
  };
}

/** One digest for all policy files: their paths and the git object ids of their contents. */
function policyDigest(base: Source): string {
  const hash = createHash('sha256');
  for (const { path, objectId } of base.list(['policies'])) hash.update(`${objectId} ${path}\n`);
  return `sha256:${hash.digest('hex')}`;
}
