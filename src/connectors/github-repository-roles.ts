/** Which permission on a repository each role of a system stands for. */
import { EnvironmentFailure } from '../model/failure.ts';
import { risks, type System } from '../model/system.ts';

/** From least to most, as GitHub shows them (`role_name`), with what its requests call them. */
const builtIn = [
  { shown: 'read', asked: 'pull' },
  { shown: 'triage', asked: 'triage' },
  { shown: 'write', asked: 'push' },
  { shown: 'maintain', asked: 'maintain' },
  { shown: 'admin', asked: 'admin' },
] as const;

/** A permission: one of GitHub's own, or a role that the organization made. */
export interface Permission {
  /** As GitHub shows it, such as `read`. */
  readonly shown: string;
  /** As GitHub wants to be asked for it, such as `pull`. */
  readonly asked: string;
  /** From 0 for reading to 4 for an administrator; absent for a role that the organization made. */
  readonly rank: number | undefined;
}

/** A permission by either of its names. */
export function permissionNamed(name: string): Permission {
  const rank = builtIn.findIndex(({ shown, asked }) => shown === name || asked === name);
  const known = builtIn[rank];
  return known ? { ...known, rank } : { shown: name, asked: name, rank: undefined };
}

/** What somebody may do at least, by the flags that GitHub shows beside a role. */
export function rankOf(permissions: Readonly<Record<string, boolean | undefined>> = {}): number | undefined {
  const rank = builtIn.findLastIndex(({ asked }) => permissions[asked] === true);
  return rank < 0 ? undefined : rank;
}

/** What the policies say of a system that is a repository. */
export interface RepositorySettings {
  readonly owner: string;
  readonly repo: string;
  readonly id: string | undefined;
  readonly isInvitingWanted: boolean;
  readonly roles: ReadonlyMap<string, Permission>;
  /** The roles from least to most. */
  readonly ascending: readonly string[];
}

/**
 * Reads `connector.target` and `connector.roles`.
 * @throws EnvironmentFailure where they do not say what every role stands for.
 */
export function repositorySettings({
  id,
  value,
}: {
  readonly id: string;
  readonly value: System;
}): RepositorySettings {
  const { target = {}, roles: named = {} } = value.connector ?? {};
  const wrong = (what: string) => new EnvironmentFailure(`the connector of \`${id}\`: ${what}`);
  const { repository = '', id: pin, invite = 'no' } = target;
  const [, owner, repo] = /^([\w-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (!owner || !repo)
    throw wrong('`target` needs `repository`, the name of the repository as `<owner>/<name>`');
  if (invite !== 'yes' && invite !== 'no') throw wrong('`invite` is `"yes"` or `"no"`');
  if (pin !== undefined && !/^\d{1,15}$/.test(pin))
    throw wrong('`id` is the number of the repository, in quotes');
  const roles = new Map<string, Permission>();
  for (const role of Object.keys(value.roles)) {
    const permission = permissionNamed(named[role] ?? role);
    // A role that nobody gave another name is one of GitHub's own, or written down in haste.
    if (named[role] === undefined && permission.rank === undefined)
      throw wrong(
        `the role \`${role}\` is no permission on a repository; write \`pull\`, \`triage\`, \`push\`, \`maintain\`, \`admin\` or the name of a role of your organization for it under \`connector: roles:\``,
      );
    const other = [...roles].find(([, { shown }]) => shown === permission.shown)?.[0];
    if (other !== undefined)
      throw wrong(
        `the roles \`${other}\` and \`${role}\` are both \`${permission.asked}\`, and nobody could tell them apart`,
      );
    roles.set(role, permission);
  }
  return {
    owner,
    repo,
    id: pin,
    isInvitingWanted: invite === 'yes',
    roles,
    ascending: ascending(value, roles),
  };
}

/** GitHub's own permissions have an order; a role that an organization made has that of its risk. */
function ascending({ roles }: System, permissions: ReadonlyMap<string, Permission>): readonly string[] {
  const areBuiltIn = [...permissions.values()].every(({ rank }) => rank !== undefined);
  const weight = (role: string): number =>
    areBuiltIn
      ? (permissions.get(role)?.rank ?? 0)
      : risks.indexOf(roles[role]?.risk ?? 'low') * 1000 + (roles[role]?.permissions.length ?? 0);
  return [...permissions.keys()].toSorted((a, b) => weight(a) - weight(b));
}
