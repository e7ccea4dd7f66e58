/** The forms beside the one that asks for access: the issue as GitHub delivers it, the bundle as its own process. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

const { run } = requestsIn(() => company);
const ask = async (login: string, answers: Readonly<Record<string, string>>) => {
  const body = Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join('\n\n');
  const { issues, pulls } = company.as(login).rest;
  const { data } = await issues.create({ ...repository, title: 'A form', body });
  const { log, status } = await run('issues', { issue: { number: data.number } }, company.jobToken);
  expect(status, log).toBe(0);
  const comments = await issues.listComments({ ...repository, issue_number: data.number });
  const head = `${organization}:grantbook/request-${data.number}`;
  const [pull] = (await pulls.list({ ...repository, state: 'all', head })).data;
  return { told: comments.data.map((comment) => comment.body).join('\n'), pull };
};
const why = { 'What is it needed for?': 'She joins the campaign of the spring fairs and reports on it' };

test('a bundle is one pull request with a file for each role', async () => {
  const { told, pull } = await ask('qa-andrei-popescu', {
    'Which bundle?': 'Campaign project (campaign-project)',
    'For whom?': 'Isabel Ortega',
    ...why,
  });
  expect(pull?.title, told).toBe('Campaign project for Isabel Ortega');
  const { data } = await company
    .as('qa-ana')
    .rest.pulls.listFiles({ ...repository, pull_number: pull?.number ?? 0 });
  expect(data.length, told).toBeGreaterThan(1);
  for (const { filename } of data) expect(filename).toMatch(/\/isabel\.ortega\.yaml$/);
});

test('access ends by the form, by the word of whoever holds it', async () => {
  const { told, pull } = await ask('qa-ana', {
    'Which access is to end?': 'Viewer in Salaria (payroll/viewer)',
    'Whose access?': '_No response_',
  });
  expect(pull?.merged_at, told).not.toBeNull();
  expect(told).toContain('Ana Costa: Viewer in Salaria has ended.');
});

test('access that is not there cannot end', async () => {
  const { told, pull } = await ask('qa-ana', {
    'Which access is to end?': 'Administrator in Clientela (crm/admin)',
    'Whose access?': '_No response_',
  });
  expect(pull).toBeUndefined();
  expect(told).toContain('Ana Costa does not hold Administrator in Clientela');
});

test('an emergency takes its own approvals, and lasts as long as the role allows', async () => {
  const { told, pull } = await ask('qa-katarzyna-wrona', {
    'Which role?': 'Administrator in Clientela (crm/admin)',
    'Which incident?': 'INC-77',
    'What has to be done?': 'Unlock the shops that nobody can order from since this morning',
    Ticket: 'CRM-777',
  });
  expect(told).toMatch(/#\d+ asks for it|has to be changed first/);
  if (pull) expect(pull.title).toBe('Emergency: Administrator in Clientela (crm/admin) for Katarzyna Wrona');
});

test('when the tool is down, people are told whom to call', async () => {
  const { told, pull } = await ask('qa-nina-hoffmann', {
    'What does not work?': 'Nothing happens when I ask for access',
    'Who is waiting, and until when can it wait?': 'Two of us, until noon',
  });
  expect(pull).toBeUndefined();
  expect(told).toContain(
    '- On-call engineer (Urgent access while requests cannot be made or approved), +351 21 555 0142',
  );
});

test('a mistake is undone by a button, and somebody is named who can press it', async () => {
  const { told } = await ask('qa-nina-hoffmann', {
    'Which change was a mistake?': '#1 took the access of Isabel away',
    'What should it be like?': 'She works on the campaign until the summer',
  });
  expect(told).toContain('At the end of #1 is the button *Revert*.');
});
