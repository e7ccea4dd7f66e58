import { commitsBetween, describeCommit, readCommits } from './commits.ts';
import { repositoryPage, repositoryUrl } from './describe.ts';
import { describePullInList } from './describe-pull.ts';
import { describeFullRepository } from './describe-repository.ts';
import { changedFiles, describeFile } from './diff.ts';
import { refusal } from './errors.ts';
import { isAncestor } from './git.ts';
import { resolveCommit } from './git-refs.ts';
import { type Operations, ok, reads } from './operation.ts';
import { listed } from './paging.ts';
import { pullRequestsOf } from './pull-request.ts';

const noCommit = (ref: string) => refusal(422, `No commit found for SHA: ${ref}`);

/** Repositories, their branches, refs and commits. */
export const repositoryOperations: Operations = {
  'repos/get': reads('metadata:read', ({ world, repository, actor }) =>
    ok(describeFullRepository(world, repository, actor)),
  ),

  'repos/get-branch': reads('contents:read', ({ world, repository, path }) => {
    const name = path.branch ?? '';
    const sha = resolveCommit(repository.gitDir, `refs/heads/${name}`);
    const commit = sha && readCommits(repository.gitDir, ['-1', sha])[0];
    if (!commit) throw refusal(404, 'Branch not found');
    const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
    const rules = repository.protections.get(name);
    const contexts = (rules?.requiredChecks ?? []).map((check) => check.context);
    return ok({
      name,
      commit: describeCommit(world, repository, commit),
      _links: { self: url, html: `${repositoryPage(world, repository)}/tree/${encodeURIComponent(name)}` },
      protected: rules !== undefined,
      protection: {
        enabled: rules !== undefined,
        required_status_checks: {
          enforcement_level: rules ? 'everyone' : 'off',
          contexts,
          checks: (rules?.requiredChecks ?? []).map(({ context, app }) => ({
            context,
            app_id: app === undefined ? null : (world.apps.get(app)?.id ?? null),
          })),
        },
      },
      protection_url: `${url}/protection`,
    });
  }),

  'repos/get-commit': reads('contents:read', ({ world, repository, path }) => {
    const ref = path.ref ?? '';
    const sha = resolveCommit(repository.gitDir, ref);
    const commit = sha && readCommits(repository.gitDir, ['-1', sha])[0];
    if (!commit) throw noCommit(ref);
    // The empty tree stands for the parent that a first commit does not have.
    const parent = commit.parents[0];
    const files = parent === undefined ? [] : changedFiles(repository.gitDir, parent, commit.sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return ok({
      ...describeCommit(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => describeFile(world, repository, commit.sha, file)),
    });
  }),

  'repos/list-pull-requests-associated-with-commit': reads('pull_requests:read', (call) => {
    const { world, repository } = call;
    const { gitDir } = repository;
    const sha = resolveCommit(gitDir, call.path.commit_sha ?? '');
    if (!sha) throw noCommit(call.path.commit_sha ?? '');
    const tip = resolveCommit(gitDir, `refs/heads/${repository.defaultBranch}`);
    const onDefault = tip !== null && isAncestor(gitDir, sha, tip);
    // On the default branch the one that brought it there; elsewhere "merged and open pull requests".
    const pulls = pullRequestsOf(repository).filter(({ state, pull }) => {
      if (pull.mergeCommit === sha) return true;
      if (pull.mergedAt === null && (onDefault || state !== 'open')) return false;
      return commitsBetween(gitDir, pull.baseSha, pull.headSha).some((commit) => commit.sha === sha);
    });
    return listed(call, pulls, (issue) => describePullInList(world, repository, issue));
  }),
};
