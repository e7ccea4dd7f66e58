/** The whole way of a request through its approvers: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { other, request, requestsIn } from '../support/requests.ts';

const path = 'access-grants/crm/exporter/andrei.popescu.yaml';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { judge, run, decideGroup, ask, review, checkOf, commentOn, pull, askedIn } = requestsIn(() => company);

describe('a request and its approvers', () => {
  test('from the review requests to the merge', async () => {
    const { sha, number } = await ask('request/life', { [path]: request() });
    expect((await judge(number)).outputs.verdict).toBe('pending');
    expect(await askedIn(number)).toEqual(['qa-camille-laurent', 'qa-helena-duarte']);

    // Somebody who has nothing to do with it, and the person whose access it is.
    await review('qa-rui', number);
    await review('qa-andrei-popescu', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    expect(await commentOn(number)).toContain(
      'The approval of `qa-andrei-popescu` does not count: nobody approves their own access',
    );

    // The first stage is enough for the second to be asked, and those who are not needed any more are not.
    await review('qa-camille-laurent', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    expect(await commentOn(number)).toContain('first ✅ **Camille Laurent**; then **Katarzyna Wrona**');
    expect(await askedIn(number)).toEqual(['qa-carlos-ibanez', 'qa-katarzyna-wrona']);

    // A push asks for everything again.
    const pushed = await company.push('Better words', {
      [path]: request('permissions: [customers.export]\n'),
    });
    expect((await judge(number)).outputs.verdict).toBe('pending');
    expect(await commentOn(number)).toContain('of an older commit');

    await review('qa-camille-laurent', number);
    await review('qa-katarzyna-wrona', number, 'APPROVE', { commit_id: sha });
    expect((await judge(number)).outputs.verdict).toBe('pending');
    await review('qa-katarzyna-wrona', number);
    const run = await judge(number);
    expect(run).toMatchObject({ status: 0, outputs: { verdict: 'approved' } });
    expect(await checkOf(pushed)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect((await pull(number)).merged).toBe(true);
    expect(await commentOn(number)).toContain('it was merged at once');

    await company.git('fetch', '--quiet', 'origin');
    const message = await company.git('log', '-1', '--format=%B', 'origin/main');
    expect(message).toContain('Approved-by: camille.laurent (@qa-camille-laurent, review ');
    expect(message).toContain('Requested-by: qa-ana');
  });

  test('an objection stands until it is taken back, and a dismissed approval is none', async () => {
    const { sha, number, at } = await ask('request/objection', {
      'access-grants/analytics/viewer/andrei.popescu.yaml': request()
        .replace('crm', 'analytics')
        .replace('exporter', 'viewer')
        .replace('ticket: CRM-701\n', ''),
    });
    const first = await judge(number);
    expect(first.outputs.verdict, first.log).toBe('pending');
    const [approver = ''] = await askedIn(number);
    const objection = await review(approver, number, 'REQUEST_CHANGES', { body: 'For what?' });
    const refused = await judge(number);
    expect(refused).toMatchObject({ status: 1, outputs: { verdict: 'rejected' } });
    expect((await checkOf(sha))?.conclusion).toBe('failure');
    expect(await commentOn(number)).toContain('asks for changes');
    await company.as('qa-rui').rest.pulls.dismissReview({ ...at, review_id: objection.id, message: 'No.' });
    expect((await judge(number)).outputs.verdict).toBe('rejected');
  });
});

describe('what a decision is made on', () => {
  test('a signal that names its pull request, one that names only a commit, and a schedule', async () => {
    const { sha, number } = await ask('request/signals', other('viewer'));
    const [before] = [
      await run('workflow_run', { workflow_run: { head_sha: sha, pull_requests: [{ number }] } }),
    ];
    expect(before.outputs.verdict, before.log).toBe('pending');
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    const signalled = await run('workflow_run', { workflow_run: { head_sha: sha, pull_requests: [] } });
    expect(signalled.log).toContain(`#${number}: `);
    const open = (await company.as('qa-ana').rest.pulls.list({ ...repository, state: 'open' })).data;
    const scheduled = await run('schedule', {});
    for (const each of open) expect(scheduled.log).toContain(`#${each.number}: `);
  });

  test('a commit that nobody asks for any more is nothing to decide', async () => {
    const nothing = await run('workflow_run', {
      workflow_run: { head_sha: '0'.repeat(40), pull_requests: [] },
    });
    expect(nothing).toMatchObject({ status: 0, outputs: {} });
    expect(nothing.log).toContain('no open pull request');
  });
});

describe('an answer of the API that is cut', () => {
  test('a list of reviews that ends early is noticed', async () => {
    const { number } = await ask('request/truncated', other('viewer', 'nina.hoffmann'));
    await judge(number);
    const [approver = ''] = await askedIn(number);
    await review(approver, number, 'REQUEST_CHANGES', { body: 'No.' });
    await review(approver, number, 'REQUEST_CHANGES', { body: 'Still no.' });
    company.github.faults.add({
      match: { operationId: 'pulls/list-reviews' },
      kind: 'truncated page',
      keep: 0,
    });
    const cut = await judge(number);
    company.github.faults.clear();
    expect(cut.log).toContain('the list of reviews came incomplete');
    expect((await judge(number)).outputs.verdict).toBe('rejected');
  });
});

describe('an approver who writes a comment in place of a review', () => {
  const say = async (login: string, number: number, body: string) => {
    const { data } = await company
      .as(login)
      .rest.issues.createComment({ ...repository, issue_number: number, body });
    return run('issue_comment', {
      issue: { number, pull_request: {} },
      comment: { body, user: { id: data.user?.id ?? 0, login } },
    });
  };
  const answers = async (number: number) =>
    (
      await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })
    ).data.filter(({ body }) => body?.includes('is not an approval that counts')).length;

  test('is told once how to approve, and nobody else is', async () => {
    const { number } = await ask('request/comment', other('viewer', 'isabel.ortega'));
    await judge(number);
    const [approver = ''] = await askedIn(number);
    await say('qa-rui', number, 'Approved');
    await say(approver, number, 'Why does she need it?');
    expect(await answers(number)).toBe(0);
    await say(approver, number, 'Approved!');
    await say(approver, number, 'ok 👍');
    expect(await answers(number)).toBe(1);
    expect((await judge(number)).outputs.verdict).toBe('pending');
  });
});

describe('a merge group', () => {
  test('of something that nobody approved fails, and so does one with something else in it', async () => {
    const { number } = await ask('request/queue', other('viewer', 'isabel.ortega'));
    await judge(number);
    const group = company.github.enqueue(`${organization}/access`, number);
    const result = await decideGroup(group);
    expect(result.outputs.verdict, result.log).toBe('rejected');
    expect((await checkOf(group.headSha))?.conclusion).toBe('failure');

    await company.git('fetch', '--quiet', 'origin', group.headRef);
    await company.git('checkout', '--quiet', '-B', 'smuggled', 'FETCH_HEAD');
    await company.push('Smuggled', { 'notes.txt': 'more\n' });
    await company.git('push', '--quiet', '--force', 'origin', `HEAD:${group.headRef}`);
    const headSha = await company.git('rev-parse', 'HEAD');
    const smuggled = await decideGroup({ headRef: group.headRef, headSha });
    expect(smuggled.outputs.verdict).toBe('not evaluated');
    expect((await checkOf(headSha))?.conclusion).toBe('failure');
  });

  test('of what is approved passes', async () => {
    const { number } = await ask('request/queued', other('viewer', 'nina.hoffmann'));
    await judge(number);
    for (const login of await askedIn(number)) await review(login, number);
    const group = company.github.enqueue(`${organization}/access`, number);
    const result = await decideGroup(group);
    expect(result.outputs.verdict, result.log).toBe('approved');
    expect((await checkOf(group.headSha))?.conclusion).toBe('success');
  });
});

describe('a team', () => {
  test('that somebody leaves takes their approval along, at the next scheduled run', async () => {
    const open = (await company.as('qa-ana').rest.pulls.list({ ...repository, state: 'open' })).data;
    for (const each of open)
      await company
        .as('qa-ana')
        .rest.pulls.update({ ...repository, pull_number: each.number, state: 'closed' });
    company.github.addTeam(organization, 'data', ['qa-mateus-oliveira', 'qa-anneli-virtanen']);
    await company.git('fetch', '--quiet', 'origin');
    await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    const policies = await company.git('show', 'HEAD:policies/approvals.yaml');
    const byTeam = `policies:
  - id: data
    title: Everything about data goes to the team
    when: {system: [ad-platform]}
    stages:
      - approvers: ["github-team:${organization}/data"]
        count: 2
`;
    await company.push('The team decides', {
      'policies/approvals.yaml': `${policies.replace('policies:\n', byTeam)}\n`,
    });
    const grant = {
      'access-grants/ad-platform/viewer/nina.hoffmann.yaml': request()
        .replace('crm', 'ad-platform')
        .replace('exporter', 'viewer')
        .replace('andrei.popescu', 'nina.hoffmann')
        .replace('ticket: CRM-701\n', ''),
    };
    const { number } = await ask('request/team', grant);
    const first = await judge(number);
    // `GITHUB_TOKEN` cannot read the members of a team.
    expect(first.outputs.verdict).toBe('not evaluated');
    expect(first.log).toContain('Members: read');

    const app = company.github.addAppToken('github-actions', {
      checks: 'write',
      contents: 'read',
      pull_requests: 'write',
      members: 'read',
    });
    const withApp = (event: string, payload: object) => run(event, payload, app);
    await review('qa-mateus-oliveira', number);
    await review('qa-anneli-virtanen', number);
    company.github.faults.add({
      match: { operationId: 'pulls/merge' },
      kind: 'status',
      status: 405,
      times: 20,
    });
    const approved = await withApp('pull_request_target', { pull_request: { number } });
    company.github.faults.clear();
    expect(approved.outputs.verdict, approved.log).toBe('approved');
    expect(await commentOn(number)).toContain('could not be merged by itself');
    company.github.removeFromTeam(organization, 'data', 'qa-anneli-virtanen');
    const scheduled = await withApp('schedule', {});
    expect(scheduled.log).toMatch(new RegExp(`#${number}: Nothing to repair`));
    const sha = (await pull(number)).head.sha;
    expect((await checkOf(sha))?.status).toBe('in_progress');
  }, 90_000);
});
