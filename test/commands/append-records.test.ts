/** No line is written that Grantbook could not read again. */
import { expect, test } from 'vitest';
import { readable } from '../../src/commands/append-records.ts';
import { lineOf } from '../../src/ledger/chain.ts';
import { readRecord } from '../../src/load/record.ts';
import { commit, facts } from '../support/deciding.ts';
import { commitId, decision } from '../support/ledger.ts';

const person = { login: 'ana-costa', id: 101 };
const sound = decision(1, {
  pullRequest: 12,
  facts: facts([]),
  verdict: { verdict: 'approved' },
  times: { asked: '2026-11-20T10:00:00.000Z', merged: '2026-11-23T09:59:00.000Z' },
  decisions: [
    {
      user: 'rui-alves',
      id: 102,
      decision: 'approved',
      at: '2026-11-23T09:00:00.000Z',
      review: 5,
      counted: true,
    },
  ],
});
const isRead = (record: Parameters<typeof lineOf>[0]) => 'record' in readRecord(lineOf(record, null));

test('what can be read is written as it is', () => {
  expect(readable(sound)).toBe(sound);
});

test('what came with the facts and cannot be kept is left out, and nothing is approved by it', () => {
  // JSON makes `null` of it.
  const known = facts([], {
    commits: [commit(person, { coAuthors: [{ ...person, id: Number.POSITIVE_INFINITY }] })],
  });
  const broken = { ...sound, facts: known };
  expect(isRead(broken)).toBe(false);
  const written = readable(broken);
  expect(isRead(written)).toBe(true);
  const { facts: _, verdict: __, ...rest } = sound;
  const reason = expect.stringContaining('cannot be kept, so it is not approved: this record is not as');
  expect(written).toEqual({ ...rest, outcome: 'unapproved', reasons: [reason] });
});

test('a time or a number that no line can hold is left out too', () => {
  const times = { ...sound.times, merged: '+010000-01-01T00:00:00.000Z' };
  const written = readable({ ...sound, reasons: ['nobody approved it'], times });
  expect(isRead(written)).toBe(true);
  expect(written).toMatchObject({
    outcome: 'unapproved',
    reasons: [expect.stringContaining('cannot be kept'), 'nobody approved it'],
    changes: sound.changes,
    decisions: [],
    times: { merged: sound.recordedAt },
  });
});

test('what is no decision, or has nothing left that could be kept, is not written', () => {
  expect(() => readable({ ...sound, commit: 'HEAD' })).toThrow(/nothing was written about HEAD/);
  const line = { version: 1, recordedAt: 'now', tool: '0.1.0', commit: commitId(1) } as const;
  expect(() => readable({ ...line, kind: 'started' })).toThrow(/nothing was written/);
});
