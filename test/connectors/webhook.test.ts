/** The webhook connector against a receiver that verifies with the library of the specification. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webhook } from '../../src/connectors/webhook.ts';
import { idempotencyKey } from '../../src/connectors/webhook-message.ts';
import type { Step } from '../../src/model/provisioning.ts';
import { holdersOf, outcomes, personOf, reachTo, step, testKey } from '../support/connectors.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver(testKey, true);
});
afterEach(() => receiver.close());

const target = (more: Readonly<Record<string, string>> = {}) => ({
  url: receiver.url,
  secretName: 'CRM_KEY',
  ...more,
});
const reach = (
  more: Readonly<Record<string, string>> = {},
  options: Parameters<typeof reachTo>[1] = {},
  roles?: Readonly<Record<string, string>>,
) => reachTo({ type: 'webhook', target: target(more), ...(roles ? { roles } : {}) }, options);

const grant = step('grant', 'viewer', 'ana', {
  path: 'access-grants/crm/viewer/ana.yaml',
  objectId: 'a'.repeat(40),
  until: Date.UTC(2026, 11, 24),
});

test('a signed message says all that a receiver needs', async () => {
  const connector = webhook(reach({}, {}, { viewer: 'Sales: read' }));
  await connector.accountsOf([personOf('ana', { displayName: 'Ana Costa' })]);
  expect(await outcomes(connector, [grant])).toEqual(['grant viewer ana: done']);
  expect(receiver.done).toEqual([
    {
      version: 1,
      id: expect.stringMatching(/^gb_[\w-]{43}$/),
      action: 'grant',
      system: 'crm',
      role: 'Sales: read',
      subject: { account: 'ana', userName: 'ana', displayName: 'Ana Costa', email: 'ana@example.com' },
      grant: {
        path: 'access-grants/crm/viewer/ana.yaml',
        objectId: 'a'.repeat(40),
        until: '2026-12-24T00:00:00.000Z',
      },
      issuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ]);
  const [headers] = receiver.headers;
  expect(headers?.['webhook-id']).toBe(headers?.['idempotency-key']);
  expect(headers?.['webhook-id']).toBe(receiver.done[0]?.id);
});

test('the account of a person is the user name here', async () => {
  const found = await webhook(reach()).accountsOf([personOf('ana'), { user: 'rui', displayName: 'Rui' }]);
  expect([...found]).toEqual([
    ['ana', { account: 'ana', name: 'ana' }],
    ['rui', { account: 'rui', name: 'rui' }],
  ]);
});

test('a repeat after a crash is harmless: a receiver that has seen it says 409, and it is done', async () => {
  await webhook(reach()).apply([grant]);
  expect(await outcomes(webhook(reach()), [grant])).toEqual(['grant viewer ana: done']);
  expect(receiver.done).toHaveLength(1);
});

test('the next shift of the same grant is no repeat', async () => {
  const morning = step('grant', 'viewer', 'ana', { path: 'p', objectId: 'o' });
  const evening = step('revoke', 'viewer', 'ana', { path: 'p', objectId: 'o', follows: 1 });
  await webhook(reach()).apply([morning, evening, { ...morning, follows: 2 }, { ...evening, follows: 3 }]);
  expect(receiver.done.map(({ action }) => action)).toEqual(['grant', 'revoke', 'grant', 'revoke']);
  expect([...receiver.holders]).toEqual([]);
});

test('what is accepted for later is done, where nobody can look', async () => {
  receiver.answer = 202;
  expect(await outcomes(webhook(reach()), [grant])).toEqual(['grant viewer ana: done']);
});

test.each([
  [404, 'nobody is at its address any more (404); correct `url`'],
  [410, 'nobody is at its address any more (410); correct `url`'],
  [401, 'it does not believe the signature (401: not now); is the key in `CRM_KEY` the same on both sides'],
  [422, 'it answered 422: not now'],
])('a step that is refused with %i fails, and the rest goes on', async (status, words) => {
  receiver.fault = (call) => (call === 1 ? status : undefined);
  expect(await outcomes(webhook(reach()), [grant, step('grant', 'editor', 'rui')])).toEqual([
    `grant viewer ana: failed (\`crm\` did not do it: ${words})`,
    'grant editor rui: done',
  ]);
});

test.each([[500], [503], [429], ['cut' as const], ['cut when done' as const]])(
  'whichever call goes wrong (%s), each step is done, and done once',
  async (fault) => {
    const steps = [grant, step('grant', 'editor', 'rui'), step('revoke', 'viewer', 'eva')];
    for (let at = 1; at <= steps.length; at += 1) {
      const fresh = await startReceiver(testKey, true);
      fresh.holders.add('viewer eva');
      fresh.fault = (call) => (call === at ? fault : undefined);
      const to = reachTo({ type: 'webhook', target: { url: fresh.url, secretName: 'CRM_KEY' } });
      const said = await outcomes(webhook(to), steps);
      expect(said.filter((one) => !one.endsWith(': done'))).toEqual([]);
      expect([...fresh.holders]).toEqual(['viewer ana', 'editor rui']);
      expect(fresh.done).toHaveLength(3);
      await fresh.close();
    }
  },
);

test('each try is signed with the time of then', async () => {
  let time = Date.now();
  receiver.fault = (call) => (call === 1 ? 503 : undefined);
  const to = reach({}, { now: () => time });
  const later = {
    ...to,
    wait: async () => {
      time += 60_000;
    },
  };
  await webhook(later).apply([grant]);
  const [first, second] = receiver.headers.map((headers) => Number(headers['webhook-timestamp']));
  expect((second ?? 0) - (first ?? 0)).toBe(60);
  expect(receiver.refused).toEqual([]);
});

test('a receiver believes no old message, and no other key', async () => {
  const old = reach({}, { now: () => Date.now() - 3_600_000 });
  expect(await outcomes(webhook(old), [grant])).toEqual([
    expect.stringContaining('does not believe the signature'),
  ]);
  const other = reach({}, { environment: { CRM_KEY: `whsec_${Buffer.alloc(32, 7).toString('base64')}` } });
  expect(await outcomes(webhook(other), [grant])).toEqual([
    expect.stringContaining('does not believe the signature'),
  ]);
  expect(receiver.done).toEqual([]);
});

describe('where the receiver can be asked', () => {
  const readable = (options = {}) => reach({ readUrl: receiver.readUrl }, options, { viewer: 'Sales' });

  test('it is read, and roles of others are left alone', async () => {
    for (const holder of ['Sales ana', 'editor rui', 'boss eva']) receiver.holders.add(holder);
    const to = readable();
    expect(await webhook(to).read?.()).toEqual({
      holders: [
        { role: 'viewer', account: 'ana', name: 'ANA' },
        { role: 'editor', account: 'rui', name: 'RUI' },
      ],
      targets: [],
    });
    expect(to.said).toEqual(['`crm` has roles that are not in the policies, which are left alone: `boss`']);
  });

  test('without an address for it, it has no reading', () => {
    expect(webhook(reach()).read).toBeUndefined();
  });

  test('a step is done when it is there, whatever was answered', async () => {
    receiver.answer = 500;
    const connector = webhook(readable());
    expect(await outcomes(connector, [grant])).toEqual(['grant viewer ana: done']);
    expect(await holdersOf(connector)).toEqual(['viewer: ana']);
  });

  test('a step that is only said to be done is not', async () => {
    receiver.says = '{"holders": [{"role": "editor", "account": "eva", "name": "Eva"}]}';
    const to = readable();
    expect(await outcomes(webhook(to), [grant, step('revoke', 'editor', 'eva')])).toEqual([
      'grant viewer ana: failed (`crm` took it, but the account does not have the role yet)',
      'revoke editor eva: failed (`crm` took it, but the account still has the role)',
    ]);
    expect(to.waited).toEqual([1000, 4000]);
  });

  test('nothing is done that could not be read back', async () => {
    receiver.says = 'gone fishing';
    expect(await outcomes(webhook(readable()), [grant])).toEqual([
      'grant viewer ana: failed (nobody can say what came of it: the answer of `crm` is cut off, or is no JSON, 8 times in a row: it is not asked any more)',
    ]);
  });

  test.each([
    ['[]', 'it has no list `holders`'],
    ['{"holders": [], "next": 2}', 'it has `next` beside `holders`'],
    ['{"holders": [{"role": "a", "account": "b"}]}', '`holders[0]` has no text `name`'],
    ['{"holders": [{"role": "a", "account": 7, "name": "x"}]}', '`holders[0]` has no text `account`'],
    ['{"holders": [null]}', '`holders[0]` is no object'],
    ['{"holders": [{"role": "a", "account": "b", "name": "c", "x": 1}]}', 'has a key `x` that is not known'],
    [
      '{"holders": [{"role": "a", "account": "b", "name": "c"}, {"role": "a", "account": "b", "name": "d"}]}',
      '`holders[1]` is there twice',
    ],
  ])('an answer with %s is not who holds what', async (says, words) => {
    receiver.says = says;
    await expect(webhook(readable()).read?.()).rejects.toThrow(words);
  });
});

describe('the key', () => {
  test.each([
    ['is missing', undefined, 'there is no key in `CRM_KEY`; give the step `env: {CRM_KEY: …}`'],
    ['is short', 'whsec_c2hvcnQ=', 'is no key for a webhook: it is `whsec_` and 24 to 64 bytes in base64'],
    ['is a word', 'a-password-that-somebody-made-up', 'is no key for a webhook'],
  ])('is asked for where it %s', (_how, value, words) => {
    const to = reach({}, { environment: value === undefined ? {} : { CRM_KEY: value } });
    expect(() => webhook(to)).toThrow(words);
    if (value !== undefined) expect(() => webhook(to)).not.toThrow(value);
  });
});

test('the same key of idempotency stands for the same step, and for no other', () => {
  const text = fc.constantFrom('a', 'b', '', '","', 'a","b');
  const some = fc.record(
    {
      action: fc.constantFrom('grant' as const, 'revoke' as const),
      role: text,
      account: text,
      path: text,
      objectId: text,
      until: fc.constantFrom(1, 2),
      follows: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['action', 'role', 'account'] },
  );
  const told = (of: Omit<Step, 'subject' | 'name'>): string => {
    const { action, role, account, path, objectId, until, follows } = of;
    return JSON.stringify({ action, role, account, path, objectId, until, follows });
  };
  fc.assert(
    fc.property(some, some, fc.string(), (one, other, name) => {
      const key = (of: typeof one, called: string) =>
        idempotencyKey('crm', of.role, { ...of, subject: called, name: called } as Step);
      expect(key(one, 'x') === key(other, name)).toBe(told(one) === told(other));
      expect(key(one, 'x')).toBe(key({ ...one }, name));
    }),
    { numRuns: 500 },
  );
});
