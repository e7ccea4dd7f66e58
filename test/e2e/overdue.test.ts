/** Approvers who do not answer are reminded, each once for each step: the jobs by the clock of the test. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Jobs, startJobs } from '../support/jobs.ts';
import { requestsIn } from '../support/requests.ts';
import { type Sink, startSink } from '../support/sink.ts';

/** A Thursday, so that a weekend comes in between. */
const thursday = '2026-12-03T12:00:00Z';
let now = Date.parse(thursday);

let company: Company;
let jobs: Jobs;
let access: Sink;
beforeAll(async () => {
  access = await startSink();
  company = await startCompany([], () => now);
  const settings = readFileSync('policies/grantbook.yaml', 'utf8');
  await company.push('Webhooks', {
    'policies/grantbook.yaml': settings.replaceAll('type: teams', 'type: webhook'),
  });
  // The process of the jobs gets what this one has.
  process.env.ACCESS_CHANNEL_URL = access.url;
  jobs = startJobs(company, () => now);
}, 60_000);
afterAll(async () => {
  delete process.env.ACCESS_CHANNEL_URL;
  jobs.stop();
  access.close();
  await company.close();
});
beforeEach(() => {
  now = Date.parse(thursday);
});
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { ask, review, askedIn } = requestsIn(() => company);
const grant = (role: string, subject: string) => {
  const [system = '', name = ''] = role.split('/');
  return {
    [`access-grants/${role}/${subject}.yaml`]: `version: 1
subject: ${subject}
system: ${system}
role: ${name}
justification: Download the shops around Porto once for the tasting invitations
${system === 'crm' ? 'ticket: CRM-701\n' : ''}validUntil: 2026-12-13
`,
  };
};

/** Decides twice at a time, and gives the logins that comments have mentioned since the last time. */
let told = 0;
async function mentionedAt(number: number, time: string): Promise<string[]> {
  now = Date.parse(time);
  for (const _ of [1, 2]) {
    const judged = await jobs.ask<{ verdict: string }>({ judge: number });
    expect(judged).toMatchObject({ verdict: 'pending' });
  }
  const comments = await reminders(number);
  const fresh = comments.slice(told);
  expect(fresh.length).toBeLessThan(2);
  told = comments.length;
  const news = access.take().filter(({ event }) => event === 'overdue');
  expect(news).toHaveLength(fresh.length);
  return fresh
    .flatMap((body) => [...body.matchAll(/@(qa-[a-z-]+)[,:]/g)].map(([, login = '']) => login))
    .sort();
}
const reminders = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data.flatMap(
    ({ body }) => (body?.startsWith('<!-- grantbook:overdue -->') ? [body] : []),
  );
const start = async (branch: string, role: string, subject: string) => {
  const { number } = await ask(branch, grant(role, subject));
  told = 0;
  expect(await mentionedAt(number, thursday)).toEqual([]);
  return number;
};

describe('approvers who were asked', () => {
  test('are reminded after one working day and after three, and then no more', async () => {
    const number = await start('request/forgotten', 'crm/exporter', 'andrei.popescu');
    const asked = await askedIn(number);
    expect(asked).toHaveLength(2);
    expect(await mentionedAt(number, '2026-12-04T11:59:00Z')).toEqual([]);
    expect(await mentionedAt(number, '2026-12-04T12:00:00Z')).toEqual(asked);
    const [first = ''] = await reminders(number);
    expect(first).toContain(
      'this has waited for you since 3 December 2026 at 12:00 (Europe/Lisbon), yesterday.',
    );
    expect(first).toMatch(
      /\n\nWithout an answer, .+ may approve this too, from 8 December 2026 at 12:00 \(Europe\/Lisbon\) on\.\n/,
    );
    expect(await mentionedAt(number, '2026-12-07T12:00:00Z')).toEqual([]);
    // From here on the escalation is in force, and mentions its own people.
    expect(await mentionedAt(number, '2026-12-08T12:00:00Z')).toEqual(asked);
    expect((await reminders(number)).at(-1)).not.toContain('Without an answer');
    expect(await mentionedAt(number, '2026-12-10T12:00:00Z')).toEqual([]);
  });

  test('are reminded once where the first run comes late, and not after an answer', async () => {
    const number = await start('request/late', 'analytics/viewer', 'nina.hoffmann');
    const [first = '', ...others] = await askedIn(number);
    expect(await mentionedAt(number, '2026-12-08T12:00:00Z')).toEqual([first, ...others]);
    expect(await mentionedAt(number, '2026-12-08T13:00:00Z')).toEqual([]);
  });

  test('are reminded anew only where they are asked anew', async () => {
    const number = await start('request/pushed', 'analytics/viewer', 'isabel.ortega');
    const [first = '', ...others] = await askedIn(number);
    expect(await mentionedAt(number, '2026-12-04T12:00:00Z')).toEqual([first, ...others]);
    const [path = '', text = ''] = Object.entries(grant('analytics/viewer', 'isabel.ortega'))[0] ?? [];
    await company.push('Better words', { [path]: text.replace('12-13', '12-12') });
    expect(await mentionedAt(number, '2026-12-07T12:00:00Z')).toEqual([]);
    const at = { ...repository, pull_number: number, reviewers: [first] };
    await company.as('qa-ana').rest.pulls.removeRequestedReviewers(at);
    expect(await mentionedAt(number, '2026-12-08T11:00:00Z')).toEqual([]);
    await company.as('qa-ana').rest.pulls.requestReviewers(at);
    expect(await mentionedAt(number, '2026-12-08T12:00:00Z')).toEqual(others);
    expect(await mentionedAt(number, '2026-12-09T12:00:00Z')).toEqual([first]);
    await review(first, number);
  });
});
