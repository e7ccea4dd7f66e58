import { describe, expect, test } from 'vitest';
import { filesOfPerson, type VersionOfFile } from '../../src/ledger/person-held.ts';
import { mentionsIn, type PersonNames, speaksOf } from '../../src/ledger/person-names.ts';
import { recordsOfPerson } from '../../src/ledger/person-records.ts';
import { asked, carried, recordsOf } from '../support/metrics.ts';

const names: PersonNames = {
  userName: 'ana.costa',
  displayNames: ['Ana Costá'],
  emails: ['ana@acme.example'],
  logins: ['qa-ana'],
  ids: [1001],
};

describe('a text speaks of a person', () => {
  const speaks = speaksOf(names);
  test.each([
    'owners: [rui.alves, ana.costa]',
    'access-grants/payroll/viewer/ana.costa.yaml',
    '# asked for by ANA.COSTA.',
    'user:ana.costa',
    'Ana  Costa said so',
    'Ana Costá',
    '@qa-ana: look',
    'write to ana@acme.example.',
  ])('by one of the names, as a whole: %s', (text) => expect(speaks(text)).toBe(true));

  test.each([
    'ana.costa-lopes',
    'mariana.costa',
    'ana.costa.lopes',
    'xqa-ana',
    'qa-anabel',
    'Diana Costa',
    'Ana',
  ])('and not where it is about somebody else: %s', (text) => expect(speaks(text)).toBe(false));

  test('also over the end of a line, in a comment, and by the number of an account', () => {
    const text = 'a: 1 # for ana.costa\nb: >-\n  because Ana\n  Costa asked\nc:\n  id: 1001\n  id: 10012\n';
    expect(mentionsIn(text, speaks, names).map(({ line }) => line)).toEqual([1, 3, 6]);
  });
});

describe('the files of a history', () => {
  let commits = 0;
  const version = (path: string, text: string | null): VersionOfFile => ({
    ...{ path, text, commit: `c${++commits}`, at: '2026-11-23T10:00:00.000Z' },
  });
  const own = 'policies/people/ana.costa.yaml';
  const grant = 'access-grants/payroll/viewer/ana.costa.yaml';
  const other = 'access-grants/payroll/viewer/rui.alves.yaml';
  const settings = 'policies/grantbook.yaml';
  const held = filesOfPerson(
    [
      version(own, 'displayName: Ana Costá\n'),
      version(grant, 'subject: ana.costa\n'),
      version(other, 'subject: rui.alves\nrequestedBy: ana.costa # his manager\n'),
      version(settings, 'groups:\n  hr: [ana.costa]\n'),
      version(settings, 'groups:\n  hr: [rui.alves]\n'),
      version('policies/systems/crm.yaml', 'owners: [rui.alves]\n'),
      version(own, null),
    ],
    names,
  );

  test('are told apart: their own, their access, what they asked for, and where they are named', () => {
    expect(held.personFile).toMatchObject({ path: own, isThere: false, versions: [{}, { text: null }] });
    expect(held.grants).toMatchObject([{ path: grant, isThere: true }]);
    expect(held.askedFor).toMatchObject([{ path: other, lines: [{ line: 2 }] }]);
    expect(held.mentions).toEqual([
      { path: settings, commit: 'c4', isThere: false, lines: [{ line: 2, text: 'hr: [ana.costa]' }] },
    ]);
  });
});

describe('the ledger', () => {
  const lines = (...given: Parameters<typeof recordsOf>[0]) =>
    recordsOf(given).map((record, index) => ({
      ...{ place: { file: 'records/2026-11.jsonl', line: index + 1 }, digest: `sha256:${index}`, record },
    }));

  test('tells what they got, decided and could have decided, and what was done with their accounts', () => {
    const found = recordsOfPerson(
      lines(
        asked({ stages: [{ approvers: ['manager'], by: 'rui.alves', at: 2 }] }),
        asked({ subject: 'rui.alves', stages: [{ approvers: ['system-owner'], by: 'ana.costa', at: 2 }] }),
        asked({ subject: 'rui.alves' }),
        carried('done', '2026-11-03T08:00:00Z', { account: 'U-7' }),
        carried('done', '2026-11-04T08:00:00Z', {
          ...{ subject: 'rui.alves', by: { user: 'old-login', id: 1001, person: 'ana.costa' } },
        }),
      ),
      names,
    );
    expect(found.map(({ place, as }) => [place.line, as[0]])).toEqual([
      [1, 'a changed file is about them'],
      [2, 'they approved or denied it'],
      [4, 'access of theirs was given or taken away in a system'],
      [5, 'they did work in a system by hand'],
    ]);
    expect(found[1]).toMatchObject({ decisions: [{ decision: 'approved', counted: true }] });
    expect(found[1]?.as).toContain('they could have approved it');
    expect(found[2]?.steps).toMatchObject([{ account: 'U-7', result: 'done' }]);
  });

  test('knows a person by the number of the account, whatever the login is now', () => {
    const by = {
      user: 'renamed',
      id: 1001,
      decision: 'denied' as const,
      at: '2026-11-02T09:00:00Z',
      review: 3,
    };
    const [record, ...more] = recordsOfPerson(
      lines(
        asked({
          subject: 'rui.alves',
          more: { decisions: [{ ...by, counted: false, reason: 'For what?' }] },
        }),
      ),
      names,
    );
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      decisions: [{ decision: 'denied', reason: 'For what?' }],
      fields: ['/decisions/0/id'],
    });
    const other = { ...by, id: 1002, counted: false };
    expect(
      recordsOfPerson(lines(asked({ subject: 'rui.alves', more: { decisions: [other] } })), names),
    ).toEqual([]);
  });
});
