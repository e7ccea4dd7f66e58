import { join } from 'node:path';
import { fullName } from './describe.ts';
import { git } from './git.ts';
import { readRefs } from './git-refs.ts';
import type { MergeMethod, Repository, Role } from './state.ts';
import type { World } from './world.ts';

/** What a new repository is made from. */
export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly collaborators?: Readonly<Record<string, Role>>;
  /** Roles of teams of the owner, by their slugs. */
  readonly teams?: Readonly<Record<string, Role>>;
  /** Slugs of the apps that are installed; all of them when left out. */
  readonly apps?: readonly string[];
  /** The ways to merge that are allowed; `merge` and `squash` when left out. */
  readonly mergeMethods?: readonly MergeMethod[];
  /** `free` has no rulesets for private repositories; `team` when left out. */
  readonly plan?: Repository['plan'];
  /** `owner/name` of the repository that this one is a fork of. */
  readonly forkOf?: string;
}

/** Only GitHub writes `refs/pull`; anybody who can see a repository may fetch any commit by its id. */
const settings: Readonly<Record<string, string>> = {
  'http.receivepack': 'true',
  'receive.hideRefs': 'refs/pull',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'gc.auto': '0',
  // It is gone with its folder.
  'core.fsync': 'none',
  // Nothing goes over a wire here, and a pack that is made in no time is worth more than a small one.
  'pack.compression': '0',
  'pack.threads': '1',
  'pack.window': '0',
};

/** Makes a repository, empty or as a fork of another one. */
export function addRepository(world: World, options: RepositoryOptions): Repository {
  const { name, defaultBranch = 'main' } = options;
  const owner = world.organization(options.owner);
  if (world.repository(owner.login, name))
    throw new Error(`There is already a repository ${owner.login}/${name}.`);
  const forkOf = options.forkOf === undefined ? null : world.knownRepository(options.forkOf);
  const gitDir = join(world.directory, owner.login, `${name}.git`);
  git(gitDir, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, gitDir]);
  for (const [setting, value] of Object.entries(settings)) git(gitDir, ['config', setting, value]);
  if (forkOf) git(gitDir, ['fetch', '--quiet', forkOf.gitDir, '+refs/heads/*:refs/heads/*']);

  const now = world.now();
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    private: options.private ?? false,
    defaultBranch,
    gitDir,
    createdAt: now,
    forkOf,
    mergeMethods: new Set(options.mergeMethods ?? ['merge', 'squash']),
    allowForking: true,
    plan: options.plan ?? 'team',
    workflowPermissions: 'read',
    actionsMayApprove: false,
    collaborators: new Map(
      Object.entries(options.collaborators ?? {}).map(([login, role]) => [
        world.known(login).login.toLowerCase(),
        role,
      ]),
    ),
    invitations: [],
    teams: new Map(Object.entries(options.teams ?? {})),
    apps: options.apps === undefined ? null : new Set(options.apps),
    protections: new Map(),
    rulesets: [],
    workflowRuns: [],
    issues: new Map(),
    labels: new Map(),
    checkRuns: [],
    statuses: [],
    activities: [],
    refs: readRefs(gitDir, 'refs/heads'),
    pushedAt: now,
  };
  world.repositories.set(fullName(repository).toLowerCase(), repository);
  return repository;
}
