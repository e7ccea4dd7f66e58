/** Owners sign for what was found on the first day: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { read } from '../support/ledger.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, writeInIssue } = requestsIn(() => company);
const issues = async (state: 'open' | 'closed' = 'open') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state, per_page: 100 })).data.filter(
    ({ title }) => title.startsWith('Sign for the access'),
  );
const about = async (system: string) =>
  (await issues()).find(({ body }) => body?.startsWith(`<!-- grantbook:found ${system} -->`));
const record = async () => {
  const run = await job('record');
  expect(run.status, run.log).toBe(0);
};
/** The systems that somebody signed for, and who. */
async function signed() {
  await company.git('fetch', '--quiet', 'origin', 'grantbook-ledger');
  const [path = ''] = (await company.git('ls-tree', '-r', '--name-only', 'FETCH_HEAD')).split('\n');
  const lines = read(new Map([[path, `${await company.git('show', `FETCH_HEAD:${path}`)}\n`]]));
  return lines.flatMap(({ record }) =>
    record?.kind === 'signed' ? [[record.system, record.by.person]] : [],
  );
}

describe('what was found on the first day', () => {
  test('is laid before the owners of each system, once', async () => {
    await job('start-ledger');
    await record();
    const before = await issues();
    expect(before.length).toBeGreaterThan(5);
    const payroll = await about('payroll');
    expect(payroll?.body).toContain('@qa-leonor-pinto');
    expect(payroll?.body).toContain('/delete/main/access-grants/payroll/approver/leonor.pinto.yaml');
    await record();
    expect((await issues()).map(({ number, updated_at: at }) => [number, at])).toEqual(
      before.map(({ number, updated_at: at }) => [number, at]),
    );
  });

  test('is signed for by an owner, and by nobody else', async () => {
    const { number = 0 } = (await about('payroll')) ?? {};
    expect(await writeInIssue('qa-ana', number, '/sign')).toMatch(
      /only those who own `payroll` can sign for it: leonor\.pinto/,
    );
    expect(await signed()).toEqual([]);
    expect(await writeInIssue('qa-leonor-pinto', number, '/sign')).toMatch(
      /thank you\. The ledger keeps that leonor\.pinto answers for the \d+ grants/,
    );
    expect(await signed()).toEqual([['payroll', 'leonor.pinto']]);
    expect(await about('payroll')).toBeUndefined();
    expect(await writeInIssue('qa-leonor-pinto', number, '/sign')).toMatch(/signed for it on .* already/);
    expect(await signed()).toHaveLength(1);
    await record();
    expect(await about('payroll')).toBeUndefined();
  });

  test('stays closed where a person closed it unsigned', async () => {
    const { number = 0 } = (await about('crm')) ?? {};
    await company.as('qa-rui').rest.issues.update({ ...repository, issue_number: number, state: 'closed' });
    await record();
    expect(await about('crm')).toBeUndefined();
  });

  test('of a command in an issue of somebody else nothing is believed', async () => {
    const { data } = await company.as('qa-ana').rest.issues.create({
      ...repository,
      title: 'Mine',
      body: '<!-- grantbook:found analytics -->\n',
    });
    expect(await writeInIssue('qa-leonor-pinto', data.number, '/sign')).toBe('/sign');
    expect(await signed()).toHaveLength(1);
  });
});
