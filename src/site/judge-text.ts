/** What `check` would say of one grant file, wherever there is no git: in a browser, or in a page to practise with. */
import { type ResolvedRequirement, requirementsOf, withoutSets } from '../approvals/requirements.ts';
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/period.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { grantChanges } from '../plan/grant-changes.ts';
import { judgeChange } from '../rules/judge-change.ts';
import { withGrantText } from './from-texts.ts';

/** What only the history of the repository tells of the grants that are there, by path. */
export interface Known {
  /** The merges from which a `duration` counts. */
  readonly startedAt: Readonly<Record<string, Instant>>;
  /** Since when a grant has been there without a break. */
  readonly heldSince: Readonly<Record<string, Instant>>;
}

export const nothingKnown: Known = { startedAt: {}, heldSince: {} };

/** What would be said of it, and who would have to approve it. */
export interface JudgedText {
  /** Nothing where the path is none of a grant, or the file is the same as before. */
  readonly kind: GrantChange['kind'] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly requirements: readonly Requirement[];
  /** The policies, with the grant as it would be. */
  readonly workspace: Workspace;
}

/** Judges a pull request that writes just this file. */
export function judgeText(
  base: Workspace,
  file: { readonly path: string; readonly text: string },
  { now, known = nothingKnown }: { readonly now: Instant; readonly known?: Known },
): JudgedText {
  const timeZone = base.settings?.value.timeZone ?? 'UTC';
  const judged = withGrantText(base, file.path, file.text);
  const startedAt = new Map(Object.entries(known.startedAt));
  const grants = grantChanges(base, judged, [file.path], { now, timeZone, startedAt });
  // What is added, or put in the place of what could not be read, has been there since nobody knows when.
  const isRenewed = grants.some(({ before, after }) => before && after);
  const held = isRenewed ? known.heldSince[file.path] : undefined;
  const requirements: readonly ResolvedRequirement[] = requirementsOf(
    { grants, policies: [], others: [] },
    { workspace: judged, now, timeZone },
  );
  return {
    kind: grants[0]?.kind,
    diagnostics: judgeChange(
      {
        judged,
        judgeableBefore: () => base,
        grants,
        changedGrants: [file.path],
        changedPolicies: [],
        otherPaths: [],
      },
      {
        now,
        startedAt,
        heldSince: held === undefined ? new Map() : new Map([[file.path, held]]),
      },
    ),
    requirements: requirements.map(withoutSets),
    workspace: judged,
  };
}
