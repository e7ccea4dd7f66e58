/** Whoever may edit issues writes into those of others: the bundle as its own process, against the sandbox. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Answers, bodyOf, formsIn, nothing } from '../support/forms.ts';
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
const { deliver, told, pullOf, open, edit } = formsIn(() => company);

const viewer = (answers: Answers = {}): Answers => ({
  'Which role in Panorama (analytics)?': 'Viewer: Reads the finished dashboards and reports.',
  'What is it needed for?': 'Compare the sales of the spring fairs with those of last year',
  'For how long?': '30 days',
  'Last day': nothing,
  'First day': nothing,
  'For whom?': nothing,
  ...answers,
});
const write = (login: string, issue_number: number, changes: { body?: string; state?: 'open' | 'closed' }) =>
  company.as(login).rest.issues.update({ ...repository, issue_number, ...changes });
const held = 'access-grants/analytics/analyst/mateus.oliveira.yaml';
const isHeld = async () => {
  await company.git('fetch', '--quiet', 'origin');
  return (await company.git('ls-tree', '-r', '--name-only', 'origin/main', held)) !== '';
};

describe('an issue that somebody else wrote into', () => {
  test('asks for nothing in the name of its author, and takes nothing away', async () => {
    const issue = await open('qa-andrei-popescu', viewer({ 'For how long?': nothing }));
    await edit('qa-ana', issue, viewer({ 'For whom?': 'Nina Hoffmann' }));
    expect(await pullOf(issue)).toBeUndefined();
    expect((await told(issue)).at(-1)).toMatch(/@qa-andrei-popescu, somebody else changed this issue/);
  });

  test('leaves what its author asked for as it was', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    const before = await pullOf(issue);
    await edit('qa-ana', issue, viewer({ 'For whom?': 'Nina Hoffmann' }));
    expect((await pullOf(issue))?.head.sha).toBe(before?.head.sha);
    await edit('qa-andrei-popescu', issue, viewer({ 'For how long?': '7 days' }));
    expect((await pullOf(issue))?.head.sha).not.toBe(before?.head.sha);
  });

  test('is not read by a run of its author that is started again', async () => {
    const issue = await open('qa-andrei-popescu', viewer({ 'For how long?': nothing }));
    const { data: then } = await company.as('qa-ana').rest.issues.get({ ...repository, issue_number: issue });
    await write('qa-ana', issue, { body: bodyOf(viewer({ 'For whom?': 'Nina Hoffmann' })) });
    const again = await run('issues', { action: 'opened', issue: then, sender: then.user }, company.jobToken);
    expect(again.log).toContain(`#${issue} has been changed since`);
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('is not opened again for its author', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    await write('qa-andrei-popescu', issue, { state: 'closed' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeUndefined();
    await write('qa-ana', issue, { state: 'open' });
    await deliver(issue, 'qa-ana');
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('asks for nothing where its author opens it again, or gives it another title', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    await write('qa-andrei-popescu', issue, { state: 'closed' });
    await deliver(issue);
    // While it is closed, so that nothing is said of it.
    await write('qa-ana', issue, { body: bodyOf(viewer({ 'For whom?': 'Nina Hoffmann' })) });
    await deliver(issue, 'qa-ana');
    await write('qa-andrei-popescu', issue, { state: 'open' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeUndefined();
    expect((await told(issue)).at(-1)).toMatch(/nobody can tell whether .* was written by you/);
    await deliver(issue, 'qa-andrei-popescu', { action: 'edited', changes: { title: { from: 'A form' } } });
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('does not bring back what its author asked for before, by a run that is started again', async () => {
    const before = viewer({ 'For whom?': 'Nina Hoffmann' });
    const issue = await open('qa-andrei-popescu', before);
    const { data: then } = await company.as('qa-ana').rest.issues.get({ ...repository, issue_number: issue });
    await edit('qa-andrei-popescu', issue, viewer());
    const asked = await pullOf(issue);
    await write('qa-ana', issue, { body: bodyOf(before) });
    const attempt = requestsIn(
      () => company,
      () => ({ GITHUB_RUN_ATTEMPT: '2' }),
    );
    const event = { action: 'opened', issue: then, sender: then.user };
    const again = await attempt.run('issues', event, company.jobToken);
    expect(again.log).toContain(`Nobody can tell whether #${issue} still says what its author wrote`);
    expect((await pullOf(issue))?.head.sha).toBe(asked?.head.sha);
  });

  test('ends no access of its author, which would need nobody else’s leave', async () => {
    expect(await isHeld()).toBe(true);
    const issue = await open('qa-mateus-oliveira', viewer({ 'For how long?': nothing }));
    await edit('qa-ana', issue, {
      'Which access is it about?': 'Analyst in Panorama (analytics/analyst)',
      'Whose access is it?': nothing,
      'What is to happen?': 'End it now',
    });
    expect(await isHeld()).toBe(true);
  });
});

describe('an issue whose author took the form out of it', () => {
  test('asks for nothing any more', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    expect(await pullOf(issue)).toBeDefined();
    await write('qa-andrei-popescu', issue, { body: 'Never mind.' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('is withdrawn by closing it, also where its form has another name by now', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    await write('qa-andrei-popescu', issue, { body: '### Which role in Vista (vista)?\n\nViewer' });
    await write('qa-andrei-popescu', issue, { state: 'closed' });
    await deliver(issue);
    expect(await pullOf(issue)).toBeUndefined();
  });

  test('is not taken from its author by somebody else', async () => {
    const issue = await open('qa-andrei-popescu', viewer());
    await write('qa-ana', issue, { body: 'Never mind.' });
    await deliver(issue, 'qa-ana');
    expect(await pullOf(issue)).toBeDefined();
  });
});
