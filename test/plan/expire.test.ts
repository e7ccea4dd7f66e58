/** What has ended goes, and nothing else; what is renewed stays. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editTexts } from '../../src/load/edit.ts';
import type { Access } from '../../src/model/effective.ts';
import { endOfGrant } from '../../src/model/entitlement.ts';
import { addDays } from '../../src/model/period.ts';
import { planExpiry } from '../../src/plan/expire.ts';
import { planRenewal } from '../../src/plan/renew.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const timeZone = 'Europe/Lisbon';
const today = '2026-11-23';
const now = noon(today);
const path = (n: number) => `access-grants/crm/viewer/person-${n}.yaml`;

/** A grant that ends so many days from today; `undefined` never ends, `null` cannot be told. */
const fileOf = (n: number, days: number | undefined | null): string => `version: 1
subject: person-${n}
system: crm
role: viewer
justification: Looks after the customers of the north
${days === undefined ? 'standing: true' : days === null ? 'duration: 30d' : `validUntil: ${addDays(today, days)}`}
`;

function accessesOf(files: Readonly<Record<string, string>>): Access[] {
  const { grants } = workspaceOf(files);
  return [...grants.values()].map((grant) => ({
    grant,
    startedAt: undefined,
    end: endOfGrant(grant.value, timeZone, undefined),
  }));
}
const expired = (files: Readonly<Record<string, string>>, at = now): string[] =>
  planExpiry(accessesOf(files), [], { now: at }).expired.map(({ access }) => access.grant.path);

const days = fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constant(undefined), fc.constant(null));
const companies = fc
  .array(days, { maxLength: 12 })
  .map((ends) => Object.fromEntries(ends.map((end, n) => [path(n), fileOf(n, end)])));

describe('expiry', () => {
  test('removes what is over, the longest over first, and leaves the last day alone', () => {
    const files = { [path(1)]: fileOf(1, -1), [path(2)]: fileOf(2, 0), [path(3)]: fileOf(3, -9) };
    expect(expired(files)).toEqual([path(3), path(1)]);
  });

  test('says what it cannot judge, and stops where there is too much', () => {
    const plan = planExpiry(
      accessesOf({ [path(1)]: fileOf(1, null), [path(2)]: fileOf(2, -1) }),
      ['broken'],
      {
        now,
        limit: 0,
      },
    );
    expect(plan.left).toEqual([
      { path: 'broken', why: 'unreadable' },
      { path: path(1), why: 'start unknown' },
    ]);
    expect(plan.isTooMuch).toBe(true);
  });

  test('is done once: a second run finds nothing', () => {
    fc.assert(
      fc.property(companies, (files) => {
        const gone = new Set(expired(files));
        const rest = Object.fromEntries(Object.entries(files).filter(([file]) => !gone.has(file)));
        expect(expired(rest)).toEqual([]);
      }),
    );
  });

  test('removes nothing that was renewed, until that has ended too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 90 }), (left, more) => {
        const files = { [path(1)]: fileOf(1, left) };
        const [access] = accessesOf(files);
        const until = addDays(today, left + more);
        const plan = access && planRenewal(access, { until, because: 'It goes on' }, { now, timeZone });
        if (!plan || 'problem' in plan) throw new Error('it could not be renewed');
        const renewed = { [path(1)]: editTexts(files[path(1)] ?? '', plan.values) };
        expect(expired(renewed, noon(addDays(today, left + 1)))).toEqual([]);
        expect(expired(renewed, noon(until))).toEqual([]);
        expect(expired(renewed, noon(addDays(until, 1)))).toEqual([path(1)]);
      }),
    );
  });

  test('never takes back what it once removed: the passing of time widens no access', () => {
    fc.assert(
      fc.property(companies, fc.integer({ min: 0, max: 400 }), (files, later) => {
        const sooner = new Set(expired(files));
        const then = new Set(expired(files, noon(addDays(today, later))));
        expect([...sooner].filter((file) => !then.has(file))).toEqual([]);
      }),
    );
  });
});

describe('a renewal', () => {
  const renewalOf = (content: string, renewal: Parameters<typeof planRenewal>[1], startedAt?: string) => {
    const grant = workspaceOf({ [path(1)]: content }).grants.get(path(1));
    if (!grant) throw new Error('the grant was not read');
    const start = startedAt === undefined ? undefined : Date.parse(startedAt);
    const access = { grant, startedAt: start, end: endOfGrant(grant.value, timeZone, start) };
    return planRenewal(access, renewal, { now, timeZone });
  };
  const because = 'The stocktaking takes longer';

  test.each<[title: string, content: string, renewal: Parameters<typeof planRenewal>[1], problem: RegExp]>([
    ['what has no end', fileOf(1, undefined), { length: '30d', because }, /no end/],
    [
      'what has ended',
      fileOf(1, -1),
      { length: '30d', because },
      /ask for it anew, by a pull request .* `requestedAt: 2026-11-23`/,
    ],
    ['what ends nobody knows when', fileOf(1, null), { length: '30d', because }, /nobody can tell/],
    ['without a reason', fileOf(1, 5), { length: '30d', because: ' ' }, /say why/],
    [
      'to a day that comes sooner',
      fileOf(1, 40),
      { until: '2026-12-01', because },
      /it already ends on 2027-01-02; name a later day/,
    ],
    ['to a day that is none', fileOf(1, 5), { until: '2027-02-30', because }, /no day/],
    ['for a length that is none', fileOf(1, 5), { length: 'long', because }, /no length of time/],
    ['until and for', fileOf(1, 5), { until: '2027-01-31', length: '8h', because }, /not both/],
    ['with neither', fileOf(1, 5), { because }, /until when, or for how long/],
  ])('is not possible of %s', (_, content, renewal, problem) => {
    expect(renewalOf(content, renewal)).toEqual({ problem: expect.stringMatching(problem) });
  });

  test('begins the clock of a duration anew, and gives a day a later one', () => {
    const running = renewalOf(fileOf(1, null), { length: '60d', because }, '2026-11-20T10:00:00Z');
    expect(running).toMatchObject({
      values: { duration: '60d', requestedAt: today, justification: because },
    });
    expect(renewalOf(fileOf(1, 5), { length: '30d', because })).toMatchObject({
      values: { validUntil: '2026-12-22', requestedAt: today },
    });
    expect(renewalOf(fileOf(1, 5), { until: '2027-01-31', because, requestedBy: 'rui.alves' })).toMatchObject(
      { values: { validUntil: '2027-01-31', requestedBy: 'rui.alves' } },
    );
  });
});
