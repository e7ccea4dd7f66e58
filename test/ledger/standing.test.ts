/** What becomes of a file that nobody approved: which later records make it good, and which end its incident. */
import { describe, expect, test } from 'vitest';
import { incidentsIn } from '../../src/ledger/incidents.ts';
import { recordedGrants } from '../../src/ledger/recorded.ts';
import { foundAt } from '../../src/ledger/signatures.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import type { DecisionRecord, FoundRecord, LedgerRecord } from '../../src/model/record.ts';
import { commitId, decision } from '../support/ledger.ts';

const grant = 'access-grants/payroll/admin/ana.costa.yaml';
const policy = 'policies/grantbook.yaml';
const workflow = '.github/workflows/grantbook.yml';

/** Contents, by letter. */
const content = (letter: string | null) => (letter === null ? null : commitId(letter.charCodeAt(0)));

interface Step {
  readonly kind: string;
  readonly to: string | null;
  readonly outcome: 'approved' | 'unapproved';
}
const approved = (kind: string, to: string | null): Step => ({ kind, to, outcome: 'approved' });
const past = (kind: string, to: string | null): Step => ({ kind, to, outcome: 'unapproved' });
/** Records of one file; the first is of commit 1. */
const recordsOf = (path: string, steps: readonly Step[]): DecisionRecord[] =>
  steps.map(({ kind, to, outcome }, index) => ({
    ...decision(index + 1, { changes: [{ kind, path, objectId: content(to) }], outcome }),
    previous: null,
  }));
const found = (letter: string): FoundRecord => ({
  version: 1,
  previous: null,
  kind: 'found',
  recordedAt: '2026-11-01T00:00:00.000Z',
  tool: '0.1.0',
  commit: commitId(0),
  system: 'payroll',
  owner: 'karin.vogel',
  grants: [{ path: grant, objectId: content(letter) ?? '' }],
});
const standingOf = (records: readonly LedgerRecord[]) => recordedGrants(records).get(grant)?.standing;
/**
 * The numbers of the commits that are incidents, where the file holds what its newest record says. Of files that are
 * neither grants nor policies, nobody reads what they hold.
 */
function incidents(path: string, steps: readonly Step[], before?: string | null): number[] {
  const records = recordsOf(path, steps);
  const now = content(steps.at(-1)?.to ?? null) ?? undefined;
  const found = incidentsIn(
    records,
    (asked) => (asked === path && /^(access-grants|policies)\//.test(asked) ? now : undefined),
    before === undefined ? undefined : () => content(before),
  );
  return found.map(({ record }) => records.indexOf(record as (typeof records)[number]) + 1);
}

describe('a grant that nobody approved', () => {
  test.each(['reduced', 'extended', 'reviewed', 'changed', 'something new'])(
    'is not approved by being %s, and stays an incident',
    (kind) => {
      const steps = [past('added', 'a'), approved(kind, 'b'), approved(kind, 'c')];
      expect(standingOf(recordsOf(grant, steps))).toBe('unapproved');
      expect(incidents(grant, steps)).toEqual([1]);
    },
  );

  test.each(['added', 'edited'])('is approved once it is %s as a whole', (kind) => {
    const steps = [past('added', 'a'), approved('reduced', 'b'), approved(kind, 'c')];
    expect(standingOf(recordsOf(grant, steps))).toBe('approved');
    expect(incidents(grant, steps)).toEqual([]);
  });

  test('is none any more once it is gone, by whomever', () => {
    for (const gone of [approved('removed', null), past('removed', null)]) {
      expect(incidents(grant, [past('added', 'a'), approved('reduced', 'b'), gone])).toEqual([]);
      const back = [approved('added', 'a'), gone, past('added', 'a'), approved('reduced', 'b')];
      expect(standingOf(recordsOf(grant, back))).toBe('unapproved');
      expect(incidents(grant, back)).toEqual([3]);
    }
  });

  test('is what was approved again once that is put back', () => {
    const extended = [approved('added', 'a'), past('extended', 'b')];
    expect(standingOf(recordsOf(grant, extended))).toBe('unapproved');
    expect(standingOf(recordsOf(grant, [...extended, approved('reduced', 'a')]))).toBe('approved');
    expect(incidents(grant, [...extended, approved('reduced', 'a')])).toEqual([]);
    expect(
      standingOf([found('a'), ...recordsOf(grant, [...extended.slice(1), approved('reduced', 'a')])]),
    ).toBe('found');
    // Not by a push, and not what was approved before somebody made it smaller.
    expect(standingOf(recordsOf(grant, [...extended, past('reduced', 'a')]))).toBe('unapproved');
    const older = [
      approved('added', 'a'),
      approved('reduced', 'b'),
      past('extended', 'c'),
      approved('reduced', 'a'),
    ];
    expect(standingOf(recordsOf(grant, older))).toBe('unapproved');
  });

  test('stays an incident of each commit until that one is undone', () => {
    const twice = [approved('added', 'a'), past('extended', 'b'), past('edited', 'c')];
    expect(incidents(grant, twice)).toEqual([2, 3]);
    expect(incidents(grant, [...twice, approved('reduced', 'd')])).toEqual([2, 3]);
    expect(incidents(grant, [...twice, approved('extended', 'b')])).toEqual([2]);
    expect(incidents(grant, [...twice, approved('reduced', 'a')])).toEqual([]);
  });

  test('that no record speaks of is approved by nothing that was not judged as a whole', () => {
    expect(standingOf(recordsOf(grant, [approved('reduced', 'a')]))).toBe('unapproved');
    expect(standingOf(recordsOf(grant, [approved('edited', 'a')]))).toBe('approved');
  });
});

describe('what was found on the first day', () => {
  const sinceFound = (...steps: Step[]): LedgerRecord[] => [found('a'), ...recordsOf(grant, steps)];

  test('stays found where it is only made smaller, and is still to be signed for', () => {
    const records = sinceFound(approved('reduced', 'b'), approved('reduced', 'c'));
    expect(recordedGrants(records).get(grant)).toMatchObject({ standing: 'found', objectId: content('c') });
    expect(foundAt(records)[0]?.left).toEqual([grant]);
  });

  test.each(['reviewed', 'extended', 'edited'])('is approved once it is %s', (kind) => {
    const records = sinceFound(approved('reduced', 'b'), approved(kind, 'c'));
    expect(standingOf(records)).toBe('approved');
    expect(foundAt(records)[0]?.left).toEqual([]);
  });

  test('is not found any more once somebody changed it past everybody', () => {
    expect(standingOf(sinceFound(past('extended', 'b'), approved('reviewed', 'c')))).toBe('unapproved');
  });
});

describe.each([policy, workflow, 'README.md'])('%s, changed past everybody', (path) => {
  const policyTo = (to: string | null) => approved('policy', to);
  const pastTo = (to: string | null) => past('policy', to);

  test('is an incident, and that another line of it is approved does not end it', () => {
    expect(incidents(path, [pastTo('b')], 'a')).toEqual([1]);
    expect(incidents(path, [pastTo('b'), policyTo('c')], 'a')).toEqual([1]);
    expect(incidents(path, [policyTo('a'), pastTo('b'), policyTo('c'), pastTo('d')])).toEqual([2, 4]);
  });

  test('is none once it is as it was, or gone', () => {
    expect(incidents(path, [pastTo('b'), policyTo('c'), policyTo('a')], 'a')).toEqual([]);
    expect(incidents(path, [policyTo('a'), pastTo('b'), pastTo('a')])).toEqual([]);
    expect(incidents(path, [policyTo('a'), pastTo('b'), pastTo('c'), policyTo('b')])).toEqual([2]);
    expect(incidents(path, [pastTo('b'), policyTo(null)], 'a')).toEqual([]);
  });

  test('is one where it was taken away, until it is back', () => {
    expect(incidents(path, [pastTo(null)], 'a')).toEqual([1]);
    expect(incidents(path, [pastTo('b'), pastTo(null)], 'a')).toEqual([2]);
    expect(incidents(path, [pastTo(null), policyTo('a')], 'a')).toEqual([]);
  });

  test('ends with the next approved change where nobody can tell what was there', () => {
    expect(incidents(path, [pastTo('b')])).toEqual([1]);
    expect(incidents(path, [pastTo('b'), pastTo('c'), policyTo('b')])).toEqual([1]);
    expect(incidents(path, [pastTo('b'), policyTo('c')])).toEqual([]);
  });
});

describe('`ledger verify`', () => {
  const problemsOf = (path: string, to: string | null) => {
    const [record] = recordsOf(path, [past('policy', to)]);
    const started = { version: 1, kind: 'started', recordedAt: '', tool: '', commit: commitId(0) } as const;
    const records: LedgerRecord[] = [{ ...started, previous: null }, ...(record ? [record] : [])];
    const history = [
      { commit: commitId(0), parents: [], changes: [] },
      { commit: commitId(1), parents: [commitId(0)], changes: [{ path, objectId: content(to) }] },
    ];
    const place = { file: 'records/2026-11.jsonl', line: 1 };
    const lines = records.map((each) => ({ place, digest: '', record: each }));
    return verifyLedger({ lines, foreign: [], history }).filter(({ kind }) => kind === 'unapproved');
  };

  test.each([
    [grant, 'a', 1],
    [grant, null, 0],
    [policy, null, 1],
    [workflow, 'a', 1],
    ['CODEOWNERS', null, 1],
  ])('of %s with %j names %i problems', (path, to, expected) => {
    expect(problemsOf(path, to)).toHaveLength(expected);
  });
});
