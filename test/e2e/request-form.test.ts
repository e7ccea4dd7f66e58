/** From a form to a pull request: the issue as GitHub delivers it, the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Answers, formsIn, nothing } from '../support/forms.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany([{ login: 'qa-stranger', id: 900_999 }]);
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { review, judge, askedIn } = requestsIn(() => company);
const { deliver, told: answers, pullOf, ...forms } = formsIn(() => company);

/** What Andrei would answer, and what is different. */
const form = (answers: Answers = {}): Answers => ({
  'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
  'What is it needed for?': 'Compare the sales of the spring fairs with those of last year',
  'For how long?': '30 days',
  'Last day': nothing,
  'First day': nothing,
  'For whom?': nothing,
  ...answers,
});
const open = (login: string, answers: Answers = {}) => forms.open(login, form(answers));
const edit = (login: string, number: number, answers: Answers) => forms.edit(login, number, form(answers));

const path = 'access-grants/analytics/viewer/andrei.popescu.yaml';

describe('a form', () => {
  let issue = 0;
  test('becomes a pull request that is decided at once', async () => {
    issue = await open('qa-andrei-popescu');
    const pull = await pullOf(issue);
    expect(pull?.title, (await answers(issue)).join()).toBe('Viewer in Panorama for Andrei Popescu');
    const told = (await answers(issue)).join();
    expect(told).toContain(`#${pull?.number} asks for it`);
    expect(told).toContain('It waits for the approval of Camille Laurent');
  });

  test('is not told anything twice', async () => {
    const before = await answers(issue);
    await deliver(issue);
    expect(await answers(issue)).toEqual(before);
  });

  test('that is edited changes the same pull request, and voids what was approved', async () => {
    const { number = 0, head } = (await pullOf(issue)) ?? {};
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    await edit('qa-andrei-popescu', issue, { 'For how long?': '14 days' });
    await edit('qa-andrei-popescu', issue, { 'For how long?': '7 days' });
    const after = await pullOf(issue);
    expect(after?.number).toBe(number);
    expect(after?.head.sha).not.toBe(head?.sha);
    expect((await judge(number)).outputs.verdict).toBe('pending');
  });

  test('is approved by whoever the policy names, and never by who asks', async () => {
    const { number = 0 } = (await pullOf(issue)) ?? {};
    await review('qa-andrei-popescu', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    expect((await judge(number)).outputs.verdict).toBe('approved');
    await company.git('fetch', '--quiet', 'origin');
    expect(await company.git('show', `origin/main:${path}`)).toMatch(
      /justification: Compare the sales.*\nrequestedAt: .*\nduration: 7d/,
    );
    expect((await answers(issue)).at(-1)).toMatch(
      /It is approved\.\n\n- Andrei Popescu: Viewer in Panorama, from now on\. It ends: 7 days after the approval/,
    );
    const { data } = await company.as('qa-ana').rest.issues.get({ ...repository, issue_number: issue });
    expect(data.state).toBe('closed');
  });
});

describe('what is not right is answered in words, and then passes', () => {
  let issue = 0;
  test.each<[string, Answers, RegExp]>([
    ['no role', { 'Which role in Panorama (analytics)?': '_No response_' }, /Choose one of: Viewer, Analyst/],
    ['a role that is none', { 'Which role in Panorama (analytics)?': 'King' }, /Choose one of: Viewer/],
    [
      'no reason',
      { 'What is it needed for?': '_No response_' },
      /What is it needed for\? Say it in a sentence/,
    ],
    ['no length', { 'For how long?': '_No response_' }, /Choose one of the lengths/],
    [
      'a last day that was not written',
      { 'For how long?': 'Until the last day that I write below' },
      /Last day: write the day/,
    ],
    ['a day that is none', { 'Last day': '31.02.2027' }, /Last day: .*such as `2026-12-23`/],
    [
      'a person whom nobody knows',
      { 'For whom?': 'Andrey Popesku' },
      /nobody here is called `Andrey Popesku`/,
    ],
    ['a reason that says nothing', { 'What is it needed for?': 'work' }, /- .*justification|- .*reason/],
  ])('%s', async (_, wrong, expected) => {
    if (issue === 0) issue = await open('qa-nina-hoffmann', wrong);
    else await edit('qa-nina-hoffmann', issue, wrong);
    expect((await answers(issue)).at(-1)).toMatch(expected);
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('and the corrected form passes', async () => {
    await edit('qa-nina-hoffmann', issue, {});
    const pull = await pullOf(issue);
    expect(pull, (await answers(issue)).at(-1)).toBeDefined();
    // What was wrong at first was wrong in the form, before there was a pull request.
    expect((await answers(pull?.number ?? 0))[0]).toMatch(/<!-- grantbook:first-check \S+ form -->/);
  });

  test('closing it withdraws what it asked for, and opening it again asks anew', async () => {
    const { issues } = company.as('qa-nina-hoffmann').rest;
    const { number } = (await pullOf(issue)) ?? {};
    await issues.update({ ...repository, issue_number: issue, state: 'closed' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeUndefined();
    expect((await pullOf(issue, 'closed'))?.number).toBe(number);
    await issues.update({ ...repository, issue_number: issue, state: 'open' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeDefined();
  });
});

describe('somebody else', () => {
  test('is asked for by their manager, several in one pull request', async () => {
    const issue = await open('qa-andrei-popescu', { 'For whom?': 'isabel.ortega, Nina Hoffmann' });
    const pull = await pullOf(issue);
    expect(pull?.title, (await answers(issue)).join()).toBe('Viewer in Panorama for 2 people');
  });

  test('is not asked for by a colleague', async () => {
    const issue = await open('qa-andrei-popescu', { 'For whom?': 'pedro.figueira' });
    expect((await answers(issue)).join()).toMatch(/may not ask for the role `viewer` for `pedro\.figueira`/);
  });

  test('whose account nobody knows is told who can enter it', async () => {
    const strange = await open('qa-stranger');
    expect((await answers(strange)).join()).toMatch(/belongs to nobody in the list of people/);
  });
});
