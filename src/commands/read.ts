/** Reads Sources into Workspaces: everything, or only what a change needs. */
import { policiesFolder } from '../load/layout.ts';
import { type Loader, startLoading } from '../load/workspace.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Grant } from '../model/grant.ts';
import { grantsNeeded, peopleNeeded } from '../model/needs.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import type { SourceChange } from '../source/change.ts';
import type { Source, SourceEntry } from '../source/source.ts';

/** Reads every file. `onProgress` hears how many of how many were taken in. */
export function readWhole(source: Source, onProgress?: (done: number, all: number) => void): Workspace {
  const entries = source.list();
  requirePolicies(entries, source.label);
  const loader = startLoading(entries);
  const paths = [
    ...loader.policyPaths,
    ...loader.personPaths,
    ...loader.holdings.all.map((holding) => holding.path),
  ];
  let done = 0;
  loader.take(counted(source.read(paths), () => onProgress?.(++done, paths.length)));
  return loader.workspace();
}

function* counted<T>(items: Iterable<T>, tick: () => void): Iterable<T> {
  for (const item of items) {
    tick();
    yield item;
  }
}

function requirePolicies(entries: readonly SourceEntry[], label: string): void {
  if (entries.some((entry) => entry.path.startsWith(`${policiesFolder}/`))) return;
  throw new EnvironmentFailure(
    `there is no \`policies/\` folder in ${label}; run this in the repository that holds your policies, or name it with \`-C\``,
  );
}

/** What judging a change needs. */
export interface ChangeReading {
  /** The policies and people of the base, with the grants that the change leads to. */
  readonly judged: Workspace;
  /** The grants that the change edits or removes, as they were, under the same policies. */
  readonly before: Workspace;
  /** Everything on both sides, read only where the change touches `policies/`. */
  readonly whole?: { readonly base: Workspace; readonly head: Workspace };
  readonly changedGrants: readonly string[];
  readonly changedPolicies: readonly string[];
  readonly otherPaths: readonly string[];
}

/** Reads what a change touches and depends on. Its cost does not grow with the number of grants that it leaves alone. */
export function readChange(change: SourceChange): ChangeReading {
  const isGrant = (path: string) => path.startsWith('access-grants/') || path === 'access-grants';
  const isPolicy = (path: string) => path.startsWith(`${policiesFolder}/`) || path === policiesFolder;
  const changedGrants = change.changed.filter(isGrant);
  const changedPolicies = change.changed.filter(isPolicy);
  const otherPaths = change.changed.filter((path) => !isGrant(path) && !isPolicy(path));

  const headEntries = change.head.list();
  const basePolicies =
    changedPolicies.length > 0
      ? change.base.list([policiesFolder])
      : headEntries.filter((entry) => isPolicy(entry.path));
  requirePolicies(basePolicies, change.base.label);

  const judged = readRelevant(
    change,
    [...basePolicies, ...headEntries.filter((entry) => isGrant(entry.path))],
    changedGrants,
    change.head,
  );
  const before = readRelevant(
    change,
    [...basePolicies, ...change.base.list(changedGrants)],
    changedGrants,
    change.base,
  );
  return {
    judged,
    before,
    changedGrants,
    changedPolicies,
    otherPaths,
    ...(changedPolicies.length > 0
      ? { whole: { base: readWhole(change.base), head: readWhole(change.head) } }
      : {}),
  };
}

/** Policies and people from the base, grants from where they are asked for. */
function readRelevant(
  change: SourceChange,
  entries: readonly SourceEntry[],
  grantPaths: readonly string[],
  grants: Source,
): Workspace {
  const loader = startLoading(entries);
  loader.take(change.base.read(loader.policyPaths));
  loader.take(grants.read(grantPaths.filter((path) => loader.holdings.at(path))));
  const withTouched = loader.workspace();
  loader.take(grants.read(grantsNeeded(withTouched, [...withTouched.grants.values()])));
  readPeople(loader, change.base, [...loader.workspace().grants.values()]);
  return loader.workspace();
}

function readPeople(loader: Loader, base: Source, judged: readonly Sourced<Grant>[]): void {
  for (let reading = true; reading; ) {
    const workspace = loader.workspace();
    const missing = peopleNeeded(workspace, judged)
      .filter((name) => !workspace.people.isRead(name))
      .flatMap((name) => loader.personPath(name) ?? []);
    loader.take(base.read(missing));
    reading = missing.length > 0;
  }
}
