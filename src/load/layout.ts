/** Paths to meanings: which file is what, and which entries nobody recognises. Nothing is parsed for this. */

import { distance } from 'fastest-levenshtein';
import { wholeFile } from '../model/diagnostic.ts';
import type { Entry } from '../model/listing.ts';
import { nearest } from '../model/nearest.ts';
import type { Holding, LoadProblem } from '../model/workspace.ts';
import { isName, nameFrom, whyNotAName } from './names.ts';
import { shown } from './schema-words.ts';
import type { SchemaName } from './schemas.ts';

export const grantsFolder = 'access-grants';
export const policiesFolder = 'policies';

const folders: Readonly<Record<string, SchemaName>> = {
  people: 'person',
  systems: 'system',
  bundles: 'bundle',
  exceptions: 'exception',
  runbooks: 'runbook',
  tests: 'policy-tests',
  'role-matrix': 'role-matrix',
};

const singleFiles: Readonly<Record<string, SchemaName>> = {
  'grantbook.yaml': 'settings',
  'role-matrix.yaml': 'role-matrix',
  'separation-of-duties.yaml': 'separation-of-duties',
  'approvals.yaml': 'approvals',
};

/** A policy file whose meaning its path gives. */
export interface PolicyFile {
  readonly path: string;
  readonly id: string;
  readonly schema: SchemaName;
}

export interface Layout {
  readonly policies: readonly PolicyFile[];
  readonly grants: readonly Holding[];
  readonly problems: readonly LoadProblem[];
}

type Meaning = { policy: PolicyFile } | { grant: Holding } | { wrong: string; help?: string } | 'ignored';

/** The rule reference, which is no policy. */
const readme = `${policiesFolder}/README.md`;

/** What nearly every path looks like: lower-case ASCII, so that it can be no other path's twin. */
const plainPath = /^[a-z0-9/._-]+$/;

/** Sorts a listing. Entries outside the two folders are not Grantbook's and are left alone. */
export function layOut(entries: readonly Entry[]): Layout {
  const policies: PolicyFile[] = [];
  const grants: Holding[] = [];
  const problems: LoadProblem[] = [];
  const twins = findTwins(entries);
  for (const entry of entries) {
    const { path } = entry;
    if (!isOurs(path)) {
      if (path === grantsFolder || path === policiesFolder)
        problems.push(unrecognized(path, `\`${path}\` is not a folder`, notAFolder));
      continue;
    }
    const twin = twins.get(path);
    const meaning =
      twin === undefined ? (entry.type === 'file' ? meaningOf(path) : notAFile(entry)) : undefined;
    if (meaning === undefined) problems.push(caseCollision(path, twin ?? path));
    else if (meaning === 'ignored') continue;
    else if ('grant' in meaning) grants.push(meaning.grant);
    else if ('policy' in meaning) policies.push(meaning.policy);
    else problems.push(unrecognized(path, meaning.wrong, meaning.help));
  }
  return { policies, grants, problems };
}

const notAFolder = 'delete it; a folder of this name holds what belongs there';

const isOurs = (path: string): boolean =>
  path.startsWith(`${grantsFolder}/`) || path.startsWith(`${policiesFolder}/`);

/** Odd paths that are another path but for capital letters or the way in which their letters are composed. */
function findTwins(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const twins = new Map<string, string>();
  const odd = entries
    .map((entry) => entry.path)
    .filter((path) => !plainPath.test(path) && isOurs(path) && path !== readme);
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

function unrecognized(path: string, message: string, help?: string): LoadProblem {
  return { rule: 'unrecognized-entry', path, range: wholeFile, message, ...(help ? { help } : {}) };
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

/** `access-grants/<system>/<role>/<userName>.yaml`, as it nearly always is. */
const grantPath =
  /^access-grants\/([a-z0-9]+(?:[._-][a-z0-9]+)*)\/([a-z0-9]+(?:[._-][a-z0-9]+)*)\/([a-z0-9]+(?:[._-][a-z0-9]+)*)\.yaml$/;

function meaningOf(path: string): Meaning {
  const grant = path.length < 100 ? grantPath.exec(path) : null;
  if (grant) {
    const [, system = '', role = '', subject = ''] = grant;
    if (system.length <= 64 && role.length <= 64 && subject.length <= 64)
      return { grant: { path, system, role, subject } };
  }
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
  const [, first = '', second = ''] = parts;
  const single = parts.length === 2 && Object.hasOwn(singleFiles, first) ? singleFiles[first] : undefined;
  if (single) return { policy: { path, id: first.replace(/\.yaml$/, ''), schema: single } };
  const schema = Object.hasOwn(folders, first) ? folders[first] : undefined;
  if (!schema || parts.length !== 3) {
    const known = [...Object.keys(singleFiles), ...Object.keys(folders).map((name) => `${name}/`)].map(
      (name) => `\`${name}\``,
    );
    const near = schema ? undefined : nearest(`\`${first}${parts.length > 2 ? '/' : ''}\``, known);
    return {
      wrong: 'nothing of this name belongs here',
      help: `${near === undefined ? '' : `did you mean ${near}? `}in \`policies/\` belong ${known.join(', ')}`,
    };
  }
  const id = nameOfYaml(second);
  const better = fileName(second, schema === 'person' ? '.' : '-');
  if (id === undefined) return wrongEnding(second, better);
  if (isName(id)) return { policy: { path, id, schema } };
  return {
    wrong: `${shown(id)} cannot be a file name: ${whyNotAName(id)}`,
    help:
      better === undefined
        ? 'rename it, such as `ana.costa.yaml` or `help-desk.yaml`'
        : `rename it to \`${better}\``,
  };
}

const nameOfYaml = (name: string): string | undefined =>
  name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : undefined;

/** The file name that a name was meant to be, if it was meant to be one of YAML. */
function fileName(name: string, between: '.' | '-'): string | undefined {
  // Some editors add an ending of their own: `ana.costa.yaml.txt`.
  const stem = name.replace(/(?:\.ya?ml)?(?:\.txt)?$/i, '');
  const isOther = stem === name && /\.[a-z0-9]{1,4}$/i.test(name);
  const better = isOther ? undefined : nameFrom(stem, between);
  return better === undefined ? undefined : `${better}.yaml`;
}

function wrongEnding(name: string, better: string | undefined): Meaning {
  return {
    wrong: `${shown(name)} does not end in \`.yaml\``,
    help: better === undefined ? 'delete it, or move it out of this folder' : `rename it to \`${better}\``,
  };
}

/** How people who know what they mean spell the two folders. */
const rootSpellings: readonly (readonly [spelling: string, root: string])[] = [
  [grantsFolder, grantsFolder],
  ['access-grant', grantsFolder],
  [policiesFolder, policiesFolder],
  ['policy', policiesFolder],
];

/** Which of the two folders the name of another one was probably meant to be: nobody would read what is in it. */
export function misspeltRoot(name: string): string | undefined {
  const folded = name.toLowerCase().replace(/[_.\s]+/g, '-');
  const [, root] =
    rootSpellings.find(([spelling]) => distance(folded, spelling) <= Math.floor(spelling.length / 6)) ?? [];
  return root === name ? undefined : root;
}
