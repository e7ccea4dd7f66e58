/** From the code of the practice page to a role that asks for the training: the bundle as its own process, on the sandbox. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { practiceCode } from '../../src/forms/practice-code.ts';
import { statements, trainingFormName } from '../../src/forms/training-form.ts';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Answers, formsIn, nothing } from '../support/forms.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { review, judge, askedIn } = requestsIn(() => company);
const { open, edit, told, pullOf, filesOf } = formsIn(() => company);

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
/** Two days ago: on that day it is in every time zone. */
const finished = day(-2);
const codeOf = (login: string, on = finished, training = 'access-basics') =>
  practiceCode({ training, login, day: on });
const all = statements.map((each) => `- [X] ${each}`).join('\n');
const training = (code: string, read = all): Answers => ({
  'Which code stands at the end of the practice page?': code,
  'What do you agree to?': read,
});
const path = 'policies/people/aoife.kelly.yaml';
const shown = async (branch: string) => {
  await company.git('fetch', '--quiet', 'origin');
  return `${await company.git('show', `${branch}:${path}`)}\n`;
};
const onMain = () => shown('origin/main');

const role: Answers = {
  'Which role in Web shop code (web-shop-code)?':
    'Team member: Reads the code, proposes changes and reviews those of others.',
  'What is it needed for?': 'Correct the product texts, which are kept beside the code',
  'For how long?': '30 days',
  'Last day': nothing,
  'First day': nothing,
  'For whom?': nothing,
};

let request = 0;
test('before, the role is refused, with the way to the practice', async () => {
  request = await open('qa-aoife-kelly', role);
  const said = (await told(request)).join();
  expect(said).toMatch(/has not completed the training that the role .*member.* requires/);
  expect(said).toContain(
    'go through the practice page (`https://quinta-aveia.github.io/access/practice.html`)',
  );
  expect(said).toContain(trainingFormName);
  expect(await pullOf(request)).toBeUndefined();
});

describe('the form', () => {
  let issue = 0;
  const last = async (answers: Answers) => {
    if (issue === 0) issue = await open('qa-aoife-kelly', answers);
    else await edit('qa-aoife-kelly', issue, answers);
    expect(await pullOf(issue)).toBeUndefined();
    return (await told(issue)).at(-1);
  };

  test.each([
    ['no code', training(nothing), /Copy it from there/],
    ['words', training('I did it'), /This is no code of the practice page/],
    [
      'the code of a colleague',
      training(codeOf('qa-nina-hoffmann')),
      /not made for the login `qa-aoife-kelly`/,
    ],
    ['the code of another training', training(codeOf('qa-aoife-kelly', finished, 'other')), /not made for/],
    ['an old code', training(codeOf('qa-aoife-kelly', day(-40))), /a code is good for 30 days/],
    ['a code of the future', training(codeOf('qa-aoife-kelly', day(9))), /has not come yet/],
    [
      'a sentence that is not ticked',
      training(codeOf('qa-aoife-kelly'), all.replace('[X]', '[ ]')),
      /Tick each sentence/,
    ],
    [
      'a mention in place of a code',
      training('@qa-ana <img src=x>'),
      /^(?!.*<img)(?!.*[^`]@qa-ana).*This is no code/s,
    ],
  ])('answers %s in words', async (_, answers, said) => {
    expect(await last(answers)).toMatch(said);
  });

  test('with the right code enters the training in the file of whoever asks, and changes nothing else', async () => {
    await edit('qa-aoife-kelly', issue, training(codeOf('QA-Aoife-Kelly')));
    const pull = await pullOf(issue);
    expect(pull?.title, (await told(issue)).at(-1)).toMatch(
      /^Aoife Kelly completed the training access basics on \d+ \w+ \d{4}$/,
    );
    const { number = 0 } = pull ?? {};
    expect((await filesOf(number)).map(({ filename }) => filename)).toEqual([path]);
    expect((await told(issue)).join()).toMatch(/It waits for the approval of .*Beatriz Moreira/);
  });

  test('is approved by those who look after people, and never by who asks', async () => {
    const { number = 0 } = (await pullOf(issue)) ?? {};
    await review('qa-aoife-kelly', number);
    expect((await judge(number)).outputs.verdict).toBe('pending');
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    expect((await judge(number)).outputs.verdict).toBe('approved');
    // As with every change of the policies, a person presses the button.
    expect((await told(issue)).at(-1)).toContain(`merges #${number}`);
    const merged = await company
      .as('qa-rui')
      .rest.pulls.merge({ ...repository, pull_number: number, merge_method: 'squash' });
    expect(merged.status).toBe(200);
    const before = readFileSync(path, 'utf8');
    expect(await onMain()).toBe(`${before}  - id: access-basics\n    completed: ${finished}\n`);
  });

  test('sent again says that nothing is left to do, and with a newer code moves the day', async () => {
    const again = await open('qa-aoife-kelly', training(codeOf('qa-aoife-kelly')));
    expect((await told(again)).join()).toMatch(/nothing is left to do: .* completed on `\d/);
    await edit('qa-aoife-kelly', again, training(codeOf('qa-aoife-kelly', day(-1))));
    const before = await onMain();
    expect(await shown(`origin/grantbook/request-${again}`)).toBe(
      before.replace(`completed: ${finished}`, `completed: ${day(-1)}`),
    );
  });
});

test('afterwards, the role can be asked for', async () => {
  await edit('qa-aoife-kelly', request, { ...role, 'For how long?': '14 days' });
  const pull = await pullOf(request);
  expect(pull?.title, (await told(request)).at(-1)).toBe('Team member in Web shop code for Aoife Kelly');
});
