import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bottleneckOf } from '../../src/ledger/bottleneck.ts';
import { metricsOf } from '../../src/ledger/metrics.ts';
import { groupsOf } from '../../src/ledger/small-groups.ts';
import { peopleIn, spreadOf } from '../../src/ledger/spread.ts';
import { metricNotes, metricSentences } from '../../src/render/metrics-words.ts';
import { waitInShort, waitInWords } from '../../src/render/waits-in-words.ts';
import { asked, carried, metricsFrom, recordsOf } from '../support/metrics.ts';

const hour = 3_600_000;
const names = {
  system: (id: string) => ({ payroll: 'Payroll', crm: 'CRM' })[id] ?? id,
  rule: (code: string) => code,
};
const people = ['ana.costa', 'rui.alves', 'marta.dias', 'tiago.reis'] as const;
const say = (...given: Parameters<typeof metricsFrom>) => {
  const numbers = metricsOf(metricsFrom(...given));
  return metricSentences(numbers, bottleneckOf(numbers), names).join('\n');
};

describe('what took how long', () => {
  test('is measured from step to step', () => {
    const { times, requests } = metricsOf(
      metricsFrom([
        asked({ valid: 1, complete: 5, merged: 6 }),
        carried('asked', '2026-11-02T14:10:00Z'),
        carried('done', '2026-11-03T14:00:00Z'),
      ]),
    );
    const one = (hours: number) => ({ count: 1, median: hours * hour, p90: hours * hour });
    expect(requests).toBe(1);
    expect(times).toEqual({
      toValid: one(1),
      toApprove: one(4),
      toMerge: one(1),
      toProvision: one(24),
      toResolve: one(30),
    });
  });

  test('ends with the merge where nothing is carried into a system, or it was so already', () => {
    for (const steps of [[], [carried('found', '2026-11-05T08:00:00Z')]]) {
      const { times } = metricsOf(metricsFrom([asked({ complete: 3 }), ...steps]));
      expect(times.toResolve?.median).toBe(3 * hour);
      expect(times.toProvision).toBeUndefined();
    }
  });

  test('has no end as long as a step is only asked for, failed, or is still to come', () => {
    const before = carried('done', '2026-10-01T08:00:00Z', { subject: 'rui.alves' });
    for (const step of ['asked', 'failed'] as const)
      expect(
        metricsOf(metricsFrom([asked(), carried(step, '2026-11-03T08:00:00Z')])).times.toResolve,
      ).toBeUndefined();
    expect(metricsOf(metricsFrom([before, asked()])).times.toResolve).toBeUndefined();
    // A longer period changes nothing in the system.
    expect(metricsOf(metricsFrom([before, asked({ kind: 'extended' })])).times.toResolve?.median).toBe(
      2 * hour,
    );
  });

  test('does not count the days until the access is wished to begin', () => {
    const { times } = metricsOf(
      metricsFrom([asked({ merged: 2 }), carried('done', '2026-11-20T03:00:00Z')], {
        beginsAt: () => Date.parse('2026-11-20T00:00:00Z'),
      }),
    );
    expect(times.toProvision?.median).toBe(3 * hour);
    expect(times.toResolve?.median).toBe(5 * hour);
  });

  test('is of the request that it was done for, and of no later one', () => {
    const { times } = metricsOf(
      metricsFrom([
        asked({ merged: 2 }),
        asked({ kind: 'removed', asked: '2026-11-03T08:00:00Z', merged: 1 }),
        asked({ asked: '2026-11-09T08:00:00Z', merged: 2 }),
        carried('done', '2026-11-09T11:00:00Z'),
      ]),
    );
    expect(times.toProvision).toEqual({ count: 1, median: hour, p90: hour });
  });

  test('leaves out what was merged before, and what gave nothing', () => {
    const { requests } = metricsOf(
      metricsFrom(
        [
          asked({ asked: '2026-10-01T08:00:00Z' }),
          asked({ kind: 'removed' }),
          asked({
            kind: 'policy',
            more: { changes: [{ kind: 'policy', path: 'policies/approvals.yaml', objectId: null }] },
          }),
          asked({ subject: 'rui.alves' }),
          asked({ more: { outcome: 'unapproved' } }),
        ],
        { from: Date.parse('2026-11-01T00:00:00Z') },
      ),
    );
    expect(requests).toBe(1);
  });

  test('at the median and for nine of ten', () => {
    expect(spreadOf([])).toBeUndefined();
    expect(spreadOf([5])).toEqual({ count: 1, median: 5, p90: 5 });
    expect(spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])).toEqual({ count: 10, median: 5.5, p90: 9 });
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
        const { median = -1, p90 = -1 } = spreadOf(values) ?? {};
        const upTo = (most: number) => values.filter((value) => value <= most).length / values.length;
        expect(upTo(median)).toBeGreaterThanOrEqual(0.5);
        expect(upTo(p90)).toBeGreaterThanOrEqual(0.9);
        expect(upTo(p90 - 1)).toBeLessThan(0.9);
      }),
    );
  });
});

describe('whom requests wait for', () => {
  const stages = (first: number, second: number) => [
    { approvers: ['manager'], by: 'rui.alves', at: first },
    { approvers: ['system-owner'], by: 'leonor.pinto', at: second },
  ];

  test('is told for each stage, from the one before it', () => {
    const { stages: all, stagesBySystem } = metricsOf(
      metricsFrom([asked({ valid: 1, complete: 40, stages: stages(2, 38) })]),
    );
    expect(all).toEqual([
      { approvers: ['system-owner'], wait: { count: 1, median: 36 * hour, p90: 36 * hour } },
      { approvers: ['manager'], wait: { count: 1, median: hour, p90: hour } },
    ]);
    expect(stagesBySystem[0]).toMatchObject({ system: 'payroll', approvers: ['system-owner'] });
  });

  test('is said first, in a sentence', () => {
    const slow = people.map((subject) => asked({ subject, complete: 40, stages: stages(2, 38) }));
    const quick = people.map((subject) =>
      asked({ subject, system: 'crm', complete: 3, stages: stages(1, 3) }),
    );
    expect(say([...slow, ...quick])).toMatch(
      /^Of all the time that requests took, 100 % was waiting for approvals\.\nRequests for Payroll wait longest for an owner: a day and a half at the median\./,
    );
    expect(
      say([...quick, ...people.map((subject) => asked({ subject, complete: 9, stages: stages(9, 9) }))]),
    ).toContain('Requests for Payroll wait longest for the manager: 9 hours at the median.');
  });

  test('names the system alone where too few approve there to be told of', () => {
    const given = people.map((subject) => asked({ subject, complete: 40, stages: stages(2, 38) }));
    const said = say(given, { smallestGroup: 3 });
    expect(said).toContain(
      'Requests for Payroll wait longest for their approvals: a day and a half at the median.',
    );
    expect(said).not.toContain('owner');
  });

  test('says of how few it is where there are no more', () => {
    expect(say([asked({ complete: 40, stages: stages(2, 38) })])).toContain(
      'a day and a half at the median, of 1 request alone.',
    );
  });

  test.each([
    {},
    { requirements: 'none' },
    { requirements: [{ stages: [{ approvers: 3 }] }], counted: [null] },
  ])('is not known where the verdict has another shape: %j', (verdict) => {
    const { stages: none } = metricsOf(metricsFrom([asked({ more: { verdict } })]));
    expect(none).toEqual([]);
  });
});

describe('what was wrong at first', () => {
  test('is a share of those of which it is known, by rule and by department', () => {
    const given = [
      asked({ errors: ['GB203', 'GB301'] }),
      asked({ subject: 'rui.alves', errors: ['GB203'] }),
      asked({ subject: 'marta.dias', errors: [] }),
      asked({ subject: 'tiago.reis', errors: [] }),
      asked({ subject: 'tiago.reis', system: 'crm' }),
    ];
    const departmentOf = (user: string) =>
      ['ana.costa', 'rui.alves'].includes(user) ? 'Marketing' : 'Finance';
    const { first } = metricsOf(metricsFrom(given));
    expect(first).toEqual({
      known: 4,
      wrong: 2,
      rules: [
        { code: 'GB203', requests: 2 },
        { code: 'GB301', requests: 1 },
      ],
    });
    expect(say(given, { departmentOf })).toContain(
      '2 of 4 requests had something wrong at first (50 %); most often: GB203.\nMarketing has most to gain from a training: 2 of its 2 requests had something wrong at first.',
    );
    expect(metricNotes(metricsOf(metricsFrom(given))).join('\n')).toContain('Of 1 request nobody kept');
  });
});

describe('what is overdue', () => {
  const revoke = { action: 'revoke' as const, why: 'ended' };
  const given = [
    carried('asked', '2026-11-20T08:00:00Z', { issue: 7 }),
    carried('asked', '2026-11-21T08:00:00Z', { ...revoke, subject: 'rui.alves' }),
    carried('asked', '2026-11-22T08:00:00Z', { subject: 'marta.dias' }),
    carried('done', '2026-11-23T08:00:00Z', { subject: 'marta.dias' }),
    carried('asked', '2026-11-22T08:00:00Z', { ...revoke, subject: 'tiago.reis' }),
    carried('void', '2026-11-23T08:00:00Z', { ...revoke, subject: 'tiago.reis' }),
    carried('asked', '2026-11-30T08:00:00Z', { subject: 'sofia.lima' }),
  ];

  test('is what was asked for, and neither done nor called off, past its time', () => {
    const { tasks } = metricsOf(metricsFrom(given));
    expect(tasks.open).toBe(3);
    expect(tasks.overdue).toEqual([
      {
        ...{ system: 'payroll', action: 'grant', role: 'viewer', subject: 'ana.costa', issue: 7 },
        ...{ askedAt: '2026-11-20T08:00:00.000Z', dueAt: '2026-11-21T08:00:00.000Z' },
      },
      expect.objectContaining({ action: 'revoke', subject: 'rui.alves' }),
    ]);
    expect(say(given)).toContain(
      '1 revocation is overdue, so that access which has ended may still be there; the oldest one, in Payroll, was due on 22 November 2026.',
    );
  });

  test('has waited since it was asked for first, also where a run failed in between', () => {
    const again = [
      carried('asked', '2026-11-01T08:00:00Z'),
      carried('failed', '2026-11-02T08:00:00Z'),
      carried('asked', '2026-11-30T10:00:00Z'),
    ];
    expect(metricsOf(metricsFrom(again)).tasks.overdue[0]?.askedAt).toBe('2026-11-01T08:00:00.000Z');
  });

  test('is never a task of which nobody says how long it may take', () => {
    const { tasks } = metricsOf(metricsFrom(given, { dueAt: () => undefined }));
    expect(tasks).toMatchObject({ open: 3, withoutLag: 3, overdue: [] });
  });

  test('names nobody where few are not told of', () => {
    expect(JSON.stringify(metricsOf(metricsFrom(given, { smallestGroup: 3 })).tasks)).not.toMatch(/ana|rui/);
  });
});

describe('a group of few', () => {
  const item = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    person: fc.integer({ min: 0, max: 9 }),
  });

  test('is never told of, not even by what is missing from the sum', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (items, smallest) => {
        // A person is in one department.
        const given = items.map(({ id, person }) => ({ id, people: [`${id}${person}`] }));
        const groups = groupsOf(given, ({ id }) => [id], smallest);
        const shown = new Set(groups.flatMap((group) => group.items));
        const missing = given.filter((each) => !shown.has(each));
        for (const group of groups) expect(peopleIn(group.items)).toBeGreaterThanOrEqual(smallest);
        // Either everything is told of, in some group, or nothing is.
        expect(missing.length === 0 || groups.length === 0).toBe(true);
      }),
    );
  });

  test('hides times, departments and systems of one person, and shows them to whoever has the files', () => {
    const given = [
      asked({ complete: 77, stages: [{ approvers: ['manager'], by: 'rui.alves', at: 77 }] }),
      ...people.slice(1).map((subject) => asked({ subject, system: 'crm', complete: 2 })),
    ];
    const more = { departmentOf: (user: string) => (user === 'ana.costa' ? 'Legal' : 'Finance') };
    const open = metricsOf(metricsFrom(given, more));
    expect(open.departments.map(({ id }) => id).toSorted()).toEqual(['Finance', 'Legal']);
    const closed = metricsOf(metricsFrom(given, { ...more, smallestGroup: 3 }));
    expect(closed.departments).toMatchObject([{ id: null, requests: 4 }]);
    expect(closed.systems).toMatchObject([{ id: null, requests: 4 }]);
    expect([closed.stages, closed.stagesBySystem]).toEqual([[], []]);
    const alone = metricsOf(metricsFrom(given.slice(0, 1), { ...more, smallestGroup: 3 }));
    expect(alone).toMatchObject({ times: {}, departments: [], systems: [], spent: { toApprove: 0 } });
    expect(alone.months[0]?.times).toEqual({});
  });
});

test('months come one after the other, in the time zone of the organization', () => {
  const { months } = metricsOf(
    metricsFrom([
      asked({ asked: '2026-08-31T22:00:00Z', complete: 1, errors: ['GB203'] }),
      asked({ asked: '2026-10-31T23:30:00Z', complete: 1, denied: 2 }),
    ]),
  );
  expect(months.map(({ month, requests, denied, first }) => [month, requests, denied, first.wrong])).toEqual([
    ['2026-09', 1, 0, 1],
    ['2026-10', 0, 0, 0],
    ['2026-11', 1, 2, 0],
  ]);
  expect(months[0]?.times.toResolve?.median).toBe(hour);
});

test('nothing at all is said to be nothing', () => {
  expect(say([])).toBe('No request was approved since the ledger began.');
  expect(recordsOf([])).toEqual([]);
});

test.each([
  [10, 'less than a minute', '< 1 min'],
  [60_000, 'a minute', '1 min'],
  [40 * 60_000, '40 minutes', '40 min'],
  [5.2 * hour, '5 hours', '5.2 h'],
  [29 * hour, '29 hours', '29 h'],
  [36 * hour, 'a day and a half', '36 h'],
  [47 * hour, '2 days', '47 h'],
  [60 * hour, '2 and a half days', '2.5 d'],
  [299 * hour, '12 days', '12 d'],
])('%d milliseconds are %s', (milliseconds, words, short) => {
  expect([waitInWords(milliseconds), waitInShort(milliseconds)]).toEqual([words, short]);
});
