/** Reads the settings of a repository. Each is read by itself: one that cannot be read is unknown, and no other one is. */
import { scheduledJobs } from '../model/jobs.ts';
import type { Guard, Reading, RepositorySettings, WorkflowFile } from '../model/repository-settings.ts';
import { asking, type GitHubClient, type RepositoryName, reasonOf } from './client.ts';
import { fetchRulesets, idleRulesets, isNotOffered, protectionGuard } from './guards.ts';
import { lastRuns } from './last-runs.ts';

/** A value of its own, or why it could not be had. Nothing is thrown: every other setting can still be read. */
export async function reading<T>(request: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await request() };
  } catch (error) {
    return { unknown: reasonOf(error) };
  }
}

/** Reads everything. Only a repository that cannot be read at all is a failure: there is nothing to say about it. */
export async function fetchSettings(
  client: GitHubClient,
  repository: RepositoryName,
  ledgerBranch: string,
): Promise<RepositorySettings> {
  const { data } = await asking(
    `the repository \`${repository.owner}/${repository.repo}\` could not be read`,
    () => client.rest.repos.get({ ...repository }),
  );
  const branch = data.default_branch;
  const [
    rulesets,
    ledgerRulesets,
    automationBranches,
    branchProtection,
    workflowToken,
    workflows,
    codeownersErrors,
    runs,
  ] = await Promise.all([
    reading(() => fetchRulesets(client, repository, branch)),
    reading(() => fetchRulesets(client, repository, ledgerBranch)),
    reading(() => branchesLike(client, repository, 'grantbook')),
    fetchBranchProtection(client, repository, branch),
    reading(() => workflowTokenOf(client, repository)),
    fetchWorkflows(client, repository, branch),
    fetchCodeownersErrors(client, repository, branch),
    lastRuns(client, repository, scheduledJobs),
  ]);
  const isIdle = 'value' in rulesets && rulesets.value !== 'not offered' && rulesets.value.length === 0;
  const { allow_merge_commit: merge, allow_squash_merge: squash, allow_rebase_merge: rebase } = data;
  const unseen = { unknown: 'the token has no write access, so GitHub does not tell' };
  return {
    defaultBranch: branch,
    private: data.private,
    allowForking: data.allow_forking === undefined ? unseen : { value: data.allow_forking },
    mergeMethods:
      merge === undefined || squash === undefined || rebase === undefined
        ? unseen
        : {
            value: [merge ? 'merge' : '', squash ? 'squash' : '', rebase ? 'rebase' : ''].filter(
              (method) => method !== '',
            ),
          },
    rulesets,
    // They only explain why nothing guards the branch.
    idleRulesets: isIdle ? await reading(() => idleRulesets(client, repository)) : { value: [] },
    branchProtection,
    ledgerRulesets,
    automationBranches,
    workflowToken,
    workflows,
    codeownersErrors,
    lastRuns: runs,
  };
}

/** The names of the branches that begin so: a list, since of a single one 404 may mean that the token does not see it. */
async function branchesLike(
  client: GitHubClient,
  repository: RepositoryName,
  prefix: string,
): Promise<readonly string[]> {
  const { data } = await client.rest.git.listMatchingRefs({ ...repository, ref: `heads/${prefix}` });
  return data.map(({ ref }) => ref.replace(/^refs\/heads\//, ''));
}

/** GitHub answers 404 both where there is no protection and where the token may not see it; only its words differ. */
async function fetchBranchProtection(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<Reading<Guard | null | 'not offered'>> {
  try {
    const { data } = await client.rest.repos.getBranchProtection({ ...repository, branch });
    return { value: protectionGuard(data) };
  } catch (error) {
    const { status, message } = error as { status?: number; message?: string };
    if (status === 404 && /^Branch not protected\b/.test(message ?? '')) return { value: null };
    return isNotOffered(error) ? { value: 'not offered' } : { unknown: reasonOf(error) };
  }
}

async function workflowTokenOf(client: GitHubClient, repository: RepositoryName) {
  const { data } = await client.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({
    ...repository,
  });
  return {
    // A word that nobody has heard of is no "read".
    mayWrite: data.default_workflow_permissions !== 'read',
    mayApprove: data.can_approve_pull_request_reviews !== false,
  };
}

const workflowFolder = '.github/workflows';
/** GitHub lists no more entries of a folder than these (GitHub Docs, "Get repository content"). */
const mostEntries = 1000;

async function fetchWorkflows(
  client: GitHubClient,
  repository: RepositoryName,
  ref: string,
): Promise<Reading<readonly WorkflowFile[]>> {
  return reading(async () => {
    const { data } = await client.rest.repos.getContent({ ...repository, path: workflowFolder, ref });
    if (!Array.isArray(data)) throw new Error(`\`${workflowFolder}\` is no folder`);
    if (data.length >= mostEntries) throw new Error(`there are too many files in \`${workflowFolder}\``);
    const paths = data.map(({ path }) => path).filter((path) => /\.ya?ml$/.test(path));
    return Promise.all(paths.map((path) => workflowAt(client, repository, path, ref)));
  });
}

async function workflowAt(
  client: GitHubClient,
  repository: RepositoryName,
  path: string,
  ref: string,
): Promise<WorkflowFile> {
  const { data } = await client.rest.repos.getContent({ ...repository, path, ref });
  // Files over a megabyte come without their content.
  if (Array.isArray(data) || data.type !== 'file' || data.encoding !== 'base64')
    throw new Error(`\`${path}\` came without its text`);
  return { path, text: Buffer.from(data.content, 'base64').toString('utf8') };
}

async function fetchCodeownersErrors(
  client: GitHubClient,
  repository: RepositoryName,
  ref: string,
): Promise<Reading<readonly string[]>> {
  try {
    const { data } = await client.rest.repos.codeownersErrors({ ...repository, ref });
    return {
      value: data.errors.map(
        ({ path, line, message }) => `${path}:${line}: ${message.split('\n', 1)[0] ?? ''}`,
      ),
    };
  } catch (error) {
    return (error as { status?: number }).status === 404
      ? { unknown: 'there is no CODEOWNERS file, or the token may not see it (404)' }
      : { unknown: reasonOf(error) };
  }
}
