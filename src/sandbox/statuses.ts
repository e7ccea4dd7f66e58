import { describeUser, type Json, nodeId, repositoryUrl } from './describe.ts';
import { describeRepository } from './describe-repository.ts';
import { notFound, refusal } from './errors.ts';
import { resolveCommit } from './git-refs.ts';
import { created, type Operations, type RepositoryCall, reads, writes } from './operation.ts';
import { listed, pageOf } from './paging.ts';
import type { Repository, Status } from './state.ts';
import type { World } from './world.ts';

interface NewStatus {
  readonly state: string;
  readonly target_url?: string | null;
  readonly description?: string | null;
  readonly context?: string;
}

function describeStatus(world: World, repository: Repository, status: Status): Json {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId('Status', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

const shaIn = ({ repository, path }: RepositoryCall): string => {
  const sha = resolveCommit(repository.gitDir, path.ref ?? '');
  if (!sha) throw notFound();
  return sha;
};

/** Newest first. */
const statusesOf = (repository: Repository, sha: string): Status[] =>
  repository.statuses.filter((status) => status.sha === sha).reverse();

function combined(states: readonly string[]): string {
  if (states.some((state) => state === 'failure' || state === 'error')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}

/** Commit statuses. Anybody with write access can post one: no proof of anything. */
export const statusOperations: Operations = {
  'repos/create-commit-status': writes<NewStatus>({ app: ['statuses:write'], role: 'write' }, (call) => {
    const { world, repository, actor, body } = call;
    const sha = call.path.sha ?? '';
    if (!/^[0-9a-f]{40}$/.test(sha) || resolveCommit(repository.gitDir, sha) === null)
      throw refusal(422, `No commit found for SHA: ${sha}`);
    const status = {
      id: world.nextId(),
      sha,
      context: body.context ?? 'default',
      state: body.state,
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      creator: actor.account,
      createdAt: world.now(),
    };
    repository.statuses.push(status);
    const creator = describeUser(world, actor.account);
    return created({ ...describeStatus(world, repository, status), creator });
  }),

  'repos/list-commit-statuses-for-ref': reads('statuses:read', (call) =>
    listed(call, statusesOf(call.repository, shaIn(call)), (status) => ({
      ...describeStatus(call.world, call.repository, status),
      creator: describeUser(call.world, status.creator),
    })),
  ),

  'repos/get-combined-status-for-ref': reads('statuses:read', (call) => {
    const { world, repository } = call;
    const sha = shaIn(call);
    const latest = new Map<string, Status>();
    for (const status of statusesOf(repository, sha))
      if (!latest.has(status.context)) latest.set(status.context, status);
    const statuses = [...latest.values()];
    const page = pageOf(call, statuses);
    const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
    return {
      status: 200,
      headers: page.headers,
      body: {
        state: combined(statuses.map((status) => status.state)),
        statuses: page.items.map((status) => describeStatus(world, repository, status)),
        sha,
        total_count: statuses.length,
        repository: describeRepository(world, repository),
        commit_url: url,
        url: `${url}/status`,
      },
    };
  }),
};
