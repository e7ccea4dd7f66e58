import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountHolder } from '../../src/connectors/connector.ts';
import { githubTeam } from '../../src/connectors/github-team.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import {
  acceptInvitation,
  membersOfTeam,
  organizationOf,
  putIntoTeam,
  renameAccount,
  renameTeam,
} from '../../src/sandbox/organization.ts';
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

const home = { type: 'github-team', target: { organization: 'acme', team: 'shop' } } as const;
const system = systemOf(home);
const connected = (of = system, client = place.client) => githubTeam({ system: of, client, log: place.log });

/** The people of the policies, who keep the name that their account had when it was written down. */
const people = (...users: readonly string[]): AccountHolder[] =>
  users.map((user) => ({
    user,
    displayName: user,
    github: { login: user, id: place.account(user).id },
  }));
const run = (wanted: readonly string[], among = people('ana', 'ben', 'cleo')) =>
  provision(connected(), system, wanted, among, memory);

/** Who is in the team now, as the website shows it. */
const inTeam = (slug = 'shop'): string[] => {
  const team = place.github.world.team('acme', slug);
  return team
    ? membersOfTeam(place.github.world, team)
        .filter(({ inherited }) => !inherited)
        .map(({ account, role }) => `${account.login}/${role}`)
        .sort()
    : [];
};
const team = (slug = 'shop') => {
  const found = place.github.world.team('acme', slug);
  if (!found) throw new Error(`there is no team ${slug}`);
  return found;
};
const writes = () =>
  place.github.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
const at = '/orgs/acme/teams/shop/memberships';

describe('who is in a team', () => {
  beforeEach(() => {
    place.github.addTeam('acme', 'shop', []);
  });

  test('gets in, changes place and gets out, and a second run changes nothing', async () => {
    expect(said(await run(['ana/member', 'ben/maintainer']))).toEqual([
      'grant ana member: done',
      'grant ben maintainer: done',
    ]);
    expect(inTeam()).toEqual(['ana/member', 'ben/maintainer']);
    expect(writes()).toEqual([`PUT ${at}/ana`, `PUT ${at}/ben`]);
    expect((await run(['ana/member', 'ben/maintainer'])).plan).toMatchObject({ grant: [], revoke: [] });

    expect(said(await run(['ana/maintainer', 'cleo/member']))).toEqual([
      'revoke ana member: done',
      'revoke ben maintainer: done',
      'grant ana maintainer: done',
      'grant cleo member: done',
    ]);
    expect(inTeam()).toEqual(['ana/maintainer', 'cleo/member']);
    expect((await run(['ana/maintainer', 'cleo/member'])).results).toEqual([]);
  });

  test('is never outside for a moment while the place changes', async () => {
    await run(['ana/maintainer']);
    await run(['ana/member']);
    expect(writes()).toEqual([`PUT ${at}/ana`, `PUT ${at}/ana`]);
    expect(inTeam()).toEqual(['ana/member']);
  });

  test('the same steps can be carried out twice', async () => {
    await run(['ana/maintainer']);
    const { results } = await run(['ana/member', 'ben/member']);
    const before = writes().length;
    const again = await connected().apply(results.map(({ step }) => step));
    expect(again.map(({ result }) => result)).toEqual(['done', 'done', 'done']);
    expect(writes()).toHaveLength(before);
    // Even the one half of a change alone.
    await connected().apply(results.slice(0, 1).map(({ step }) => step));
    expect(inTeam()).toEqual(['ana/member', 'ben/member']);
  });

  test('is given the greater of two places', async () => {
    await run(['ana/member', 'ana/maintainer']);
    expect(inTeam()).toEqual(['ana/maintainer']);
    await run(['ana/member']);
    expect(inTeam()).toEqual(['ana/member']);
  });

  test('loses what somebody made them beyond it, and all of it when the grant ends', async () => {
    await run(['ana/member', 'ben/member']);
    putIntoTeam(team(), place.account('ana'), 'maintainer');
    putIntoTeam(team(), place.account('ben'), 'maintainer');
    putIntoTeam(team(), place.account('cleo'), 'member');
    const { plan } = await run(['ana/member']);
    expect(inTeam()).toEqual(['ana/member', 'cleo/member']);
    expect(plan.leftAlone).toMatchObject([{ name: 'cleo', why: 'no grant ever named it' }]);
  });

  test('goes by the number of the account: a new name makes no difference, and an old one is somebody else', async () => {
    const among = people('ana', 'ben');
    await run(['ana/member'], among);
    renameAccount(place.github.world, place.account('ana'), 'ana-costa');
    const taker = place.github.addUser({ login: 'ana' });
    organizationOf(place.github.world, place.account('acme')).members.set(place.account('ana'), 'member');
    expect((await run(['ana/member'], among)).results).toEqual([]);
    expect(said(await run([], among))).toEqual(['revoke ana member: done']);
    expect(said(await run(['ana/maintainer'], among))).toEqual(['grant ana maintainer: done']);
    expect(inTeam()).toEqual(['ana-costa/maintainer']);
    expect(taker.login).toBe('ana');
  });

  test('nobody else keeps the place where a name goes over in the very moment of writing', async () => {
    const among = people('ana');
    place.github.faults.add({
      kind: 'meanwhile',
      match: { operationId: 'teams/add-or-update-membership-for-user-in-org' },
      run: () => {
        const { world } = place.github;
        renameAccount(world, place.account('ana'), 'ana-costa');
        place.github.addUser({ login: 'ana' });
        organizationOf(world, place.account('acme')).members.set(place.account('ana'), 'member');
      },
    });
    const [outcome = ''] = said(await run(['ana/member'], among));
    expect(outcome).toMatch(/^grant ana member: failed \(the name `ana` went over .* lost it again/);
    expect(inTeam()).toEqual([]);
    await run(['ana/member'], among);
    expect(inTeam()).toEqual(['ana-costa/member']);
  });

  test('who has no account, and whose account is gone, is said', async () => {
    const gone = { user: 'gone', displayName: 'Gone', github: { login: 'gone', id: 999_999 } };
    const without = { user: 'dora', displayName: 'Dora' };
    const accounts = await connected().accountsOf([gone, without]);
    expect(accounts.get('dora')).toEqual({ missing: 'has no GitHub account in the policies' });
    expect(accounts.get('gone')).toEqual({
      missing: 'GitHub knows no account with the number 999999 (`gone` in the policies)',
    });
  });

  test('an owner of the organization is as good as what they were made, and loses it like others', async () => {
    const among = people('olga', 'ana');
    await run(['olga/member'], among);
    expect(inTeam()).toEqual(['olga/maintainer']);
    const second = await run(['olga/member'], among);
    expect(second.results).toEqual([]);
    expect(second.plan.inPlace).toMatchObject([{ subject: 'olga', role: 'member' }]);
    expect((await run(['olga/maintainer'], among)).plan).toMatchObject({ revoke: [], grant: [] });
    expect((await run(['olga/member'], among)).plan).toMatchObject({ revoke: [], grant: [] });
    const [outcome] = said(await run([], among));
    expect(outcome).toMatch(/^revoke olga .*: done$/);
    expect(inTeam()).toEqual([]);
  });

  test('is read to the last page', async () => {
    for (let count = 0; count < 130; count += 1) {
      const login = `person-${count}`;
      place.github.addUser({ login });
      putIntoTeam(team(), place.account(login), count % 2 === 0 ? 'member' : 'maintainer');
    }
    const reading = await connected().read?.();
    expect(reading?.holders).toHaveLength(130);
    expect(reading?.holders.filter(({ role }) => role === 'maintainer')).toHaveLength(65);
    const last = people('person-129')[0];
    expect(reading?.holders.at(-1)).toMatchObject({ account: String(last?.github?.id), name: 'person-129' });
  });
});

describe('whoever is not in the organization', () => {
  const inviting = systemOf({ ...home, target: { ...home.target, invite: 'yes' } });
  beforeEach(() => {
    place.github.addTeam('acme', 'shop', []);
  });

  test('is not invited by surprise', async () => {
    const { plan, results } = await run(['nils/member'], people('nils'));
    expect(results).toEqual([]);
    expect(plan.missing).toEqual([
      {
        subject: 'nils',
        role: 'member',
        why: '`nils` is not in the organization `acme`; invite them there first',
      },
    ]);
  });

  test('is not invited either where they left between the plan and the deed', async () => {
    const [step] = (await run(['ana/member'])).results.map((each) => each.step);
    await run([]);
    organizationOf(place.github.world, place.account('acme')).members.delete(place.account('ana'));
    const [result] = await connected().apply(step ? [step] : []);
    expect(result).toMatchObject({ result: 'failed', why: expect.stringMatching(/not in the organization/) });
    expect(writes().filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  });

  test('is invited where that is wanted: as good as given, until they say yes, and withdrawn with the grant', async () => {
    const among = people('nils');
    const go = (wanted: readonly string[]) => provision(connected(inviting), inviting, wanted, among, memory);
    expect(said(await go(['nils/maintainer']))).toEqual(['grant nils maintainer: done']);
    const reading = await connected(inviting).read?.();
    expect(reading?.holders).toEqual([
      { role: 'maintainer', account: String(place.account('nils').id), name: 'nils', isPending: true },
    ]);
    expect((await go(['nils/maintainer'])).results).toEqual([]);
    expect(said(await go(['nils/member']))).toEqual([
      'revoke nils maintainer: done',
      'grant nils member: done',
    ]);
    expect(said(await go([]))).toEqual(['revoke nils member: done']);
    expect((await connected(inviting).read?.())?.holders).toEqual([]);

    await go(['nils/member']);
    acceptInvitation(place.github.world, place.account('acme'), place.account('nils'));
    expect((await go(['nils/member'])).results).toEqual([]);
    expect(inTeam()).toEqual(['nils/member']);
  });

  test('and is invited by e-mail is nobody yet', async () => {
    const { invitations } = organizationOf(place.github.world, place.account('acme'));
    invitations.push({
      id: 7,
      invitee: null,
      email: 'somebody@example.com',
      inviter: place.account('olga'),
      createdAt: '2026-03-01T09:00:00Z',
      teams: new Map([[team(), 'member']]),
    });
    expect((await connected().read?.())?.holders).toEqual([]);
    expect(place.logged).toEqual([expect.stringMatching(/e-mail address is invited to the team `shop`/)]);
  });
});

describe('a team', () => {
  const pinned = (id: number) => systemOf({ ...home, target: { ...home.target, id: String(id) } });

  test('that was deleted is no empty team', async () => {
    const id = place.github.addTeam('acme', 'shop', ['ana']);
    expect((await connected().read?.())?.targets).toEqual([{ name: 'acme/shop', id: String(id) }]);
    place.github.world.teams.delete('acme/shop');
    await expect(connected().read?.()).rejects.toThrow(
      /there is no team `acme\/shop` among those that the token sees: it was deleted or renamed/,
    );
  });

  test('that was renamed is found by its number, and the one that took its name is not taken for it', async () => {
    const id = place.github.addTeam('acme', 'shop', ['ana']);
    renameTeam(place.github.world, team(), 'store');
    await expect(connected(pinned(id)).read?.()).rejects.toThrow(/is called `store` now/);
    place.github.addTeam('acme', 'shop', ['ben']);
    await expect(connected(pinned(id)).read?.()).rejects.toThrow(/another one by its name/);
    expect(inTeam()).toEqual(['ben/member']);
  });

  test('that becomes another one between reading and writing is not written to', async () => {
    place.github.addTeam('acme', 'shop', ['ana']);
    const connector = connected();
    await connector.read?.();
    renameTeam(place.github.world, team(), 'store');
    place.github.addTeam('acme', 'shop', []);
    const [result] = await connector.apply([
      {
        action: 'grant',
        role: 'member',
        subject: 'ben',
        account: String(place.account('ben').id),
        name: 'ben',
      },
    ]);
    expect(result).toMatchObject({ result: 'failed', why: expect.stringMatching(/became another one/) });
    expect(writes()).toEqual([]);
  });

  test('has its own members: those of the teams below it are not its own', async () => {
    place.github.addTeam('acme', 'shop', ['ana']);
    place.github.addTeam('acme', 'shop-tests', ['ana', 'ben'], 'shop');
    expect((await connected().read?.())?.holders).toMatchObject([{ name: 'ana' }]);
    const { plan } = await run(['ben/member']);
    expect(plan.leftAlone).toMatchObject([{ name: 'ana' }]);
    expect(inTeam()).toEqual(['ana/member', 'ben/member']);
    expect(said(await run([]))).toEqual(['revoke ben member: done']);
    expect(inTeam()).toEqual(['ana/member']);
  });

  test('of which GitHub does not say whose members are whose is not guessed at', async () => {
    organizationOf(place.github.world, place.account('acme')).tellsInherited = false;
    place.github.addTeam('acme', 'shop', ['ana']);
    expect((await connected().read?.())?.holders).toMatchObject([{ name: 'ana' }]);
    place.github.addTeam('acme', 'shop-tests', ['ben'], 'shop');
    await expect(connected().read?.()).rejects.toThrow(
      /does not say whether `ben` is in the team `acme\/shop` itself/,
    );
  });

  test('with a place that no role stands for still loses people', async () => {
    place.github.addTeam('acme', 'shop', []);
    const plain = systemOf(home, ['member']);
    const go = (wanted: readonly string[]) =>
      provision(connected(plain), plain, wanted, people('ana'), memory);
    await go(['ana/member']);
    putIntoTeam(team(), place.account('ana'), 'maintainer');
    expect((await go(['ana/member'])).results).toEqual([]);
    expect(place.logged).toEqual([expect.stringMatching(/`ana` is a maintainer of the team `shop`/)]);
    await go([]);
    expect(inTeam()).toEqual([]);
  });
});

describe('roles', () => {
  const of = (connector: object, roles: readonly string[]) =>
    systemOf({ type: 'github-team', target: { organization: 'acme', team: 'shop' }, ...connector }, roles);

  test('can be teams of their own, each with its holders', async () => {
    place.github.addTeam('acme', 'shop', []);
    place.github.addTeam('acme', 'data', []);
    const several = of({ roles: { reader: 'member', analyst: 'data/maintainer' } }, ['reader', 'analyst']);
    const connector = connected(several);
    expect(connector.prevailing).toBeUndefined();
    await provision(connector, several, ['ana/reader', 'ana/analyst'], people('ana'), memory);
    expect([inTeam('shop'), inTeam('data')]).toEqual([['ana/member'], ['ana/maintainer']]);
    await provision(connector, several, ['ana/analyst'], people('ana'), memory);
    expect([inTeam('shop'), inTeam('data')]).toEqual([[], ['ana/maintainer']]);
  });

  test('are teams of their own name where no team is named', async () => {
    place.github.addTeam('acme', 'data', ['ben']);
    const named = of({ target: { organization: 'acme' } }, ['data']);
    expect((await connected(named).read?.())?.holders).toMatchObject([{ role: 'data', name: 'ben' }]);
  });

  test.each([
    [of({}, ['viewer']), /the role `viewer` is no place in a team; write `member`/],
    [of({ roles: { viewer: 'shop/owner' } }, ['viewer']), /`shop\/owner` for the role `viewer` is no place/],
    [of({ roles: { viewer: 'a/b/c' } }, ['viewer']), /no place in a team/],
    [of({ roles: { viewer: '../repos' } }, ['viewer']), /no place in a team/],
    [of({ roles: { a: 'member', b: 'shop' } }, ['a', 'b']), /`a` and `b` are both member of the team `shop`/],
    [
      of({ roles: { a: 'member', b: 'maintainer', c: 'data' } }, ['a', 'b', 'c']),
      /of several teams, and two of them of `shop`/,
    ],
    [of({ target: { team: 'shop' } }, ['member']), /`target` needs `organization`/],
    [of({ target: { organization: 'acme' } }, ['member']), /`target` has no `team`/],
    [of({ target: { organization: 'acme', team: 'shop', id: 'x' } }, ['member']), /`id` is the number/],
    [of({ target: { organization: 'acme', team: 'shop', invite: 'maybe' } }, ['member']), /`invite` is/],
  ])('that stand for nothing are said: %#', async (wrong, words) => {
    await expect(connected(wrong).read?.()).rejects.toThrow(words);
    await expect(connected(wrong).accountsOf(people('ana'))).rejects.toThrow(words);
    await expect(connected(wrong).apply([])).rejects.toThrow(words);
    expect(place.github.requests).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const inviting = systemOf({ ...home, target: { ...home.target, invite: 'yes' } });
  const among = () => people('ana', 'ben', 'cleo', 'nils');
  const go = () =>
    provision(connected(inviting), inviting, ['ana/member', 'ben/member', 'nils/member'], among(), memory);

  /** `ana` stays, `ben` changes place, `cleo` goes, and `nils` is invited. */
  const begin = () => {
    memory = new Memory();
    place.github.addTeam('acme', 'shop', ['ana', 'ben', 'cleo']);
    putIntoTeam(team(), place.account('ben'), 'maintainer');
    organizationOf(place.github.world, place.account('acme')).invitations.splice(0);
    for (const held of ['ana/member', 'ben/maintainer', 'cleo/member']) {
      const [subject = '', role = ''] = held.split('/');
      const account = String(place.account(subject).id);
      memory.note({ step: { action: 'grant', role, subject, account, name: subject }, result: 'done' });
    }
  };

  const kinds: readonly ((nth: number) => Fault)[] = [
    (nth) => ({ kind: 'status', status: 502, nth }),
    (nth) => ({ kind: 'truncated page', keep: 0, nth }),
    (nth) => ({ kind: 'lost answer', status: 502, nth }),
    (nth) => ({ kind: 'status', status: 404, nth }),
    (nth) => ({ kind: 'cut off', nth }),
    (nth) => ({ kind: 'status', status: 403, nth }),
    (nth) => ({ kind: 'hang up', nth }),
  ];
  const rounds = [
    ...Array.from({ length: 40 }, (_, at) => ({ nth: at + 1, only: undefined, kind: at % 7 })),
    // Each request that writes meets each of them.
    ...Array.from({ length: 21 }, (_, at) => ({
      nth: 1 + Math.floor(at / 7),
      only: /memberships/,
      kind: at % 7,
    })),
  ];

  test('nobody is lost by a fault of any request, and the next run makes it right', async () => {
    let struck = 0;
    for (const { nth, only, kind } of rounds) {
      const strike = kinds[kind]?.(nth);
      if (!strike) continue;
      begin();
      const first = place.github.requests.length;
      const match = only && { path: only, method: nth === 3 ? 'DELETE' : 'PUT' };
      place.github.faults.add({ ...strike, ...(match ? { match, nth: nth === 3 ? 1 : nth } : {}) });
      const outcome = await go().catch((error: Error) => error);
      place.github.faults.clear();
      if (only || place.github.requests.length - first >= nth) struck += 1;
      if (outcome instanceof Error) expect(outcome.name).toBe('EnvironmentFailure');
      else
        for (const { step, result } of outcome.results)
          if (step.subject === 'cleo' && result === 'done')
            expect([nth, kind, ...inTeam()]).not.toContain('cleo/member');
      // Whoever is to stay, in whatever place, was never put out.
      expect([nth, kind, ...inTeam()]).toContain('ana/member');
      expect([nth, kind, inTeam().join()]).toEqual([nth, kind, expect.stringContaining('ben/')]);
      await go();
      expect([nth, kind, inTeam()]).toEqual([nth, kind, ['ana/member', 'ben/member']]);
      const { invitations } = organizationOf(place.github.world, place.account('acme'));
      expect(invitations.map(({ invitee, teams }) => [invitee?.login, teams.size])).toEqual([['nils', 1]]);
    }
    // Past the last request of a run, nothing was left to be struck.
    expect(struck).toBeGreaterThan(45);
    expect(struck).toBeLessThan(rounds.length);
  }, 60_000);

  test('a token that may not is told what it lacks', async () => {
    place.github.addTeam('acme', 'shop', []);
    const workflow = place.as(place.github.addApp({ slug: 'github-actions' }).token);
    await expect(connected(system, workflow).read?.()).rejects.toThrow(
      /the team `acme\/shop` could not be read: the token may not do this \(403: Resource not accessible by integration\); it takes `Members: read` .* `GITHUB_TOKEN` cannot have/,
    );
    const reader = place.as(place.github.addAppToken('grantbook-acme', { members: 'read' }));
    const { results } = await provision(
      connected(system, reader),
      system,
      ['ana/member'],
      people('ana'),
      memory,
    );
    expect(results[0]?.why).toMatch(
      /`ana` could not be made member of the team `shop`: .*`Members: read and write`/,
    );
  });
});
