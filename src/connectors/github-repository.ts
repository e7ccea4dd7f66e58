/** Access that is a permission on one repository on GitHub, given to a person and not to a team. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure, InternalError } from '../model/failure.ts';
import type { Holder, Reading } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Connector } from './connector.ts';
import { asking, askingFor } from './github-asking.ts';
import { accountsOn, type Inviting, loginOf, whyNotInvited } from './github-people.ts';
import {
  type FoundRepository,
  type Invitation,
  readAccess,
  repositoryOn,
} from './github-repository-reading.ts';
import { type Permission, type RepositorySettings, repositorySettings } from './github-repository-roles.ts';
import { carryOut, type Who } from './github-steps.ts';

const needsWrite =
  '`Administration: read and write` of the repository, as a GitHub App or a fine-grained token has it';

interface Seen {
  readonly reading: Reading;
  readonly found: FoundRepository;
  readonly invitations: readonly Invitation[];
}

/**
 * Connects a system with a repository. What is wrong in its settings is said as soon as something is asked of it, so that
 * one system that is written down wrong does not stop the others.
 */
export function githubRepository(config: {
  readonly system: { readonly id: string; readonly value: System };
  readonly client: GitHubClient;
  readonly log: (message: string) => void;
}): Connector {
  const { client, log } = config;
  const settings = settled(config.system);
  let last: Seen | undefined;

  const checked = (): RepositorySettings => {
    if (settings instanceof EnvironmentFailure) throw settings;
    return settings;
  };

  const look = async (): Promise<Seen> => {
    const found = await repositoryOn(client, checked(), log);
    const name = `${checked().owner}/${checked().repo}`;
    if (last && last.found.id !== found.id)
      throw new EnvironmentFailure(`the repository \`${name}\` became another one meanwhile; run it again`);
    const { holders, invitations } = await readAccess(client, found, checked(), log);
    last = { found, invitations, reading: { holders, targets: [{ name, id: found.id }] } };
    return last;
  };

  const inviting = ({ found }: Seen): Inviting => ({
    organization: found.isPersonal ? undefined : found.owner,
    isWanted: checked().isInvitingWanted,
  });

  const withdraw = (what: string, { found: { owner, repo } }: Seen, invitation: Invitation) =>
    askingFor(what, needsWrite, () =>
      client.rest.repos.deleteInvitation({ owner, repo, invitation_id: invitation.id }),
    );

  const hands = {
    read: async () => (await look()).reading,
    whereIs: () => 'repository',
    loginOf: (account: string) => loginOf(client, account),
    give: async (role: string, who: Who, holder: Holder | undefined): Promise<void> => {
      const seen = last ?? (await look());
      const { found } = seen;
      const { owner, repo } = found;
      const permission = permissionOf(checked(), role);
      const not = holder ? undefined : await whyNotInvited(client, who, inviting(seen));
      if (not !== undefined) throw new EnvironmentFailure(not);
      const what = `\`${who.login}\` could not be given \`${permission.asked}\` on \`${owner}/${repo}\``;
      const invitation = seen.invitations.find(({ account }) => account === who.account);
      const changed = invitation && !invitation.isExpired ? invitable(permission) : undefined;
      if (invitation && changed) {
        await asking(what, needsWrite, () =>
          client.rest.repos.updateInvitation({
            owner,
            repo,
            invitation_id: invitation.id,
            permissions: changed,
          }),
        );
        return;
      }
      // One that has run out cannot be accepted any more, and stands in the way of another.
      if (invitation) await withdraw(what, seen, invitation);
      await asking(what, needsWrite, () =>
        client.rest.repos.addCollaborator({
          owner,
          repo,
          username: who.login,
          ...(found.isPersonal ? {} : { permission: permission.asked }),
        }),
      );
    },
    take: async (_role: string, who: Who, holder: Holder): Promise<void> => {
      const seen = last ?? (await look());
      const { owner, repo } = seen.found;
      const what = `\`${who.login}\` could not be taken off \`${owner}/${repo}\``;
      const invitation = seen.invitations.find(({ account }) => account === who.account);
      if (invitation) await withdraw(what, seen, invitation);
      // Accepted in this very moment, or never an invitation at all.
      if (!invitation || holder.isPending !== true)
        await askingFor(what, needsWrite, () =>
          client.rest.repos.removeCollaborator({ owner, repo, username: who.login }),
        );
    },
  };

  return {
    read: hands.read,
    accountsOf: async (people) => {
      const seen = last ?? (await look());
      return accountsOn(client, people, seen.reading, inviting(seen));
    },
    apply: async (steps) => {
      checked();
      return carryOut(steps, hands);
    },
    ...(settings instanceof EnvironmentFailure
      ? {}
      : {
          prevailing: (roles: readonly string[]) =>
            settings.ascending.findLast((role) => roles.includes(role)) ?? roles[0] ?? '',
        }),
  };
}

/** What an invitation can be changed to; a role that the organization made takes another invitation. */
function invitable({ shown }: Permission): 'read' | 'triage' | 'write' | 'maintain' | 'admin' | undefined {
  return (['read', 'triage', 'write', 'maintain', 'admin'] as const).find((each) => each === shown);
}

function permissionOf({ roles }: RepositorySettings, role: string): Permission {
  const permission = roles.get(role);
  if (!permission) throw new InternalError(`\`${role}\` is no role of this system`);
  return permission;
}

function settled(system: {
  readonly id: string;
  readonly value: System;
}): RepositorySettings | EnvironmentFailure {
  try {
    return repositorySettings(system);
  } catch (error) {
    if (error instanceof EnvironmentFailure) return error;
    throw error;
  }
}
