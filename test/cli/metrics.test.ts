/** `metrics` as people type it: the sample company with a past. */
import { expect, test } from 'vitest';
import { type Company, companyWithPast } from '../support/past.ts';
import { grantbook, sampleCompany } from '../support/site.ts';

const company: Company = companyWithPast();
const metrics = (...args: string[]) =>
  grantbook(company.dir, 'metrics', '--now', '2026-11-23T10:00:00Z', ...args);

test('says first where requests wait, and then the numbers', () => {
  const { status, stdout, stderr } = metrics();
  expect([status, stderr]).toEqual([0, '']);
  const [first, second] = stdout.split('\n');
  expect(first).toMatch(/^Of all the time that requests took, \d+ % was waiting for approvals\.$/);
  expect(second).toBe('Requests for Salaria wait longest for an owner: a day and a half at the median.');
  expect(stdout).toMatch(/^Marketing +6 +.*6 of 6 \(100 %\)/m);
  expect(stdout).toContain('Times are those of the clock: nights, weekends and holidays are not subtracted.');
  expect(stdout).toMatch(/^Salaria +take away viewer of teresa\.vaz +2026-11-1\d +2026-11-1\d +#41$/m);
});

test('gives the same as JSON, in milliseconds', () => {
  const { status, stdout } = metrics('--format', 'json');
  const { summary, requests, stagesBySystem, months } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(summary[1]).toContain('Requests for Salaria wait longest for an owner');
  expect(stagesBySystem[0]).toMatchObject({
    system: 'payroll',
    approvers: ['system-owner'],
    wait: { median: 36 * 3_600_000 },
  });
  expect(requests).toBe(months.reduce((sum: number, month: { requests: number }) => sum + month.requests, 0));
});

test('gives charts that GitHub draws', () => {
  const { stdout } = metrics('--format', 'markdown');
  expect(stdout.match(/^```mermaid$/gm)).toHaveLength(4);
  expect(stdout).toContain(
    'xychart-beta\n    title "From the question to the access, by month"\n    x-axis ["2026-09", "2026-10", "2026-11"]\n',
  );
  expect(stdout).toMatch(
    /^pie showData\n {4}title Where the time of requests goes, in hours\n( {4}"[^"]+" : [\d.]+\n)+```$/m,
  );
});

test('looks at what was merged since a day', () => {
  const all = JSON.parse(metrics('--format', 'json').stdout).requests;
  const november = JSON.parse(metrics('--format', 'json', '--since', '2026-11-01').stdout);
  expect(november.requests).toBeLessThan(all);
  expect(november).toMatchObject({ from: '2026-11-01T00:00:00.000Z', months: [{ month: '2026-11' }] });
  expect(metrics('--since', 'November')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('`--since November` is no day; write one such as `2026-10-01`'),
  });
});

test('needs a ledger', () => {
  expect(grantbook(sampleCompany().dir, 'metrics')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('the ledger is not in this clone'),
  });
});

test('says which lines of the ledger it could not read', () => {
  const broken = companyWithPast('{"version":1}\n');
  const { status, stderr } = grantbook(broken.dir, 'metrics');
  expect(status).toBe(1);
  expect(stderr).toMatch(/the ledger, records\/2026-11\.jsonl:\d+: .*; the numbers are without it/);
});
