/** `grantbook doctor`: holds the settings of the repository on GitHub against what a decision relies on. */
import { fetchAccess, fetchMembers } from '../github/accounts.ts';
import { checkName } from '../github/check-run.ts';
import { connect, type GitHubClient, type RepositoryName } from '../github/client.ts';
import { fetchSettings } from '../github/settings.ts';
import { judgeSettings } from '../model/doctor.ts';
import type { People } from '../model/doctor-people.ts';
import { isActive } from '../model/entitlement.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { namedApprovers } from '../model/named-approvers.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Examination, isHealthy, renderExamination, renderExaminationJson } from '../render/doctor.ts';
import { gitAt, repositoryRoot } from '../source/git.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
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

const workflowPath = '.github/workflows/grantbook.yml';

/** Reads, judges and prints. Exit code 0 only where everything is known to be right. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<ExitCode> {
  const workspace = readPolicies(sourceOf(undefined, context.dir));
  const timeZone = workspace.settings?.value.timeZone ?? 'UTC';
  const now = instantOf(options.now, timeZone, context.clock);
  const repository = repositoryOf(options.repository, context.dir);
  const token = process.env[options.tokenEnv];
  if (!token)
    throw new EnvironmentFailure(
      `there is no token in \`${options.tokenEnv}\`; put one of an administrator there, such as \`${options.tokenEnv}=$(gh auth token)\`, or name another variable with \`--token-env\``,
    );
  const client = connect({
    token,
    baseUrl: apiUrlOf(options.apiUrl ?? process.env.GITHUB_API_URL),
    hasty: true,
  });
  const settings = await fetchSettings(client, repository, workflowPath);
  const people = await peopleOf(client, repository, workspace, { now, timeZone });
  const examination: Examination = {
    repository: `${repository.owner}/${repository.repo}`,
    evaluatedAt: new Date(now).toISOString(),
    findings: judgeSettings(settings, people, { checkName, workflowPath, now }),
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

/** The repository that is meant: as named, as the runner says, or as `origin` says. */
function repositoryOf(named: string | undefined, dir: string): RepositoryName {
  const text = named ?? (process.env.GITHUB_REPOSITORY || originOf(dir));
  if (text === undefined)
    throw new EnvironmentFailure(
      'which repository on GitHub? name it with `--repository OWNER/REPO`; there is no remote `origin` that says it',
    );
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner === undefined || repo === undefined)
    throw new EnvironmentFailure(`\`${text}\` is no repository; it looks like \`OWNER/REPO\``);
  return { owner, repo };
}

/** The last two parts of the address of `origin`: `git@github.com:owner/repo.git`, `https://github.com/owner/repo`. */
function originOf(dir: string): string | undefined {
  const root = repositoryRoot(dir);
  const remote = root === undefined ? undefined : gitAt(root).run(['remote', 'get-url', 'origin']);
  const address = remote?.status === 0 ? remote.stdout.toString('utf8').trim() : '';
  const [, name] = /^(?:[\w+.-]+:\/\/[^/]+\/|[^/:]+:)([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address) ?? [];
  return name;
}

function apiUrlOf(text: string | undefined): string {
  const address = text || 'https://api.github.com';
  if (!/^https?:\/\/[^/]/.test(address) || !URL.canParse(address))
    throw new EnvironmentFailure(
      `\`${address}\` is no address of an API, such as \`https://api.github.com\``,
    );
  return address.replace(/\/+$/, '');
}
