/** What is planned in a real system: nothing that is not effective is given, and nothing that is not ours is taken away. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedInto } from '../../src/ledger/carried.ts';
import type { Access, NotEffective } from '../../src/model/effective.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Account, Carried, CarriedInto, Holder, Reading } from '../../src/model/provisioning.ts';
import type { ProvisionedRecord, ProvisioningStep } from '../../src/model/record.ts';
import type { System } from '../../src/model/system.ts';
import type { Sourced } from '../../src/model/workspace.ts';
import { readDone } from '../../src/plan/done-command.ts';
import { type ProvisioningInput, planProvisioning } from '../../src/plan/provision.ts';
import { whyWaiting } from '../../src/plan/provision-order.ts';
import { planTasks } from '../../src/plan/provision-tasks.ts';
import { exampleCompany } from '../../src/rules/example-company.ts';
import { workspaceOf } from '../support/workspace.ts';

const roles = ['viewer', 'editor', 'admin'];
const users = ['ana', 'rui', 'eva', 'luis'];
const accountOf = (user: string): string => `id-${user}`;

type Connector = Partial<NonNullable<System['connector']>>;
const system = (connector: Connector = {}): Sourced<System> =>
  ({
    id: 'crm',
    path: 'policies/systems/crm.yaml',
    flawed: false,
    value: {
      name: 'CRM',
      roles: Object.fromEntries(roles.map((role) => [role, { title: role }])),
      connector: { type: 'scim', mode: 'apply', ...connector },
    },
  }) as unknown as Sourced<System>;
const access = (subject: string, role: string, notEffective?: NotEffective): Access => ({
  grant: {
    path: `access-grants/crm/${role}/${subject}.yaml`,
    id: subject,
    value: { subject, system: 'crm', role } as Grant,
  } as Sourced<Grant>,
  startedAt: undefined,
  end: 'standing',
  ...(notEffective === undefined ? {} : { notEffective }),
});
const accounts = new Map<string, Account>(
  users.map((user) => [user, { account: accountOf(user), name: user }]),
);
const nothing: CarriedInto = { all: [], targets: new Map() };
const input = (given: Partial<ProvisioningInput>): ProvisioningInput => ({
  system: system(),
  accesses: [],
  unread: [],
  reading: { holders: [], targets: [] },
  carried: nothing,
  accounts,
  everNamed: new Map(),
  objectIdOf: () => 'a'.repeat(40),
  limit: 1000,
  ...given,
});
const holder = (user: string, role: string): Holder => ({ role, account: accountOf(user), name: user });
const keyOf = ({ role, account }: { readonly role: string; readonly account: string }): string =>
  `${role} ${account}`;
const held = (user: string, role: string, isHeld = true): Carried => ({
  role,
  subject: user,
  account: accountOf(user),
  isHeld,
  since: 0,
});

const reasons: readonly (NotEffective | undefined)[] = [
  ...([
    undefined,
    undefined,
    undefined,
    'ended',
    'not approved',
    'flawed',
    'end unknown',
    'inactive',
  ] as const),
];
/** Any grants, holders and past. Each person has at most one grant of a role. */
const situations = fc.record({
  grants: fc.uniqueArray(
    fc.record({
      user: fc.constantFrom(...users),
      role: fc.constantFrom(...roles),
      why: fc.constantFrom(...reasons),
    }),
    { selector: ({ user, role }) => `${user} ${role}`, maxLength: 8 },
  ),
  holders: fc.uniqueArray(
    fc.record({ user: fc.constantFrom(...users, 'stranger'), role: fc.constantFrom(...roles) }),
    { selector: ({ user, role }) => `${user} ${role}`, maxLength: 8 },
  ),
  past: fc.uniqueArray(
    fc.record({ user: fc.constantFrom(...users), role: fc.constantFrom(...roles), isHeld: fc.boolean() }),
    { selector: ({ user, role }) => `${user} ${role}`, maxLength: 6 },
  ),
  connector: fc.record({
    manage: fc.constantFrom('granted' as const, 'all' as const),
    drift: fc.constantFrom('repair' as const, 'report' as const),
  }),
});
type Situation = typeof situations extends fc.Arbitrary<infer S> ? S : never;
const inputOf = ({ grants, holders, past, connector }: Situation): ProvisioningInput =>
  input({
    system: system(connector),
    accesses: grants.map(({ user, role, why }) => access(user, role, why)),
    reading: { holders: holders.map(({ user, role }) => holder(user, role)), targets: [] },
    carried: { all: past.map(({ user, role, isHeld }) => held(user, role, isHeld)), targets: new Map() },
  });

describe('for any grants, holders and past', () => {
  test('nothing is given but what is effective, and nobody who may be in the right loses anything', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const plan = planProvisioning(inputOf(situation));
        const effective = new Set(
          situation.grants.flatMap(({ user, role, why }) =>
            why === undefined ? [`${role} ${accountOf(user)}`] : [],
          ),
        );
        const undecided = new Set(
          situation.grants.flatMap(({ user, role, why }) =>
            why === 'flawed' || why === 'end unknown' ? [`${role} ${accountOf(user)}`] : [],
          ),
        );
        const known = new Set([
          ...situation.grants.map(({ user, role }) => `${role} ${accountOf(user)}`),
          ...situation.past.map(({ user, role }) => `${role} ${accountOf(user)}`),
        ]);
        for (const step of [...plan.grant, ...plan.reported.filter(({ action }) => action === 'grant')])
          expect(effective.has(keyOf(step))).toBe(true);
        for (const step of [...plan.revoke, ...plan.reported.filter(({ action }) => action === 'revoke')]) {
          expect(effective.has(keyOf(step)) || undecided.has(keyOf(step))).toBe(false);
          if (situation.connector.manage === 'granted') expect(known.has(keyOf(step))).toBe(true);
        }
      }),
    );
  });

  test('once it is carried out, nothing is left to do', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const before = inputOf(situation);
        const plan = planProvisioning(before);
        const gone = new Set(plan.revoke.map(keyOf));
        const holders = [
          ...(before.reading?.holders ?? []).filter((each) => !gone.has(keyOf(each))),
          ...plan.grant.map(({ role, account, name }) => ({ role, account, name })),
        ];
        const reading: Reading = { holders, targets: [] };
        const done = [...plan.revoke, ...plan.grant, ...plan.firstSeen].map(
          ({ role, account, subject, action }): Carried => ({
            role,
            account,
            subject,
            isHeld: action === 'grant',
            since: 0,
          }),
        );
        const fresh = new Set(done.map(keyOf));
        const carried = {
          all: [...before.carried.all.filter((each) => !fresh.has(keyOf(each))), ...done],
          targets: new Map(),
        };
        const again = planProvisioning({ ...before, reading, carried });
        expect([again.revoke, again.grant, again.firstSeen]).toEqual([[], [], []]);
      }),
    );
  });
});

describe('an account that no grant ever named', () => {
  const reading = { holders: [holder('stranger', 'viewer')], targets: [] };
  test('is left alone', () => {
    const plan = planProvisioning(input({ reading }));
    expect(plan.revoke).toEqual([]);
    expect(plan.leftAlone).toMatchObject([{ name: 'stranger', why: 'no grant ever named it' }]);
  });
  test('is removed where the system says `manage: all`', () => {
    const plan = planProvisioning(input({ reading, system: system({ manage: 'all' }) }));
    expect(plan.revoke).toMatchObject([{ name: 'stranger', why: 'no grant ever named it', isDrift: true }]);
  });
  test('is ours where the history knows a grant', () => {
    const everNamed = new Map([[`viewer\u0000${accountOf('stranger')}`, 'olga']]);
    const plan = planProvisioning(input({ reading, everNamed }));
    expect(plan.revoke).toMatchObject([{ name: 'stranger', subject: 'olga', why: 'no grant any more' }]);
  });
});

test('what cannot be read takes nothing away', () => {
  const unread = [
    { path: 'access-grants/crm/viewer/ana.yaml', system: 'crm', role: 'viewer', subject: 'ana' },
  ];
  const plan = planProvisioning(
    input({
      unread,
      reading: { holders: [holder('ana', 'viewer')], targets: [] },
      carried: { ...nothing, all: [held('ana', 'viewer')] },
    }),
  );
  expect(plan.revoke).toEqual([]);
  expect(plan.leftAlone).toMatchObject([{ name: 'ana', why: expect.stringContaining('could not be read') }]);
});

test('of two people with one account, none is given anything, and nothing is taken away', () => {
  const shared = new Map<string, Account>([...accounts, ['rui', { account: accountOf('ana'), name: 'ana' }]]);
  const plan = planProvisioning(
    input({
      accounts: shared,
      accesses: [access('ana', 'viewer'), access('rui', 'viewer')],
      reading: { holders: [holder('ana', 'viewer')], targets: [] },
    }),
  );
  expect([plan.grant, plan.revoke]).toEqual([[], []]);
  expect(plan.missing).toMatchObject([
    { subject: 'ana', why: '`rui` has the same account' },
    { subject: 'rui', why: '`ana` has the same account' },
  ]);
});

test('whoever came back under another name shares an account with nobody', () => {
  const shared = new Map<string, Account>([...accounts, ['rui', { account: accountOf('ana'), name: 'ana' }]]);
  const plan = planProvisioning(
    input({ accounts: shared, accesses: [access('ana', 'viewer'), access('rui', 'viewer', 'inactive')] }),
  );
  expect(plan.grant).toMatchObject([{ subject: 'ana' }]);
});

test('more removals than one run may make are for a person to look at', () => {
  const all = users.map((user) => held(user, 'viewer'));
  const reading = { holders: users.map((user) => holder(user, 'viewer')), targets: [] };
  expect(planProvisioning(input({ carried: { ...nothing, all }, reading, limit: 3 })).isTooMuch).toBe(true);
  expect(planProvisioning(input({ carried: { ...nothing, all }, reading, limit: 4 })).isTooMuch).toBe(false);
});

test('what was given and is gone is drift, and only said where the system wants that', () => {
  const given = {
    accesses: [access('ana', 'viewer')],
    carried: { ...nothing, all: [held('ana', 'viewer')] },
  };
  expect(planProvisioning(input(given)).grant).toMatchObject([{ isDrift: true }]);
  const said = planProvisioning(input({ ...given, system: system({ drift: 'report' }) }));
  expect([said.grant, said.reported.length]).toEqual([[], 1]);
});

describe('by hand', () => {
  const byHand = system({ type: 'task' });
  test('hours are not followed', () => {
    const plan = planProvisioning(
      input({
        system: byHand,
        reading: undefined,
        accesses: [access('ana', 'viewer', 'outside its hours')],
        carried: { ...nothing, all: [held('ana', 'viewer')] },
      }),
    );
    expect(plan.revoke).toEqual([]);
  });
  test('what is wanted again after it was asked to be taken away is asked to be given', () => {
    const all: Carried[] = [{ ...held('ana', 'viewer'), open: { action: 'revoke', line: 4, askedAt: 0 } }];
    const carried = { ...nothing, all };
    const plan = planProvisioning(
      input({ system: byHand, reading: undefined, accesses: [access('ana', 'viewer')], carried }),
    );
    expect(planTasks(plan, carried)).toMatchObject({
      ask: [{ action: 'grant', subject: 'ana' }],
      drop: [{ action: 'revoke', line: 4 }],
    });
    const then = {
      ...nothing,
      all: [{ ...held('ana', 'viewer'), open: { action: 'grant' as const, line: 5, askedAt: 0 } }],
    };
    expect(planTasks(plan, then)).toEqual({ ask: [], drop: [] });
  });
});

describe('the ledger', () => {
  const record = (...steps: Partial<ProvisioningStep>[]): ProvisionedRecord =>
    ({
      kind: 'provisioned',
      system: 'crm',
      steps: steps.map((step) => ({
        action: 'grant',
        role: 'viewer',
        subject: 'ana',
        account: 'id-ana',
        result: 'done',
        at: '2026-11-24T00:00:00Z',
        ...step,
      })),
    }) as ProvisionedRecord;
  const after = (...steps: Partial<ProvisioningStep>[]) => carriedInto([record(...steps)]).get('crm')?.all[0];
  test.each([
    ['given', [{}], { isHeld: true }],
    ['found in place', [{ result: 'found' as const }], { isHeld: true }],
    ['given and taken away', [{}, { action: 'revoke' as const }], { isHeld: false }],
    ['asked for', [{ result: 'asked' as const, line: 3 }], { isHeld: false, open: { line: 3 } }],
    ['asked for and confirmed', [{ result: 'asked' as const, line: 3 }, { line: 3 }], { isHeld: true }],
    [
      'asked for and taken back',
      [
        { result: 'asked' as const, line: 3 },
        { result: 'void' as const, line: 3 },
      ],
      { isHeld: false },
    ],
    ['failed', [{ result: 'failed' as const, why: 'no answer' }], { isHeld: false, failure: 'no answer' }],
    ['failed and then done', [{ result: 'failed' as const, why: 'no answer' }, {}], { isHeld: true }],
    [
      'confirmed for another line',
      [{ result: 'asked' as const, line: 3 }, { line: 2 }],
      { isHeld: true, open: { line: 3 } },
    ],
  ])('knows what was %s', (_, steps, expected) => {
    const found = after(...steps);
    expect({
      isHeld: found?.isHeld,
      ...(found?.open ? { open: { line: found.open.line } } : {}),
      ...(found?.failure === undefined ? {} : { failure: found.failure }),
    }).toEqual(expected);
  });
});

test('nobody is given a role while one that must not be held with it is not taken away', () => {
  const workspace = workspaceOf({
    ...exampleCompany,
    'policies/separation-of-duties.yaml':
      'version: 1\nsets:\n  - id: pay\n    reason: Nobody pays their own bills.\n    roles: [crm/editor, payroll/viewer]\n',
  });
  const step = { action: 'grant' as const, role: 'editor', subject: 'ana', account: 'a', name: 'a' };
  const left = (role: string, isAsked: boolean, subject = 'ana') => [
    { system: 'payroll', isAsked, step: { ...step, action: 'revoke' as const, role, subject } },
  ];
  expect(whyWaiting({ system: 'crm', step }, left('viewer', true), workspace)).toMatch(
    /`payroll\/viewer` has to be taken away first/,
  );
  expect(whyWaiting({ system: 'crm', step }, left('viewer', true, 'rui'), workspace)).toBeUndefined();
  expect(whyWaiting({ system: 'crm', step }, left('editor', true), workspace)).toBeUndefined();
  expect(whyWaiting({ system: 'payroll', step }, left('viewer', false), workspace)).toMatch(/did not work/);
});

test.each([
  ['/done', { lines: [] }],
  ['/done 3 4', { lines: [3, 4] }],
  ['/Done #3, 4 and 5', { lines: [3, 4, 5] }],
  ['/done lines 3 and 4 because change 4711', { lines: [3, 4], proof: 'change 4711' }],
  ['/done because it was easy', { lines: [], proof: 'it was easy' }],
  ['/done\nscreenshot below', { lines: [], proof: 'screenshot below' }],
  ['/done 3\n\nTicket 88', { lines: [3], proof: 'Ticket 88' }],
  ['/done all except 3', { problem: 'name the lines that are done, such as `/done 3 4`' }],
  ['/done but not 3', { problem: 'name the lines that are done, such as `/done 3 4`' }],
])('understands %s', (text, expected) => {
  expect(readDone(text)).toEqual(expected);
});

test('a step that comes again after another one is told apart from the first', () => {
  const carried = { ...nothing, all: [{ ...held('ana', 'viewer'), since: 7 }] };
  const reading = { holders: [holder('ana', 'viewer')], targets: [] };
  expect(planProvisioning(input({ carried, reading })).revoke).toMatchObject([{ follows: 7 }]);
  const before = { ...nothing, all: [{ ...held('ana', 'viewer', false), since: 9 }] };
  expect(
    planProvisioning(input({ carried: before, accesses: [access('ana', 'viewer')] })).grant,
  ).toMatchObject([{ follows: 9 }]);
});
