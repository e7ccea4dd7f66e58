/** `person` as people type it, in the sample company with a past. */
import { describe, expect, test } from 'vitest';
import { companyWithPast } from '../support/past.ts';
import { grantbook, sampleCompany } from '../support/site.ts';

const company = companyWithPast();
const own = 'policies/people/fatima.elidrissi.yaml';
company.git('config', 'user.name', 'Rui');
company.commit(
  {
    'access-grants/crm/exporter/andrei.popescu.yaml':
      '# Fatima El Idrissi asked for this on the phone\nversion: 1\nsubject: andrei.popescu\nsystem: crm\nrole: exporter\njustification: As agreed with fatima.elidrissi\nvalidUntil: 2026-12-01\n',
  },
  '2026-11-21',
);
company.git('rm', '--quiet', '-r', own);
company.git('commit', '--quiet', '-m', 'She has left\n\nRequested-by: fatima.elidrissi');
const person = (...args: string[]) => grantbook(company.dir, 'person', ...args);

describe('all that is held on a person', () => {
  test('is found also where their own file is gone', () => {
    const { status, stdout, stderr } = person('fatima.elidrissi', '--format', 'json');
    expect([status, stderr]).toEqual([0, '']);
    const held = JSON.parse(stdout);
    expect(held.personFile).toMatchObject({ path: own, isThere: false });
    expect(held.personFile.versions.map(({ text }: { text: string | null }) => text === null)).toEqual([
      false,
      true,
    ]);
    expect(held.personFile.versions[0].text).toContain('displayName:');
    expect(held.mentions).toContainEqual(
      expect.objectContaining({
        path: 'access-grants/crm/exporter/andrei.popescu.yaml',
        lines: [expect.objectContaining({ line: 1 }), expect.objectContaining({ line: 6 })],
      }),
    );
    expect(held.records.length).toBeGreaterThan(5);
    expect(held.commits).toContainEqual(expect.objectContaining({ title: 'She has left', as: ['message'] }));
    expect(held.notSeen.join('\n')).toContain('on GitHub: issues, comments');
  });

  test('can be read, with what nobody can see from here', () => {
    const { stdout } = person('fatima.elidrissi');
    expect(stdout).toMatch(
      /^Their own file\n {2}policies\/people\/fatima\.elidrissi\.yaml: 2 versions, gone \(2026-/m,
    );
    expect(stdout).toMatch(
      /access-grants\/crm\/exporter\/andrei\.popescu\.yaml:1 \(\w{10}\): # Fatima El Idrissi asked/,
    );
    expect(stdout).toMatch(
      /records\/2026-09\.jsonl:\d+, 2026-09-\d\d, commit \w{10}: a changed file is about them/,
    );
    expect(stdout).toContain('What cannot be seen from here');
  });

  test('is nothing of nobody; who may be meant is said, also of those who have left', () => {
    expect(person('fatima.elidrisi')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('did you mean `fatima.elidrissi`?'),
    });
    expect(person('x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nothing here speaks of `x`'),
    });
  });

  test('is not all where the ledger is missing', () => {
    const { status, stderr, stdout } = grantbook(sampleCompany().dir, 'person', 'ana.costa');
    expect(status).toBe(1);
    expect(stderr).toContain('this is not all: the ledger is not in this clone');
    expect(stdout).toContain('policies/people/ana.costa.yaml: 1 version');
  });
});
