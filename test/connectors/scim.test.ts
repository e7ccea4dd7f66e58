/** The SCIM connector against a SCIM server that others wrote. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scim } from '../../src/connectors/scim.ts';
import { holdersOf, outcomes, personOf, reachTo, scimPolicy, step } from '../support/connectors.ts';
import { type ScimmyServer, scimmyToken, startScimmy } from '../support/scimmy-server.ts';

let server: ScimmyServer;
beforeAll(async () => {
  server = await startScimmy();
});
afterAll(() => server.close());

const environment = { CRM_TOKEN: scimmyToken };
const reach = (target: Readonly<Record<string, string>> = {}, roles?: Readonly<Record<string, string>>) =>
  reachTo(scimPolicy(server.url, target, roles), { environment });

const members = (group: string): string[] =>
  (server.groups.get(group)?.members ?? []).map(({ value }) => value).sort();

beforeEach(() => {
  server.quirks.ignoresFilters = false;
  server.users.clear();
  server.groups.clear();
  for (const name of ['ana', 'rui', 'eva', 'joe'])
    server.users.set(`id-${name}`, {
      id: `id-${name}`,
      userName: `${name}@example.com`,
      externalId: name,
      emails: [{ value: `${name}@example.com`, primary: true }],
    });
  server.groups.set('g-view', {
    id: 'g-view',
    displayName: 'viewer',
    members: [{ value: 'id-eva', display: 'Eva' }],
  });
  server.groups.set('g-edit', { id: 'g-edit', displayName: 'editor', members: [] });
});

test('reads who is in which group, with the ids of the groups', async () => {
  expect(await scim(reach()).read?.()).toEqual({
    holders: [{ role: 'viewer', account: 'id-eva', name: 'Eva' }],
    targets: [
      { name: 'viewer', id: 'g-view' },
      { name: 'editor', id: 'g-edit' },
    ],
  });
});

test('puts people into groups and takes them out, and nobody else', async () => {
  const connector = scim(reach());
  expect(
    await outcomes(connector, [
      step('revoke', 'viewer', 'id-eva'),
      step('grant', 'viewer', 'id-ana'),
      step('grant', 'viewer', 'id-rui'),
      step('grant', 'editor', 'id-ana'),
    ]),
  ).toEqual([
    'revoke viewer id-eva: done',
    'grant viewer id-ana: done',
    'grant viewer id-rui: done',
    'grant editor id-ana: done',
  ]);
  expect([members('g-view'), members('g-edit')]).toEqual([['id-ana', 'id-rui'], ['id-ana']]);
});

test('a step that was done before changes nothing, and is done', async () => {
  const steps = [step('grant', 'viewer', 'id-eva'), step('revoke', 'editor', 'id-ana')];
  expect(await outcomes(scim(reach()), steps)).toEqual([
    'grant viewer id-eva: done',
    'revoke editor id-ana: done',
  ]);
  expect(server.groups.get('g-view')?.members).toEqual([{ value: 'id-eva', display: 'Eva' }]);
});

test.each([
  ['the e-mail as user name', {}],
  ['e-mail addresses', { match: 'emails' }],
  ['the external id', { match: 'externalId' }],
])('finds people by %s', async (_by, target: Readonly<Record<string, string>>) => {
  const found = await scim(reach(target)).accountsOf([personOf('ana'), personOf('rui'), personOf('nobody')]);
  expect(found.get('ana')).toEqual({ account: 'id-ana', name: 'ana@example.com' });
  expect(found.get('rui')).toEqual({ account: 'id-rui', name: 'rui@example.com' });
  expect(found.get('nobody')).toEqual({
    missing: expect.stringMatching(/^nobody in `crm` has the .* `nobody/),
  });
});

test('finds people by their user name here', async () => {
  server.users.set('id-9', { id: 'id-9', userName: 'ana.costa' });
  const found = await scim(reach({ match: 'user' })).accountsOf([personOf('ana.costa')]);
  expect(found.get('ana.costa')).toEqual({ account: 'id-9', name: 'ana.costa' });
});

test('groups are found by another name, by a prefix and by their id', async () => {
  server.groups.set('g-1', { id: 'g-1', displayName: 'Sales Read Only', members: [] });
  server.groups.set('g-2', { id: 'g-2', displayName: 'gb-editor', members: [] });
  const named = scim(reach({ groupPrefix: 'gb-' }, { viewer: 'Sales Read Only' }));
  expect((await named.read?.())?.targets).toEqual([
    { name: 'Sales Read Only', id: 'g-1' },
    { name: 'gb-editor', id: 'g-2' },
  ]);
  const byId = scim(reach({}, { viewer: 'g-1' }));
  expect((await byId.read?.())?.targets[0]).toEqual({ name: 'g-1', id: 'g-1' });
});

test('a group that is not there, and a token that is not valid, are said in a sentence', async () => {
  server.groups.delete('g-edit');
  await expect(scim(reach()).read?.()).rejects.toThrow(
    '`crm` has no group `editor` for the role `editor`: make it there, or name another one under `connector: roles`',
  );
  const wrong = reachTo(scimPolicy(server.url), { environment: { CRM_TOKEN: 'wrong-token' } });
  await expect(scim(wrong).read?.()).rejects.toThrow('the token in `CRM_TOKEN` is not valid (401');
});

test('members that are groups stay where they are, and are spoken of', async () => {
  server.groups.get('g-view')?.members.push({ value: 'g-edit', display: 'All editors', type: 'Group' });
  const to = reach();
  const connector = scim(to);
  expect(await holdersOf(connector)).toEqual(['viewer: id-eva']);
  expect(to.said).toEqual([
    'the group `g-view` of `crm` has members that are no people, which are left alone: `All editors`',
  ]);
  await connector.apply([step('revoke', 'viewer', 'id-eva'), step('grant', 'viewer', 'id-ana')]);
  expect(members('g-view')).toEqual(['g-edit', 'id-ana']);
});

test.each([
  ['one by one', false],
  ['where filters are ignored', true],
])('more people than fit on a page, found %s', async (_how, ignoresFilters) => {
  server.quirks.ignoresFilters = ignoresFilters;
  for (let index = 0; index < 230; index += 1) {
    server.users.set(`u${index}`, { id: `u${index}`, userName: `user${index}` });
    server.groups.get('g-edit')?.members.push({ value: `u${index}` });
  }
  const connector = scim(reach({ match: 'user' }));
  expect(await holdersOf(connector)).toHaveLength(231);
  const found = await connector.accountsOf([personOf('user7'), personOf('user229')]);
  expect([...found.values()]).toEqual([
    { account: 'u7', name: 'user7' },
    { account: 'u229', name: 'user229' },
  ]);
});

test('whatever the steps are, the groups end as the steps say and hold everybody else', async () => {
  const accounts = ['id-ana', 'id-rui', 'id-eva', 'id-joe'];
  const someSteps = fc.uniqueArray(
    fc.record({
      action: fc.constantFrom('grant' as const, 'revoke' as const),
      role: fc.constantFrom('viewer', 'editor'),
      account: fc.constantFrom(...accounts),
    }),
    { selector: ({ role, account }) => `${role} ${account}`, maxLength: 8 },
  );
  const someMembers = fc.subarray(accounts);
  await fc.assert(
    fc.asyncProperty(someSteps, someMembers, someMembers, async (wanted, viewers, editors) => {
      const before = { viewer: new Set(viewers), editor: new Set(editors) };
      for (const [role, id] of [['viewer', 'g-view'] as const, ['editor', 'g-edit'] as const])
        server.groups.set(id, {
          id,
          displayName: role,
          members: [...before[role]].map((value) => ({ value })),
        });
      const results = await scim(reach()).apply(
        wanted.map(({ action, role, account }) => step(action, role, account)),
      );
      expect(results.every(({ result }) => result === 'done')).toBe(true);
      for (const { action, role, account } of wanted)
        before[role as 'viewer'][action === 'grant' ? 'add' : 'delete'](account);
      expect([members('g-view'), members('g-edit')]).toEqual([
        [...before.viewer].sort(),
        [...before.editor].sort(),
      ]);
    }),
    { numRuns: 20 },
  );
});
