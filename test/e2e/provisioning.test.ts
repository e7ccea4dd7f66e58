/**
 * From a form to access in the real system and back out of it, for each connector: the bundle as its own process, against the
 * sandbox and against servers that others wrote.
 */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProvisioningStep } from '../../src/model/record.ts';
import { organizationOf } from '../../src/sandbox/organization.ts';
import { type Company, colleagues, organization, startCompany } from '../support/company.ts';
import { testKey } from '../support/connectors.ts';
import { formsIn, nothing } from '../support/forms.ts';
import { read } from '../support/ledger.ts';
import { other, requestsIn } from '../support/requests.ts';
import { type ScimmyServer, scimmyToken, startScimmy } from '../support/scimmy-server.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const roles = ['viewer', 'analyst', 'admin'];
const systemFile = 'policies/systems/analytics.yaml';
const settingsFile = 'policies/grantbook.yaml';
const environment = { PANORAMA_TOKEN: scimmyToken, PANORAMA_KEY: testKey };

/** A real system, as the policies name it, and who holds a role in it. */
interface RealSystem {
  readonly connector: string;
  /** The names of the accounts that hold a role, in order. */
  readonly holdersOf: (role: string) => readonly string[] | Promise<readonly string[]>;
  readonly nameOf: (user: string) => string;
  /** Whether what was there on the first day has to be given first: what cannot be read has it. */
  readonly canBeRead: boolean;
  readonly close?: () => Promise<void>;
}

const emailOf = (user: string): string => `${user}@quinta-aveia.example`;
const loginOf = (user: string): string => {
  const found = /login: (\S+)/.exec(readFileSync(`policies/people/${user}.yaml`, 'utf8'))?.[1];
  return found ?? user;
};

const kinds: Readonly<Record<string, (company: Company) => Promise<RealSystem>>> = {
  async scim() {
    const server: ScimmyServer = await startScimmy();
    for (const user of ['helena.duarte', 'anneli.virtanen', 'mateus.oliveira', 'andrei.popescu', 'ana.costa'])
      server.users.set(`u-${user}`, { id: `u-${user}`, userName: emailOf(user), active: true });
    for (const role of roles)
      server.groups.set(`g-${role}`, { id: `g-${role}`, displayName: role, members: [] });
    return {
      connector: `type: scim\n  mode: apply\n  target: {url: "${server.url}", tokenSecret: PANORAMA_TOKEN}`,
      holdersOf: (role) =>
        (server.groups.get(`g-${role}`)?.members ?? []).map(({ value }) => value.slice(2)).toSorted(),
      nameOf: (user) => user,
      canBeRead: true,
      close: () => server.close(),
    };
  },
  async webhook() {
    const receiver: Receiver = await startReceiver(testKey, true);
    return {
      connector: `type: webhook\n  mode: apply\n  target: {url: "${receiver.url}", secretName: PANORAMA_KEY}`,
      holdersOf: (role) =>
        [...receiver.holders]
          .flatMap((holder) => (holder.startsWith(`${role} `) ? [holder.slice(role.length + 1)] : []))
          .toSorted(),
      nameOf: (user) => user,
      canBeRead: false,
      close: () => receiver.close(),
    };
  },
  async 'github-team'({ github }) {
    for (const role of roles) github.world.addTeam(organization, `panorama-${role}`, []);
    return {
      connector: `type: github-team\n  mode: apply\n  target: {organization: ${organization}, team: panorama-viewer}\n  roles: {analyst: panorama-analyst, admin: panorama-admin, viewer: panorama-viewer}`,
      holdersOf: (role) =>
        [...(github.world.team(organization, `panorama-${role}`)?.members.keys() ?? [])].toSorted(),
      nameOf: loginOf,
      canBeRead: true,
    };
  },
  async 'github-repository'({ github }) {
    github.createRepository({ owner: organization, name: 'panorama', private: true, defaultBranch: 'main' });
    const names = { viewer: 'read', analyst: 'write', admin: 'admin' };
    return {
      connector: `type: github-repository\n  mode: apply\n  target: {repository: ${organization}/panorama, invite: "yes"}\n  roles: {viewer: pull, analyst: push, admin: admin}`,
      holdersOf: (role) =>
        [...(github.world.repository(organization, 'panorama')?.collaborators ?? [])]
          .flatMap(([login, held]) => (held === names[role as keyof typeof names] ? [login] : []))
          .toSorted(),
      nameOf: loginOf,
      canBeRead: true,
    };
  },
};

describe.each(Object.keys(kinds))('through %s', (kind) => {
  let company: Company;
  let system: RealSystem;
  beforeAll(async () => {
    const started = await startCompany();
    const { token, botLogin } = started.github.addApp({
      slug: 'grantbook-acme',
      permissions: {
        actions: 'read',
        administration: 'write',
        checks: 'write',
        contents: 'write',
        issues: 'write',
        members: 'write',
        pull_requests: 'write',
      },
    });
    company = { ...started, workflowToken: token, jobToken: token };
    const { members } = organizationOf(company.github.world, company.github.world.organization(organization));
    for (const { login } of colleagues) members.set(company.github.world.known(login), 'member');
    const start = kinds[kind];
    if (!start) throw new Error(`There is no ${kind}.`);
    system = await start(company);
    const text = readFileSync(systemFile, 'utf8').replace(
      /connector:\n(?: {2}.*\n)+/,
      `connector:\n  ${system.connector}\n`,
    );
    const { id } = company.github.world.known(botLogin);
    const settings = readFileSync(settingsFile, 'utf8').replace(
      /writer: .*/,
      `writer: {login: "${botLogin}", id: ${id}}`,
    );
    await company.push('A connector, and an App of our own', {
      [systemFile]: text,
      [settingsFile]: settings,
    });
    await job('start-ledger');
  }, 60_000);
  afterAll(async () => {
    await company.close();
    await system.close?.();
  });
  afterEach(() => {
    expect(company.github.violations).toEqual([]);
  });

  const { job, review, judge, askedIn, pull } = requestsIn(
    () => company,
    () => environment,
  );
  const forms = formsIn(() => company);
  const apply = async () => {
    const done = await job('apply');
    expect(done.status, done.log).toBe(0);
    return done;
  };
  const onMain = async (files: Record<string, string | null>) => {
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    await company.push('Past everybody', files);
    await job('record');
  };
  /** The steps, as the ledger has them. */
  async function steps(): Promise<readonly ProvisioningStep[]> {
    await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
    const [path = ''] = (await company.git('ls-tree', '-r', '--name-only', 'FETCH_HEAD')).split('\n');
    return read(new Map([[path, `${await company.git('show', `FETCH_HEAD:${path}`)}\n`]])).flatMap(
      ({ record }) => (record?.kind === 'provisioned' && record.system === 'analytics' ? record.steps : []),
    );
  }
  const has = async (user: string, role = 'viewer'): Promise<boolean> =>
    (await system.holdersOf(role)).includes(system.nameOf(user));

  test('what was there on the first day is there', async () => {
    await apply();
    if (system.canBeRead) expect(await has('helena.duarte')).toBe(true);
    expect(await has('andrei.popescu')).toBe(false);
  });

  test('what a form asked for is given once it is approved, and not before', async () => {
    const issue = await forms.open('qa-andrei-popescu', {
      'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
      'What is it needed for?': 'Compare the sales of the spring fairs with those of last year',
      'For how long?': '30 days',
      'Last day': nothing,
      'First day': nothing,
      'For whom?': nothing,
    });
    const { number = 0 } = (await forms.pullOf(issue)) ?? {};
    await apply();
    expect(await has('andrei.popescu')).toBe(false);
    for (const login of await askedIn(number)) await review(login, number);
    await judge(number);
    expect((await pull(number)).merged).toBe(true);
    await apply();
    expect(await has('andrei.popescu')).toBe(true);
    expect((await steps()).at(-1)).toMatchObject({
      action: 'grant',
      subject: 'andrei.popescu',
      result: 'done',
    });
  }, 60_000);

  test('a second run has nothing to do', async () => {
    const before = await steps();
    expect((await apply()).outputs.title).toMatch(/^Nothing was to be changed by a connector/);
    expect(await steps()).toEqual(before);
  });

  test('what nobody approved is never given', async () => {
    await onMain(other('admin', 'ana.costa'));
    await apply();
    expect(await has('ana.costa', 'admin')).toBe(false);
    await onMain({ 'access-grants/analytics/admin/ana.costa.yaml': null });
  });

  test('what is over is taken away, and the ledger says why', async () => {
    await onMain({ 'access-grants/analytics/viewer/andrei.popescu.yaml': null });
    await apply();
    expect(await has('andrei.popescu')).toBe(false);
    expect((await steps()).at(-1)).toMatchObject({
      action: 'revoke',
      subject: 'andrei.popescu',
      result: 'done',
      why: 'no grant any more',
    });
    if (system.canBeRead) expect(await has('helena.duarte')).toBe(true);
  });
});
