/** Reads Sources into Workspaces: everything, or only what a change needs. */
import { misspeltRoot } from '../load/file-names.ts';
import { policiesFolder } from '../load/policy-places.ts';
import { type Loader, startLoading } from '../load/workspace.ts';
import { wholeFile } from '../model/diagnostic.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { grantsNeeded, type NeedingCase, peopleNeeded } from '../model/needs.ts';
import type { LoadProblem, Workspace } from '../model/workspace.ts';
import type { SourceChange } from '../source/change.ts';
import type { Source, SourceEntry } from '../source/source.ts';

/** Reads every file. `onProgress` hears how many of how many were taken in. */
export function readWhole(source: Source, onProgress?: (done: number, all: number) => void): Workspace {
  const entries = source.list();
  requirePolicies(entries, source);
  const loader = startLoading(entries);
  const paths = [...loader.policyPaths(), ...loader.holdings.all.map((holding) => holding.path)];
  let done = 0;
  loader.take(counted(source.read(paths), () => onProgress?.(++done, paths.length)));
  return withMisspeltFolders(loader.workspace(), source.topFolders());
}

/** Reads every policy file, and only those grants whose paths `grantsFor` names once the policies are known. */
export function readPolicies(
  source: Source,
  grantsFor: (workspace: Workspace) => readonly string[] = () => [],
): Workspace {
  const entries = source.list();
  requirePolicies(entries, source);
  const loader = startLoading(entries);
  loader.take(source.read(loader.policyPaths()));
  const grants = grantsFor(loader.workspace()).filter((path) => loader.holdings.at(path));
  if (grants.length > 0) loader.take(source.read(grants));
  return loader.workspace();
}

/**
 * Nobody reads what is in a folder of another name, so that a grant in it would be neither judged nor given. It is
 * said of the first path of each such folder.
 */
function withMisspeltFolders(workspace: Workspace, paths: readonly string[]): Workspace {
  const problems = new Map<string, LoadProblem>();
  for (const path of paths) {
    const [name = ''] = path.split('/', 1);
    const meant = misspeltRoot(name);
    if (meant === undefined || problems.has(name)) continue;
    problems.set(name, {
      rule: 'unrecognized-entry',
      path,
      range: wholeFile,
      message: `nothing in the folder \`${name}/\` is read`,
      help: `did you mean \`${meant}/\`? move its files there`,
    });
  }
  return problems.size === 0
    ? workspace
    : { ...workspace, problems: [...workspace.problems, ...problems.values()] };
}

function* counted<T>(items: Iterable<T>, tick: () => void): Iterable<T> {
  for (const item of items) {
    tick();
    yield item;
  }
}

function requirePolicies(entries: readonly SourceEntry[], source: Source): void {
  if (entries.some((entry) => entry.path.startsWith(`${policiesFolder}/`))) return;
  const [other] = source
    .topFolders()
    .map((path) => path.split('/', 1)[0] ?? '')
    .filter((name) => misspeltRoot(name) === policiesFolder);
  const where = source.label === '.' ? 'this folder' : source.label;
  throw new EnvironmentFailure(
    other === undefined
      ? `there is no \`policies/\` folder in ${where}; run this in the repository that holds your policies, or name it with \`-C\``
      : `there is no \`policies/\` folder in ${where}, but a folder \`${other}/\`; rename it to \`policies/\``,
  );
}

/** What judging a change needs. */
export interface ChangeReading {
  /** The policies and people of the base, with the grants that the change leads to. */
  readonly judged: Workspace;
  /** The grants that the change edits or removes, as they were. No policies. */
  readonly before: Workspace;
  /** The same with the policies of the base, for the few changes that have to be compared with what was. */
  readonly judgeableBefore: () => Workspace;
  /** Everything on both sides, read only where the change touches `policies/`. */
  readonly whole?: { readonly base: Workspace; readonly head: Workspace };
  readonly changedGrants: readonly string[];
  readonly changedPolicies: readonly string[];
  readonly otherPaths: readonly string[];
}

/**
 * Reads what a change touches and depends on. Its cost does not grow with the number of grants that it leaves alone.
 * With `everybody`, all people are read too: which of them an account belongs to cannot be told from its name.
 */
export function readChange(
  change: SourceChange,
  options: { readonly everybody?: boolean } = {},
): ChangeReading {
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
  requirePolicies(basePolicies, change.base);

  // Where the change leaves the policies alone, both sides hold the same, and the head is listed already.
  const policies = changedPolicies.length > 0 ? change.base : change.head;
  const after = headEntries.filter((entry) => isGrant(entry.path));
  const before = change.base.list(changedGrants);
  const beforeLoader = startLoading(before);
  beforeLoader.take(change.base.read(before.map((entry) => entry.path)));
  const asItWas = beforeLoader.workspace();
  const cases = [...changedGrants.map(caseOf), ...[...asItWas.grants.values()].map((grant) => grant.value)];
  const judged = readRelevant(
    { policies, grants: change.head },
    [...basePolicies, ...after],
    changedGrants,
    cases,
    options.everybody,
  );
  const newPaths = otherPaths.filter((path) => path.includes('/') && change.states.get(path) !== 'deleted');
  return {
    judged: withMisspeltFolders(judged, newPaths),
    before: asItWas,
    judgeableBefore: () =>
      readRelevant({ policies, grants: change.base }, [...basePolicies, ...before], changedGrants, cases),
    changedGrants,
    changedPolicies,
    otherPaths,
    ...(changedPolicies.length > 0
      ? { whole: { base: readWhole(change.base), head: readWhole(change.head) } }
      : {}),
  };
}

/** The policies that every grant is judged by; systems and people are read as they are needed. */
const alwaysNeeded = ['settings', 'approvals', 'role-matrix', 'separation-of-duties', 'exception'] as const;

/** Whose access to what a path says it is: grants that are removed, or cannot be read, are in no workspace. */
function caseOf(path: string): NeedingCase {
  const [, system = '', , name = ''] = path.split('/');
  return { system, subject: name.replace(/\.yaml$/, '') };
}

/** Reads the changed grants, and what they depend on, in a few rounds: each shows what the next has to read. */
function readRelevant(
  from: { readonly policies: Source; readonly grants: Source },
  entries: readonly SourceEntry[],
  changedGrants: readonly string[],
  cases: readonly NeedingCase[],
  everybody = false,
): Workspace {
  const loader = startLoading(entries);
  const systemsOf = (named: readonly NeedingCase[]) => {
    const { systems } = loader.workspace();
    const ids = new Set(named.map(({ system }) => system));
    return [...ids].flatMap((id) => (systems.isRead(id) ? [] : (loader.pathOf('system', id) ?? [])));
  };
  const readSystems = () => {
    const { grants } = loader.workspace();
    const paths = systemsOf([...grants.values()].map((grant) => grant.value));
    if (paths.length > 0) loader.take(from.policies.read(paths));
  };
  const kinds = everybody ? [...alwaysNeeded, 'person' as const] : alwaysNeeded;
  const policyPaths = [...loader.policyPaths(...kinds), ...systemsOf(cases)];
  const grantPaths = changedGrants.filter((path) => loader.holdings.at(path));
  // A question to git costs more than what it answers.
  if (from.policies === from.grants) loader.take(from.policies.read([...policyPaths, ...grantPaths]));
  else {
    loader.take(from.policies.read(policyPaths));
    loader.take(from.grants.read(grantPaths));
  }
  readSystems();
  const touched = loader.workspace();
  const related = grantsNeeded(touched, [...touched.grants.values()]).filter(
    (path) => !touched.grants.has(path),
  );
  if (related.length > 0) {
    loader.take(from.grants.read(related));
    readSystems();
  }
  readPeople(loader, from.policies, cases);
  return loader.workspace();
}

function readPeople(loader: Loader, policies: Source, cases: readonly NeedingCase[]): void {
  const { settings, people } = loader.workspace();
  // Whether there is a second person, only the files of all people tell.
  if (settings?.value.secondPerson === 'where-there-is-one') {
    const unread = people.ids.filter((user) => !people.isRead(user));
    loader.take(policies.read(unread.flatMap((user) => loader.pathOf('person', user) ?? [])));
  }
  for (let reading = true; reading; ) {
    const workspace = loader.workspace();
    const all = [...cases, ...[...workspace.grants.values()].map((grant) => grant.value)];
    const missing = peopleNeeded(workspace, all)
      .filter((name) => !workspace.people.isRead(name))
      .flatMap((name) => loader.pathOf('person', name) ?? []);
    if (missing.length > 0) loader.take(policies.read(missing));
    reading = missing.length > 0;
  }
}
