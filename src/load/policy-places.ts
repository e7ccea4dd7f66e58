/** Where each kind of policy file stands, and where a file belongs that stands elsewhere. */
import { nearest } from '../model/nearest.ts';
import type { policyFiles, policyFolders } from '../model/policy-folders.ts';
import { fileName } from './file-names.ts';
import { isName } from './names.ts';
import type { SchemaName } from './schemas.ts';

export const policiesFolder = 'policies';

const ofFolders: Readonly<Record<(typeof policyFolders)[number], SchemaName>> = {
  people: 'person',
  systems: 'system',
  bundles: 'bundle',
  exceptions: 'exception',
  runbooks: 'runbook',
  tests: 'policy-tests',
  'role-matrix': 'role-matrix',
};
export const folders: Readonly<Record<string, SchemaName>> = ofFolders;

const ofFiles: Readonly<Record<(typeof policyFiles)[number], SchemaName>> = {
  'grantbook.yaml': 'settings',
  'role-matrix.yaml': 'role-matrix',
  'separation-of-duties.yaml': 'separation-of-duties',
  'approvals.yaml': 'approvals',
};
const singleFiles: Readonly<Record<string, SchemaName>> = ofFiles;

/** What some call a folder or a file that has another name here. */
const otherNames: Readonly<Record<string, string>> = {
  ...{ person: 'people', persons: 'people', users: 'people', user: 'people', staff: 'people' },
  ...{ employees: 'people', members: 'people', system: 'systems', apps: 'systems', applications: 'systems' },
  ...{ bundle: 'bundles', exception: 'exceptions', runbook: 'runbooks', test: 'tests' },
  ...{ matrix: 'role-matrix', 'role-matrices': 'role-matrix', matrices: 'role-matrix', roles: 'role-matrix' },
  ...{
    'settings.yaml': 'grantbook.yaml',
    'config.yaml': 'grantbook.yaml',
    'matrix.yaml': 'role-matrix.yaml',
  },
  ...{ 'sod.yaml': 'separation-of-duties.yaml', 'approvers.yaml': 'approvals.yaml' },
};

/** Whom and what the grants name: that tells what a file without a folder is about. */
export interface NamedInGrants {
  readonly systems: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

/** What to do with a file for which there is no place, and the path that it was meant to have where that is plain. */
export interface Misplaced {
  readonly help: string;
  readonly meant?: string;
}

const known = [...Object.keys(singleFiles), ...Object.keys(folders).map((name) => `${name}/`)];

/** What to say of a path under `policies/` that is none of a policy file. */
export function placeFor(parts: readonly string[], grants: NamedInGrants): Misplaced {
  const [, first = ''] = parts;
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const meant = meantName(first, Object.keys(singleFiles));
    return meant === undefined ? placeOfStray(name, grants) : moveTo(`${policiesFolder}/${meant}`);
  }
  const folder = meantName(first, Object.keys(folders));
  const better = folder === undefined ? undefined : fileName(name, folder === 'people' ? '.' : '-');
  return folder === undefined || better === undefined
    ? { help: possible }
    : moveTo(`${policiesFolder}/${folder}/${better}`);
}

const moveTo = (meant: string): Misplaced => ({ help: `move it to \`${meant}\``, meant });

const possible = `in \`policies/\` belong ${known.map((name) => `\`${name}\``).join(', ')}`;

function meantName(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return name;
  const lower = name.toLowerCase().replace(/\.yml$/, '.yaml');
  const other = Object.hasOwn(otherNames, lower) ? otherNames[lower] : undefined;
  if (other !== undefined && names.includes(other)) return other;
  // The ending is no part of the word: otherwise every short name would be near another.
  const near = nearest(lower.replace(/\.yaml$/, ''), names.map(stemOf));
  return names.find((one) => stemOf(one) === near);
}

const stemOf = (name: string): string => name.replace(/\.yaml$/, '');

/** A file right under `policies/`: what it is about tells where it belongs. */
function placeOfStray(name: string, { systems, subjects }: NamedInGrants): Misplaced {
  const id = stemOf(fileName(name, '.') ?? '');
  const asId = stemOf(fileName(name, '-') ?? '');
  if (!isName(id) || !/\.(?:ya?ml)(?:\.txt)?$/i.test(name)) return { help: possible };
  if (subjects.has(id)) return moveTo(`${policiesFolder}/people/${id}.yaml`);
  if (systems.has(asId)) return moveTo(`${policiesFolder}/systems/${asId}.yaml`);
  // People mostly have a dot in their names.
  if (id.includes('.')) return moveTo(`${policiesFolder}/people/${id}.yaml`);
  return {
    help: `move it to \`${policiesFolder}/systems/${asId}.yaml\` if it is a system, or to \`${policiesFolder}/role-matrix/${asId}.yaml\` if it is a part of the role matrix`,
  };
}

/** The policy file that a path is; nothing where it is none. */
export function policyAt(path: string): { path: string; id: string; schema: SchemaName } | undefined {
  const [, first = '', second = '', ...more] = path.split('/');
  const single = second === '' && Object.hasOwn(singleFiles, first) ? singleFiles[first] : undefined;
  if (single) return { path, id: stemOf(first), schema: single };
  const schema = Object.hasOwn(folders, first) ? folders[first] : undefined;
  const id = stemOf(second);
  return schema && more.length === 0 && id !== second && isName(id) ? { path, id, schema } : undefined;
}
