/**
 * Files by which two lists of globs are compared: those that are there, and for each folder one that nobody has made
 * yet. That says what a list does, which its wording does not: the first glob that matches decides.
 */
import { minimatch } from 'minimatch';
import type { Workspace } from '../model/workspace.ts';

export interface Probe {
  readonly path: string;
  /** What to call it: a path, or the glob that it stands for. */
  readonly name: string;
  readonly stands: 'for itself' | 'for the rest of its folder' | 'for a glob';
}

/** A folder (with a `/` at its end; empty for the repository), a file or a glob; all of it but for some. */
export interface Place {
  readonly path: string;
  readonly except: readonly Place[];
}

const inPolicies = ['people', 'systems', 'role-matrix', 'bundles', 'exceptions', 'runbooks', 'tests'];

/** The folders that are told apart. */
const folders = [
  '',
  'policies/',
  ...inPolicies.map((name) => `policies/${name}/`),
  '.github/',
  '.github/workflows/',
];

/** Files that are there in most repositories, and decide something. */
const singleFiles = [
  ...['grantbook', 'approvals', 'role-matrix', 'separation-of-duties'].map((name) => `policies/${name}.yaml`),
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
  const rest = folders.map((folder): Probe => {
    const ending = folder === '' ? '' : folder === '.github/workflows/' ? '.yml' : '.yaml';
    return { path: `${folder}${madeUp}${ending}`, name: folder, stands: 'for the rest of its folder' };
  });
  const instances = [...new Set(globs)].flatMap(instancesOf).filter(({ path }) => !files.has(path));
  return [
    ...rest,
    ...[...files].map((path): Probe => ({ path, name: path, stands: 'for itself' })),
    ...instances,
  ];
}

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
  return minimatch.braceExpand(glob, { braceExpandMax: 20 }).flatMap((one): Probe[] => {
    const path = one.replaceAll(/\*+/g, madeUp).replaceAll('?', 'q');
    if (path.startsWith('access-grants/') || !minimatch(path, glob, { dot: true })) return [];
    return [{ path, name: one, stands: path === one ? 'for itself' : 'for a glob' }];
  });
}

/** The folder of ours that a path is in. */
export const folderOf = (path: string): string =>
  folders.reduce(
    (found, folder) => (path.startsWith(folder) && folder.length > found.length ? folder : found),
    '',
  );

/** The places of which the chosen probes are all that there is, in as few words as possible. */
export function placesOf(
  probes: readonly Probe[],
  isChosen: (probe: Probe) => boolean,
  folder = '',
): Place[] {
  const all = probes.filter(({ path }) => path.startsWith(folder));
  if (!all.some(isChosen)) return [];
  if (all.every(isChosen)) return [{ path: folder, except: [] }];
  const rest = all.find(({ stands, name }) => stands === 'for the rest of its folder' && name === folder);
  return rest !== undefined && isChosen(rest)
    ? [{ path: folder, except: placesBelow(all, (probe) => !isChosen(probe), folder) }]
    : placesBelow(all, isChosen, folder);
}

function placesBelow(probes: readonly Probe[], isChosen: (probe: Probe) => boolean, folder: string): Place[] {
  const isRest = ({ stands }: Probe) => stands === 'for the rest of its folder';
  const own = probes.filter((probe) => !isRest(probe) && folderOf(probe.path) === folder && isChosen(probe));
  const inner = folders.filter((one) => one !== folder && folderOf(one.slice(0, -1)) === folder);
  return [
    ...inner.flatMap((one) => placesOf(probes, isChosen, one)),
    ...own.map(({ name }): Place => ({ path: name, except: [] })),
  ];
}
