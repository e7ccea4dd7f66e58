import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountHolder } from '../../src/connectors/connector.ts';
import { githubRepository } from '../../src/connectors/github-repository.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { renameAccount } from '../../src/sandbox/organization.ts';
import { Memory, type Place, provision, said, startPlace, systemOf } from './github-fixture.ts';

let place: Place;
let memory: Memory;
beforeEach(async () => {
  place = await startPlace();
  memory = new Memory();
});
afterEach(async () => {
  expect(place.github.violations).toEqual([]);
  await place.close();
});

const names = ['read', 'push', 'admin'];
const target = { repository: 'acme/shop' };
const system = systemOf({ type: 'github-repository', target }, names);
const inviting = systemOf({ type: 'github-repository', target: { ...target, invite: 'yes' } }, names);
const connected = (of = system, client = place.client) =>
  githubRepository({ system: of, client, log: place.log });
const people = (...users: readonly string[]): AccountHolder[] =>
  users.map((user) => ({ user, displayName: user, github: { login: user, id: place.account(user).id } }));
const run = (wanted: readonly string[], of = system, among = people('olga', 'ana', 'ben', 'cleo', 'nils')) =>
  provision(connected(of), of, wanted, among, memory);
const shop = () => place.github.world.knownRepository('acme/shop');
const collaborators = () => Object.fromEntries([...shop().collaborators].sort());
const invited = () => shop().invitations.map(({ invitee, role }) => `${invitee.login}/${role}`);
const writes = () =>
  place.github.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);

describe('who may do what in a repository', () => {
  beforeEach(() => {
    place.github.addTeam('acme', 'shop-team', ['ana']);
    place.github.createRepository({
      owner: 'acme',
      name: 'shop',
      private: true,
      teams: { 'shop-team': 'maintain' },
    });
  });

  test('gets in, gets more or less, and gets out, and a second run changes nothing', async () => {
    expect(said(await run(['ben/push', 'cleo/read']))).toEqual([
      'grant ben push: done',
      'grant cleo read: done',
    ]);
    expect(collaborators()).toEqual({ ben: 'write', cleo: 'read' });
    expect((await run(['ben/push', 'cleo/read'])).results).toEqual([]);
    await run(['ben/admin', 'ben/read']);
    expect(collaborators()).toEqual({ ben: 'admin' });
    await run(['ben/read']);
    expect(collaborators()).toEqual({ ben: 'read' });
    expect(said(await run([]))).toEqual(['revoke ben read: done']);
    expect(collaborators()).toEqual({});
    expect(writes().filter((each) => each.startsWith('DELETE'))).toHaveLength(2);
  });

  test('is only who was given it there: not who has it by a team or by owning the organization', async () => {
    expect((await connected().read?.())?.holders).toEqual([]);
    shop().collaborators.set('ana', 'read').set('olga', 'read').set('cleo', 'read');
    const reading = await connected().read?.();
    // GitHub shows what they may do by all ways together, so what they were given themselves may be any less of it.
    expect(reading?.holders.map(({ name, role, mayBe }) => ({ name, role, mayBe }))).toEqual([
      { name: 'ana', role: 'push', mayBe: ['read'] },
      { name: 'olga', role: 'admin', mayBe: ['push', 'read'] },
      { name: 'cleo', role: 'read', mayBe: undefined },
    ]);
    expect((await run(['ana/read', 'olga/push', 'cleo/read'])).results).toEqual([]);
    const { results } = await run([]);
    expect(results.map(({ result }) => result)).toEqual(['done', 'done', 'done']);
    expect(collaborators()).toEqual({});
  });

  test('loses what somebody made it beyond its grant', async () => {
    await run(['ben/read']);
    shop().collaborators.set('ben', 'maintain');
    await run(['ben/read']);
    expect(collaborators()).toEqual({ ben: 'read' });
  });

  test('goes by the number of the account', async () => {
    const among = people('ben');
    await run(['ben/push'], system, among);
    renameAccount(place.github.world, place.account('ben'), 'ben-nagy');
    place.github.addUser({ login: 'ben' });
    expect((await run(['ben/push'], system, among)).results).toEqual([]);
    await run([], system, among);
    expect(collaborators()).toEqual({});
  });

  test('and is not in the organization is not invited by surprise, and not put out either', async () => {
    const { plan } = await run(['nils/read']);
    expect(plan.missing).toMatchObject([
      { subject: 'nils', why: expect.stringMatching(/not in the organization/) },
    ]);
    expect(invited()).toEqual([]);
    shop().collaborators.set('nils', 'read');
    expect((await run(['nils/read'])).plan).toMatchObject({ missing: [], revoke: [], grant: [] });
    expect(said(await run(['nils/push']))).toEqual(['revoke nils read: done', 'grant nils push: done']);
    expect(collaborators()).toEqual({ nils: 'write' });
  });

  test('is invited where that is wanted: it can be changed and withdrawn before anybody accepts', async () => {
    expect(said(await run(['nils/read'], inviting))).toEqual(['grant nils read: done']);
    expect(invited()).toEqual(['nils/read']);
    expect((await run(['nils/read'], inviting)).results).toEqual([]);
    await run(['nils/push'], inviting);
    expect(invited()).toEqual(['nils/write']);
    expect(said(await run([], inviting))).toEqual(['revoke nils push: done']);
    expect([invited(), collaborators()]).toEqual([[], {}]);
  });

  test('is read to the last page', async () => {
    for (let count = 0; count < 120; count += 1) {
      place.github.addUser({ login: `person-${count}` });
      shop().collaborators.set(`person-${count}`, 'write');
    }
    expect((await connected().read?.())?.holders).toHaveLength(120);
  });

  test('is nobody where the repository is gone, or another one has its name', async () => {
    const pinned = systemOf(
      { type: 'github-repository', target: { ...target, id: String(shop().id) } },
      names,
    );
    expect((await connected(pinned).read?.())?.targets).toEqual([
      { name: 'acme/shop', id: String(shop().id) },
    ]);
    place.github.world.repositories.delete('acme/shop');
    await expect(connected(pinned).read?.()).rejects.toThrow(
      /there is no repository `acme\/shop` that the token sees: it was deleted, or the GitHub App is not installed/,
    );
    const connector = connected();
    place.github.createRepository({ owner: 'acme', name: 'store' });
    place.github.world.repositories.set('acme/shop', place.github.world.knownRepository('acme/store'));
    await expect(connected(pinned).read?.()).rejects.toThrow(/another one by its name/);
    await expect(connector.read?.()).resolves.toBeDefined();
  });

  test('is not lost by a fault of any request, and the next run makes it right', async () => {
    const kinds: readonly ((nth: number) => Fault)[] = [
      (nth) => ({ kind: 'status', status: 502, nth }),
      (nth) => ({ kind: 'lost answer', status: 502, nth }),
      (nth) => ({ kind: 'status', status: 404, nth }),
      (nth) => ({ kind: 'cut off', nth }),
      (nth) => ({ kind: 'status', status: 403, nth }),
    ];
    let struck = 0;
    for (let nth = 1; nth <= 40; nth += 1) {
      memory = new Memory();
      shop().invitations.splice(0);
      shop().collaborators.clear();
      const held = { ana: 'read', ben: 'admin', cleo: 'push' };
      for (const [subject, role] of Object.entries(held)) {
        shop().collaborators.set(subject, role === 'push' ? 'write' : role === 'read' ? 'read' : 'admin');
        const account = String(place.account(subject).id);
        memory.note({ step: { action: 'grant', role, subject, account, name: subject }, result: 'done' });
      }
      const fault = kinds[nth % kinds.length]?.(nth);
      if (fault) place.github.faults.add(fault);
      const before = place.github.requests.length;
      const wanted = ['ana/read', 'ben/push', 'nils/read'];
      const outcome = await run(wanted, inviting).catch((error: Error) => error);
      place.github.faults.clear();
      if (outcome instanceof Error) expect(outcome.name).toBe('EnvironmentFailure');
      if (place.github.requests.length - before >= nth) struck += 1;
      expect([nth, collaborators()]).toMatchObject([nth, { ana: 'read', ben: expect.any(String) }]);
      await run(wanted, inviting);
      expect([nth, collaborators(), invited()]).toEqual([nth, { ana: 'read', ben: 'write' }, ['nils/read']]);
    }
    expect(struck).toBeGreaterThan(20);
    expect(struck).toBeLessThan(40);
  }, 60_000);

  test('a token that may not is told what it lacks', async () => {
    const workflow = place.as(place.github.addApp({ slug: 'github-actions' }).token);
    await expect(connected(system, workflow).read?.()).rejects.toThrow(
      /the invitations to `acme\/shop` could not be read: .*403.*`Administration: read` .*`GITHUB_TOKEN` cannot have/,
    );
    const reader = place.as(
      place.github.addAppToken('grantbook-acme', { members: 'read', administration: 'read' }),
    );
    const { results } = await provision(
      connected(system, reader),
      system,
      ['ben/read'],
      people('ben'),
      memory,
    );
    expect(results[0]?.why).toMatch(/could not be given `pull`.*`Administration: read and write`/);
  });
});

describe('the repository of a person', () => {
  const pushers = (invite?: string) =>
    systemOf(
      {
        type: 'github-repository',
        target: { repository: 'olga/notes', ...(invite === undefined ? {} : { invite }) },
      },
      ['push'],
    );
  beforeEach(() => {
    place.github.createRepository({ owner: 'olga', name: 'notes', private: true });
  });

  test('takes an invitation for everybody, and knows pushing alone', async () => {
    const { plan } = await run(['ana/push'], pushers());
    expect(plan.missing).toMatchObject([
      { why: expect.stringMatching(/would have to be invited.*`invite: "yes"`/) },
    ]);
    expect(said(await run(['ana/push'], pushers('yes')))).toEqual(['grant ana push: done']);
    const notes = place.github.world.knownRepository('olga/notes');
    expect(notes.invitations).toMatchObject([{ role: 'write', invitee: { login: 'ana' } }]);
    // Its owner is no collaborator of anybody's making.
    expect((await connected(pushers()).read?.())?.holders).toMatchObject([{ name: 'ana', isPending: true }]);
    const readers = systemOf({ type: 'github-repository', target: { repository: 'olga/notes' } }, ['read']);
    await expect(connected(readers).read?.()).rejects.toThrow(
      /is a person’s.*the role `read` cannot be given/,
    );
  });
});

describe('settings', () => {
  const of = (connector: object, roles: readonly string[]) =>
    systemOf({ type: 'github-repository', target, ...connector }, roles);

  test('a role can be called otherwise, and one of the organization has the order of its risk', () => {
    const custom = of({ roles: { viewer: 'read', expert: 'code-reviewer' } }, ['viewer', 'expert']);
    custom.value.roles.expert = { ...custom.value.roles.viewer, risk: 'high' } as never;
    expect(connected(custom).prevailing?.(['viewer', 'expert'])).toBe('expert');
    expect(connected().prevailing?.(['push', 'admin', 'read'])).toBe('admin');
  });

  test.each([
    [of({}, ['viewer']), /the role `viewer` is no permission on a repository; write `pull`/],
    [of({ roles: { a: 'read', b: 'pull' } }, ['a', 'b']), /`a` and `b` are both `pull`/],
    [of({ target: {} }, ['read']), /`target` needs `repository`/],
    [of({ target: { repository: 'acme/shop/../../orgs' } }, ['read']), /`target` needs `repository`/],
    [of({ target: { ...target, id: 'R_1' } }, ['read']), /`id` is the number/],
    [of({ target: { ...target, invite: 'true' } }, ['read']), /`invite` is/],
  ])('that say nothing are said: %#', async (wrong, words) => {
    await expect(connected(wrong).read?.()).rejects.toThrow(words);
    await expect(connected(wrong).apply([])).rejects.toThrow(words);
    expect(place.github.requests).toEqual([]);
  });
});
