/** What an approver sees of an edit. */
import { describe, expect, test } from 'vitest';
import { examplePaths } from '../../src/rules/example-company.ts';
import {
  added,
  commentOn,
  edited,
  type GrantValues,
  manyWindows,
  read,
  row,
  windows,
} from '../support/comment.ts';

describe('what an edit changes', () => {
  test.each<[string, GrantValues, GrantValues, string]>([
    ['hours that fall away', { windows }, {}, 'hours: Mon to Fri 08:00 to 17:30 → no restriction'],
    [
      'other hours',
      { windows },
      { windows: [{ days: ['sun', 'tue'], from: '22:00', to: '06:00' }] },
      'hours: Mon to Fri 08:00 to 17:30 → Tue and Sun 22:00 to 06:00',
    ],
    [
      'hours round the clock',
      { windows },
      { windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '23:59' }] },
      '→ every day 00:00 to 23:59',
    ],
    [
      'access that need not be started any more',
      { activation: { max: '4h', perWeek: 3 } },
      {},
      'use: only after switching it on, for at most 4 hours at a time, 3 times a week → at any time, without switching it on',
    ],
    [
      'an end that falls away',
      {},
      { validUntil: undefined, standing: true },
      'without an end: no → yes<br>last day: 22 December 2026 → none',
    ],
    ['a duration', { duration: '8h' }, { duration: '30d' }, 'length from approval: 8 hours → 30 days'],
    ['permissions', {}, { permissions: ['payslips.read'] }, 'what is needed: not said → See payslips'],
    [
      'an emergency',
      {},
      { emergency: true, incident: 'INC-1' },
      'emergency: no → yes<br>incident: none → “INC-1”',
    ],
    ['who asked', {}, { requestedBy: 'rui.alves' }, 'asked by: the person → Rui Alves'],
    [
      'the request',
      { requestedAt: '2026-11-01' },
      { requestedAt: '2026-11-20' },
      'asked on: 1 November 2026 → 20 November 2026',
    ],
    ['a review', {}, { reviewed: '2026-11-20' }, 'last review: none → 20 November 2026'],
    ['the first day', { validFrom: '2026-12-01' }, {}, 'first day: 1 December 2026 → at once'],
    [
      'the reason',
      { justification: 'As it was' },
      { justification: 'As it is' },
      'reason: “As it was” → “As it is”',
    ],
    [
      'the spelling',
      { duration: '7d' },
      { duration: 'P7D' },
      'length from approval is only written in another way',
    ],
    [
      'the end of a long reason',
      { justification: `${'long '.repeat(100)}a` },
      { justification: `${'long '.repeat(100)}b` },
      'reason changes in a part too long to show here; open the file',
    ],
  ])('%s', (_title, before, after, words) => {
    expect(row(commentOn({ grants: [edited(before, after)] }), 'Changed')).toContain(words);
  });

  test.each(['edited', 'extended', 'reduced', 'reviewed'] as const)(
    'stands in a grant that is %s',
    (kind) => {
      const body = commentOn({ grants: [edited({ windows }, {}, kind)] });
      expect(row(body, 'Changed')).toBe(
        '| **Changed** | hours: Mon to Fri 08:00 to 17:30 → no restriction |',
      );
    },
  );

  test('puts the widest hours first, so that no list of small ones hides them', () => {
    const wide = { days: ['sat' as const, 'sun' as const], from: '00:00', to: '23:59' };
    const body = commentOn({ grants: [edited({ windows }, { windows: [...manyWindows, wide] })] });
    expect(row(body, 'Only')).toMatch(/^\| \*\*Only\*\* \| Sat and Sun 00:00 to 23:59; Mon 00:00 /);
    expect(row(body, 'Changed')).toContain('→ Sat and Sun 00:00 to 23:59; ');
  });

  test('is not hidden by a file that cannot be read', () => {
    const before = read({});
    const unreadable = commentOn({ grants: [{ kind: 'edited', path: examplePaths.grant, before }] });
    expect(row(unreadable, 'Content')).toContain(
      'could not be read.** What follows is what the file says today',
    );
    const { after } = added();
    const unknown = commentOn({
      grants: [{ kind: 'edited', path: examplePaths.grant, ...(after ? { after } : {}) }],
    });
    expect(row(unknown, 'Changed')).toContain('judge it as new');
    const neither = commentOn({ grants: [{ kind: 'edited', path: examplePaths.grant }] });
    expect(row(neither, 'Who')).toContain('Ana Costa');
  });
});

test('a new grant says what is needed of it and how it is used', () => {
  const body = commentOn({
    grants: [added({ permissions: ['payslips.read'], activation: { max: '4h', perWeek: 1 }, windows })],
  });
  expect(row(body, 'Needs')).toBe('| **Needs** | See payslips |');
  expect(row(body, 'Works')).toContain(
    'only after switching it on, for at most 4 hours at a time, once a week',
  );
  expect(row(body, 'Only')).toBe('| **Only** | Mon to Fri 08:00 to 17:30 |');
});

test('a request for a new period is not called longer', () => {
  const change = edited(
    { requestedAt: '2026-10-01' },
    { requestedAt: '2026-11-20', validUntil: '2026-12-01' },
    'extended',
  );
  const body = commentOn({ grants: [change, change] });
  expect(body).toContain('Ana Costa keeps Viewer in Payroll for a new period');
  expect(body).not.toContain('for longer');
});
