import { commitsBetween, describeCommit, readCommits } from './commits.ts';
import { repositoryPage, repositoryUrl } from './describe.ts';
import { changedFiles, describeFile } from './diff.ts';
import { notFound } from './errors.ts';
import { git, tryGit } from './git.ts';
import { resolveCommit } from './git-refs.ts';
import { notServed, type Operations, ok, reads } from './operation.ts';
import { listed, pageOf } from './paging.ts';

/** Histories. */
export const compareOperations: Operations = {
  'repos/list-commits': reads('contents:read', (call) => {
    const { world, repository, query } = call;
    notServed(query, 'author', 'committer');
    const start = resolveCommit(repository.gitDir, String(query.sha ?? repository.defaultBranch));
    if (!start) throw notFound();
    const since = query.since === undefined ? [] : [`--since=${String(query.since)}`];
    const until = query.until === undefined ? [] : [`--until=${String(query.until)}`];
    const path = query.path === undefined ? [] : [`:(literal)${String(query.path)}`];
    const commits = readCommits(repository.gitDir, [...since, ...until, start], path);
    return listed(call, commits, (commit) => describeCommit(world, repository, commit));
  }),

  'repos/compare-commits-with-basehead': reads('contents:read', (call) => {
    const { world, repository } = call;
    const { gitDir } = repository;
    const basehead = call.path.basehead ?? '';
    const [from = '', to = ''] = basehead.split('...');
    const [base, head] = [resolveCommit(gitDir, from), resolveCommit(gitDir, to)];
    if (!base || !head) throw notFound();
    const fork = tryGit(gitDir, ['merge-base', base, head]).stdout.trim();
    const [baseCommit] = readCommits(gitDir, ['-1', base]);
    const [forkCommit] = fork === '' ? [] : readCommits(gitDir, ['-1', fork]);
    if (!baseCommit || !forkCommit) throw notFound();
    const commits = commitsBetween(gitDir, base, head);
    const behind = Number(git(gitDir, ['rev-list', '--count', `${head}..${base}`]));
    const status = () => {
      if (commits.length > 0) return behind > 0 ? 'diverged' : 'ahead';
      return behind > 0 ? 'behind' : 'identical';
    };
    const page = pageOf(call, commits);
    const html = `${repositoryPage(world, repository)}/compare/${basehead}`;
    return {
      ...ok({
        url: `${repositoryUrl(world, repository)}/compare/${basehead}`,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: describeCommit(world, repository, baseCommit),
        merge_base_commit: describeCommit(world, repository, forkCommit),
        status: status(),
        ahead_by: commits.length,
        behind_by: behind,
        total_commits: commits.length,
        commits: page.items.map((commit) => describeCommit(world, repository, commit)),
        // "The response includes a maximum of 300 files", all of them on the first page.
        files: changedFiles(gitDir, base, head)
          .slice(0, 300)
          .map((file) => describeFile(world, repository, head, file)),
      }),
      headers: page.headers,
    };
  }),
};
