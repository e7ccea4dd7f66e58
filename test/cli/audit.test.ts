/** `grantbook audit`: the answers that an auditor gets from a clone, and what is said where there is none. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../../src/commands/audit.ts';
import { csv } from '../../src/render/csv.ts';
import { auditDay, auditedCompany } from '../support/audited.ts';
import { runHere } from '../support/command.ts';
import { repository, temporaryFolder } from '../support/repository.ts';

const company = auditedCompany();
const auditIn = (dir: string, options: Partial<AuditOptions> = {}) =>
  runHere(dir, (context) => audit({ format: 'text', now: auditDay, ...options }, context));
const answered = (options: Partial<AuditOptions>) => auditIn(company.dir, options);

describe('a day', () => {
  test('lists whoever had access at any time of it, with who approved it and what became of it', async () => {
    const { status, out, err } = await answered({ at: '2026-12-20', system: 'analytics' });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(
      /1 +Andrei Popescu \(andrei\.popescu\) +Panorama +Viewer +2026-12-15 16:21 +2027-01-10, the whole day +Camille Laurent +#3/,
    );
    expect(out).toContain('Held without a break: since 2026-12-02 10:05, renewed or changed in between');
    expect(out).toContain('Given in the real system: 2026-12-02 10:12');
    expect(out).toContain('Taken away in the real system: 2027-01-11 00:20');
    expect(out).toContain('https://github.com/quinta-aveia/access/pull/3');
    expect(out).toContain('4 people had 4 grants.');
  });

  test('marks what was lost during it', async () => {
    const { out } = await answered({ at: '2026-12-30', person: 'pedro.figueira' });
    expect(out).toMatch(/2026-12-30 15:00 .* lost that day: the person was set to inactive/);
    expect(out).toContain('1 person had 1 grant; 1 ended during the day.');
    expect((await answered({ at: '2026-12-31', person: 'pedro.figueira' })).out).toContain('Nobody.');
  });

  test('never lists what nobody approved as access, and tells of it', async () => {
    const { out } = await answered({ from: '2026-12-20', to: '2026-12-24', system: 'analytics' });
    expect(out).not.toMatch(/^\d+ +Katarzyna/m);
    expect(out).toMatch(
      /- 2026-12-21 17:30, commit [0-9a-f]{10}: access-grants\/analytics\/viewer\/katarzyna\.wrona\.yaml; it came by no pull request, so nobody approved it; undone since; https/,
    );
  });
});

describe('formats', () => {
  test('CSV holds one line for each period, and no formula', async () => {
    const { out } = await answered({ from: '2026-12-01', to: '2027-01-31', system: 'crm', format: 'csv' });
    const rows = parse(out, { columns: true }) as Record<string, string>[];
    expect(rows.filter(({ user }) => user === 'nina.hoffmann')).toMatchObject([
      {
        'until (UTC)': '2027-01-10T09:00:00.000Z',
        'requested by': 'emma.kowalska',
        'pull request': '2',
        'given in the system at (UTC)': '2026-12-11T11:40:00.000Z',
        given: '2026-12-11 11:40 by Jonas Berg (jonas.berg), task #31',
      },
    ]);
    expect(csv(['a'], [['=1+1'], ['@x'], ['-2'], ['+3'], ['a,"b"']])).toBe(
      'a\r\n\'=1+1\r\n\'@x\r\n\'-2\r\n\'+3\r\n"a,""b"""\r\n',
    );
  });
});

describe('what cannot be answered', () => {
  test.each<[string, Partial<AuditOptions>, RegExp]>([
    [
      'a day that is none',
      { at: '2027-02-30' },
      /^`--at 2027-02-30` is no day; write one such as `2027-03-31`\n$/,
    ],
    [
      'a day to come',
      { at: '2027-02-11' },
      /has not come yet: today is 10 February 2027; `grantbook who --now/,
    ],
    [
      'days in the wrong order',
      { from: '2027-01-31', to: '2027-01-01' },
      /^`--to 2027-01-01` is before `--from 2027-01-31`/,
    ],
    ['both kinds of time', { at: '2027-01-01', from: '2027-01-01' }, /write one of the two/],
    [
      'an unknown system',
      { system: 'analitics' },
      /^there never was a system `analitics`; did you mean `analytics`\?\n$/,
    ],
    ['an unknown role', { system: 'analytics/viewr' }, /did you mean `analytics\/viewer`\?\n$/],
    [
      'an unknown person',
      { person: 'andrei.popesku' },
      /^there never was a person `andrei.popesku`; did you mean `andrei.popescu`\?\n$/,
    ],
    ['a sample of nothing', { sample: '3' }, /write `--evidence` with it/],
    [
      'evidence of one system',
      { evidence: 'x', system: 'crm' },
      /goes with `--from`, `--to` and `--sample` alone/,
    ],
  ])('%s', async (_, options, expected) => {
    const { status, out, err } = await answered(options);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(expected);
  });

  test('a folder without git, and a clone that is cut off', async () => {
    expect((await auditIn(temporaryFolder())).err).toMatch(
      /^this folder is in no git repository, and an audit reads/,
    );
    const cut = repository();
    cut.git('fetch', '--quiet', '--depth=1', `file://${company.dir}`, 'main');
    cut.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    expect((await auditIn(cut.dir)).err).toBe(
      'this clone is shallow, so most of the history is missing; run `git fetch --unshallow` first\n',
    );
  });

  test('without a ledger, what the files said is listed, and it is said that nobody knows who approved it', async () => {
    const bare = repository();
    bare.git('fetch', '--quiet', `file://${company.dir}`, 'main');
    bare.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    const { status, out } = await auditIn(bare.dir, { at: '2026-12-21', system: 'analytics' });
    expect(status).toBe(0);
    expect(out).toMatch(/Katarzyna Wrona .* nobody can tell whether it was approved/);
    expect(out).toMatch(
      /What cannot be told\n- Who approved anything, and whether anybody did: the ledger is not in this clone/,
    );
  });
});
