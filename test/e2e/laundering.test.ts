/** What nobody approved stays so, whatever is done to it afterwards by the leave of its holder alone. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
  await job('start-ledger');
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { judge, job, ask, review, pull, askedIn } = requestsIn(() => company);

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const path = 'access-grants/payroll/admin/ana.costa.yaml';
const admin = (until: string) => ({
  [path]: `version: 1
subject: ana.costa
system: payroll
role: admin
justification: Look after the tax tables while the others are away
ticket: FIN-4821
validUntil: ${until}
`,
});

async function who(target: string): Promise<string> {
  const ledger = 'grantbook-ledger:refs/remotes/origin/grantbook-ledger';
  await company.git('fetch', '--quiet', 'origin', 'main', ledger);
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  const args = [resolve('dist/cli.js'), '-C', company.clone, 'who', target, '--all'];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}
async function onMain(message: string, files: Readonly<Record<string, string>>): Promise<string> {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
}
const incidents = async () =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state: 'open' })).data.filter(
    ({ title }) => title.startsWith('Not approved'),
  );

test('a grant that was merged by force gives no access once its holder makes it a day shorter', async () => {
  const forced = await ask('forced', admin(day(300)));
  await company.as('qa-ana').rest.pulls.merge({ ...forced.at, merge_method: 'squash' });
  await job('record');
  expect(await who('payroll/admin')).toMatch(/Ana Costa .*not approved/);
  expect(await incidents()).toHaveLength(1);

  const { number } = await ask('shorter', admin(day(299)));
  const shorter = await judge(number);
  expect(shorter.outputs.verdict, shorter.log).toBe('approved');
  expect((await pull(number)).merged).toBe(true);
  await job('record');
  expect(await who('payroll/admin')).toMatch(/Ana Costa .*not approved/);
  expect(await incidents()).toMatchObject([{ body: expect.stringContaining(path) }]);
});

test('a workflow that was pushed past everybody is an incident too', async () => {
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  const sha = await company.push('Quickly', { '.github/workflows/grantbook.yml': 'on: push\n' });
  const run = await job('record');
  expect(run.status, run.log).toBe(0);
  const [incident] = (await incidents()).filter(({ title }) => title.includes(sha.slice(0, 10)));
  expect(incident?.body).toContain('.github/workflows/grantbook.yml');
});

test('what undoes it keeps its approvals while the default branch goes on', async () => {
  const workflow = '.github/workflows/mine.yml';
  await onMain('Quickly', { [workflow]: 'on: push\njobs: {}\n' });
  await job('record');
  const [issue] = (await incidents()).filter(({ body }) => body?.includes(workflow));
  const reversal = Number(/#(\d+)/.exec(issue?.body ?? '')?.[1]);
  const { head } = await pull(reversal);
  await judge(reversal);
  const [first = '', ...others] = await askedIn(reversal);
  await review(first, reversal);
  await onMain('Elsewhere', { 'notes.md': 'Something else.\n' });
  await job('record');
  expect((await pull(reversal)).head.sha).toBe(head.sha);
  for (const login of others) await review(login, reversal);
  const decided = await judge(reversal);
  expect(decided.outputs.verdict, decided.log).toBe('approved');
});

test('a policy that was pushed past everybody stays an incident while other lines of it are approved', async () => {
  const policy = 'policies/systems/analytics.yaml';
  const before = `${await company.git('show', `origin/main:${policy}`)}\n`;
  const sha = await onMain('Quickly', { [policy]: `${before}# mine\n` });
  await job('record');
  const open = async () => (await incidents()).filter(({ title }) => title.includes(sha.slice(0, 10)));
  expect(await open()).toHaveLength(1);
  const { number } = await ask('another-line', { [policy]: `# another line\n${before}# mine\n` });
  await judge(number);
  for (const login of await askedIn(number)) await review(login, number);
  const decided = await judge(number);
  expect(decided.outputs.verdict, decided.log).toBe('approved');
  await job('record');
  expect(await open()).toHaveLength(1);
  await onMain('As it was', { [policy]: before });
  await job('record');
  expect(await open()).toEqual([]);
});
