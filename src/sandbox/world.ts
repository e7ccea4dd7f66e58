import type { Organization } from './organization.ts';
import type { Account, Actor, App, Permissions, Repository, Team } from './state.ts';

/** A user or bot with a token that speaks for it. */
export interface NewAccount {
  readonly login: string;
  readonly id: number;
  readonly token: string;
}

/** An app with a token of its installation. */
export interface NewApp {
  readonly slug: string;
  readonly id: number;
  readonly token: string;
  readonly botLogin: string;
}

/** What a new account is made from. */
export interface AccountOptions {
  readonly login: string;
  /** The numeric id; the next free one when left out. */
  readonly id?: number;
  readonly type?: Account['type'];
  readonly name?: string;
  readonly email?: string;
}

/** What the token of a workflow may do with `permissions: write-all`: nothing about members, for one. */
const allPermissions: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

/** GitHub's own numbers, so that a record made in the sandbox looks like one made on GitHub. */
const wellKnown = {
  app: new Map([['github-actions', 15368]]),
  bot: new Map([['github-actions[bot]', 41898282]]),
};

const key = (name: string): string => name.toLowerCase();

/** Everything on the sandbox's GitHub: who there is, which repositories, and what time it is. */
export class World {
  readonly directory: string;
  readonly clock: () => string;
  readonly accounts = new Map<string, Account>();
  readonly apps = new Map<string, App>();
  readonly repositories = new Map<string, Repository>();
  readonly teams = new Map<string, Team>();
  readonly organizations = new Map<Account, Organization>();
  readonly webFlow: Account;
  /** The server's own address; known once it listens. */
  url = '';
  #actors = new Map<string, Actor>();
  #userTokens = new Map<Account, string>();
  #lastId = 1000;

  constructor(directory: string, clock: () => string) {
    this.directory = directory;
    this.clock = clock;
    // The committer of everything that GitHub itself commits.
    this.webFlow = {
      id: 19864447,
      login: 'web-flow',
      type: 'User',
      name: 'GitHub',
      email: 'noreply@github.com',
      createdAt: '2016-06-09T11:43:53Z',
    };
    this.accounts.set('web-flow', this.webFlow);
  }

  /** The time in GitHub's own form: UTC, whole seconds. */
  now(): string {
    return `${new Date(this.clock()).toISOString().slice(0, 19)}Z`;
  }

  /** Numbers are given out in order, so that two runs of a test see the same ones. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Whoever a token speaks for. */
  actor(token: string): Actor | null {
    return this.#actors.get(token) ?? null;
  }

  account(login: string): Account | null {
    return this.accounts.get(key(login)) ?? null;
  }

  /** Finds a repository; names do not care for case. */
  repository(owner: string, name: string): Repository | null {
    return this.repositories.get(key(`${owner}/${name}`)) ?? null;
  }

  team(organization: string, slug: string): Team | null {
    return this.teams.get(key(`${organization}/${slug}`)) ?? null;
  }

  addAccount(options: AccountOptions): Account {
    if (this.account(options.login)) throw new Error(`There is already an account ${options.login}.`);
    const id = options.id ?? wellKnown.bot.get(options.login) ?? this.nextId();
    const account: Account = {
      id,
      login: options.login,
      type: options.type ?? 'User',
      name: options.name ?? null,
      email: options.email ?? `${id}+${options.login}@users.noreply.github.com`,
      createdAt: this.now(),
    };
    this.accounts.set(key(options.login), account);
    return account;
  }

  /** Adds an account with a token of its own. */
  addUser(options: AccountOptions): NewAccount {
    const account = this.addAccount(options);
    const token = `ghp_sandbox_${account.login}`;
    this.#userTokens.set(account, token);
    this.#actors.set(token, { account, app: null, permissions: {} });
    return { login: account.login, id: account.id, token };
  }

  /** Adds an app, its bot and a token of its installation. */
  addApp(options: {
    readonly slug: string;
    readonly owner?: string;
    readonly permissions?: Permissions;
  }): NewApp {
    const { slug } = options;
    const botLogin = `${slug}[bot]`;
    const app: App = {
      id: wellKnown.app.get(slug) ?? this.nextId(),
      slug,
      owner:
        this.account(options.owner ?? 'github') ?? this.addAccount({ login: 'github', type: 'Organization' }),
      bot: this.addAccount({ login: botLogin, type: 'Bot' }),
      permissions: options.permissions ?? allPermissions,
      createdAt: this.now(),
    };
    this.apps.set(slug, app);
    return { slug, id: app.id, token: this.addAppToken(slug, app.permissions), botLogin };
  }

  /** A further token of an app, as a workflow gets that asks for fewer `permissions:`. */
  addAppToken(slug: string, permissions: Permissions): string {
    const app = this.apps.get(slug);
    if (!app) throw new Error(`There is no app ${slug}.`);
    const token = `ghs_sandbox_${slug}_${this.nextId()}`;
    this.#actors.set(token, { account: app.bot, app, permissions: { metadata: 'read', ...permissions } });
    return token;
  }

  /** The token of a user. */
  tokenOf(login: string): string {
    const token = this.#userTokens.get(this.known(login));
    if (token === undefined) throw new Error(`${login} has no token.`);
    return token;
  }

  /** Adds a team of accounts that are there, below another one where that is named. */
  addTeam(organization: string, slug: string, members: readonly string[], parent?: string): Team {
    const team: Team = {
      id: this.nextId(),
      slug,
      name: slug,
      organization: this.organization(organization),
      parent: parent === undefined ? null : this.team(organization, parent),
      members: new Map(members.map((login) => [key(login), this.known(login)])),
      maintainers: new Set(),
    };
    this.teams.set(key(`${organization}/${slug}`), team);
    return team;
  }

  /** The account that a set-up names; an unknown one is an error of whoever writes the set-up. */
  known(login: string): Account {
    const account = this.account(login);
    if (!account) throw new Error(`There is no account ${login}.`);
    return account;
  }

  /** The repository that a set-up names as `owner/name`. */
  knownRepository(fullName: string): Repository {
    const [owner = '', name = ''] = fullName.split('/');
    const repository = this.repository(owner, name);
    if (!repository) throw new Error(`There is no repository ${fullName}.`);
    return repository;
  }

  /** An owner of repositories or teams, made as an organization where there is no such account. */
  organization(login: string): Account {
    return this.account(login) ?? this.addAccount({ login, type: 'Organization' });
  }
}
