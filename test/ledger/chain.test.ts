import { describe, expect, test } from 'vitest';
import { chainProblems, digestOf, lineOf, linesOf } from '../../src/ledger/chain.ts';
import { isRecorded, recordedGrants } from '../../src/ledger/recorded.ts';
import { readRecord } from '../../src/load/record.ts';
import { commitId, decision, ledgerOf, read } from '../support/ledger.ts';

const sound = [
  decision(1),
  decision(2, { recordedAt: '2026-11-30T10:00:00.000Z' }),
  decision(3, { recordedAt: '2026-12-01T10:00:00.000Z' }),
  decision(4, { recordedAt: '2026-12-02T10:00:00.000Z' }),
];
const problemsOf = (files: ReadonlyMap<string, string>) =>
  chainProblems(read(files)).map(({ place, message }) => `${place.file}:${place.line} ${message}`);
/** The sound ledger with one of its lines made into others. */
function with_(file: string, line: number, change: (text: string) => string[]): Map<string, string> {
  const files = ledgerOf(sound);
  const { lines } = linesOf(files.get(file) ?? '');
  const changed = lines.flatMap((text, index) => (index + 1 === line ? change(text) : [text]));
  return files.set(file, changed.map((text) => `${text}\n`).join(''));
}
const [november, december] = ['records/2026-11.jsonl', 'records/2026-12.jsonl'];
const broken =
  'this record does not follow on the one before it: one was edited, taken out or put in between';

describe('the chain', () => {
  test('of a sound ledger holds, through the end of a month', () => {
    expect([...ledgerOf(sound).keys()]).toEqual([november, december]);
    expect(problemsOf(ledgerOf(sound))).toEqual([]);
  });

  test('breaks behind a record that was edited', () => {
    const edited = with_(november, 1, (text) => [text.replace('"approved"', '"unapproved"')]);
    expect(problemsOf(edited)).toEqual([`${november}:2 ${broken}`]);
  });

  test('breaks behind the very last byte of a line', () => {
    expect(problemsOf(with_(november, 1, (text) => [`${text} `]))).toEqual([`${november}:2 ${broken}`]);
  });

  test('breaks where a record was taken out', () => {
    expect(problemsOf(with_(november, 2, () => []))).toEqual([`${december}:1 ${broken}`]);
  });

  test('breaks where the first was taken out, or a month is gone', () => {
    expect(problemsOf(with_(november, 1, () => []))).toEqual([`${november}:1 ${broken}`]);
    const files = ledgerOf(sound);
    files.delete(november);
    expect(problemsOf(files)).toEqual([`${december}:1 ${broken}`]);
  });

  test('tells a record that was put in, and one that stands twice', () => {
    const foreign = lineOf(decision(9), null);
    expect(problemsOf(with_(november, 2, (text) => [foreign, text]))).toEqual([
      `${november}:2 this record says that it is the first, and it is not: what stands before it was put in`,
      `${november}:3 ${broken}`,
    ]);
    const again = ledgerOf([...sound, decision(2, { recordedAt: '2026-12-03T10:00:00.000Z' })]);
    expect(problemsOf(again)).toEqual([
      `${december}:3 there is a record of commit \`${commitId(2).slice(0, 10)}\` already, at ${november}:2`,
    ]);
  });

  test('tells a record that stands in the file of another month', () => {
    const files = ledgerOf([decision(1)]);
    const moved = new Map([['records/2026-10.jsonl', files.get(november) ?? '']]);
    expect(problemsOf(moved)).toEqual([
      'records/2026-10.jsonl:1 this record is of 2026-11, and does not belong into this file',
    ]);
  });
});

describe('a line', () => {
  test('that was read gives the record back, with its place in the chain', () => {
    const line = lineOf(decision(1), digestOf('x'));
    expect(readRecord(line)).toEqual({ record: { ...decision(1), previous: digestOf('x') } });
  });

  test.each([
    ['half of one', lineOf(decision(1), null).slice(0, 100), /cut off/],
    ['an empty one', '', /cut off/],
    ['a list', '[]', /of a kind that Grantbook does not write/],
    [
      'a later version',
      lineOf({ ...decision(1), version: 2 } as never, null),
      /version 2, which a later Grantbook/,
    ],
    ['another kind', lineOf({ ...decision(1), kind: 'note' } as never, null), /of a kind/],
    ['a missing commit', lineOf({ ...decision(1), commit: undefined } as never, null), /`\/` must have/],
    ['a key too many', lineOf({ ...decision(1), extra: 1 } as never, null), /must NOT have additional/],
  ])('%s has its own answer', (_title, line, expected) => {
    const answer = readRecord(line);
    expect('problem' in answer ? answer.problem : answer).toMatch(expected);
  });

  test('without its end is told apart from what is finished', () => {
    expect(linesOf('a\nb\nc')).toEqual({ lines: ['a', 'b'], unfinished: 'c' });
    expect(linesOf('')).toEqual({ lines: [], unfinished: '' });
  });
});

describe('what is recorded of a grant', () => {
  const path = 'access-grants/payroll/viewer/ana.costa.yaml';
  const changed = (n: number, objectId: string | null, outcome: 'approved' | 'unapproved' = 'approved') => ({
    ...decision(n, { changes: [{ kind: 'edited', path, objectId }], outcome }),
    previous: null,
  });
  const [one, other] = [commitId(500), commitId(501)];
  const stateAfter = (...records: ReturnType<typeof changed>[]) => recordedGrants(records).get(path);

  test('is the newest word', () => {
    expect(isRecorded(stateAfter(changed(1, one)), one)).toBe(true);
    expect(isRecorded(stateAfter(changed(1, one), changed(2, other)), one)).toBe(false);
    expect(isRecorded(stateAfter(changed(1, one), changed(2, other)), other)).toBe(true);
  });

  test('is nothing of what nobody approved, nor of what has no record', () => {
    expect(isRecorded(stateAfter(changed(1, one, 'unapproved')), one)).toBe(false);
    expect(isRecorded(stateAfter(), one)).toBe(false);
    expect(isRecorded(stateAfter(changed(1, one), changed(2, other, 'unapproved')), one)).toBe(false);
  });

  test('is nothing of what was taken away and put back by a push', () => {
    expect(isRecorded(stateAfter(changed(1, one), changed(2, null)), one)).toBe(false);
    expect(isRecorded(stateAfter(changed(1, one), changed(2, null, 'unapproved')), one)).toBe(false);
  });

  test('is what was found on the first day', () => {
    const found = recordedGrants([
      {
        version: 1,
        previous: null,
        kind: 'found',
        recordedAt: '2026-11-01T00:00:00.000Z',
        tool: '0.1.0',
        commit: commitId(1),
        system: 'payroll',
        owner: 'karin.vogel',
        grants: [{ path, objectId: one }],
      },
    ]).get(path);
    expect(found).toMatchObject({ standing: 'found', since: Date.parse('2026-11-01T00:00:00Z') });
    expect(isRecorded(found, one)).toBe(true);
  });
});
