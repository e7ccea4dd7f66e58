import { describe, expect, test } from 'vitest';
import { grantChanges } from '../../src/plan/grant-changes.ts';
import { workspaceOf } from '../support/workspace.ts';

const path = 'access-grants/payroll/viewer/ana.costa.yaml';
const head = `version: 1
subject: ana.costa
system: payroll
role: viewer
`;
/** A grant whose end and other lines are given. */
const grant = (...lines: string[]) =>
  `${head}${['justification: Reconcile the ledger', ...lines].map((line) => `${line}\n`).join('')}`;

const kindOf = (
  before: string | null,
  after: string | null,
  startedAt = '2026-11-20T12:00:00Z',
): string | undefined =>
  grantChanges(workspaceOf({ [path]: before }), workspaceOf({ [path]: after }), [path], {
    now: Date.parse('2026-11-23T12:00:00Z'),
    timeZone: 'Europe/Lisbon',
    ...(startedAt === 'unknown' ? {} : { startedAt: new Map([[path, Date.parse(startedAt)]]) }),
  })[0]?.kind;

const until = (moment: string) => grant(`validUntil: ${moment}`);
const lasting = (duration: string, requestedAt = '2026-11-01') =>
  grant(`requestedAt: ${requestedAt}`, `duration: ${duration}`);
const standing = grant('standing: true');

describe('what a change does to a grant', () => {
  test.each<[title: string, kind: string, before: string | null, after: string | null]>([
    ['a new file', 'added', null, until('2026-12-23')],
    ['a new file that cannot be read', 'added', null, '{'],
    ['a file that is gone', 'removed', until('2026-12-23'), null],
    ['a file that is gone and could not be read', 'removed', '{', null],

    ['a later day', 'extended', until('2026-12-23'), until('2026-12-24')],
    ['an earlier day', 'reduced', until('2026-12-23'), until('2026-12-22')],
    ['a day for the instant that is its end', 'extended', until('2026-12-23'), until('2026-12-24T00:00:00Z')],
    ['an instant in the last hour of the day', 'reduced', until('2026-12-23'), until('2026-12-23T23:30:00Z')],
    [
      'the same instant in another time zone',
      'extended',
      until('2026-12-23T12:00Z'),
      until('2026-12-23T13:00+01:00'),
    ],
    ['an end for access without one', 'reduced', standing, until('2027-02-20')],
    ['an end after the next review', 'edited', standing, until('2027-02-25')],
    ['an end too far away to be one', 'edited', standing, until('2099-12-31')],
    ['no end any more', 'edited', until('2099-12-31'), standing],
    [
      'a duration for access without an end',
      'reduced',
      standing,
      lasting('8h').replace('requestedAt: 2026-11-01\n', ''),
    ],
    ['a shorter duration of the same request', 'reduced', lasting('30d'), lasting('8h')],
    ['a longer duration of the same request', 'extended', lasting('30d'), lasting('5w')],
    ['the same duration in other words', 'extended', lasting('2w'), lasting('14d')],
    // A month may be longer than 30 days, and may be shorter, and nobody knows from which day it will count.
    ['30 days for a month', 'extended', lasting('P1M', '2026-12-01'), lasting('30d', '2026-12-01')],
    ['a month for 30 days', 'extended', lasting('30d', '2027-02-01'), lasting('P1M', '2027-02-01')],
    ['two months for 60 days', 'extended', lasting('60d'), lasting('P2M')],
    ['ten days for 240 hours', 'extended', lasting('240h'), lasting('10d')],
    ['four weeks for two months', 'reduced', lasting('P2M'), lasting('4w')],
    // Nobody knows here when a duration began: the request may be old, or dated into the future.
    [
      'a duration instead of a day',
      'extended',
      grant('requestedAt: 2020-01-01', 'validUntil: 2026-12-23'),
      lasting('1d', '2020-01-01'),
    ],
    [
      'a day instead of a duration',
      'extended',
      lasting('30d', '2027-06-01'),
      grant('requestedAt: 2027-06-01', 'validUntil: 2026-12-30'),
    ],
    [
      'a duration instead of no end',
      'edited',
      lasting('8h'),
      grant('requestedAt: 2026-11-01', 'standing: true'),
    ],

    ['asking again for no end', 'edited', lasting('30d'), `${standing}requestedAt: 2026-12-01\n`],
    ['asking again for the same', 'extended', lasting('30d'), lasting('30d', '2026-12-01')],
    ['asking again for less', 'extended', lasting('30d'), lasting('1d', '2026-12-01')],
    [
      'asking again with another reason and ticket',
      'extended',
      lasting('30d'),
      `${lasting('30d', '2026-12-01').replace('Reconcile', 'Close')}ticket: FIN-2\n`,
    ],
    [
      'asking again for more permissions',
      'edited',
      lasting('30d'),
      `${lasting('30d', '2026-12-01')}permissions: [salaries.change]\n`,
    ],
    [
      'asking again as an emergency',
      'edited',
      lasting('30d'),
      `${lasting('30d', '2026-12-01')}emergency: true\n`,
    ],

    ['a review', 'reviewed', standing, `${standing}reviewed: 2026-11-23\n`],
    ['a later review', 'reviewed', `${standing}reviewed: 2026-08-23\n`, `${standing}reviewed: 2026-11-23\n`],
    [
      'a review that is dated back',
      'edited',
      `${standing}reviewed: 2026-11-23\n`,
      `${standing}reviewed: 2026-08-23\n`,
    ],
    ['a review that is taken out', 'edited', `${standing}reviewed: 2026-11-23\n`, standing],
    [
      'a review on the same day',
      'edited',
      `${standing}reviewed: 2026-11-23\n`,
      `${standing}reviewed: 2026-11-23 # again\n`,
    ],
    [
      'a review together with a later end',
      'edited',
      until('2026-12-23'),
      `${until('2026-12-24')}reviewed: 2026-11-23\n`,
    ],

    ['another reason', 'edited', until('2026-12-23'), until('2026-12-23').replace('Reconcile', 'Close')],
    [
      'another role in the content',
      'edited',
      until('2026-12-23'),
      until('2026-12-23').replace('viewer', 'admin'),
    ],
    [
      'another person in the content',
      'edited',
      until('2026-12-23'),
      until('2026-12-23').replace('ana.costa', 'rui.alves'),
    ],
    [
      'an earlier end and another permission',
      'edited',
      until('2026-12-23'),
      `${until('2026-12-22')}permissions: [salaries.change]\n`,
    ],
    [
      'an earlier end that starts earlier',
      'edited',
      `${until('2026-12-23')}validFrom: 2026-12-01\n`,
      `${until('2026-12-22')}validFrom: 2026-11-01\n`,
    ],
    [
      'wider working hours',
      'edited',
      `${standing}windows: [{ days: [mon], from: "08:00", to: "12:00" }]\n`,
      `${standing}windows: [{ days: [mon], from: "08:00", to: "17:00" }]\n`,
    ],
    ['nothing but a comment', 'edited', until('2026-12-23'), `# hello\n${until('2026-12-23')}`],

    ['content that cannot be read any more', 'edited', until('2026-12-23'), '{'],
    ['content that could not be read before', 'edited', '{', until('2026-12-23')],
    ['an end that is no day', 'edited', until('2026-12-23'), until('2026-02-30')],
    ['an end that was no day', 'edited', until('2026-02-30'), until('2026-03-01')],
    ['a mistake taken out', 'edited', `${until('2026-12-23')}colour: blue\n`, until('2026-12-23')],
  ])('%s: %s', (_title, kind, before, after) => {
    expect(kindOf(before, after)).toBe(kind);
  });

  // A lighter policy for renewals must not give anew what its holder lost.
  test.each<[title: string, before: string, after: string]>([
    ['a later day', until('2026-11-22'), until('2026-12-23')],
    ['an earlier day', until('2026-11-22'), until('2026-11-01')],
    ['a longer duration', lasting('2d'), lasting('30d')],
    ['asking again', lasting('2d'), lasting('2d', '2026-11-23')],
  ])('what is over is asked for anew: %s', (_title, before, after) => {
    expect(kindOf(before, after)).toBe('edited');
  });

  test('where nobody knows whether it is over, it is asked for anew', () => {
    const undated = grant('duration: 30d');
    expect(kindOf(undated, grant('duration: 8h'), 'unknown')).toBe('edited');
    expect(kindOf(undated, grant('duration: 8h'))).toBe('reduced');
  });

  test('a move is a removal and an addition', () => {
    const moved = path.replace('viewer', 'editor');
    const base = workspaceOf({ [path]: until('2026-12-23') });
    const head = workspaceOf({ [moved]: until('2026-12-23') });
    expect(
      grantChanges(base, head, [path, moved], {
        now: Date.parse('2026-11-23T12:00:00Z'),
        timeZone: 'UTC',
      }).map(({ kind }) => kind),
    ).toEqual(['removed', 'added']);
  });

  test('paths that are no grants on either side are left out', () => {
    const none = workspaceOf({});
    expect(
      grantChanges(none, none, ['access-grants/x', 'README.md'], {
        now: Date.parse('2026-11-23T12:00:00Z'),
        timeZone: 'UTC',
      }),
    ).toEqual([]);
  });

  test('carries what is there on each side', () => {
    const [change] = grantChanges(workspaceOf({ [path]: standing }), workspaceOf({}), [path], {
      now: Date.parse('2026-11-23T12:00:00Z'),
      timeZone: 'UTC',
    });
    expect(change).toMatchObject({ kind: 'removed', path, before: { value: { standing: true } } });
    expect(change).not.toHaveProperty('after');
  });
});
