import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Company, here, refused, run, startCompany } from './fixture.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterEach(() => {
  company.github.faults.clear();
  expect(company.github.violations.splice(0)).toEqual([]);
});
afterAll(() => company.close());

const repository = { operationId: 'repos/get' };
const get = (signal?: AbortSignal) =>
  company.as('wim').rest.repos.get({ ...here, request: signal ? { signal } : {} });

test('a status strikes the n-th matching request, and only so many', async () => {
  company.github.faults.add({ match: repository, nth: 2, times: 2, kind: 'status', status: 502 });
  await get();
  await refused(get(), 502);
  await company.as('wim').rest.pulls.list(here);
  await refused(get(), 502);
  await get();
});

test('a request is matched by its method and path too', async () => {
  company.github.faults.add({ match: { method: 'GET', path: /\/pulls$/ }, kind: 'status', status: 404 });
  await get();
  await refused(company.as('wim').rest.pulls.list(here), 404);
});

test('a lost answer is for a request that was carried out', async () => {
  const { pull_number: issue_number } = await company.open('lost');
  company.github.faults.add({
    match: { operationId: 'issues/create-comment' },
    kind: 'lost answer',
    status: 502,
  });
  const { issues } = company.as('rosa').rest;
  await refused(issues.createComment({ ...here, issue_number, body: 'Once' }), 502);
  expect((await issues.listComments({ ...here, issue_number })).data).toHaveLength(1);
});

test('a time-out leaves the client waiting until it gives up', async () => {
  company.github.faults.add({ match: repository, kind: 'timeout' });
  const waiting = new AbortController();
  const given = expect(get(waiting.signal)).rejects.toThrow(/abort/);
  company.github.faults.add({
    match: { operationId: 'pulls/list' },
    kind: 'meanwhile',
    run: () => waiting.abort(),
  });
  await company.as('wim').rest.pulls.list(here);
  await given;
});

test('a connection breaks before or within an answer', async () => {
  company.github.faults.add({ match: repository, kind: 'hang up' });
  await expect(get()).rejects.toThrow();
  company.github.faults.add({ match: repository, kind: 'cut off' });
  // Octokit swallows it and hands out an empty text with status 200: whoever uses it has to look.
  expect(await get()).toMatchObject({ status: 200, data: '' });
  expect((await get()).data.name).toBe('access');
});

test('a truncated page looks like the last one', async () => {
  const { pull_number: issue_number } = await company.open('short');
  const { issues } = company.as('rosa').rest;
  for (const body of ['One', 'Two', 'Three']) await issues.createComment({ ...here, issue_number, body });
  company.github.faults.add({
    match: { operationId: 'issues/list-comments' },
    kind: 'truncated page',
    keep: 1,
  });
  const page = await issues.listComments({ ...here, issue_number, per_page: 2 });
  expect(page.data).toHaveLength(1);
  expect(page.headers.link).toBeUndefined();
});

test('the rate limits answer 403 and say how long to wait', async () => {
  company.github.faults.add({ match: repository, kind: 'secondary rate limit', retryAfter: 7 });
  await expect(get()).rejects.toMatchObject({
    status: 403,
    message: expect.stringMatching(/secondary rate limit/),
    response: { headers: { 'retry-after': '7' } },
  });
  company.github.faults.add({ match: repository, kind: 'primary rate limit' });
  const reset = String(Date.parse(company.clock) / 1000 + 3600);
  await expect(get()).rejects.toMatchObject({
    status: 403,
    response: { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } },
  });
});

test('the date can be off', async () => {
  company.github.faults.add({ match: repository, kind: 'skewed date', seconds: -600 });
  const { headers } = await get();
  expect(headers.date).toBe(new Date(Date.parse(company.clock) - 600_000).toUTCString());
});

test('the date can be missing', async () => {
  company.github.faults.add({ match: repository, kind: 'no date' });
  expect((await get()).headers.date).toBeUndefined();
});

test('an answer can be edited, but not into one that GitHub would not give', async () => {
  const edit = (change: object) => (body: unknown) => ({ ...(body as object), ...change });
  company.github.faults.add({ match: repository, kind: 'edit', edit: edit({ archived: true }) });
  expect((await get()).data.archived).toBe(true);
  company.github.faults.add({ match: repository, kind: 'edit', edit: edit({ invented: 1 }) });
  await refused(get(), 500, /unknown property "invented"/);
  expect(company.github.violations.splice(0)).toHaveLength(1);
});

test('something happens just before a request is carried out', async () => {
  const pull = await company.open('raced');
  const file = { ...here, branch: 'raced', path: 'late.yaml', message: 'Late', content: '' };
  company.github.faults.add({
    match: { operationId: 'pulls/merge' },
    kind: 'meanwhile',
    run: async () => {
      await company.as('wim').rest.repos.createOrUpdateFileContents(file);
    },
  });
  await refused(company.as('ada').rest.pulls.merge({ ...pull, merge_method: 'squash' }), 409);
});

test('git itself can be struck', async () => {
  company.github.faults.add({ match: { operationId: 'git-upload-pack' }, kind: 'status', status: 503 });
  await expect(run(company.clone, 'fetch')).rejects.toThrow(/503/);
  await run(company.clone, 'fetch');
});

test('an hour has only so many requests', async () => {
  const small = await startCompany({ rateLimit: 2 });
  const wim = small.as('wim').rest;
  await wim.repos.get(here);
  await wim.repos.get(here);
  await refused(wim.repos.get(here), 403, /rate limit exceeded/);
  small.clock = '2026-03-02T10:00:00Z';
  await wim.repos.get(here);
  await small.close();
});
