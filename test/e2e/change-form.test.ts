/** "Change or end access": the issue as GitHub delivers it, the bundle as its own process, what becomes of the files. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Company, startCompany } from '../support/company.ts';
import { type Answers, formsIn, nothing } from '../support/forms.ts';

let company: Company;
const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const campaigns = 'access-grants/ad-platform/campaign-editor/isabel.ortega.yaml';
const shifts = 'access-grants/help-desk/agent/diogo.ramos.yaml';
const shops = 'access-grants/crm/editor/pedro.figueira.yaml';

beforeAll(async () => {
  company = await startCompany();
  await company.push('Ends that do not depend on the day', {
    [campaigns]: grant('isabel.ortega', 'ad-platform', 'campaign-editor', `validUntil: ${day(60)}\n`),
    [shifts]: grant(
      'diogo.ramos',
      'help-desk',
      'agent',
      `# He works shifts.\nwindows: [{days: [mon], from: "14:00", to: "22:00"}]\nvalidUntil: ${day(90)}\n`,
    ),
    [shops]: grant('pedro.figueira', 'crm', 'editor', '# His daily work.\nstanding: true\n'),
  });
});
afterAll(() => company.close());
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const grant = (subject: string, system: string, role: string, more: string) => `version: 1
subject: ${subject}
system: ${system}
role: ${role}
justification: What it was needed for when it was asked for
requestedAt: ${day(-30)}
${more}`;

const { open, edit, told, pullOf, filesOf } = formsIn(() => company);
const change = (answers: Answers): Answers => ({
  'Which access is it about?': 'Campaign editor in Plazadia (ad-platform/campaign-editor)',
  'Whose access is it?': nothing,
  'What is to happen?': 'Leave its end as it is, and change what I write below',
  'New last day': nothing,
  'Which role instead?': nothing,
  'What is it needed for now?': nothing,
  'What is really needed of it?': nothing,
  'New ticket': nothing,
  ...answers,
});
const why = { 'What is it needed for now?': 'She reports on the spring fairs now, and runs no campaigns' };

/** What the pull request of an issue does to each file, and what the files hold then. */
async function proposed(issue: number) {
  const pull = await pullOf(issue, 'all');
  const said = (await told(issue)).join('\n');
  if (!pull) return { said, title: undefined, isMerged: false, texts: {} as Record<string, string> };
  await company.git('fetch', '--quiet', 'origin', `+refs/pull/${pull.number}/head:refs/heads/looked-at`);
  const texts: Record<string, string> = {};
  for (const { filename, status } of await filesOf(pull.number))
    texts[filename] = status === 'removed' ? status : await company.git('show', `looked-at:${filename}`);
  return { said, title: pull.title, isMerged: pull.merged_at !== null, texts };
}

test('another role of the same system takes the place of the present one, and ends as that would', async () => {
  const issue = await open(
    'qa-isabel-ortega',
    change({ 'Which role instead?': 'Viewer in Plazadia (ad-platform/viewer)', ...why }),
  );
  const { said, title, texts } = await proposed(issue);
  expect(title, said).toBe(
    'Viewer instead of Campaign editor in Plazadia (ad-platform/campaign-editor) for Isabel Ortega',
  );
  expect(texts[campaigns]).toBe('removed');
  expect(texts['access-grants/ad-platform/viewer/isabel.ortega.yaml']).toMatch(
    new RegExp(`justification: She reports on the spring fairs now, .*\\n(?:.*\\n)*validUntil: ${day(60)}`),
  );
});

test('the hours in which access works go with it to another role', async () => {
  const issue = await open(
    'qa-diogo-ramos',
    change({
      'Which access is it about?': 'Agent in Handreach (help-desk/agent)',
      'Which role instead?': 'Supervisor in Handreach (help-desk/supervisor)',
      'What is to happen?': 'New time: 14 days',
      'What is it needed for now?': 'Stands in for the supervisor of the evening shift over the holidays',
    }),
  );
  const { said, texts } = await proposed(issue);
  const supervisor = texts['access-grants/help-desk/supervisor/diogo.ramos.yaml'];
  expect(supervisor, said).toContain('duration: 14d');
  expect(supervisor).toMatch(/windows:[\s\S]*from: "?14:00"?/);
  expect(texts[shifts]).toBe('removed');
});

test('more time is asked for anew, in the same file', async () => {
  const issue = await open('qa-isabel-ortega', change({ 'What is to happen?': 'New time: 90 days', ...why }));
  const { said, title, texts } = await proposed(issue);
  expect(title, said).toMatch(/^Another end of Campaign editor/);
  expect(Object.keys(texts)).toEqual([campaigns]);
  expect(texts[campaigns]).toMatch(/requestedAt: .*\n(?:.*\n)*duration: 90d/);
  expect(texts[campaigns]).not.toContain('validUntil');
});

test('other words and fewer permissions leave the rest of the file as it is', async () => {
  const issue = await open(
    'qa-pedro-figueira',
    change({
      'Which access is it about?': 'Editor in Clientela (crm/editor)',
      'What is it needed for now?': 'Keep the notes of the shops in Portugal up to date after each visit',
      'What is really needed of it?': 'see customers and their contacts, customers.edit',
    }),
  );
  const { said, title, texts } = await proposed(issue);
  expect(title, said).toBe('Change of Editor in Clientela (crm/editor) for Pedro Figueira');
  expect(texts).toEqual({
    [shops]: `${grant('pedro.figueira', 'crm', 'editor', '# His daily work.\nstanding: true\n').replace(
      'What it was needed for when it was asked for',
      'Keep the notes of the shops in Portugal up to date after each visit',
    )}permissions: [customers.read, customers.edit]`,
  });
});

test('every answer that is wrong or missing is answered, and the corrected form passes', async () => {
  const wrong: readonly (readonly [Answers, RegExp])[] = [
    [{ 'Which access is it about?': nothing }, /Which access is it about\? Choose one from the list/],
    [{ 'Whose access is it?': 'Nobody Known' }, /nobody here is called `Nobody Known`/],
    [{ 'Whose access is it?': 'Rui Alves' }, /Rui Alves does not hold Campaign editor in Plazadia/],
    [{ 'What is to happen?': nothing }, /What is to happen\? Choose one from the list/],
    [{}, /Nothing would change; write below what is to be different/],
    [{ 'What is to happen?': 'New time: 90 days' }, /What is it needed for now\? Say it in a sentence/],
    [
      { 'What is to happen?': 'New time: Until the last day that I write below' },
      /New last day: write the day, such as 2026-12-23/,
    ],
    [{ 'What is to happen?': 'New time: 90 days', 'New last day': '31.02.2027' }, /New last day: .*such as/],
    [
      { 'Which role instead?': 'Viewer in Clientela (crm/viewer)' },
      /Which role instead\? Choose another role of the same system/,
    ],
    [
      { 'Which role instead?': 'Campaign editor in Plazadia (ad-platform/campaign-editor)' },
      /This is the role that it is already/,
    ],
    [
      { 'What is to happen?': 'End it now', 'New ticket': 'X-1' },
      /New ticket: leave it empty to end the access, or choose another answer above/,
    ],
    [
      { 'What is really needed of it?': 'Fly to the moon' },
      /`Fly to the moon` is nothing that this role allows; there are `/,
    ],
    [
      { 'Which role instead?': 'Administrator in Plazadia (ad-platform/admin)', ...why },
      /role matrix does not allow `admin`/,
    ],
  ];
  let issue = 0;
  for (const [answers, expected] of wrong) {
    if (issue === 0) issue = await open('qa-isabel-ortega', change(answers));
    else await edit('qa-isabel-ortega', issue, change(answers));
    expect((await told(issue)).at(-1), JSON.stringify(answers)).toMatch(expected);
    expect(await pullOf(issue), JSON.stringify(answers)).toBeUndefined();
  }
  await edit('qa-isabel-ortega', issue, change(why));
  expect((await pullOf(issue))?.title, (await told(issue)).at(-1)).toMatch(/^Change of Campaign editor/);
});

test('nobody changes the access of somebody whom they do not answer for', async () => {
  const issue = await open(
    'qa-nina-hoffmann',
    change({ 'Whose access is it?': 'Isabel Ortega', 'What is to happen?': 'New time: 90 days', ...why }),
  );
  const { said, title } = await proposed(issue);
  expect(title, said).toBeUndefined();
  expect(said).toMatch(/`nina\.hoffmann` may not ask for the role `campaign-editor` for `isabel\.ortega`/);
});

test('access that is not there cannot end', async () => {
  const issue = await open(
    'qa-ana',
    change({
      'Which access is it about?': 'Administrator in Clientela (crm/admin)',
      'What is to happen?': 'End it now',
    }),
  );
  const { said, title } = await proposed(issue);
  expect(title).toBeUndefined();
  expect(said).toContain('Ana Costa does not hold Administrator in Clientela');
});

test('an earlier end needs the word of its holder alone, and no reason', async () => {
  const issue = await open(
    'qa-isabel-ortega',
    change({
      'What is to happen?': 'New time: Until the last day that I write below',
      'New last day': day(7),
    }),
  );
  const { said, isMerged, texts } = await proposed(issue);
  expect(isMerged, said).toBe(true);
  expect(texts[campaigns]).toContain(`validUntil: ${day(7)}`);
  expect(texts[campaigns]).toContain(`requestedAt: ${day(-30)}`);
});

test('access ends at once by the word of whoever holds it', async () => {
  const issue = await open('qa-isabel-ortega', change({ 'What is to happen?': 'End it now' }));
  const { said, isMerged } = await proposed(issue);
  expect(isMerged, said).toBe(true);
  expect(said).toContain('Isabel Ortega: Campaign editor in Plazadia has ended.');
});
