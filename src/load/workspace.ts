/** Files to a Workspace. The caller reads the bytes, in as many rounds as it likes; nothing here does I/O. */
import { wholeFile } from '../model/diagnostic.ts';
import { InternalError } from '../model/failure.ts';
import type { Grant } from '../model/grant.ts';
import { type Entry, type FileContent, sizeLimitOf } from '../model/listing.ts';
import type { Picture } from '../model/picture.ts';
import type { Catalogue, Holding, Holdings, LoadProblem, Sourced, Workspace } from '../model/workspace.ts';
import { tooLarge } from './bytes.ts';
import { type LoadedFile, loadFile } from './file.ts';
import { layOut } from './layout.ts';
import { loadPicture } from './pictures.ts';
import type { SchemaName } from './schemas.ts';

interface KnownFile {
  readonly path: string;
  readonly id: string;
  readonly schema: SchemaName;
}

/** Takes files in and gives the Workspace that they make. */
export interface Loader {
  /** The paths of all policy files of these kinds; of every kind when none is named, with the pictures of runbooks. */
  policyPaths(...kinds: SchemaName[]): readonly string[];
  readonly holdings: Holdings;
  /** The path of the policy file of a kind and an id, such as a person's, if there is one. */
  pathOf(kind: SchemaName, id: string): string | undefined;
  take(files: Iterable<readonly [path: string, content: FileContent]>): void;
  workspace(): Workspace;
}

/** Starts to load what a listing holds. */
export function startLoading(entries: readonly Entry[]): Loader {
  const layout = layOut(entries);
  const known = new Map<string, KnownFile>(layout.policies.map((file) => [file.path, file]));
  const holdings = indexHoldings(layout.grants);
  // What cannot be read under its name is known to be there, and is not read.
  const loaded = new Map<string, Sourced<unknown> | undefined>(
    layout.misnamed.map(({ path }) => [path, undefined]),
  );
  const pictures = new Map<string, Picture | undefined>(layout.pictures.map((path) => [path, undefined]));
  const problems: LoadProblem[] = [...layout.problems];
  const load = entries.length > mostRemembered ? loadFile : loadAgain;

  const take: Loader['take'] = (files) => {
    for (const [path, content] of files) {
      if (pictures.has(path)) {
        const { picture, problems: found } = loadPicture(path, content);
        pictures.set(path, picture);
        problems.push(...found);
        continue;
      }
      const holding = holdings.at(path);
      const where = known.get(path) ?? (holding && { path, id: holding.subject, schema: 'grant' as const });
      if (!where || loaded.has(path)) continue;
      const result = loadContent(where, content, load);
      loaded.set(path, result.file);
      problems.push(...result.problems);
    }
  };

  const bySchema = groupBy([...layout.policies, ...layout.misnamed], (file) => file.schema);
  const pathsById = new Map(
    [...bySchema].map(([schema, files]) => [schema, new Map(files.map(({ id, path }) => [id, path]))]),
  );
  const catalogue = <T>(schema: SchemaName): Catalogue<T> =>
    makeCatalogue<T>(bySchema.get(schema) ?? [], pathsById.get(schema) ?? new Map(), loaded);

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
      pictures: new Map(pictures),
      grants,
      holdings,
      problems: [...problems],
    };
  };

  return {
    policyPaths: (...kinds) => [
      ...layout.policies
        .filter(({ schema }) => kinds.length === 0 || kinds.includes(schema))
        .map((file) => file.path),
      ...(kinds.length === 0 ? layout.pictures : []),
    ],
    pathOf: (kind, id) => pathsById.get(kind)?.get(id),
    holdings,
    take,
    workspace,
  };
}

/**
 * What was made of the same bytes under the same name: a source gives the same object where it has read it before, as a
 * job does with the policies. Of a large listing nothing is remembered, which is read as a whole, and once.
 */
const remembered = new WeakMap<Uint8Array, LoadedFile & { readonly where: KnownFile }>();
const mostRemembered = 2000;

function loadAgain(where: KnownFile, bytes: Uint8Array): LoadedFile {
  const before = remembered.get(bytes);
  if (before && before.where.path === where.path && before.where.schema === where.schema) return before;
  const loaded = { ...loadFile(where, bytes), where };
  remembered.set(bytes, loaded);
  return loaded;
}

function loadContent(where: KnownFile, content: FileContent, load: typeof loadFile): LoadedFile {
  if (content instanceof Uint8Array) return load(where, content);
  const flaw =
    'size' in content
      ? tooLarge(content.size, sizeLimitOf(where.path))
      : { rule: 'unreadable-file', range: wholeFile, message: content.unreadable };
  return { problems: [{ path: where.path, ...flaw }] };
}

function makeCatalogue<T>(
  files: readonly KnownFile[],
  paths: ReadonlyMap<string, string>,
  loaded: ReadonlyMap<string, Sourced<unknown> | undefined>,
): Catalogue<T> {
  return {
    get ids() {
      return [...paths.keys()];
    },
    has: (id) => paths.has(id),
    isRead: (id) => loaded.has(paths.get(id) ?? ''),
    get: (id) => {
      const path = paths.get(id);
      if (path === undefined) return undefined;
      if (!loaded.has(path)) throw new InternalError(`\`${path}\` is needed but was not read`);
      return loaded.get(path) as Sourced<T> | undefined;
    },
    // By file, not by id: `role-matrix.yaml` and `role-matrix/role-matrix.yaml` share one.
    all: () => files.flatMap(({ path }) => (loaded.get(path) as Sourced<T> | undefined) ?? []),
  };
}

function indexHoldings(all: readonly Holding[]): Holdings {
  let byPath: Map<string, Holding> | undefined;
  return {
    all,
    at: (path) => {
      byPath ??= new Map(all.map((holding) => [holding.path, holding]));
      return byPath.get(path);
    },
    of: lookUp(all, (holding) => holding.subject),
    in: (() => {
      const find = lookUp(all, (holding) => `${holding.system}/${holding.role}`);
      return (system: string, role: string) => find(`${system}/${role}`);
    })(),
  };
}

/** An index pays only for many questions; the few of a single change are answered by looking through. */
const questionsWithoutIndex = 8;

function lookUp<T>(items: readonly T[], key: (item: T) => string): (wanted: string) => readonly T[] {
  let index: Map<string, T[]> | undefined;
  let asked = 0;
  return (wanted) => {
    asked += 1;
    if (asked <= questionsWithoutIndex && !index) return items.filter((item) => key(item) === wanted);
    index ??= groupBy(items, key);
    return index.get(wanted) ?? [];
  };
}

function groupBy<T, K extends string>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
