/** Every kind of connector, by the type that a system names. */
import type { GitHubClient } from '../github/client.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { System } from '../model/system.ts';
import type { Connector } from './connector.ts';
import { githubRepository } from './github-repository.ts';
import { githubTeam } from './github-team.ts';
import { scim } from './scim.ts';
import { task } from './task.ts';
import { webhook } from './webhook.ts';

/** What a connector is made of. */
export interface ConnectorSetup {
  readonly system: { readonly id: string; readonly value: System };
  /** GitHub's API, where there is a token for it. */
  readonly client: GitHubClient | undefined;
  /** Where secrets are, by the names that the policies give. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: (message: string) => void;
}

type Type = NonNullable<System['connector']>['type'];

type OnGitHub = (setup: ConnectorSetup & { readonly client: GitHubClient }) => Connector;

const onGitHub =
  (connector: OnGitHub) =>
  ({ client, ...setup }: ConnectorSetup): Connector => {
    if (!client)
      throw new EnvironmentFailure(
        'there is no token for GitHub; put one into `GITHUB_TOKEN`, or name another variable with `--token-env`',
      );
    return connector({ ...setup, client });
  };

export const connectors: Readonly<Record<Type, (setup: ConnectorSetup) => Connector>> = {
  task,
  'github-team': onGitHub(githubTeam),
  'github-repository': onGitHub(githubRepository),
  scim,
  webhook,
};
