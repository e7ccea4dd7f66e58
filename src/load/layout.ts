/** Paths to meanings: which file is what, and which entries nobody recognises. Nothing is parsed for this. */

import { wholeFile } from '../model/diagnostic.ts';
import type { Entry } from '../model/listing.ts';
import { isPicture, picturesFolder } from '../model/picture.ts';
import type { Holding, LoadProblem } from '../model/workspace.ts';
import { fileName, nameOfYaml, originalOf } from './file-names.ts';
import { grantReader } from './grant-paths.ts';
import { isName, nameFrom, whyNotAName } from './names.ts';
import { notAPicture } from './picture-names.ts';
import { folders, type NamedInGrants, placeFor, policiesFolder, policyAt } from './policy-places.ts';
import { shown } from './schema-words.ts';
import type { SchemaName } from './schemas.ts';

const grantsFolder = 'access-grants';

/** A policy file whose meaning its path gives. */
export interface PolicyFile {
  readonly path: string;
  readonly id: string;
  readonly schema: SchemaName;
}

export interface Layout {
  readonly policies: readonly PolicyFile[];
  /** Files that were meant to be a policy file, and cannot be read under their names. */
  readonly misnamed: readonly PolicyFile[];
  readonly grants: readonly Holding[];
  /** The pictures of runbooks. */
  readonly pictures: readonly string[];
  readonly problems: readonly LoadProblem[];
}

/** What is wrong with a path; and the one that it was meant to be, where that is plain. */
interface Wrong {
  readonly wrong: string;
  readonly help?: string;
  readonly meant?: string;
}
type Meaning =
  | { policy: PolicyFile }
  | { grant: Holding }
  | { picture: string }
  | Wrong
  | 'stray'
  | 'ignored';

/** The rule reference, which is no policy. */
const readme = `${policiesFolder}/README.md`;

/** What nearly every path looks like: lower-case ASCII, so that it can be no other path's twin. */
const plainPath = /^[a-z0-9/._-]+$/;

/** Sorts a listing. Entries outside the two folders are not Grantbook's and are left alone. */
export function layOut(entries: readonly Entry[]): Layout {
  const policies: PolicyFile[] = [];
  const grants: Holding[] = [];
  const pictures: string[] = [];
  const problems: LoadProblem[] = [];
  const strays: string[] = [];
  const others: Entry[] = [];
  const grantAt = grantReader();
  for (const entry of entries) {
    const grant = entry.type === 'file' ? grantAt(entry.path) : undefined;
    if (grant) grants.push(grant);
    else others.push(entry);
  }
  const twins = findTwins(others, entries);
  for (const entry of others) {
    const { path } = entry;
    if (!isOurs(path)) {
      if (path === grantsFolder || path === policiesFolder)
        problems.push(unrecognized(path, { wrong: `\`${path}\` is not a folder`, help: notAFolder }));
      continue;
    }
    const twin = twins.get(path);
    const meaning =
      twin === undefined ? (entry.type === 'file' ? meaningOf(path) : notAFile(entry)) : undefined;
    if (meaning === undefined) problems.push(caseCollision(path, twin ?? path));
    else if (meaning === 'ignored') continue;
    else if (meaning === 'stray') strays.push(path);
    else if ('grant' in meaning) grants.push(meaning.grant);
    else if ('picture' in meaning) pictures.push(meaning.picture);
    else if ('policy' in meaning) policies.push(meaning.policy);
    else problems.push(unrecognized(path, meaning));
  }
  for (const path of strays) problems.push(unrecognized(path, strayMeaning(path, namedIn(grants))));
  if (problems.length === 0) return { policies, misnamed: [], grants, pictures, problems };
  const known = new Set([...policies, ...grants].map(({ path }) => path));
  const told = problems.map((problem) => asCopy(problem, known));
  const misnamed = told.flatMap(({ path, meant }) => {
    const file = meant === undefined || known.has(meant) ? undefined : policyAt(meant);
    return file ? [{ ...file, path }] : [];
  });
  return { policies, misnamed, grants, pictures, problems: told };
}

const namedIn = (grants: readonly Holding[]): NamedInGrants => ({
  systems: new Set(grants.map(({ system }) => system)),
  subjects: new Set(grants.map(({ subject }) => subject)),
});

const strayMeaning = (path: string, grants: NamedInGrants): Wrong => ({
  wrong: 'nothing of this name belongs here',
  ...placeFor(path.split('/'), grants),
});

/** What editors and people leave beside a file before they change it is no mistake in that file. */
function asCopy(problem: LoadProblem, known: ReadonlySet<string>): LoadProblem {
  const original = problem.rule === 'unrecognized-entry' ? originalOf(problem.path) : undefined;
  if (original === undefined || !known.has(original)) return problem;
  const { rule, path, range } = problem;
  return {
    rule,
    path,
    range,
    message: `this is a copy of \`${original.slice(original.lastIndexOf('/') + 1)}\`, which nobody reads`,
    help: 'delete this copy',
    isCopy: true,
  };
}

const notAFolder = 'delete it; a folder of this name holds what belongs there';

const isOurs = (path: string): boolean =>
  path.startsWith(`${grantsFolder}/`) || path.startsWith(`${policiesFolder}/`);

/** Odd paths that are another path but for capital letters or the way in which their letters are composed. */
function findTwins(suspects: readonly Entry[], entries: readonly Entry[]): ReadonlyMap<string, string> {
  const twins = new Map<string, string>();
  const odd = suspects.flatMap(({ path }) =>
    !plainPath.test(path) && isOurs(path) && path !== readme ? [path] : [],
  );
  if (odd.length === 0) return twins;
  const fold = (path: string) => path.normalize('NFKC').toLowerCase();
  const folded = new Map(
    entries.filter((entry) => plainPath.test(entry.path)).map((entry) => [entry.path, entry.path]),
  );
  for (const path of odd) {
    const twin = folded.get(fold(path));
    if (twin === undefined) folded.set(fold(path), path);
    else twins.set(path, twin);
  }
  return twins;
}

function unrecognized(path: string, { wrong, help, meant }: Wrong): LoadProblem {
  return {
    rule: 'unrecognized-entry',
    path,
    range: wholeFile,
    message: wrong,
    ...(help ? { help } : {}),
    ...(meant ? { meant } : {}),
  };
}

function caseCollision(path: string, twin: string): LoadProblem {
  return {
    rule: 'case-collision',
    path,
    range: wholeFile,
    message: `this path differs from \`${twin}\` only in capital letters or in how a letter is written`,
    help: 'on Windows and macOS they are the same file; keep one of them',
  };
}

function notAFile(entry: Entry): Meaning {
  const what = {
    symlink: 'a symbolic link',
    submodule: 'a git submodule',
    other: 'not a regular file',
    file: 'a file',
  }[entry.type];
  return {
    wrong: `this is ${what}, and only regular files are read`,
    help: 'replace it with the file itself, or delete it',
  };
}

function meaningOf(path: string): Meaning {
  const parts = path.split('/');
  const hidden = parts.find((part) => part.startsWith('.'));
  if (hidden !== undefined)
    return {
      wrong: `${shown(hidden)} is hidden, so nobody would see it in a listing`,
      help: 'delete it, or move it out of this folder',
    };
  return parts[0] === grantsFolder ? grantMeaning(path, parts) : policyMeaning(path, parts);
}

function grantMeaning(path: string, parts: readonly string[]): Meaning {
  const [, system = '', role = '', name = ''] = parts;
  if (parts.length !== 4) {
    const problem =
      parts.length < 4 ? 'not inside the folder of a system and a role' : 'in a folder too deep';
    return {
      wrong: `this file is ${problem}`,
      help: 'a grant stands at `access-grants/<system>/<role>/<userName>.yaml`',
    };
  }
  const subject = nameOfYaml(name);
  const isPlaced = isName(system) && isName(role);
  if (subject === undefined) return wrongEnding(name, isPlaced ? fileName(name, '.') : undefined);
  const bad = [system, role, subject].find((part) => !isName(part));
  if (bad === undefined) return { grant: { path, system, role, subject } };
  const better = [nameFrom(system, '-'), nameFrom(role, '-'), fileName(name, '.')];
  return {
    wrong: `${shown(bad)} cannot be part of the path: ${whyNotAName(bad)}`,
    help: better.includes(undefined)
      ? 'rename it; a grant stands at `access-grants/<system>/<role>/<userName>.yaml`'
      : `rename it to \`${isPlaced ? better.at(-1) : [grantsFolder, ...better].join('/')}\``,
  };
}

function policyMeaning(path: string, parts: readonly string[]): Meaning {
  if (path === readme) return 'ignored';
  const policy = policyAt(path);
  if (policy) return { policy };
  if (isPicture(path)) return { picture: path };
  if (path.startsWith(`${picturesFolder}/`)) return notAPicture(path);
  const [, first = '', second = ''] = parts;
  const schema = Object.hasOwn(folders, first) ? folders[first] : undefined;
  if (!schema || parts.length !== 3) return 'stray';
  const id = nameOfYaml(second);
  const better = fileName(second, schema === 'person' ? '.' : '-');
  const meant = better === undefined ? {} : { meant: `${policiesFolder}/${first}/${better}` };
  if (id === undefined) return { ...wrongEnding(second, better), ...meant };
  return {
    wrong: `${shown(id)} cannot be a file name: ${whyNotAName(id)}`,
    help:
      better === undefined
        ? 'rename it, such as `ana.costa.yaml` or `help-desk.yaml`'
        : `rename it to \`${better}\``,
    ...meant,
  };
}

function wrongEnding(name: string, better: string | undefined): Wrong {
  return {
    wrong: `${shown(name)} does not end in \`.yaml\``,
    help: better === undefined ? 'delete it, or move it out of this folder' : `rename it to \`${better}\``,
  };
}
