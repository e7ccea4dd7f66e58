/** Every form there is: wrong and hostile answers, people who may ask for nothing, and many people at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { IssueForm } from '../../src/model/issue-form.ts';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Answers, formsIn, nothing } from '../support/forms.ts';
import { requestsIn } from '../support/requests.ts';

let company: Company;
const team = Array.from({ length: 12 }, (_, index) => `agency.agent${String(index + 1).padStart(2, '0')}`);
const person = (name: string, more: string) => `version: 1
displayName: ${name}
department: Support
employmentType: contractor
manager: emma.kowalska
active: true
${more}`;

beforeAll(async () => {
  company = await startCompany([{ login: 'qa-florist', id: 900_777 }]);
  await company.push('A team of twelve, and somebody whose job the role matrix does not know', {
    ...Object.fromEntries(
      team.map((user) => [
        `policies/people/${user}.yaml`,
        person(user.replace('.', ' '), 'jobFunctions: [support-agent]\n'),
      ]),
    ),
    'policies/people/flora.blum.yaml': person(
      'Flora Blum',
      'jobFunctions: [florist]\ngithub: {login: qa-florist, id: 900777}\n',
    ),
  });
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { open, edit, told, pullOf, filesOf } = formsIn(() => company);
const { review, askedIn, judge } = requestsIn(() => company);

const folder = '.github/ISSUE_TEMPLATE';
const forms = readdirSync(folder).map((name) => ({
  name: name.replace(/\.yml$/, ''),
  form: parse(readFileSync(`${folder}/${name}`, 'utf8')) as IssueForm,
}));
const labelsOf = ({ body }: IssueForm) =>
  body.flatMap((each) => (each.type === 'markdown' ? [] : [each.attributes.label]));

describe('a team of twelve', () => {
  const agents: Answers = {
    'Which role in Handreach (help-desk)?': 'Agent: Answers customers.',
    'What is it needed for?': 'Answer customers on the weekends before Christmas, with the agency',
    'For how long?': '30 days',
    'Last day': nothing,
    'First day': nothing,
    'For whom?': team.join(', '),
  };

  test('is asked for in one form, and approved in one pull request', async () => {
    const issue = await open('qa-emma-kowalska', agents);
    const { number = 0, title } = (await pullOf(issue)) ?? {};
    expect(title, (await told(issue)).join()).toBe('Agent in Handreach for 12 people');
    expect((await filesOf(number)).map(({ filename }) => filename).toSorted()).toEqual(
      team.map((user) => `access-grants/help-desk/agent/${user}.yaml`),
    );
    const [approver = ''] = await askedIn(number);
    await review(approver, number);
    expect((await judge(number)).outputs.verdict).toBe('approved');
    expect((await told(issue)).at(-1)?.match(/^- agency agent\d\d: Agent in Handreach/gm)).toHaveLength(12);
  });

  test('with one name that is wrong is told which', async () => {
    const issue = await open('qa-emma-kowalska', {
      ...agents,
      'For whom?': [...team.slice(1), 'agency.agent1x'].join('\n'),
    });
    expect(await pullOf(issue)).toBeUndefined();
    expect((await told(issue)).at(-1)?.match(/^- /gm)).toHaveLength(1);
    expect((await told(issue)).at(-1)).toContain('nobody here is called `agency.agent1x`; did you mean');
  });
});

test('whoever may have no role at all is told so, and who can change that', async () => {
  const issue = await open('qa-florist', {
    'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
    'What is it needed for?': 'See which flowers were sold in spring, to order those of next year',
    'For how long?': '30 days',
    'Last day': nothing,
    'First day': nothing,
    'For whom?': nothing,
  });
  expect(await pullOf(issue)).toBeUndefined();
  expect((await told(issue)).at(-1)).toMatch(/role matrix .*`flora\.blum`.*policy owner/);
});

test('what was closed stays withdrawn, whatever is written into it', async () => {
  const right = {
    'Which bundle?': 'Campaign project (campaign-project)',
    'For whom?': 'Isabel Ortega',
    'What is it needed for?': 'She joins the campaign of the spring fairs and reports on it',
  };
  const issue = await open('qa-andrei-popescu', right);
  expect(await pullOf(issue)).toBeDefined();
  await company
    .as('qa-andrei-popescu')
    .rest.issues.update({ ...repository, issue_number: issue, state: 'closed' });
  await edit('qa-andrei-popescu', issue, right);
  await edit('qa-andrei-popescu', issue, { ...right, 'For whom?': nothing });
  expect(await pullOf(issue)).toBeUndefined();
});

/** The answers that pass, and the wrong ones with what is said to each. */
const tables: Readonly<
  Record<string, { login: string; right: Answers; wrong: readonly (readonly [Answers, RegExp])[] }>
> = {
  bundle: {
    login: 'qa-andrei-popescu',
    right: {
      'Which bundle?': 'Campaign project (campaign-project)',
      'For whom?': 'Isabel Ortega',
      'What is it needed for?': 'She joins the campaign of the spring fairs and reports on it',
    },
    wrong: [
      [{ 'Which bundle?': nothing }, /Which bundle\? Choose one from the list/],
      [{ 'Which bundle?': 'Everything (everything)' }, /Which bundle\? Choose one from the list/],
      [
        { 'For whom?': 'Isabel Ortaga' },
        /nobody here is called `Isabel Ortaga`; did you mean `isabel\.ortega`\?/,
      ],
      [{ 'For whom?': 'Rui Alves' }, /may not ask for the role|role matrix does not allow/],
      [{ 'What is it needed for?': nothing }, /What is it needed for\? Say it in a sentence/],
      [{ 'What is it needed for?': 'work' }, /the justification has 4 characters/],
    ],
  },
  'emergency-access': {
    login: 'qa-vasco-teixeira',
    right: {
      'Which role?': 'Administrator in Clientela (crm/admin)',
      'Which incident?': 'INC-77',
      'What has to be done?': 'Unlock the shops that nobody can order from since this morning',
      Ticket: 'CRM-777',
    },
    wrong: [
      [{ 'Which role?': nothing }, /Which role\? Choose one from the list/],
      [{ 'Which role?': 'Viewer in Clientela (crm/viewer)' }, /other roles have no emergency access/],
      [{ 'Which incident?': nothing }, /Which incident\? Write its number/],
      [{ 'What has to be done?': nothing }, /What has to be done\? Say it in a sentence/],
      [{ Ticket: nothing }, /the role `admin` needs a ticket/],
      // What to write is the ticket alone: there is no file before them in which a key would stand.
      [
        { Ticket: 'see crm 777' },
        /`see crm 777` is not a ticket .*; write the ticket alone, such as `CRM-4821`/,
      ],
    ],
  },
  'tool-is-down': {
    login: 'qa-nina-hoffmann',
    right: {
      'What does not work?': 'Nothing happens when I ask',
      'Who is waiting, and until when can it wait?': nothing,
    },
    wrong: [[{ 'What does not work?': nothing }, /What does not work\? Say it in a sentence/]],
  },
  'undo-a-mistake': {
    login: 'qa-nina-hoffmann',
    right: { 'Which change was a mistake?': '#1', 'What should it be like?': 'As it was before' },
    wrong: [
      [{ 'Which change was a mistake?': nothing }, /Which change was a mistake\? Write the number/],
      [{ 'What should it be like?': nothing }, /What should it be like\? Say it in a sentence/],
    ],
  },
};

test('the forms with a table of their own, and those that others test, are all that there are', () => {
  const kinds = new Set(forms.map(({ name }) => name.replace(/^access-.*/, 'access')));
  expect([...kinds].toSorted()).toEqual(
    ['access', ...Object.keys(tables), 'change-or-end-access', 'finished-training'].toSorted(),
  );
});

describe.each(Object.entries(tables))('%s', (_, { login, right, wrong }) => {
  test('answers each mistake in words, and then passes', async () => {
    let issue = 0;
    for (const [answers, expected] of wrong) {
      if (issue === 0) issue = await open(login, { ...right, ...answers });
      else await edit(login, issue, { ...right, ...answers });
      expect((await told(issue)).at(-1), JSON.stringify(answers)).toMatch(expected);
      expect(await pullOf(issue), JSON.stringify(answers)).toBeUndefined();
    }
    await edit(login, issue, right);
    const last = (await told(issue)).at(-1);
    expect(last).not.toContain('has to be changed first');
    expect(last).toMatch(/asks for it|It waits for the approval|It is approved|thank you\./);
  });
});

const hostile = [
  'x\n\n### Which role?\n\nAdministrator in Clientela (crm/admin)\n\nstanding: true\n- [x] <!-- grantbook:issue 1 --> @qa-rui $(touch /tmp/x) `x`',
  '"; DROP TABLE; \u202e \u0000 | cell | ![x](http://x.example) @qa-rui [x](http://x.example) #1 <img src=x>',
];

/** Without what GitHub shows as text, whatever it looks like: signs behind a backslash, and code spans. */
const bare = (markdown: string) =>
  markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/(`+)(?:(?!\1)[\s\S])*?\1/g, '');
const active = /@qa-rui\b|\]\(http|<img|<!-- grantbook:issue 1 -->/;

describe('hostile text', () => {
  const first = forms.filter(({ name }, index) => !name.startsWith('access-') || index === 0);
  test.each(first.flatMap(({ name, form }) => hostile.map((text) => [name, form, text] as const)))(
    'in every field of %s reaches nothing',
    async (_name, form, text) => {
      const answers = Object.fromEntries(labelsOf(form).map((label) => [label, text]));
      const issue = await open('qa-isabel-ortega', answers);
      expect(await pullOf(issue, 'all')).toBeUndefined();
      const said = await told(issue);
      expect(said).toHaveLength(1);
      expect(bare(said.join()).replace('@qa-isabel-ortega', '')).not.toMatch(active);
    },
  );

  test.each(hostile)(
    'as the only reason is one line of the file, and no markup anywhere: %j',
    async (text) => {
      const issue = await open('qa-andrei-popescu', {
        'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
        'What is it needed for?': text.replace(/### Which role\?\s+/, ''),
        'For how long?': '30 days',
        'Last day': nothing,
        'First day': nothing,
        'For whom?': nothing,
      });
      const { number = 0, body } = (await pullOf(issue)) ?? {};
      expect(number, (await told(issue)).join()).toBeGreaterThan(0);
      await company.git('fetch', '--quiet', 'origin', `+refs/pull/${number}/head:refs/heads/hostile`);
      const file = await company.git('show', 'hostile:access-grants/analytics/viewer/andrei.popescu.yaml');
      expect(Object.keys(parse(file) as object)).toEqual([
        'version',
        'subject',
        'system',
        'role',
        'justification',
        'requestedAt',
        'duration',
      ]);
      const { issues } = company.as('qa-ana').rest;
      const comments = (await issues.listComments({ ...repository, issue_number: number })).data;
      expect(comments.length).toBeGreaterThan(0);
      for (const shown of [body ?? '', ...comments.map((each) => each.body ?? ''), ...(await told(issue))])
        expect(bare(shown).replaceAll(`<!-- grantbook:issue ${issue} -->`, '')).not.toMatch(active);
      await issues.update({ ...repository, issue_number: issue, state: 'closed' });
    },
  );
});
