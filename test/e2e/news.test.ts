/** Channels hear once of what becomes of a request: the bundle as its own process, against the sandbox. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { other, requestsIn } from '../support/requests.ts';
import { type Sink, startSink } from '../support/sink.ts';

let company: Company;
let access: Sink;
let security: Sink;
beforeAll(async () => {
  [access, security] = [await startSink(), await startSink()];
  company = await startCompany();
  const settings = readFileSync('policies/grantbook.yaml', 'utf8');
  await company.push('Webhooks', {
    'policies/grantbook.yaml': settings.replaceAll('type: teams', 'type: webhook'),
  });
}, 60_000);
afterAll(async () => {
  access.close();
  security.close();
  await company.close();
});
afterEach(() => {
  expect(company.github.violations).toEqual([]);
  expect([...access.take(), ...security.take()]).toEqual([]);
});

const { judge, ask, review, askedIn, commentOn, pull } = requestsIn(
  () => company,
  () => ({ ACCESS_CHANNEL_URL: access.url, SECURITY_CHANNEL_URL: security.url }),
);
const linkTo = (number: number) => expect.stringContaining(`/${organization}/access/pull/${number}`);
const emergency = {
  'access-grants/crm/admin/vasco.teixeira.yaml': `version: 1
subject: vasco.teixeira
system: crm
role: admin
justification: Nobody can open customer records since the update of last night
ticket: IT-2207
requestedAt: ${new Date().toISOString().slice(0, 10)}
duration: 4h
emergency: true
incident: INC-311
`,
};
/** Judges twice, and gives what was said the first time. */
async function judgeTwice(number: number, expected: string) {
  const first = await judge(number);
  expect(first.outputs.verdict, await commentOn(number)).toBe(expected);
  const news = access.take();
  await judge(number);
  return news;
}

describe('a request', () => {
  let number = 0;
  let approver = '';

  test('is told when it waits for approvers', async () => {
    ({ number } = await ask('request/news', other('viewer')));
    const [news, ...more] = await judgeTwice(number, 'pending');
    expect(more).toEqual([]);
    expect(news).toMatchObject({ event: 'requested', link: linkTo(number) });
    expect(news?.title).toMatch(/^Ana Costa asks for Viewer in .+ for Andrei Popescu until \d+ \w+ \d{4}$/);
    expect(news?.lines).toContain('Why: Download the shops around Porto once for the tasting invitations');
    expect(await commentOn(number)).toMatch(
      /\n\n<!-- grantbook:told requested -->\n<!-- grantbook:valid-since \S+ -->\n<!-- grantbook:first-check \S+ none -->\n*$/,
    );
  });

  test('and when somebody objects, with the reason, once for each review', async () => {
    [approver = ''] = await askedIn(number);
    await review(approver, number, 'REQUEST_CHANGES', { body: 'For what?\n\n<!channel> *Now*' });
    const [news, ...more] = await judgeTwice(number, 'rejected');
    expect(more).toEqual([]);
    expect(news).toMatchObject({ event: 'denied', link: linkTo(number) });
    expect(news?.title).toMatch(/^Denied by .+: Viewer in .+ for Andrei Popescu until/);
    expect(news?.lines).toEqual(['“For what? <!channel> *Now*”', 'Ana Costa asked for it.']);
    await review(approver, number, 'REQUEST_CHANGES', { body: 'Still no.' });
    expect(await judgeTwice(number, 'rejected')).toMatchObject([
      { event: 'denied', lines: ['“Still no.”', 'Ana Costa asked for it.'] },
    ]);
  });

  test('and when it is merged', async () => {
    await review(approver, number);
    const [news, ...more] = await judgeTwice(number, 'approved');
    expect(more).toEqual([]);
    expect(news).toMatchObject({ event: 'approved', link: linkTo(number) });
    expect(news?.title).toMatch(/^Approved: Viewer in .+ for Andrei Popescu until/);
    expect(news?.lines).toEqual([
      'Ana Costa asked for it.',
      expect.stringMatching(/^Approved by .+\.$/),
      'It was merged.',
    ]);
    expect((await pull(number)).merged).toBe(true);
  });
});

test('a request is told when nothing is to be repaired any more, and no draft is', async () => {
  const path = 'access-grants/analytics/viewer/nina.hoffmann.yaml';
  const { [path]: sound = '' } = other('viewer', 'nina.hoffmann');
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', 'request/broken', 'origin/main');
  const open = async (draft: boolean) => {
    await company.push('Broken', { [path]: sound.replace(/validUntil: .*/, 'validUntil: 2020-01-01') });
    return company.openPullRequest('request/broken', 'Broken', { draft });
  };
  const draft = await open(true);
  await company.push('Repaired', { [path]: sound });
  expect(await judgeTwice(draft, 'pending')).toEqual([]);
  await company.as('qa-ana').rest.pulls.update({ ...repository, pull_number: draft, state: 'closed' });
  const number = await open(false);
  expect(await judgeTwice(number, 'rejected')).toEqual([]);
  await company.push('Repaired again', { [path]: sound });
  expect(await judgeTwice(number, 'pending')).toMatchObject([{ event: 'requested' }]);
});

test('an emergency is told to those whom it concerns, and not as a request too', async () => {
  const { number } = await ask('request/emergency', emergency);
  expect(await judgeTwice(number, 'pending')).toEqual([]);
  const [news, ...more] = security.take();
  expect(more).toEqual([]);
  expect(news).toMatchObject({ event: 'emergency', link: linkTo(number) });
  expect(news?.title).toMatch(/^Emergency: Ana Costa asks for Administrator in .+ from the approval$/);
  expect(news?.lines).toContain('Incident: INC-311');
});

test('a sink that does not answer stops nothing, and is not asked again', async () => {
  access.answer(500);
  const { number } = await ask('request/deaf', other('viewer', 'isabel.ortega'));
  const first = await judge(number);
  expect(first).toMatchObject({ status: 0, outputs: { verdict: 'pending' } });
  expect(first.log).toContain('`access-channel` did not take the news “Ana Costa asks for');
  expect(first.log).not.toContain(access.url);
  access.answer(200);
  expect(access.take()).toHaveLength(1);
  await judge(number);
});
