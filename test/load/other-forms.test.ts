/** Values that were written as people write them elsewhere: the help is what to write here, ready to copy. */
import { describe, expect, test } from 'vitest';
import type { SchemaName } from '../../src/load/schemas.ts';
import { load, said, soundGrant } from '../support/loading.ts';

const helpFor = (content: string, schema: SchemaName = 'grant'): string | undefined => {
  const { problems } = load(content, schema);
  expect(problems).toHaveLength(1);
  return problems[0]?.help;
};
const grantWith = (before: string, after: string) => soundGrant.replace(before, after);
const ending = (written: string) => grantWith('2026-12-23', written);
const lasting = (written: string) => grantWith('validUntil: 2026-12-23', `duration: ${written}`);

describe('a day', () => {
  test.each([
    ['23.12.2026', '2026-12-23'],
    ['23/12/2026', '2026-12-23'],
    ['12/23/2026', '2026-12-23'],
    ['5/5/2026', '2026-05-05'],
    ['2026-12-3', '2026-12-03'],
    ['2026/12/23', '2026-12-23'],
    ['2026–12–23', '2026-12-23'],
    ['2026-23-12', '2026-12-23'],
    ['20261223', '2026-12-23'],
    ['23122026', '2026-12-23'],
    ['Dec 3 2026', '2026-12-03'],
    ['3 Dec 2026', '2026-12-03'],
    ['December 23, 2026', '2026-12-23'],
    ['23rd of December 2026', '2026-12-23'],
    ['Sept. 3, 2026', '2026-09-03'],
    ['2026-12-23 18:00+01:00', '2026-12-23T18:00+01:00'],
    ['23.12.2026 at 8:00 +0100', '2026-12-23T08:00+01:00'],
    ['2026-12-23T18:00:00 UTC', '2026-12-23T18:00:00Z'],
  ])('%s', (written, right) => {
    expect(helpFor(ending(written))).toBe(`write \`${right}\``);
    expect(load(ending(right)).problems).toEqual([]);
  });

  test('that may be two, as days are written in Europe and in America', () => {
    expect(said(ending('12/11/2026'))).toMatchInlineSnapshot(`
      "6:13 invalid-value [12/11/2026] \`12/11/2026\` is a day in another form
          write year, month and day, such as \`2026-12-23\`; \`12/11/2026\` could be \`2026-11-12\` or \`2026-12-11\`"
    `);
  });

  test('that the month does not have', () => {
    expect(helpFor(ending('2028-02-30'))).toBe('write `2028-02-29` for the last day of that month');
    expect(helpFor(ending('2026-04-31'))).toBe('write `2026-04-30` for the last day of that month');
  });

  test('with a time and no offset', () => {
    expect(said(ending('2026-12-23 18:00'))).toMatchInlineSnapshot(`
      "6:13 invalid-value [2026-12-23 18:00] \`2026-12-23 18:00\` is a time without an offset, so nobody knows which hour is meant
          write \`2026-12-23\` for the whole day, or the time with its offset, such as \`2026-12-23T18:00+01:00\`"
    `);
  });

  test.each([
    'tomorrow',
    '23.12.26',
    '2026-12',
    '31.02.2026',
    '2026-12-23T25:00Z',
    'Dec 3',
    '0',
    '1969-01-01',
  ])('that nobody can be sure of: %s', (written) => {
    expect(helpFor(ending(written))).toBe(
      'write a day such as `2026-12-23`, or a time with its offset such as `2026-12-23T18:00:00+01:00`',
    );
  });
});

describe('a length of time', () => {
  test.each([
    ['30 days', '30d'],
    ['30 d', '30d'],
    ['30D', '30d'],
    ['8 hours', '8h'],
    ['8hrs', '8h'],
    ['two weeks', '2w'],
    ['a day', '1d'],
    ['90 minutes', '90m'],
    ['1h30m', '90m'],
    ['1 hour and 30 minutes', '90m'],
    ['1.5 hours', '90m'],
    ['1,5h', '90m'],
    ['p30d', 'P30D'],
  ])('%s', (written, right) => {
    expect(helpFor(lasting(written))).toBe(`write \`${right}\``);
    expect(load(lasting(right)).problems).toEqual([]);
  });

  test.each([
    ['1 month', '30d'],
    ['three months', '90d'],
    ['1 year', '365d'],
    ['1mo', '30d'],
  ])('%s has no single length', (written, days) => {
    const [problem] = load(lasting(written)).problems;
    expect(problem?.message).toContain('are not all equally long');
    expect(problem?.help).toBe(`count in days, such as \`${days}\``);
  });

  test('without a unit', () => {
    expect(said(lasting('30'))).toMatchInlineSnapshot(`
      "6:11 invalid-value [30] \`30\` has no unit
          write \`30d\` for days, or \`30h\` for hours"
    `);
    expect(helpFor(lasting('"30"'))).toBe('write `30d` for days, or `30h` for hours');
  });

  test.each([
    '0d',
    '-30d',
    'half a year',
    '30 Tage',
    '3M',
    '1.5d',
    '1 week 2 days',
    '999999d',
    'x'.repeat(5000),
  ])('that nobody can be sure of: %s', (written) => {
    expect(helpFor(lasting(written))).toBe('write `45m`, `8h`, `30d` or `2w`');
  });

  test('in the role matrix, without its key', () => {
    const matrix = (allowed: string) =>
      `version: 1\nmatrix: { accountant: { payroll: { viewer: ${allowed} } } }\n`;
    expect(helpFor(matrix('30d'), 'role-matrix')).toBe('write `{ maxDuration: 30d }`');
    expect(helpFor(matrix('30 days'), 'role-matrix')).toBe('write `{ maxDuration: 30d }`');
    expect(helpFor(matrix('Standing'), 'role-matrix')).toBe('did you mean `standing`?');
  });
});

describe('a time of day', () => {
  const window = (from: string) => `${soundGrant}windows: [{ days: [mon], from: ${from}, to: "23:00" }]\n`;
  test.each([
    ['8:00', '08:00'],
    ['8', '08:00'],
    ['8.30', '08:30'],
    ['"8:00"', '08:00'],
    ['5pm', '17:00'],
    ['12 a.m.', '00:00'],
  ])('%s', (written, right) => {
    expect(helpFor(window(written))).toBe(`write \`"${right}"\``);
    expect(load(window(`"${right}"`)).problems).toEqual([]);
  });

  test.each(['24:00', '8:60', 'morning'])('%s is none', (written) => {
    expect(helpFor(window(written))).toBe('write hours and minutes from `"00:00"` to `"23:59"`');
  });
});

describe('the version', () => {
  test.each(['"1"', "'1'"])('in quotes: %s', (written) => {
    expect(helpFor(grantWith('version: 1', `version: ${written}`))).toBe(
      'write `version: 1`, without quotes',
    );
  });
});

describe('a list that needs more', () => {
  const duties = (roles: string) => `version: 1\nsets: [{ id: a, reason: fraud, roles: ${roles} }]\n`;
  test.each(['[payroll/viewer]', '[]'])('%s', (roles) => {
    expect(helpFor(duties(roles), 'separation-of-duties')).toBe(
      'name at least two roles that one person must not hold together',
    );
  });

  test.each([
    ['payroll:viewer', 'payroll/viewer'],
    ['Payroll > Viewer', 'payroll/viewer'],
  ])('in which a role is written %s', (written, right) => {
    expect(helpFor(duties(`[crm/viewer, "${written}"]`), 'separation-of-duties')).toBe(`write \`${right}\``);
  });
});

test('a grant holds at most 14 windows', () => {
  const windows = (count: number) =>
    `${soundGrant}windows:\n${Array.from({ length: count }, (_, at) => `  - { days: [mon], from: "${String(at + 8).padStart(2, '0')}:00", to: "23:30" }\n`).join('')}`;
  expect(load(windows(14)).problems).toEqual([]);
  expect(load(windows(15)).problems).toMatchObject([
    { message: '`windows` has 15 entries; at most 14 are read', help: 'keep 14 of them' },
  ]);
});
