import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordRun } from './actions.ts';
import { fullName } from './describe.ts';
import type { Faults } from './faults.ts';
import { isGitRequest, serveGit } from './git-http.ts';
import { enqueue, type MergeGroup } from './merge-queue.ts';
import { addRepository, type RepositoryOptions } from './new-repository.ts';
import { takeOutOfTeam } from './organization.ts';
import { type NewRuleset, protect, setRulesets } from './protected-branch.ts';
import { type LoggedRequest, newTraffic, serveRest } from './rest.ts';
import { type SeedCommit, seed } from './seed.ts';
import type { Protection } from './settings.ts';
import type { Permissions, Repository } from './state.ts';
import { type AccountOptions, type NewAccount, type NewApp, World } from './world.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** The folder for the repositories; it is made where it is missing. */
  readonly dir: string;
  /** The server's clock, as an ISO instant. It moves only when this says so. */
  readonly now: () => string;
  readonly users?: readonly AccountOptions[];
  readonly apps?: readonly { readonly slug: string; readonly permissions?: Permissions }[];
  /** How many REST requests a token has an hour; 5000 when left out. */
  readonly rateLimit?: number;
}

/** A repository in the sandbox. */
export interface SandboxRepository {
  readonly fullName: string;
  /** The bare repository, for looking into with git. A branch that is moved there by hand moves no pull request. */
  readonly gitDir: string;
  /** Puts a commit onto a branch without a client, with all that follows from a push; gives its id. */
  commit(commit: SeedCommit): string;
  /** The address for `git clone`, with a token in it when one is given. */
  cloneUrl(token?: string): string;
}

/** What an administrator sets for a repository. */
export type RepositorySettings = Partial<
  Pick<Repository, 'mergeMethods' | 'allowForking' | 'plan' | 'workflowPermissions' | 'actionsMayApprove'>
>;

/** A GitHub in a folder. */
export interface Sandbox {
  /** The base address of the REST API, and of the repositories for git. */
  readonly url: string;
  addUser(options: AccountOptions): NewAccount;
  /** Adds an app with a token of its installation; `github-actions` is the one behind `GITHUB_TOKEN`. */
  addApp(options: { readonly slug: string; readonly permissions?: Permissions }): NewApp;
  /** A further token of an app that may do less, as for a workflow with `permissions:`. */
  addAppToken(slug: string, permissions: Permissions): string;
  /** The token of a user that was added. */
  tokenOf(login: string): string;
  /** Adds a team to an organization, below another one of it where that is named; gives its id. */
  addTeam(organization: string, slug: string, members: readonly string[], parent?: string): number;
  /** Takes somebody out of a team, as an owner of the organization would. */
  removeFromTeam(organization: string, slug: string, login: string): void;
  /** Everything that is on it, for what happens there without a request. */
  readonly world: World;
  /** Makes an empty repository; its owner becomes an organization where there is no such account. */
  createRepository(options: RepositoryOptions): SandboxRepository;
  /** Protects a branch: pushes to it are refused, and a merge needs what this asks for. Null takes that back. */
  protect(fullName: string, branch: string, protection: Protection | null): void;
  /** Gives a repository these rulesets in place of those that it had. */
  setRulesets(fullName: string, rulesets: readonly NewRuleset[]): void;
  /** Changes settings of a repository, as its administrator does on the website. */
  configure(fullName: string, settings: RepositorySettings): void;
  /** Notes that a workflow ran, now or `at` an instant. */
  recordRun(
    fullName: string,
    run: { readonly workflow: string; readonly event: string; readonly at?: string },
  ): void;
  /** Puts a pull request into the merge queue. */
  enqueue(fullName: string, number: number, behind?: MergeGroup): MergeGroup;
  /** Every request in the order in which it was answered. */
  readonly requests: readonly LoggedRequest[];
  /** What does not fit GitHub's description. Assert that it is empty; whoever provokes one on purpose empties it. */
  readonly violations: string[];
  readonly faults: Faults;
  /** Stops the server; requests that hang are broken off. The folder stays. */
  close(): Promise<void>;
}

/** Starts a GitHub on a free port of this machine. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  mkdirSync(options.dir, { recursive: true });
  const world = new World(options.dir, options.now);
  const traffic = newTraffic(options.rateLimit ?? 5000);
  const server = createServer((request, response) => {
    response.sendDate = false;
    const serve = isGitRequest(request) ? serveGit : serveRest;
    serve(world, traffic, request, response).catch((error: unknown) => {
      traffic.violations.push(`The sandbox broke: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const user of options.users ?? []) world.addUser(user);
  for (const app of options.apps ?? []) world.addApp(app);

  return {
    url: world.url,
    requests: traffic.requests,
    violations: traffic.violations,
    faults: traffic.faults,
    addUser: (user) => world.addUser(user),
    addApp: (app) => world.addApp(app),
    addAppToken: (slug, permissions) => world.addAppToken(slug, permissions),
    tokenOf: (login) => world.tokenOf(login),
    removeFromTeam: (organization, slug, login) => {
      const team = world.team(organization, slug);
      if (team) takeOutOfTeam(team, world.known(login));
    },
    addTeam: (organization, slug, members, parent) => world.addTeam(organization, slug, members, parent).id,
    world,
    createRepository: (wanted) => {
      const repository = addRepository(world, wanted);
      const name = fullName(repository);
      return {
        fullName: name,
        gitDir: repository.gitDir,
        commit: (commit) => seed(world, repository, commit),
        cloneUrl: (token) => {
          const credentials = token === undefined ? '//' : `//x-access-token:${token}@`;
          return `${world.url.replace('//', credentials)}/${name}.git`;
        },
      };
    },
    protect: (name, branch, protection) => protect(world.knownRepository(name), branch, protection),
    setRulesets: (name, rulesets) => setRulesets(world, world.knownRepository(name), rulesets),
    configure: (name, settings) => {
      Object.assign(world.knownRepository(name), settings);
    },
    recordRun: (name, run) => recordRun(world, world.knownRepository(name), run),
    enqueue: (name, number, behind) => enqueue(world, world.knownRepository(name), number, behind),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
