/** Paths to meanings: which file is what, and which entries nobody recognises. Nothing is parsed for this. */

import { wholeFile } from '../model/diagnostic.ts';
import type { Entry } from '../model/listing.ts';
import type { Holding, LoadProblem } from '../model/workspace.ts';
import { isName, whyNotAName } from './formats.ts';
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

/** Sorts a listing. Entries outside the two folders are not Grantbook's and are left alone. */
export function layOut(entries: readonly Entry[]): Layout {
  const policies: PolicyFile[] = [];
  const grants: Holding[] = [];
  const problems: LoadProblem[] = [];
  const folded = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.path.startsWith(`${grantsFolder}/`) && !entry.path.startsWith(`${policiesFolder}/`)) {
      if (entry.path === grantsFolder || entry.path === policiesFolder)
        problems.push(unrecognized(entry.path, `\`${entry.path}\` is not a folder`));
      continue;
    }
    const fold = entry.path.normalize('NFKC').toLowerCase();
    const twin = folded.get(fold);
    folded.set(fold, entry.path);
    if (twin !== undefined) {
      problems.push(caseCollision(entry.path, twin));
      continue;
    }
    const meaning = entry.type === 'file' ? meaningOf(entry.path) : notAFile(entry);
    if (meaning === 'ignored') continue;
    if ('policy' in meaning) policies.push(meaning.policy);
    else if ('grant' in meaning) grants.push(meaning.grant);
    else problems.push(unrecognized(entry.path, meaning.wrong, meaning.help));
  }
  return { policies, grants, problems };
}

function unrecognized(path: string, message: string, help?: string): LoadProblem {
  return { rule: 'unrecognized-entry', path, range: wholeFile, message, ...(help ? { help } : {}) };
}

function caseCollision(path: string, twin: string): LoadProblem {
  return {
    rule: 'case-collision',
    path,
    range: wholeFile,
    message: `this path differs from \`${twin}\` only in capital letters`,
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
      wrong: `\`${hidden}\` is hidden, so nobody would see it in a listing`,
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
  if (subject === undefined) return wrongEnding(name);
  const bad = [system, role, subject].find((part) => !isName(part));
  if (bad !== undefined) return { wrong: `\`${bad}\` cannot be part of the path: ${whyNotAName(bad)}` };
  return { grant: { path, system, role, subject } };
}

function policyMeaning(path: string, parts: readonly string[]): Meaning {
  if (path === `${policiesFolder}/README.md`) return 'ignored';
  const [, first = '', second = ''] = parts;
  const single = parts.length === 2 ? singleFiles[first] : undefined;
  if (single) return { policy: { path, id: first.replace(/\.yaml$/, ''), schema: single } };
  const schema = Object.hasOwn(folders, first) ? folders[first] : undefined;
  if (!schema || parts.length !== 3) {
    const known = [...Object.keys(singleFiles), ...Object.keys(folders).map((name) => `${name}/`)].map(
      (name) => `\`${name}\``,
    );
    return {
      wrong: 'nothing of this name belongs here',
      help: `in \`policies/\` belong ${known.join(', ')}`,
    };
  }
  const id = nameOfYaml(second);
  if (id === undefined) return wrongEnding(second);
  if (!isName(id)) return { wrong: `\`${id}\` cannot be a file name: ${whyNotAName(id)}` };
  return { policy: { path, id, schema } };
}

const nameOfYaml = (name: string): string | undefined =>
  name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : undefined;

function wrongEnding(name: string): Meaning {
  const better = /\.ya?ml$/i.test(name)
    ? `rename it to \`${name.replace(/\.ya?ml$/i, '.yaml')}\``
    : 'delete it, or move it out of this folder';
  return { wrong: `\`${name}\` does not end in \`.yaml\``, help: better };
}
