/** People hear of access that ends soon, once: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { job, writeInIssue, review, judge, askedIn, commentOn } = requestsIn(() => company);
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const path = (role: string) => `access-grants/analytics/${role}/andrei.popescu.yaml`;
const grant = (role: string, until: string) => ({
  [path(role)]: `version: 1
subject: andrei.popescu
system: analytics
role: ${role}
justification: Compare the sales of the spring fairs with those of last year
requestedAt: ${day(-60)}
validUntil: ${until}
`,
});
const onMain = async (message: string, files: Record<string, string | null>) => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
};
const issues = async (state: 'open' | 'closed' = 'open') =>
  (await company.as('qa-ana').rest.issues.listForRepo({ ...repository, state })).data.filter(({ title }) =>
    title.startsWith('Access of Andrei'),
  );
const commentsOn = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data;
const remind = async () => {
  const run = await job('remind');
  expect(run.status, run.log).toBe(0);
  return run.outputs.title ?? '';
};

describe('reminders', () => {
  test('one issue with what ends soon, which says nothing twice', async () => {
    await onMain('Ends soon', grant('viewer', day(10)));
    expect(await remind()).toMatch(/^\d+ pe.*told something new, 0 reminders closed$/);
    const [issue, ...more] = await issues();
    expect(more).toEqual([]);
    expect(issue?.body).toContain('@qa-andrei-popescu: this access ends by itself');
    expect(issue?.body).toContain(`${day(10)} (in 10 days)`);
    expect(issue?.body).toContain(`/edit/main/${path('viewer')}`);
    expect(await remind()).toContain('; 0 told something new');
    expect(await commentsOn(issue?.number ?? 0)).toEqual([]);
  });

  test('what is new is a comment, since an edit sends no mail', async () => {
    await onMain('Another one', { ...grant('viewer', day(2)), ...grant('analyst', day(5)) });
    await remind();
    const [issue] = await issues();
    const [comment, ...more] = await commentsOn(issue?.number ?? 0);
    expect(more).toEqual([]);
    expect(comment?.body).toContain('our access to 2 roles ends soon');
    expect(comment?.body).toContain('ends in 2 days');
    expect(await remind()).toContain('; 0 told something new');
    expect(await commentsOn(issue?.number ?? 0)).toHaveLength(1);
  });

  const write = async (login: string, body: string) =>
    writeInIssue(login, (await issues())[0]?.number ?? 0, body);

  test.each<[title: string, login: string, body: string, expected: RegExp]>([
    ['of a stranger', 'qa-rui', '/renew 30d because I want it', /only that person, or their manager/],
    ['without a reason', 'qa-andrei-popescu', '/renew 30d', /say why it is still needed/],
    ['without an end', 'qa-andrei-popescu', '/renew because the fair goes on', /say until when/],
    [
      'of one of several',
      'qa-andrei-popescu',
      '/renew 30d because the fair goes on',
      /say which one: `analytics/,
    ],
    [
      'that makes it no longer',
      'qa-andrei-popescu',
      `/renew analytics/analyst until ${day(1)} because the fair goes on`,
      /it already ends on \d{4}-\d\d-\d\d; name a later day/,
    ],
  ])('a renewal %s is answered', async (_, login, body, expected) => {
    expect(await write(login, body)).toMatch(expected);
  });

  test('a renewal by its holder is a pull request, approved like any other', async () => {
    const answer = await write(
      'qa-andrei-popescu',
      '/renew analytics/viewer 60d because the spring fairs were put off to the summer',
    );
    const number = Number(/#(\d+) asks for it/.exec(answer)?.[1]);
    const [approver = ''] = await askedIn(number);
    expect(approver, await commentOn(number)).not.toBe('');
    await review('qa-andrei-popescu', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    await review(approver, number);
    expect((await judge(number)).outputs.verdict).toBe('approved');
    await company.git('fetch', '--quiet', 'origin');
    const file = await company.git('show', `origin/main:${path('viewer')}`);
    expect(file).toContain('justification: the spring fairs were put off to the summer');
    expect(file).toContain(`requestedAt: ${day(0)}`);
  });

  test.each<[title: string, login: string, body: string, expected: RegExp]>([
    ['of a stranger', 'qa-rui', '/end analytics/analyst', /only that person, or their manager/],
    ['of one of several', 'qa-andrei-popescu', '/end', /say which one: .*as in `\/end /],
    ['of two', 'qa-andrei-popescu', '/end analytics/analyst analytics/viewer', /name one at a time/],
  ])('an end %s is answered', async (_, login, body, expected) => {
    expect(await write(login, body)).toMatch(expected);
  });

  test('whoever is done early ends their access at once, by their own word', async () => {
    const answer = await write('qa-andrei-popescu', '/end analytics/analyst because the report is written');
    expect(answer).toMatch(/done\. #\d+ took .*so this access has ended/);
    await company.git('fetch', '--quiet', 'origin');
    expect(await company.git('ls-tree', '--name-only', 'origin/main', path('analyst'))).toBe('');
    expect(await company.git('ls-tree', '--name-only', 'origin/main', path('viewer'))).not.toBe('');
  });

  test('a run that is started again ends nothing in their name once more', async () => {
    const number = (await issues())[0]?.number ?? 0;
    const asked = (await commentsOn(number)).find(({ body }) =>
      body?.startsWith('/end analytics/analyst because'),
    );
    const comment = { id: asked?.id, body: asked?.body, user: asked?.user };
    await onMain('Again', grant('analyst', day(20)));
    const again = requestsIn(
      () => company,
      () => ({ GITHUB_RUN_ATTEMPT: '2' }),
    );
    const { log } = await again.run('issue_comment', { issue: { number }, comment }, company.jobToken);
    expect(log).toContain('The comment was answered before.');
    await company.git('fetch', '--quiet', 'origin');
    expect(await company.git('ls-tree', '--name-only', 'origin/main', path('analyst'))).not.toBe('');
    await onMain('Gone', { [path('analyst')]: null });
  });

  test('what is renewed or gone closes it', async () => {
    await onMain('Renewed', grant('viewer', day(90)));
    expect(await remind()).toContain('1 reminder closed');
    expect(await issues()).toEqual([]);
    expect(await issues('closed')).toHaveLength(1);
  });
});
