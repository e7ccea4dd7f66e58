/** Periods of access against the one rule that says whether a grant gives access at an instant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccessPeriod,
  accessPeriods,
  type GrantLife,
  type GrantVersion,
  type LedgerSpan,
  type Said,
  type VersionOf,
} from '../../src/ledger/access-history.ts';
import { whyNotEffective } from '../../src/model/effective.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Person } from '../../src/model/person.ts';
import type { Sourced } from '../../src/model/workspace.ts';
import { commitId, decision } from '../support/ledger.ts';

const timeZone = 'Europe/Lisbon';
const hour = 3_600_000;
const start = Date.parse('2027-03-20T00:00:00Z');
/** Twenty days, over the night in which clocks go forward. */
const length = 20 * 24;
const at = (hours: number): number => start + hours * hour;
const dayAt = (hours: number): string => new Date(at(hours)).toISOString().slice(0, 10);

const holding = {
  path: 'access-grants/payroll/viewer/ana.costa.yaml',
  ...{ system: 'payroll', role: 'viewer', subject: 'ana.costa' },
};
const sourced = <T>(value: T, flawed = false): Sourced<T> => ({
  ...{ path: holding.path, id: 'ana.costa', value, flawed },
  locate: () => ({ line: 1, column: 1, endLine: 1, endColumn: 1 }),
});
const grantWith = (values: Partial<Grant>): Grant => ({
  ...{ version: 1, subject: 'ana.costa', system: 'payroll', role: 'viewer', justification: 'Because' },
  ...values,
});
const ana: Person = {
  ...{ version: 1, displayName: 'Ana Costa', jobFunctions: ['accountant'], department: 'Finance' },
  ...{ employmentType: 'employee', active: true },
};

const hours = fc.integer({ min: 0, max: length });
const days = hours.map(dayAt);
const moment = fc.oneof(
  days,
  hours.map((each) => new Date(at(each)).toISOString()),
);
const grants: fc.Arbitrary<Sourced<Grant> | undefined> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record(
        {
          validFrom: moment,
          validUntil: moment,
          requestedAt: days,
          duration: fc.constantFrom('8h', '3d', '1w', 'P1M'),
          standing: fc.constant(true as const),
          windows: fc.constant([{ days: ['mon', 'wed'], from: '08:00', to: '17:30' }] as Grant['windows']),
          activation: fc.constant({ max: '9h', perWeek: 2 }),
        },
        { requiredKeys: [] },
      )
      .map((values) => sourced(grantWith(values as Partial<Grant>))),
  },
  { weight: 1, arbitrary: fc.constant(sourced(grantWith({ standing: true }), true)) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const people = fc
  .record({ active: fc.boolean(), startDate: days, endDate: moment }, { requiredKeys: ['active'] })
  .map((values) => sourced<Person>({ ...ana, ...values }));

const byTime = <T extends { readonly at: number }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => a.at - b.at);

const versions: fc.Arbitrary<readonly GrantVersion[]> = fc
  .array(
    fc.record({
      at: hours.map(at),
      file: grants,
      isGone: fc.boolean(),
      object: fc.integer({ min: 1, max: 4 }),
      startedAt: fc.option(hours.map(at), { nil: undefined }),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    byTime(all).map(({ isGone, object, file, ...each }, index) => ({
      ...each,
      commit: commitId(index),
      objectId: isGone ? undefined : commitId(object),
      file: isGone ? undefined : file,
    })),
  );
const said: fc.Arbitrary<readonly Said[]> = fc
  .array(
    fc.record({
      at: hours.map(at),
      object: fc.integer({ min: 1, max: 4 }),
      standing: fc.constantFrom(
        'approved' as const,
        'approved' as const,
        'found' as const,
        'unapproved' as const,
      ),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    byTime(all).map(({ at: when, object, standing }) => ({
      at: when,
      record: { ...decision(object), previous: null },
      state: { objectId: commitId(object), standing },
    })),
  );
const personLife: fc.Arbitrary<readonly VersionOf<Person>[]> = fc
  .array(fc.record({ at: hours.map(at), file: fc.option(people, { nil: undefined, freq: 4 }) }), {
    maxLength: 4,
  })
  .map((all) =>
    byTime(all).map((each, index) => ({ ...each, commit: commitId(index), objectId: commitId(9) })),
  );
const ledgers: fc.Arbitrary<LedgerSpan | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant({ begun: undefined }),
  fc.constant({ begun: start - hour }),
  hours.map((each) => ({ begun: at(each) })),
);

const lives = fc
  .record({ versions, said, person: personLife })
  .map((each): GrantLife => ({ ...holding, ...each }));
const last = <T extends { readonly at: number }>(all: readonly T[], now: number): T | undefined =>
  all.filter((each) => each.at <= now).at(-1);

/** The same, said for one instant and as plainly as it can be. */
function hasAccess(life: GrantLife, ledger: LedgerSpan | undefined, now: number): boolean {
  const version = last(life.versions, now);
  const record = last(life.said, now);
  if (!version?.file) return false;
  const isLedger = ledger !== undefined && (ledger.begun === undefined || ledger.begun <= now);
  const holds =
    ledger?.begun !== undefined &&
    record !== undefined &&
    record.state.standing !== 'unapproved' &&
    record.state.objectId === version.objectId;
  const why = whyNotEffective(version.file, last(life.person, now)?.file, {
    ...{ now, timeZone, startedAt: version.startedAt },
    isRecorded: isLedger ? holds : undefined,
  });
  return why === undefined || why === 'outside its hours' || why === 'not started';
}

const periodsOf = (life: GrantLife, ledger: LedgerSpan | undefined): readonly AccessPeriod[] =>
  accessPeriods(life, { timeZone, ledger, outcomeOf: () => 'approved' });

describe('periods of access', () => {
  test('say for each instant what the one rule says of it', () => {
    fc.assert(
      fc.property(lives, ledgers, fc.array(hours, { minLength: 1, maxLength: 40 }), (life, ledger, some) => {
        const periods = periodsOf(life, ledger);
        // Also at the very edges of each period, and a moment before them.
        const edges = periods.flatMap(({ from, to }) => [
          from,
          from - 1,
          ...(to === undefined ? [] : [to, to - 1]),
        ]);
        for (const now of [...some.map(at), ...edges])
          expect(
            periods.filter(({ from, to }) => from <= now && (to === undefined || now < to)).length,
            new Date(now).toISOString(),
          ).toBe(hasAccess(life, ledger, now) ? 1 : 0);
      }),
      { numRuns: 400 },
    );
  });

  test('never overlap, are never empty, and come in their order', () => {
    fc.assert(
      fc.property(lives, ledgers, (life, ledger) => {
        let end = Number.NEGATIVE_INFINITY;
        for (const { from, to } of periodsOf(life, ledger)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from);
          end = to ?? Number.POSITIVE_INFINITY;
        }
      }),
    );
  });
});

describe('how a period begins and ends', () => {
  const version = (hoursIn: number, values: Partial<Grant> | undefined, object = hoursIn): GrantVersion => ({
    at: at(hoursIn),
    commit: commitId(hoursIn),
    objectId: values && commitId(object),
    file: values && sourced(grantWith(values)),
  });
  const recorded = (
    hoursIn: number,
    object: number,
    standing: 'approved' | 'unapproved' = 'approved',
  ): Said => ({
    at: at(hoursIn),
    record: { ...decision(object), previous: null },
    state: { objectId: commitId(object), standing },
  });
  const person: VersionOf<Person> = {
    at: at(0),
    commit: commitId(0),
    objectId: commitId(9),
    file: sourced(ana),
  };
  const told = (life: Partial<GrantLife>, outcome: 'approved' | 'unapproved' = 'approved') =>
    accessPeriods(
      { ...holding, versions: [], said: [], person: [person], ...life },
      { timeZone, ledger: { begun: at(0) }, outcomeOf: () => outcome },
    ).map(({ from, to, beganBy, endedBy, personEnded }) => ({
      from: (from - start) / hour,
      to: to === undefined ? undefined : (to - start) / hour,
      beganBy,
      endedBy,
      ...(personEnded === undefined ? {} : { personEnded }),
    }));

  test.each<[string, Partial<GrantLife>, readonly object[]]>([
    [
      'when it is written down, until its last day is over',
      { versions: [version(10, { validUntil: '2027-03-22' })], said: [recorded(12, 10)] },
      [{ from: 12, to: 72, beganBy: 'recorded', endedBy: 'last day' }],
    ],
    [
      'with its first day',
      { versions: [version(10, { validFrom: '2027-03-23', standing: true })], said: [recorded(12, 10)] },
      [{ from: 72, to: undefined, beganBy: 'first day', endedBy: undefined }],
    ],
    [
      'with a renewal, which counts when it is written down',
      {
        versions: [version(10, { validUntil: '2027-03-25' }), version(20, { validUntil: '2027-03-28' })],
        said: [recorded(10, 10), recorded(21, 20)],
      },
      [
        { from: 10, to: 20, beganBy: 'recorded', endedBy: 'replaced' },
        // The clocks go forward in the night before the 28th.
        { from: 21, to: 215, beganBy: 'recorded', endedBy: 'last day' },
      ],
    ],
    [
      'with the removal of the file, whoever has it removed',
      { versions: [version(10, { standing: true }), version(30, undefined)], said: [recorded(10, 10)] },
      [{ from: 10, to: 30, beganBy: 'recorded', endedBy: 'removed' }],
    ],
    [
      'with the file of the person',
      {
        versions: [version(10, { standing: true })],
        said: [recorded(10, 10)],
        person: [
          person,
          { ...person, at: at(40), commit: commitId(40), file: sourced({ ...ana, active: false }) },
          { ...person, at: at(50), commit: commitId(50) },
        ],
      },
      [
        { from: 10, to: 40, beganBy: 'recorded', endedBy: 'person', personEnded: 'inactive' },
        { from: 50, to: undefined, beganBy: 'person', endedBy: undefined },
      ],
    ],
  ])('%s', (_, life, expected) => {
    expect(told(life)).toEqual(expected);
  });

  test('with an edit that nobody approved', () => {
    const life = {
      versions: [version(10, { validUntil: '2027-03-25' }), version(20, { standing: true })],
      said: [recorded(10, 10), recorded(21, 20, 'unapproved')],
    };
    expect(told(life, 'unapproved')).toEqual([
      { from: 10, to: 20, beganBy: 'recorded', endedBy: 'changed without approval' },
    ]);
  });
});
