/** Files to a Workspace. The caller reads the bytes, in as many rounds as it likes; nothing here does I/O. */
import { wholeFile } from '../model/diagnostic.ts';
import { InternalError } from '../model/failure.ts';
import type { Grant } from '../model/grant.ts';
import type { Entry, FileContent } from '../model/listing.ts';
import type { Catalogue, Holding, Holdings, LoadProblem, Sourced, Workspace } from '../model/workspace.ts';
import { tooLarge } from './bytes.ts';
import { loadFile, sizeLimit } from './file.ts';
import { layOut } from './layout.ts';
import type { SchemaName } from './schemas.ts';

interface KnownFile {
  readonly path: string;
  readonly id: string;
  readonly schema: SchemaName;
}

/** Takes files in and gives the Workspace that they make. */
export interface Loader {
  /** The policy files but people: there are few, and every judgement needs them. */
  readonly policyPaths: readonly string[];
  readonly holdings: Holdings;
  /** The path of a person's file, if there is one. */
  personPath(userName: string): string | undefined;
  readonly personPaths: readonly string[];
  take(files: Iterable<readonly [path: string, content: FileContent]>): void;
  workspace(): Workspace;
}

/** Starts to load what a listing holds. */
export function startLoading(entries: readonly Entry[]): Loader {
  const layout = layOut(entries);
  const known = new Map<string, KnownFile>(layout.policies.map((file) => [file.path, file]));
  const holdings = indexHoldings(layout.grants);
  const loaded = new Map<string, Sourced<unknown> | undefined>();
  const problems: LoadProblem[] = [...layout.problems];
  const people = new Map(
    layout.policies.filter((file) => file.schema === 'person').map((file) => [file.id, file.path]),
  );

  const take: Loader['take'] = (files) => {
    for (const [path, content] of files) {
      const holding = holdings.at(path);
      const where = known.get(path) ?? (holding && { path, id: holding.subject, schema: 'grant' as const });
      if (!where || loaded.has(path)) continue;
      const result = loadContent(where, content);
      loaded.set(path, result.file);
      problems.push(...result.problems);
    }
  };

  const catalogue = <T>(schema: SchemaName): Catalogue<T> =>
    makeCatalogue<T>(
      layout.policies.filter((file) => file.schema === schema),
      loaded,
    );

  const workspace = (): Workspace => {
    const single = <T>(schema: SchemaName) => catalogue<T>(schema).all()[0];
    const grants = new Map<string, Sourced<Grant>>();
    for (const [path, file] of loaded)
      if (file && holdings.at(path)) grants.set(path, file as Sourced<Grant>);
    return {
      settings: single('settings'),
      people: catalogue('person'),
      systems: catalogue('system'),
      bundles: catalogue('bundle'),
      exceptions: catalogue('exception'),
      runbooks: catalogue('runbook'),
      policyTests: catalogue('policy-tests'),
      matrix: catalogue<Workspace['matrix'][number]['value']>('role-matrix').all(),
      separationOfDuties: single('separation-of-duties'),
      approvals: single('approvals'),
      grants,
      holdings,
      problems: [...problems],
    };
  };

  return {
    policyPaths: layout.policies.filter((file) => file.schema !== 'person').map((file) => file.path),
    personPaths: [...people.values()],
    personPath: (userName) => people.get(userName),
    holdings,
    take,
    workspace,
  };
}

function loadContent(where: KnownFile, content: FileContent) {
  if (content instanceof Uint8Array) return loadFile(where, content);
  const flaw =
    'size' in content
      ? tooLarge(content.size, sizeLimit(where.schema))
      : { rule: 'unreadable-file', range: wholeFile, message: content.unreadable };
  return { file: undefined, problems: [{ path: where.path, ...flaw }] };
}

function makeCatalogue<T>(
  files: readonly KnownFile[],
  loaded: ReadonlyMap<string, Sourced<unknown> | undefined>,
): Catalogue<T> {
  const paths = new Map(files.map((file) => [file.id, file.path]));
  return {
    ids: [...paths.keys()],
    has: (id) => paths.has(id),
    isRead: (id) => loaded.has(paths.get(id) ?? ''),
    get: (id) => {
      const path = paths.get(id);
      if (path === undefined) return undefined;
      if (!loaded.has(path)) throw new InternalError(`\`${path}\` is needed but was not read`);
      return loaded.get(path) as Sourced<T> | undefined;
    },
    all: () => [...paths.values()].flatMap((path) => (loaded.get(path) as Sourced<T> | undefined) ?? []),
  };
}

function indexHoldings(all: readonly Holding[]): Holdings {
  const byPath = new Map(all.map((holding) => [holding.path, holding]));
  let bySubject: Map<string, Holding[]> | undefined;
  let byRole: Map<string, Holding[]> | undefined;
  return {
    all,
    at: (path) => byPath.get(path),
    of: (subject) => {
      bySubject ??= groupBy(all, (holding) => holding.subject);
      return bySubject.get(subject) ?? [];
    },
    in: (system, role) => {
      byRole ??= groupBy(all, (holding) => `${holding.system}/${holding.role}`);
      return byRole.get(`${system}/${role}`) ?? [];
    },
  };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
