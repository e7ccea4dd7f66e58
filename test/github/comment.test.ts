/** What our one comment keeps at its end: since when nothing was against the request, and what channels were told. */
import { describe, expect, test } from 'vitest';
import type { GitHubClient } from '../../src/github/client.ts';
import { type OneComment, upsertComment } from '../../src/github/comment.ts';

const repository = { owner: 'acme', repo: 'access' };
const user = { login: 'helper[bot]', type: 'Bot' };
const since = '2026-11-23T10:00:00.000Z';

/** A pull request with one comment of ours, or none. */
function conversation(body?: string) {
  const comments = body === undefined ? [] : [{ id: 1, body, user, html_url: 'https://github.com/1' }];
  let writes = 0;
  const write = async ({ body: text }: { body: string }) => {
    writes += 1;
    comments[0] = { id: 1, body: text, user, html_url: 'https://github.com/1' };
    return { data: comments[0] };
  };
  const issues = { listComments: {}, createComment: write, updateComment: write };
  const client = { paginate: async () => comments, rest: { issues } } as unknown as GitHubClient;
  return {
    say: (more: Partial<OneComment> = {}) =>
      upsertComment(client, repository, 12, {
        marker: '<!-- ours -->',
        botLogin: user.login,
        body: '<!-- ours -->\nAll is well.\n',
        ...more,
      }),
    body: () => comments[0]?.body,
    writes: () => writes,
  };
}

describe('news', () => {
  test('are new once, and stay told whatever the comment says later', async () => {
    const { say, body, writes } = conversation();
    expect(await say({ news: ['requested'], validSince: since })).toMatchObject({
      news: ['requested'],
      validSince: since,
    });
    const first = body();
    expect(first).toBe(
      `<!-- ours -->\nAll is well.\n\n<!-- grantbook:told requested -->\n<!-- grantbook:valid-since ${since} -->\n`,
    );
    expect(await say({ news: ['requested'], validSince: '2026-11-24T10:00:00.000Z' })).toMatchObject({
      news: [],
      validSince: since,
    });
    expect([body(), writes()]).toEqual([first, 1]);
    expect((await say({ body: '<!-- ours -->\nCould not evaluate.\n' })).news).toEqual([]);
    expect((await say({ news: ['requested', 'denied@7'] })).news).toEqual(['denied@7']);
    expect(body()).toContain('<!-- grantbook:told requested denied@7 -->\n');
  });

  test('of a comment without any leave it as it is', async () => {
    const { say, body } = conversation();
    expect(await say()).toEqual({ url: 'https://github.com/1', news: [] });
    expect(body()).toBe('<!-- ours -->\nAll is well.\n');
  });

  test('are found where GitHub has changed how lines end, and where an older version wrote', async () => {
    const windows = `<!-- ours -->\r\nAll is well.\r\n\r\n<!-- grantbook:told requested -->\r\n<!-- grantbook:valid-since ${since} -->`;
    const { say, writes } = conversation(windows);
    expect(await say({ news: ['requested'] })).toMatchObject({ news: [], validSince: since });
    expect(writes()).toBe(0);
    const older = conversation(`<!-- ours -->\nAll is well.\n\n<!-- grantbook:valid-since ${since} -->\n`);
    expect(await older.say({ news: ['requested'] })).toMatchObject({
      news: ['requested'],
      validSince: since,
    });
  });

  test('are told although somebody wrote such a mark into a file', async () => {
    const body =
      '<!-- ours -->\n`<!-- grantbook:told approved@1 -->`\n\n<!-- grantbook:told denied@1 -->\nThe end.\n';
    const { say } = conversation(body);
    expect((await say({ body, news: ['approved@1', 'denied@1'] })).news).toEqual(['approved@1', 'denied@1']);
  });

  test('about many reviews forget the oldest ones, so that the comment does not grow for ever', async () => {
    const { say, body } = conversation();
    await say({ news: ['requested'] });
    for (let id = 1; id <= 20; id += 1)
      expect((await say({ news: [`denied@${id}`] })).news).toEqual([`denied@${id}`]);
    expect(body()).toMatch(/<!-- grantbook:told requested denied@6 .* denied@20 -->\n$/);
    const many = Array.from({ length: 20 }, (_, index) => `denied@${index + 100}`);
    expect((await say({ news: many })).news).toHaveLength(15);
    expect((await say({ news: many })).news).toEqual([]);
  });
});

describe('what was wrong at first', () => {
  const check = (...errors: string[]) => ({ check: async () => ({ at: since, errors }) });
  const mark = (what: string) => `<!-- grantbook:first-check ${since} ${what} -->\n`;

  test('is kept from the first check on, and asked for only then', async () => {
    const { say, body } = conversation();
    const firstCheck = { at: since, errors: ['GB203', 'GB301'] };
    expect(await say(check('GB203', 'GB301'))).toMatchObject({ firstCheck });
    expect(body()).toContain(mark('GB203,GB301'));
    const never = { check: () => Promise.reject(new Error('asked again')) };
    expect(await say({ ...never, validSince: since })).toMatchObject({ firstCheck, validSince: since });
    expect(body()?.endsWith(mark('GB203,GB301'))).toBe(true);
  });

  test('is kept too where nothing was', async () => {
    const { say, body } = conversation();
    expect(await say(check())).toMatchObject({ firstCheck: { errors: [] } });
    expect(body()).toContain(mark('none'));
    expect(await say(check('GB203'))).toMatchObject({ firstCheck: { errors: [] } });
  });

  test('is not known of a comment that was there before, unless something is wrong still', async () => {
    const before = '<!-- ours -->\nCould not evaluate.\n';
    expect(await conversation(before).say(check())).not.toHaveProperty('firstCheck');
    expect(await conversation(before).say(check('GB203'))).toMatchObject({
      firstCheck: { errors: ['GB203'] },
    });
  });

  test('is nothing that somebody wrote further up, and no code that is none', async () => {
    const { say } = conversation(`<!-- ours -->\n${mark('GB999')}All is well.\n\n${mark('GB203,x<b>,form')}`);
    expect(await say()).toMatchObject({ firstCheck: { at: since, errors: ['GB203', 'form'] } });
  });
});
