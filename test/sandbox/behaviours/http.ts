import { expect } from 'vitest';
import { type Behaviours, here, refused } from '../fixture.ts';

/** What is the same for every request. */
export const httpBehaviours: Behaviours = {
  'a list has pages, with links to the others': async ({ open, as }) => {
    const { pull_number: issue_number } = await open('paged');
    const { issues } = as('rosa').rest;
    for (let count = 1; count <= 5; count += 1)
      await issues.createComment({ ...here, issue_number, body: `Comment ${count}` });
    const list = { ...here, issue_number, per_page: 2 };
    const middle = await issues.listComments({ ...list, page: 2 });
    expect(middle.data.map((comment) => comment.body)).toEqual(['Comment 3', 'Comment 4']);
    for (const rel of ['prev', 'next', 'last', 'first'])
      expect(middle.headers.link).toContain(`rel="${rel}"`);
    expect((await issues.listComments({ ...list, page: 3 })).headers.link).not.toContain('rel="next"');
    const all = await as('rosa').paginate(issues.listComments, list);
    expect(all).toHaveLength(5);
  },

  'a page has 30 entries, and never more than 100': async ({ branch, as, appToken }) => {
    const head_sha = branch('many');
    const { checks } = as(appToken).rest;
    for (let count = 0; count < 101; count += 1)
      await checks.create({ ...here, name: `check ${count}`, head_sha });
    const list = { ...here, ref: head_sha };
    expect((await checks.listForRef(list)).data.check_runs).toHaveLength(30);
    expect((await checks.listForRef({ ...list, per_page: 1000 })).data.check_runs).toHaveLength(100);
  },

  'what has not changed answers 304 and costs nothing': async ({ as }) => {
    const first = await as('wim').rest.repos.get(here);
    const remaining = first.headers['x-ratelimit-remaining'];
    const again = as('wim').rest.repos.get({
      ...here,
      headers: { 'if-none-match': first.headers.etag ?? '' },
    });
    await refused(again, 304);
    const after = await as('wim').rest.repos.get(here);
    expect(Number(after.headers['x-ratelimit-remaining'])).toBe(Number(remaining) - 1);
  },

  'what GitHub serves and the sandbox does not is refused': async ({ open, as }) => {
    const { pull_number } = await open('unserved');
    const comments = [{ path: 'unserved.yaml', body: 'Here', position: 1 }];
    await refused(
      as('rosa').rest.pulls.createReview({ ...here, pull_number, comments }),
      400,
      /not serve "comments"/,
    );
    await refused(as('rosa').rest.repos.listCommits({ ...here, author: 'wim' }), 400, /not serve "author"/);
  },

  "the date is that of the server's clock": async (company) => {
    const { headers } = await company.as('wim').rest.repos.get(here);
    expect(headers.date).toBe(new Date(company.clock).toUTCString());
  },

  'an unknown property, parameter or operation is a violation': async ({ github, as }) => {
    const { request } = as('wim');
    await refused(request('GET /repos/acme/access/pulls?stat=open'), 400, /no query parameter "stat"/);
    await refused(
      request('PATCH /repos/acme/access/pulls/1', { titel: 'x' }),
      400,
      /unknown property "titel"/,
    );
    await refused(request('POST /repos/acme/access/pulls', { title: 'x' }), 422, /'head'/);
    await refused(request('GET /repos/acme/access/nonsense'), 404, /no operation/);
    const accept = 'application/vnd.github.diff';
    await refused(request('GET /repos/acme/access', { headers: { accept } }), 415, /no application/);
    expect(github.violations.splice(0)).toHaveLength(5);
  },
};
