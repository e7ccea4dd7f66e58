/** `grantbook doctor`: holds the settings of the repository on GitHub against what a decision relies on. */
import { fetchAccess, fetchMembers } from '../github/accounts.ts';
import { checkName } from '../github/check-run.ts';
import { connect, type GitHubClient, type RepositoryName } from '../github/client.ts';
import { fetchSettings } from '../github/settings.ts';
import { judgeSettings } from '../model/doctor.ts';
import type { People } from '../model/doctor-people.ts';
import { isActive } from '../model/entitlement.ts';
import { namedApprovers } from '../model/named-approvers.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Examination, isHealthy, renderExamination, renderExaminationJson } from '../render/doctor.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { apiUrlOf, gitHubApi, repositoryOf, tokenIn } from './doctor-options.ts';
import { instantOf, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';

export interface DoctorOptions {
  /** `owner/name`; otherwise `GITHUB_REPOSITORY`, or what `origin` names. */
  readonly repository?: string;
  /** The variable that holds the token. The token itself never stands on a command line. */
  readonly tokenEnv: string;
  readonly apiUrl?: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

/** Reads, judges and prints. Exit code 0 only where everything is known to be right. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<ExitCode> {
  const workspace = readPolicies(sourceOf(undefined, context.dir));
  const timeZone = workspace.settings?.value.timeZone ?? 'UTC';
  const now = instantOf(options.now, timeZone, context.clock);
  const apiUrl = apiUrlOf(options.apiUrl);
  const repository = repositoryOf(options.repository, context.dir, apiUrl);
  const client = connect({
    token: tokenIn(options.tokenEnv),
    baseUrl: apiUrl ?? gitHubApi,
    hasty: true,
  });
  const settings = await fetchSettings(client, repository, ledgerBranch);
  const people = await peopleOf(client, repository, workspace, { now, timeZone });
  const examination: Examination = {
    repository: `${repository.owner}/${repository.repo}`,
    evaluatedAt: new Date(now).toISOString(),
    findings: judgeSettings(settings, people, { checkName, now }),
  };
  context.out(
    options.format === 'json'
      ? renderExaminationJson(examination)
      : renderExamination(examination, context.outColors),
  );
  return isHealthy(examination) ? exitCodes.ok : exitCodes.errors;
}

/** Looks up everybody whom the policies could ask, and who stands in for them in teams. */
async function peopleOf(
  client: GitHubClient,
  repository: RepositoryName,
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
): Promise<People> {
  const [problem] = workspace.problems.filter(({ path }) => path.startsWith('policies/'));
  // Somebody could be named just where a file cannot be read.
  if (problem || !workspace.settings || !workspace.approvals)
    return {
      unknown: `the policies could not be read as a whole${problem ? ` (${problem.path}:${problem.range.line})` : ''}; \`grantbook check\` says more`,
    };
  const named = namedApprovers(workspace, at);
  const active = workspace.people.all().filter(({ value }) => isActive(value, at));
  const userOf = new Map(
    active.flatMap(({ id, value: { github } }) =>
      [github, ...(github?.others ?? [])].flatMap((account) => (account ? [[account.id, id] as const] : [])),
    ),
  );
  const teams = await Promise.all(
    named.teams.map(async (name) => ({ name, ids: await fetchMembers(client, name) })),
  );
  const inTeams = teams.flatMap(({ ids }) => ('value' in ids ? ids.value : []));
  const users = new Set([...named.people, ...inTeams.flatMap((id) => userOf.get(id) ?? [])]);
  const approvers = [...users].toSorted().flatMap((user) => {
    const account = workspace.people.get(user)?.value.github;
    return account ? [{ user, account }] : [];
  });
  return {
    value: {
      permission: workspace.settings.value.codeowners === 'all' ? 'write' : 'read',
      approvers: await Promise.all(
        approvers.map(async ({ user, account }) => ({
          user,
          login: account.login,
          access: await fetchAccess(client, repository, account),
        })),
      ),
      teams: teams.map(({ name, ids }) => ({
        name,
        members:
          'unknown' in ids
            ? ids
            : {
                value: { all: ids.value.length, approvers: ids.value.filter((id) => userOf.has(id)).length },
              },
      })),
    },
  };
}
