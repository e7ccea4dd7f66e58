/** What was approved and then is not: dismissals, second accounts, groups with one that is bad, an API that fails. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { other, requestsIn } from '../support/requests.ts';

const atHome = { login: 'qa-camille-at-home', id: 990_001 };

let company: Company;
beforeAll(async () => {
  company = await startCompany([atHome]);
});
afterAll(() => company.close());
afterEach(() => {
  company.github.faults.clear();
  expect(company.github.violations).toEqual([]);
});

const { judge, run, decideGroup, ask, review, checkOf, commentOn, pull, askedIn } = requestsIn(() => company);

/** Approved, and not merged: somebody may still take the approval back. */
const holdMerges = () =>
  company.github.faults.add({
    match: { operationId: 'pulls/merge' },
    kind: 'status',
    status: 403,
    times: 99,
  });

/** Asks, and lets the first who is asked approve. */
async function approvedRequest(branch: string, subject: string) {
  const asked = await ask(branch, other('viewer', subject));
  await judge(asked.number);
  const [approver = ''] = await askedIn(asked.number);
  return { ...asked, approver, approval: await review(approver, asked.number) };
}

test('an approval that is dismissed leaves the request pending', async () => {
  const { sha, number, at, approval } = await approvedRequest('request/dismissed', 'andrei.popescu');
  holdMerges();
  expect((await judge(number)).outputs.verdict).toBe('approved');
  expect(await checkOf(sha)).toMatchObject({ status: 'completed', conclusion: 'success' });
  await company
    .as('qa-rui')
    .rest.pulls.dismissReview({ ...at, review_id: approval.id, message: 'Wrong person.' });
  const after = await run('workflow_run', { workflow_run: { head_sha: sha, pull_requests: [{ number }] } });
  expect(after.outputs.verdict, after.log).toBe('pending');
  expect(await checkOf(sha)).toMatchObject({ status: 'in_progress', conclusion: null });
  expect(await commentOn(number)).toMatch(/does not count: .*dismissed/);
});

test('the author’s second account fills no place', async () => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  const file = 'policies/people/camille.laurent.yaml';
  const person = await company.git('show', `HEAD:${file}`);
  await company.push('Camille has a second account', {
    [file]: `${person.replace(/^( +id: \d+)$/m, `$1\n  others: [{login: ${atHome.login}, id: ${atHome.id}}]`)}\n`,
  });
  await company.git('checkout', '--quiet', '-B', 'request/second-account', 'origin/main');
  const sha = await company.push('Ask', {
    'access-grants/crm/exporter/nina.hoffmann.yaml': Object.values(other('exporter', 'nina.hoffmann'))
      .join('')
      .replace('analytics', 'crm')
      .replace('validUntil', 'ticket: CRM-702\nvalidUntil'),
  });
  const { data } = await company.as(atHome.login).rest.pulls.create({
    ...repository,
    head: 'request/second-account',
    base: 'main',
    title: 'For Nina',
  });
  await judge(data.number);
  await review('qa-camille-laurent', data.number);
  await review('qa-katarzyna-wrona', data.number);
  const decided = await judge(data.number);
  expect(decided.outputs.verdict, decided.log).toBe('pending');
  expect(await checkOf(sha)).toMatchObject({ status: 'in_progress' });
  expect(await commentOn(data.number)).toMatch(/The approval of `qa-camille-laurent` does not count: /);
});

test('a merge group with one bad member fails, and the good one before it passes', async () => {
  const good = await approvedRequest('request/good', 'isabel.ortega');
  const bad = await ask('request/bad', other('viewer', 'nina.hoffmann'));
  await judge(bad.number);
  const first = company.github.enqueue(`${organization}/access`, good.number);
  const both = company.github.enqueue(`${organization}/access`, bad.number, first);
  const refused = await decideGroup(both);
  expect(refused.outputs.verdict, refused.log).toBe('rejected');
  expect((await checkOf(both.headSha))?.conclusion).toBe('failure');
  expect((await decideGroup(first)).outputs.verdict).toBe('approved');
  expect((await checkOf(first.headSha))?.conclusion).toBe('success');
});

describe('every call of the API failing in turn', () => {
  // Whatever is asked for after the check is published can only fail to be said or done.
  const afterwards = /^(checks\/update|issues\/|pulls\/(request-reviewers|merge$|remove-requested))/;

  // Without these there is no commit to write a check on, or no check; the log tells it then.
  const unpublishable = /^(pulls\/get|checks\/create)$/;

  test('a request that would be approved is not', async () => {
    const known = await approvedRequest('request/known', 'andrei.popescu');
    const before = company.github.requests.length;
    const whole = await judge(known.number);
    expect(whole.outputs.verdict, whole.log).toBe('approved');
    const operations = new Set(
      company.github.requests.slice(before).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(operations.size).toBeGreaterThan(8);

    const { sha, number } = await approvedRequest('request/in-turn', 'isabel.ortega');
    for (const operationId of operations) {
      if (afterwards.test(operationId)) continue;
      company.github.faults.add({ match: { operationId }, kind: 'status', status: 403, times: 99 });
      const failed = await judge(number);
      company.github.faults.clear();
      expect(failed.status, `${operationId}\n${failed.log}`).toBe(1);
      expect(failed.outputs.verdict ?? 'nothing', operationId).not.toBe('approved');
      expect(failed.log, operationId).toMatch(/::error::/);
      const check = await checkOf(sha);
      expect(check?.conclusion, operationId).not.toBe('success');
      if (!unpublishable.test(operationId)) {
        expect(check?.output.summary, operationId).toContain('could not');
        expect(await commentOn(number), operationId).toContain('could not');
      }
      expect((await pull(number)).merged).toBe(false);
    }
    expect((await judge(number)).outputs.verdict).toBe('approved');
  });
});
