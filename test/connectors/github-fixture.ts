/** An organization on the sandbox, and runs of a connector as provisioning makes them: read, plan, apply. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountHolder, Connector } from '../../src/connectors/connector.ts';
import { connect, type GitHubClient } from '../../src/github/client.ts';
import type { Access } from '../../src/model/effective.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Carried, StepResult } from '../../src/model/provisioning.ts';
import type { System } from '../../src/model/system.ts';
import { type ProvisioningPlan, planProvisioning } from '../../src/plan/provision.ts';
import { organizationOf } from '../../src/sandbox/organization.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Account } from '../../src/sandbox/state.ts';

export interface Place {
  readonly github: Sandbox;
  /** The client of a GitHub App with what the documents ask for. */
  readonly client: GitHubClient;
  readonly logged: string[];
  readonly log: (message: string) => void;
  as(token: string): GitHubClient;
  account(login: string): Account;
  close(): Promise<void>;
}

/** `acme` with its owner `olga`, the members `ana`, `ben` and `cleo`, and `nils` outside of it. */
export async function startPlace(): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'grantbook-connectors-'));
  const github = await startSandbox({
    dir: join(dir, 'github'),
    now: () => '2026-03-02T09:00:00Z',
    users: ['olga', 'ana', 'ben', 'cleo', 'nils'].map((login) => ({ login })),
    rateLimit: 100_000,
  });
  const { world } = github;
  const { members } = organizationOf(world, world.organization('acme'));
  members.set(world.known('olga'), 'admin');
  for (const login of ['ana', 'ben', 'cleo']) members.set(world.known(login), 'member');
  const app = github.addApp({
    slug: 'grantbook-acme',
    permissions: { members: 'write', administration: 'write' },
  });
  const as = (token: string) => connect({ token, baseUrl: github.url, local: true });
  const logged: string[] = [];
  return {
    github,
    client: as(app.token),
    logged,
    log: (message) => logged.push(message),
    as,
    account: (login) => world.known(login),
    close: async () => {
      await github.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

type Connecting = NonNullable<System['connector']>;

/** A system with these roles. */
export const systemOf = (
  connector: Connecting,
  roles: readonly string[] = ['member', 'maintainer'],
): { readonly id: string; readonly value: System } => ({
  id: 'web-shop-code',
  value: {
    version: 1,
    name: 'Web shop code',
    description: 'The code.',
    dataClassification: 'internal',
    permissions: { 'code.read': 'Read' },
    roles: Object.fromEntries(
      roles.map((role) => [
        role,
        { title: role, description: role, permissions: ['code.read'], risk: 'low' as const },
      ]),
    ),
    connector,
  },
});

const sourced = <T>(path: string, id: string, value: T) => ({
  path,
  id,
  value,
  flawed: false,
  locate: () => {
    throw new Error('nothing here is diagnosed');
  },
});

/** What a ledger remembers from run to run. */
export class Memory {
  readonly carried = new Map<string, Carried>();

  note({ step, result }: Pick<StepResult, 'step' | 'result'>): void {
    const { role, subject, account, action } = step;
    if (result !== 'done') return;
    this.carried.set(`${role}\u0000${account}`, {
      role,
      subject,
      account,
      isHeld: action === 'grant',
      since: Date.parse('2026-03-02T09:00:00Z'),
    });
  }
}

export interface Run {
  readonly plan: ProvisioningPlan;
  readonly results: readonly StepResult[];
}

/** One run, as `provision` does it: who should have what is given as `user/role`. */
export async function provision(
  connector: Connector,
  system: ReturnType<typeof systemOf>,
  wanted: readonly string[],
  people: readonly AccountHolder[],
  memory: Memory,
): Promise<Run> {
  const reading = await connector.read?.();
  const accounts = await connector.accountsOf(people);
  const accesses = wanted.map((each): Access => {
    const [subject = '', role = ''] = each.split('/');
    const path = `access-grants/${system.id}/${role}/${subject}.yaml`;
    const grant: Grant = {
      version: 1,
      subject,
      system: system.id,
      role,
      justification: 'Work on the code of the shop',
      requestedAt: '2026-03-02',
      standing: true,
    };
    return { grant: sourced(path, subject, grant), startedAt: undefined, end: 'standing' };
  });
  const plan = planProvisioning({
    system: sourced(`policies/systems/${system.id}.yaml`, system.id, system.value),
    accesses,
    unread: [],
    reading,
    carried: { all: [...memory.carried.values()], targets: new Map() },
    accounts,
    everNamed: new Map(),
    objectIdOf: () => undefined,
    limit: 100,
    prevailing: connector.prevailing,
  });
  for (const step of plan.firstSeen) memory.note({ step, result: 'done' });
  const results = await connector.apply([...plan.revoke, ...plan.grant]);
  for (const result of results) memory.note(result);
  return { plan, results };
}

/** What became of the steps, as a person would say it. */
export const said = ({ results }: Run): string[] =>
  results.map(
    ({ step, result, why }) =>
      `${step.action} ${step.subject || step.name} ${step.role}: ${result}${why === undefined ? '' : ` (${why})`}`,
  );
