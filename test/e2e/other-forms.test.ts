/** The forms beside the one that asks for access: the issue as GitHub delivers it, the bundle as its own process. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Company, startCompany } from '../support/company.ts';
import { type Answers, formsIn } from '../support/forms.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { open, told, pullOf, filesOf } = formsIn(() => company);
const ask = async (login: string, answers: Answers) => {
  const issue = await open(login, answers);
  return { told: (await told(issue)).join('\n'), pull: await pullOf(issue, 'all') };
};
const why = { 'What is it needed for?': 'She joins the campaign of the spring fairs and reports on it' };

test('a bundle is one pull request with a file for each role', async () => {
  const { told, pull } = await ask('qa-andrei-popescu', {
    'Which bundle?': 'Campaign project (campaign-project)',
    'For whom?': 'Isabel Ortega',
    ...why,
  });
  expect(pull?.title, told).toBe('Campaign project for Isabel Ortega');
  const files = await filesOf(pull?.number ?? 0);
  expect(files.length, told).toBeGreaterThan(1);
  for (const { filename } of files) expect(filename).toMatch(/\/isabel\.ortega\.yaml$/);
});

test('an emergency takes its own approvals, and lasts as long as the role allows', async () => {
  const { told, pull } = await ask('qa-vasco-teixeira', {
    'Which role?': 'Administrator in Clientela (crm/admin)',
    'Which incident?': 'INC-77',
    'What has to be done?': 'Unlock the shops that nobody can order from since this morning',
    Ticket: 'CRM-777',
  });
  expect(pull?.title, told).toBe('Emergency: Administrator in Clientela (crm/admin) for Vasco Teixeira');
});

test('when the tool is down, people are told whom to call', async () => {
  const { told, pull } = await ask('qa-nina-hoffmann', {
    'What does not work?': 'Nothing happens when I ask for access',
    'Who is waiting, and until when can it wait?': 'Two of us, until noon',
  });
  expect(pull).toBeUndefined();
  expect(told).toContain(
    '- On-call engineer (Urgent access while requests cannot be made or approved), +351 21 555 0142, `on-call@quinta-aveia.example`',
  );
});

test('a mistake is undone by a button, and somebody is named who can press it', async () => {
  const { told } = await ask('qa-nina-hoffmann', {
    'Which change was a mistake?': '#1 took the access of Isabel away',
    'What should it be like?': 'She works on the campaign until the summer',
  });
  expect(told).toContain('#1 is the mistaken change: at its end is the button “Revert”.');
});
