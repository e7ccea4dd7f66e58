/**
 * Files by which two lists of globs are compared: those that are there, and for each folder one that nobody has made
 * yet. That says what a list does, which its wording does not: the first glob that matches decides.
 */
import { minimatch } from 'minimatch';
import { policyFiles, policyFolders } from '../model/policy-folders.ts';
import type { Workspace } from '../model/workspace.ts';

export interface Probe {
  readonly path: string;
  /** What to call it: a path, or the glob that it stands for. */
  readonly name: string;
  /** The one of our folders that it is in. */
  readonly folder: string;
  /** Whether it stands for everything in its folder that nobody else speaks of. */
  readonly isRest: boolean;
}

/** A folder (with a `/` at its end; empty for the repository), a file or a glob; all of it but for some. */
export interface Place {
  readonly path: string;
  readonly except: readonly Place[];
}

const workflows = '.github/workflows/';

/** The folders that are told apart, each after the one that it is in. */
const folders = ['', 'policies/', ...policyFolders.map((name) => `policies/${name}/`), '.github/', workflows];

/** Files that are there in most repositories, and decide something. */
const singleFiles = [
  ...policyFiles.map((name) => `policies/${name}`),
  'policies/README.md',
  '.github/CODEOWNERS',
  'README.md',
];

/** No glob is written for it. */
const madeUp = 'qxz-made-up';

export function probesOf(...workspaces: readonly Workspace[]): Probe[] {
  const files = new Set([...singleFiles, ...workspaces.flatMap(filesOf)]);
  const globs = workspaces.flatMap(({ approvals }) =>
    (approvals?.value.policyChanges ?? []).flatMap(({ paths }) => paths),
  );
  return [
    ...folders.map((folder): Probe => ({ path: newIn(folder), name: folder, folder, isRest: true })),
    ...[...files].map((path) => probe(path, path)),
    ...[...new Set(globs)].flatMap(instancesOf).filter(({ path }) => !files.has(path)),
  ];
}

/** A file that nobody has made yet, with the ending that most files of its folder have. */
function newIn(folder: string): string {
  if (folder === '') return madeUp;
  return `${folder}${madeUp}${folder === workflows ? '.yml' : '.yaml'}`;
}

const probe = (path: string, name: string): Probe => ({ path, name, folder: folderOf(path), isRest: false });

/** The policy files of a workspace, read or not. */
function filesOf(workspace: Workspace): string[] {
  const { people, systems, bundles, exceptions, runbooks, policyTests: tests, matrix } = workspace;
  return [
    ...Object.entries({ people, systems, bundles, exceptions, runbooks, tests }).flatMap(
      ([folder, { ids }]) => ids.map((id) => `policies/${folder}/${id}.yaml`),
    ),
    ...matrix.map(({ path }) => path),
  ];
}

/** A made-up file that a glob matches, where it is a simple one. Grants are not approved by globs. */
function instancesOf(glob: string): Probe[] {
  return minimatch.braceExpand(glob, { braceExpandMax: 20 }).flatMap((one) => {
    const path = one.replaceAll('*', madeUp).replaceAll('?', 'q');
    // A path with a slash at its end would be a folder, which no pull request changes.
    const isFile = !path.endsWith('/') && !path.startsWith('access-grants/');
    return isFile && minimatch(path, glob) ? [probe(path, one)] : [];
  });
}

/** The folder of ours that a path is in. */
const folderOf = (path: string): string =>
  folders.reduce((found, folder) => (path.startsWith(folder) ? folder : found));

/** The places of which the chosen probes are all that there is, in as few words as possible. */
export function placesOf(
  probes: readonly Probe[],
  isChosen: (probe: Probe) => boolean,
  folder = '',
): Place[] {
  const own = probes.filter((each) => each.folder === folder);
  const isWhole = own.some((each) => each.isRest && isChosen(each));
  // Of a folder as a whole, what is told is what is different in it.
  const isTold = (each: Probe) => isChosen(each) !== isWhole;
  const inner = folders.filter((one) => one !== folder && folderOf(one.slice(0, -1)) === folder);
  const places = [
    ...inner.flatMap((one) => placesOf(probes, isTold, one)),
    ...own.filter(isTold).map(({ name }): Place => ({ path: name, except: [] })),
  ];
  return isWhole ? [{ path: folder, except: places }] : places;
}
