/** The SCIM connector against servers with bad habits: nobody is mistaken for another, and nobody gets lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scim } from '../../src/connectors/scim.ts';
import {
  holdersOf,
  outcomes,
  personOf,
  reachTo,
  scimPolicy,
  step,
  type TestReach,
  testToken,
} from '../support/connectors.ts';
import { type Fault, type Habits, type HostileServer, startHostile } from '../support/hostile-scim.ts';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostile();
});
afterAll(() => server.close());

const users = ['ana', 'rui', 'eva', 'joe', 'kim'];

beforeEach(() => {
  server.habits = {};
  server.fault = () => undefined;
  server.meanwhile = () => undefined;
  server.calls.length = 0;
  server.tokens.clear();
  server.users.splice(0, Number.POSITIVE_INFINITY, ...users.map(userOf));
  server.groups.clear();
  groupWith('viewer', ['eva', 'joe']);
  groupWith('editor', []);
});

const userOf = (name: string): Record<string, unknown> => ({
  id: `id-${name}`,
  userName: `${name}@example.com`,
  externalId: name,
  emails: [{ value: `${name}@example.com` }],
});

function groupWith(displayName: string, names: readonly string[], id = `g-${displayName}`): void {
  server.groups.set(id, {
    id,
    displayName,
    members: names.map((name) => ({ value: `id-${name}` })),
    version: 1,
  });
}

const members = (role: string): string[] =>
  (server.groups.get(`g-${role}`)?.members ?? []).map(({ value }) => value.replace('id-', '')).sort();

const reach = (target: Readonly<Record<string, string>> = {}, limits = {}): TestReach =>
  reachTo(scimPolicy(server.url, target), { limits });

const accountOf = async (name: string, target: Readonly<Record<string, string>> = {}) =>
  (await scim(reach(target)).accountsOf([personOf(name)])).get(name);

describe('a person is found', () => {
  const lists: readonly [string, Habits][] = [
    ['where filters are ignored', { filters: 'ignored' }],
    ['where filters are refused', { filters: 'refused' }],
    ['where filters match by prefix', { filters: 'by prefix' }],
    ['where pages are refused', { pages: 'refused' }],
    ['where filters and pages are refused', { filters: 'refused', pages: 'refused' }],
    ['where pages hold two', { filters: 'ignored', pageCap: 2 }],
    [
      'where a list past its end is an error',
      { filters: 'ignored', pageCap: 2, pages: 'an error past the end' },
    ],
    ['where the total is no number', { filters: 'ignored', pageCap: 2, total: 'text' }],
    ['where names of attributes are in other letters', { capitals: true }],
  ];
  test.each(lists)('%s', async (_where, habits) => {
    server.habits = habits;
    server.users.unshift({ id: 'id-other', userName: 'ana@example.com.evil.example' });
    expect(await accountOf('kim')).toEqual({ account: 'id-kim', name: 'kim@example.com' });
    expect(await accountOf('ana')).toEqual({ account: 'id-ana', name: 'ana@example.com' });
    expect(await accountOf('an')).toEqual({ missing: expect.stringContaining('nobody in `crm`') });
  });

  test('where the total is that of the page, and pages are capped', async () => {
    server.habits = { filters: 'ignored', pageCap: 20, total: 'page' };
    for (let index = 0; index < 50; index += 1) server.users.unshift(userOf(`user${index}`));
    expect(await accountOf('kim')).toEqual({ account: 'id-kim', name: 'kim@example.com' });
  });

  test.each<[string, Habits]>([
    ['each page is the first', { filters: 'ignored', pageCap: 2, pages: 'always the first' }],
    ['more is spoken of than is given', { filters: 'ignored', total: 'more' }],
  ])('nowhere while half of a list is no answer: %s', async (_when, habits) => {
    server.habits = habits;
    await expect(accountOf('kim')).rejects.toThrow('half of a list is no answer');
  });

  test('in other capital letters, but never by a letter that only looks alike', async () => {
    server.habits = { filters: 'ignored' };
    server.users.splice(0, Number.POSITIVE_INFINITY, { ...userOf('kim'), userName: 'KIM@Example.com' });
    expect(await accountOf('kim')).toEqual({ account: 'id-kim', name: 'KIM@Example.com' });
    server.users.splice(0, 1, { ...userOf('kim'), userName: '\u212aim@example.com' });
    expect(await accountOf('kim')).toEqual({
      missing: 'nobody in `crm` has the user name `kim@example.com`',
    });
  });
});

describe('a person is not found, with a reason in plain words,', () => {
  test('where two accounts fit: both are named', async () => {
    server.users.push({ id: 'id-twin', userName: 'ANA@example.com' });
    expect(await accountOf('ana')).toEqual({
      missing:
        'more than one account in `crm` has the user name `ana@example.com`: `ana@example.com (id-ana)` and `ANA@example.com (id-twin)`',
    });
  });

  test.each([[false], ['False']])('where the account is switched off (%s)', async (active) => {
    server.users.splice(0, 1, { ...userOf('ana'), active });
    expect(await accountOf('ana')).toEqual({
      missing: 'the account `ana@example.com` in `crm` is switched off (`active: false`)',
    });
  });

  test('without an e-mail address', async () => {
    const found = await scim(reach()).accountsOf([{ user: 'ana', displayName: 'Ana' }]);
    expect(found.get('ana')).toEqual({
      missing: '`ana` has no e-mail address in `policies/people/ana.yaml`, and `crm` knows people by it',
    });
  });

  test('where two people lead to the same account', async () => {
    const people = [personOf('ana'), personOf('ana.costa', { email: 'Ana@example.com' }), personOf('rui')];
    const found = await scim(reach()).accountsOf(people);
    const missing = '`ana` and `ana.costa` lead to the same account, `ana@example.com`';
    expect([...found.values()]).toEqual([
      { missing },
      { missing },
      { account: 'id-rui', name: 'rui@example.com' },
    ]);
  });

  test('where somebody wrote the address of another down as a second one', async () => {
    server.users[1] = {
      ...userOf('rui'),
      emails: [{ value: 'rui@example.com', primary: true }, { value: 'boss@example.com' }],
    };
    expect(await accountOf('boss', { match: 'emails' })).toEqual({
      missing: 'nobody in `crm` has the e-mail address `boss@example.com`',
    });
    expect(await accountOf('rui', { match: 'emails' })).toEqual({
      account: 'id-rui',
      name: 'rui@example.com',
    });
  });
});

describe('a group', () => {
  test('of which there are two is none: the ids are named', async () => {
    groupWith('viewer', ['kim'], 'g-other');
    await expect(scim(reach()).read?.()).rejects.toThrow(
      '`crm` has more than one group `viewer`, with the ids `g-viewer` and `g-other`',
    );
  });

  test('in other letters is another group, which is spoken of', async () => {
    groupWith('Viewer', ['kim'], 'g-viewer');
    await expect(scim(reach()).read?.()).rejects.toThrow(
      '`crm` has no group `viewer` for the role `viewer`, but `Viewer`: write it in the same letters',
    );
  });

  test('with a misspelled name is missed, also where a name is no id to the server', async () => {
    const policy = scimPolicy(server.url, {}, { viewer: 'Viewrs' });
    server.fault = (_call, request) => (request.url?.endsWith('/Viewrs') ? { status: 400 } : undefined);
    await expect(scim(reachTo(policy)).read?.()).rejects.toThrow('`crm` has no group `Viewrs`');
  });

  test('of two roles is nobody’s', async () => {
    const policy = scimPolicy(server.url, {}, { editor: 'g-viewer' });
    await expect(scim(reachTo(policy)).read?.()).rejects.toThrow(
      'the roles `viewer` and `editor` of `crm` lead to the same group, `g-viewer`',
    );
    const same = scimPolicy(server.url, {}, { editor: 'viewer' });
    expect(() => scim(reachTo(same))).toThrow('are both called `viewer` there');
  });

  test('that gives its members in pages is read to the last', async () => {
    groupWith('viewer', users);
    server.habits = { memberPage: 2 };
    expect(await holdersOf(scim(reach()))).toEqual([...users].sort().map((name) => `viewer: id-${name}`));
    server.habits = { memberPage: 2, memberPagesEnd: true };
    await expect(scim(reach()).read?.()).rejects.toThrow('is said to have 5 members, and gives 2 of them');
  });

  test('in a group is told from a person by its address too', async () => {
    server.groups
      .get('g-viewer')
      ?.members.push({ value: 'g-editor', $ref: 'https://crm.example/scim/v2/Groups/g-editor' });
    expect(await holdersOf(scim(reach()))).toEqual(['viewer: id-eva', 'viewer: id-joe']);
  });
});

describe('changes', () => {
  const steps = [
    step('revoke', 'viewer', 'id-eva'),
    step('grant', 'viewer', 'id-ana'),
    step('grant', 'viewer', 'id-rui'),
    step('revoke', 'viewer', 'id-joe'),
  ];
  const done = [
    'revoke viewer id-eva: done',
    'grant viewer id-ana: done',
    'grant viewer id-rui: done',
    'revoke viewer id-joe: done',
  ];
  const servers: readonly [string, Habits][] = [
    ['understands the standard', {}],
    ['removes by value', { patch: 'by value' }],
    ['removes by value and tells versions', { patch: 'by value', versions: true }],
    ['empties the group on a removal by value', { patch: 'wipes' }],
    ['empties the group and forgets the rest of the request', { patch: 'wipes and forgets' }],
    ['takes no PATCH but tells versions', { patch: 'refused', versions: true }],
  ];

  test.each(servers)('reach a server that %s', async (_that, habits) => {
    server.habits = habits;
    groupWith('viewer', ['eva', 'joe', 'kim']);
    server.groups.get('g-viewer')?.members.push({ value: 'g-editor', type: 'Group' });
    const lost: string[] = [];
    server.meanwhile = () => {
      if (!members('viewer').includes('kim')) lost.push('kim');
    };
    expect(await outcomes(scim(reach()), steps)).toEqual(done);
    // Only a server that counts a request by halves ever loses somebody, and gets them back at once.
    expect(lost.length > 0).toBe(habits.patch === 'wipes and forgets');
    expect(members('viewer')).toEqual(['ana', 'g-editor', 'kim', 'rui']);
  });

  test.each(servers)(
    'lose nobody whom somebody else adds meanwhile, on a server that %s',
    async (_that, habits) => {
      if (habits.patch?.startsWith('wipes')) server.habits = { ...habits, versions: true };
      else server.habits = habits;
      let write = 0;
      server.meanwhile = () => {
        write += 1;
        if (write > 2) return;
        const group = server.groups.get('g-viewer');
        group?.members.push({ value: `id-new${write}` });
        if (group) group.version += 1;
      };
      expect(await outcomes(scim(reach()), steps)).toEqual(done);
      expect(members('viewer')).toEqual(['ana', 'new1', 'new2', 'rui']);
    },
  );

  test('are not written where somebody could get lost', async () => {
    server.habits = { patch: 'refused' };
    const [said] = await outcomes(scim(reach()), [step('grant', 'viewer', 'id-ana')]);
    expect(said).toMatch(
      /^grant viewer id-ana: failed \(`crm` did not do it: it takes no changes .* nothing was written\)$/,
    );
    expect(members('viewer')).toEqual(['eva', 'joe']);
    expect(server.calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
  });

  test('keep what else a group says, where it is written as a whole', async () => {
    server.habits = { patch: 'refused', versions: true };
    let written = '';
    server.fault = (_call, request) => {
      if (request.method === 'PUT') written = String(request.headers['if-match']);
      return undefined;
    };
    await scim(reach()).apply([step('grant', 'viewer', 'id-ana')]);
    expect(written).toBe('W/"1"');
    expect(server.groups.get('g-viewer')?.displayName).toBe('viewer');
  });

  test('that a server only says are done are not', async () => {
    server.habits = { liar: true };
    expect(
      await outcomes(scim(reach()), [step('grant', 'viewer', 'id-ana'), step('revoke', 'viewer', 'id-eva')]),
    ).toEqual([
      'grant viewer id-ana: failed (`crm` says that it is done, but the account is not in the group)',
      'revoke viewer id-eva: failed (`crm` says that it is done, but the account is still in the group)',
    ]);
  });

  test('that are shown a little later are done', async () => {
    let looks = 0;
    server.fault = (_call, request) => {
      if (request.method !== 'GET' || !request.url?.includes('/Groups/')) return undefined;
      looks += 1;
      const old = { id: 'g-viewer', displayName: 'viewer', members: [] };
      return looks < 3 ? { status: 200, body: JSON.stringify(old) } : undefined;
    };
    expect(await outcomes(scim(reach()), [step('grant', 'viewer', 'id-ana')])).toEqual([
      'grant viewer id-ana: done',
    ]);
  });

  test('go on for others where one is refused', async () => {
    server.groups.delete('g-editor');
    const said = await outcomes(scim(reach()), [
      step('grant', 'editor', 'id-ana'),
      step('grant', 'viewer', 'id-ana'),
    ]);
    expect(said).toEqual([
      expect.stringMatching(/^grant editor id-ana: failed \(.*`crm` has no group `editor`/),
      'grant viewer id-ana: done',
    ]);
  });
});

describe('a fault on any call, whatever it is,', () => {
  const steps = [
    step('revoke', 'viewer', 'id-eva'),
    step('grant', 'viewer', 'id-ana'),
    step('grant', 'editor', 'id-rui'),
  ];
  const faults: readonly [string, Fault][] = [
    ['a server’s fault', { status: 500 }],
    ['too many requests', { status: 429, headers: { 'retry-after': '2' } }],
    ['a connection cut before it is done', 'cut'],
    ['a connection cut when it is done', 'cut when done'],
    ['half an answer', 'half an answer'],
    ['no right to it', { status: 403 }],
  ];
  const habits: readonly Habits[] = [
    {},
    { patch: 'wipes', versions: true },
    { patch: 'refused', versions: true },
  ];

  test.each(faults)('is made good by a clean run: %s', async (_what, fault) => {
    for (const habit of habits) {
      let wasHit = true;
      for (let at = 1; wasHit && at < 80; at += 1) {
        server.habits = habit;
        server.calls.length = 0;
        groupWith('viewer', ['eva', 'kim']);
        groupWith('editor', ['kim']);
        wasHit = false;
        server.fault = (call) => {
          if (call !== at) return undefined;
          wasHit = true;
          return fault;
        };
        const results = await scim(reach()).apply(steps);
        for (const { step: one, result } of results) {
          const isThere = members(one.role).includes(one.account.replace('id-', ''));
          if (result === 'done') expect(isThere).toBe(one.action === 'grant');
        }
        expect(members('viewer')).toContain('kim');
        server.fault = () => undefined;
        const clean = await scim(reach()).apply(steps);
        expect(clean.every(({ result }) => result === 'done')).toBe(true);
        expect([members('viewer'), members('editor')]).toEqual([
          ['ana', 'kim'],
          ['kim', 'rui'],
        ]);
      }
      expect(wasHit).toBe(false);
    }
  });
});

describe('patience', () => {
  const now = () => Date.UTC(2026, 10, 24, 12, 0, 0);
  const busyOnce = (status: number, retryAfter?: string) => {
    server.fault = (call) =>
      call === 1
        ? { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }
        : undefined;
  };

  test.each([
    ['seconds', 429, '7', [7000]],
    ['a date', 503, 'Tue, 24 Nov 2026 12:00:30 GMT', [30_000]],
    ['a date that is over', 429, 'Tue, 24 Nov 2026 11:00:30 GMT', [0]],
    ['nothing', 429, undefined, [1000]],
    ['nonsense', 503, 'soon', [1000]],
  ])('waits as it is asked to, in %s', async (_how, status, retryAfter, waits) => {
    busyOnce(status, retryAfter);
    const to = reachTo(scimPolicy(server.url), { now });
    expect(await holdersOf(scim(to))).toEqual(['viewer: id-eva', 'viewer: id-joe']);
    expect(to.waited).toEqual(waits);
  });

  test('ends where the wait is too long, and says so', async () => {
    server.fault = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    const to = reach();
    await expect(scim(to).read?.()).rejects.toThrow('it wants to be left alone for now (429)');
    expect(to.waited).toEqual([]);
  });

  test('ends where it has waited long enough in all', async () => {
    server.fault = () => ({ status: 429, headers: { 'retry-after': '80' } });
    const to = reach();
    const connector = scim(to);
    for (let run = 0; run < 3; run += 1) await expect(connector.read?.()).rejects.toThrow('429');
    expect(to.waited.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(300_000);
  });

  test('ends where a server does not answer', async () => {
    server.fault = () => 'no answer';
    const to = reach({}, { timeout: 40 });
    const connector = scim(to);
    await expect(connector.read?.()).rejects.toThrow('`crm` did not answer within 0.04 seconds');
    await expect(connector.read?.()).rejects.toThrow('did not answer');
    server.calls.length = 0;
    await expect(connector.read?.()).rejects.toThrow(
      'did not answer within 0.04 seconds, 8 times in a row: it is not asked any more',
    );
    expect(server.calls).toEqual([]);
  });
});

describe('the token', () => {
  test('goes nowhere else: a server that leads elsewhere is not followed', async () => {
    const elsewhere = await startHostile();
    server.fault = () => ({ status: 307, headers: { location: elsewhere.url } });
    await expect(scim(reach()).read?.()).rejects.toThrow(
      'the address of `crm` leads on to another one (307): write that one in `policies/systems/crm.yaml`',
    );
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.close();
  });

  test('is in nothing that is said, whatever the server says', async () => {
    const evil = `no: ${testToken} ${encodeURIComponent(testToken)} \u001b[31mred\u202e ::error::\n\`x\` ${'long '.repeat(200)}`;
    server.fault = (_call, request) =>
      request.method === 'GET' ? undefined : { status: 400, body: JSON.stringify({ detail: evil }) };
    const to = reach();
    const said = [...(await outcomes(scim(to), [step('grant', 'viewer', 'id-ana')])), ...to.said].join('\n');
    expect(said).toContain('it answered 400: no: … …');
    expect(said).not.toContain(testToken);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is tested
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(said.length).toBeLessThan(400);
    expect([...server.tokens]).toEqual([`Bearer ${testToken}`]);
  });

  test.each([
    [
      'is missing',
      {},
      'there is no token in `CRM_TOKEN`; give the step `env: {CRM_TOKEN: …}` from the secret of that name',
    ],
    ['is empty', { CRM_TOKEN: ' \n' }, 'there is no token in `CRM_TOKEN`'],
    ['holds a line', { CRM_TOKEN: 'top\nsecret' }, 'what is in `CRM_TOKEN` is no token'],
  ])('is asked for where it %s', (_how, environment, words) => {
    const to = reachTo(scimPolicy(server.url), { environment });
    expect(() => scim(to)).toThrow(words);
    expect(() => scim(to)).not.toThrow('top\nsecret');
  });

  test.each([
    ['http://crm.example/scim', 'does not begin with `https://`'],
    ['https://me:word@crm.example/scim', 'holds a name or a password'],
    ['https://crm.example/scim?x=1', 'holds a `?`'],
    ['ftp://crm.example', 'does not begin with `https://`'],
    ['crm.example', 'is not an address'],
  ])('is not sent to %s', (url, words) => {
    expect(() => scim(reachTo(scimPolicy(url)))).toThrow(words);
  });

  test.each(['GITHUB_TOKEN', 'INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN'])('is never %s', (tokenSecret) => {
    const to = reachTo(scimPolicy(server.url, { tokenSecret }), {
      environment: { [tokenSecret]: 'x'.repeat(20) },
    });
    expect(() => scim(to)).toThrow('is reserved');
  });
});

test('a server that shows no members is not used at all', () => {
  const to = reachTo(scimPolicy('https://scim.eu-west-1.amazonaws.com/abc/scim/v2'));
  expect(() => scim(to)).toThrow('AWS IAM Identity Center shows no members of groups');
});

test.each<[string, Fault, string]>([
  ['too large', { status: 200, body: JSON.stringify({ x: 'y'.repeat(3000) }) }, 'is larger than 0.002 MB'],
  ['a page for people', { status: 200, body: '<html>Please log in</html>' }, 'is cut off, or is no JSON'],
  ['no list', { status: 200, body: '{"value": []}' }, 'is `url` its SCIM address?'],
  ['nothing', { status: 200, body: 'null' }, 'is `url` its SCIM address?'],
])('an answer that is %s is none', async (_what, fault, words) => {
  server.fault = () => fault;
  await expect(scim(reach({}, { size: 2000 })).read?.()).rejects.toThrow(words);
});
