import { atLeast, roleOf } from './access.ts';
import { describeUser, fullName, type Json, nodeId, repositoryPage, repositoryUrl } from './describe.ts';
import type { Actor, Repository } from './state.ts';
import type { World } from './world.ts';

const links: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** A `repository`, as it stands inside a pull request. */
export function describeRepository(world: World, repository: Repository): Json {
  const url = repositoryUrl(world, repository);
  const page = repositoryPage(world, repository);
  const forks = [...world.repositories.values()].filter((other) => other.forkOf === repository).length;
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: describeUser(world, repository.owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: page,
    description: null,
    fork: repository.forkOf !== null,
    url,
    ...Object.fromEntries(Object.entries(links).map(([name, suffix]) => [name, url + suffix])),
    git_url: `${page.replace('http:', 'git:')}.git`,
    ssh_url: `git@${new URL(world.url).hostname}:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks_count: forks,
    forks,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: repository.allowForking,
    web_commit_signoff_required: false,
    pushed_at: repository.pushedAt,
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
  };
}

/** A `full-repository`: what only somebody who asks for the repository itself gets to see. */
export function describeFullRepository(world: World, repository: Repository, actor: Actor | null): Json {
  const role = roleOf(world, repository, actor);
  const settings = {
    allow_merge_commit: repository.mergeMethods.has('merge'),
    allow_squash_merge: repository.mergeMethods.has('squash'),
    allow_rebase_merge: repository.mergeMethods.has('rebase'),
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
    squash_merge_commit_message: 'COMMIT_MESSAGES',
  };
  const parent = repository.forkOf && describeRepository(world, repository.forkOf);
  return {
    ...describeRepository(world, repository),
    permissions: {
      admin: atLeast(role, 'admin'),
      maintain: atLeast(role, 'maintain'),
      push: atLeast(role, 'write'),
      triage: atLeast(role, 'triage'),
      pull: true,
    },
    ...(atLeast(role, 'write') ? settings : {}),
    ...(repository.owner.type === 'Organization'
      ? { organization: describeUser(world, repository.owner) }
      : {}),
    ...(parent ? { parent, source: parent } : {}),
    network_count: 0,
    subscribers_count: 0,
  };
}
