/** From a form to a pull request: the issue as GitHub delivers it, the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { run, review, judge, askedIn } = requestsIn(() => company);

/** The text that GitHub makes of the answers in a form. */
const form = (answers: Readonly<Record<string, string>>) =>
  Object.entries({
    'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
    'What is it needed for?': 'Compare the sales of the spring fairs with those of last year',
    'For how long?': '30 days',
    'Last day': '_No response_',
    'First day': '_No response_',
    'For whom?': '_No response_',
    ...answers,
  })
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join('\n\n');

const deliver = async (number: number) => {
  const { log, status } = await run('issues', { issue: { number } }, company.jobToken);
  expect(status, log).toBe(0);
};
const open = async (login: string, answers: Readonly<Record<string, string>> = {}) => {
  const { data } = await company
    .as(login)
    .rest.issues.create({ ...repository, title: 'Access to Panorama', body: form(answers) });
  await deliver(data.number);
  return data.number;
};
const edit = async (login: string, number: number, answers: Readonly<Record<string, string>>) => {
  await company.as(login).rest.issues.update({ ...repository, issue_number: number, body: form(answers) });
  await deliver(number);
};
const answers = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data.map(
    ({ body }) => body ?? '',
  );
const pullOf = async (issue: number, state: 'open' | 'closed' = 'open') =>
  (
    await company
      .as('qa-ana')
      .rest.pulls.list({ ...repository, state, head: `${organization}:grantbook/request-${issue}` })
  ).data[0];

describe('a form', () => {
  test('becomes a pull request that is decided at once, and is merged once it is approved', async () => {
    const issue = await open('qa-andrei-popescu');
    const pull = await pullOf(issue);
    expect(pull?.title, (await answers(issue)).join()).toBe('Viewer in Panorama for Andrei Popescu');
    expect((await answers(issue))[0]).toContain(`#${pull?.number} asks for it`);
    const number = pull?.number ?? 0;
    const [approver = ''] = await askedIn(number);
    expect(approver).not.toBe('');
    await review('qa-andrei-popescu', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    await review(approver, number);
    expect((await judge(number)).outputs.verdict).toBe('approved');
    await company.git('fetch', '--quiet', 'origin');
    expect(
      await company.git('show', 'origin/main:access-grants/analytics/viewer/andrei.popescu.yaml'),
    ).toMatch(/justification: Compare the sales.*\nrequestedAt: .*\nduration: 30d/);
  });
});
