/** The report of a month comes once, as an issue to the policy owners: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/ledger/chain.ts';
import { type Company, repository, startCompany } from '../support/company.ts';
import { ledgerOf } from '../support/ledger.ts';
import { asked } from '../support/metrics.ts';
import { other, requestsIn } from '../support/requests.ts';

let company: Company;
/** The fifteenth of the month before, in every time zone. */
const lastMonth = (() => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 9)).toISOString();
})();
const month = lastMonth.slice(0, 7);
const people = ['ana.costa', 'fatima.elidrissi', 'milan.horvat'];
const started = {
  ...{ version: 1 as const, kind: 'started' as const, tool: '0.1.0', commit: '0'.repeat(40) },
  recordedAt: new Date(Date.parse(lastMonth) - 10 * 86_400_000).toISOString(),
};
const requests = people.map((subject, index) =>
  asked({
    ...{ subject, asked: lastMonth, valid: 0, complete: 36, errors: index === 0 ? ['GB203'] : [] },
    stages: [
      { approvers: ['system-owner'], by: ['leonor.pinto', 'karin.vogel', 'rui.alves'][index] ?? '', at: 36 },
    ],
  }),
);

beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, ask, judge } = requestsIn(() => company);
const reports = async () =>
  (
    await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state: 'all', per_page: 100 })
  ).data.filter(({ title }) => title.includes(': the report'));
const report = async () => {
  const run = await job('report');
  expect(run.status, run.log).toBe(0);
  return run;
};
const pushLedger = async (files: ReadonlyMap<string, string>) => {
  const isThere = (await company.git('branch', '--list', 'grantbook-ledger')) !== '';
  await company.git('checkout', '--quiet', ...(isThere ? [] : ['--orphan']), 'grantbook-ledger');
  await company.git('rm', '-rfq', '.');
  await company.push('The ledger', Object.fromEntries(files));
  await company.git('checkout', '--quiet', 'main');
};

describe('the report of a month', () => {
  test('needs a ledger', async () => {
    expect((await report()).outputs.title).toMatch(/There is no branch `grantbook-ledger` yet/);
    expect(await reports()).toEqual([]);
  });

  test('tells the policy owners where requests waited, once', async () => {
    const files = ledgerOf([started, ...requests]);
    await pushLedger(files);
    const run = await report();
    const [issue, ...more] = await reports();
    expect(more).toEqual([]);
    expect(run.outputs.title).toBe(`#${issue?.number} tells the policy owners the numbers of ${month}`);
    const body = issue?.body ?? '';
    expect(body.startsWith(`<!-- grantbook:report ${month} -->\n@qa-`)).toBe(true);
    expect(body).toContain('**Of all the time that requests took, 100 % was waiting for approvals.**');
    expect(body).toContain('Requests for Salaria wait longest for an owner: a day and a half at the median.');
    expect(body).toContain('1 of 3 requests had something wrong at first (33 %)');
    expect(body.match(/```mermaid/g)?.length).toBeGreaterThan(1);
    const newest = [...files.values()].at(-1)?.trimEnd().split('\n').at(-1) ?? '';
    expect(body).toContain(digestOf(newest));
    for (const person of people) expect(body).not.toContain(person);
    expect(run.summary).toContain('was waiting for approvals');
    expect(run.summary).not.toMatch(/@qa-/);

    const again = await report();
    expect(again.outputs.title).toBe(`The numbers of ${month} were told in #${issue?.number} already`);
    expect(await reports()).toEqual([issue]);
  });

  test('is not opened again once somebody has closed it', async () => {
    const [{ number = 0 } = {}] = await reports();
    await company.as('qa-rui').rest.issues.update({ ...repository, issue_number: number, state: 'closed' });
    await report();
    expect((await reports()).map(({ state }) => state)).toEqual(['closed']);
  });

  test('is not kept away by an issue in which somebody typed its mark', async () => {
    const [{ body = '' } = {}] = await reports();
    const { data } = await company
      .as('qa-ana')
      .rest.issues.create({ ...repository, title: 'Mine', body: body ?? '' });
    expect((await report()).outputs.title).not.toContain(`#${data.number} already`);
  });

  test('is none where a line of the ledger cannot be read', async () => {
    const [path = '', text = ''] = [...ledgerOf([started, ...requests])].at(-1) ?? [];
    await pushLedger(new Map([[path, `${text}{"version":1}\n`]]));
    const run = await job('report');
    expect(run.status).toBe(1);
    expect(run.outputs.title).toMatch(/1 line of the ledger could not be read, so nothing is reported/);
  });
});

describe('what was wrong at first', () => {
  const path = 'access-grants/analytics/viewer/andrei.popescu.yaml';

  test('is kept in the comment, whatever was repaired since', async () => {
    const right = other('viewer');
    const wrong = { [path]: `${right[path]}unknown: key\n` };
    const { number } = await ask('request/wrong', wrong);
    await judge(number);
    await company.push('Repaired', right);
    await judge(number);
    const { data } = await company
      .as('qa-ana')
      .rest.issues.listComments({ ...repository, issue_number: number });
    expect(data[0]?.body).toMatch(
      /<!-- grantbook:valid-since \S+ -->\n<!-- grantbook:first-check \S+ GB\d+(,GB\d+)* -->/,
    );
  });
});
