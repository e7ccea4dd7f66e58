import type { Account, App, Label, Repository, Team } from './state.ts';
import type { World } from './world.ts';

/** An object as it is sent. */
export type Json = Record<string, unknown>;

/** The opaque id of GraphQL. Nobody should read anything out of it. */
export const nodeId = (kind: string, id: number | string): string =>
  Buffer.from(`${kind}:${id}`).toString('base64url');

const userLinks = {
  followers_url: '/followers',
  following_url: '/following{/other_user}',
  gists_url: '/gists{/gist_id}',
  starred_url: '/starred{/owner}{/repo}',
  subscriptions_url: '/subscriptions',
  organizations_url: '/orgs',
  repos_url: '/repos',
  events_url: '/events{/privacy}',
  received_events_url: '/received_events',
};

const withPrefix = (prefix: string, links: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(links).map(([name, suffix]) => [name, prefix + suffix]));

/** A `simple-user`. */
export function describeUser(world: World, account: Account): Json {
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('User', account.id),
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${encodeURIComponent(account.login)}`,
    ...withPrefix(url, userLinks),
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** A `simple-user`, or null where there is none. */
export const describeUserOrNull = (world: World, account: Account | null): Json | null =>
  account && describeUser(world, account);

/** An `organization-simple`. */
export function describeOrganization(world: World, account: Account): Json {
  const url = `${world.url}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Organization', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${account.id}`,
    description: null,
  };
}

/** An `integration`. */
export function describeApp(world: World, app: App): Json {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: describeUser(world, app.owner),
    name: app.slug,
    description: null,
    external_url: world.url,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: { ...app.permissions },
    events: [],
  };
}

/** A `label`. */
export function describeLabel(world: World, repository: Repository, label: Label): Json {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  };
}

/** A `team-simple`. A `team` is the same with a `parent`. */
export function describeTeam(world: World, team: Team): Json {
  const url = `${world.url}/organizations/${team.organization.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    type: 'organization',
    organization_id: team.organization.id,
    url,
    members_url: `${url}/members{/member}`,
    name: team.name,
    description: null,
    permission: 'pull',
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    html_url: `${world.url}/orgs/${team.organization.login}/teams/${team.slug}`,
    repositories_url: `${url}/repos`,
    slug: team.slug,
  };
}

/** The full name, `owner/name`. */
export const fullName = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;

/** Where the REST API has a repository. */
export const repositoryUrl = (world: World, repository: Repository): string =>
  `${world.url}/repos/${fullName(repository)}`;

/** Where a browser would find a repository. */
export const repositoryPage = (world: World, repository: Repository): string =>
  `${world.url}/${fullName(repository)}`;
