/** What is said of an account or a commit that nobody can be named for, and what to do about it. */
import { describe, expect, test } from 'vitest';
import type { CommitFact, Facts } from '../../src/model/facts.ts';
import { grantFile } from '../../src/rules/example-company.ts';
import { accounts, by, commit, decided, earlier, facts, review } from '../support/deciding.ts';

const { ana, rui, stranger, bot } = accounts;

/** The obstacles of a pull request that its manager approves. */
const obstacles = (more: Partial<Facts>) =>
  decided({ facts: facts([review(rui)], more) }).whole.obstacles.map(({ kind, message, help }) => ({
    kind,
    message,
    help,
  }));
const opened = (author: Facts['pullRequest']['author'], more: Partial<Facts['pullRequest']> = {}) => ({
  pullRequest: { ...facts([]).pullRequest, author, ...more },
});

describe('whoever asks has to be somebody', () => {
  test.each<[string, Partial<Facts>, string, string]>([
    [
      'a deleted account',
      opened(null),
      'the account that opened this pull request was deleted, so nobody can tell who asks',
      'close this pull request and open a new one',
    ],
    [
      'an account of an unknown kind',
      opened({ ...ana, type: 'Hologram' }),
      'the account `ana-costa`, which asks here, is of a kind that Grantbook does not know',
      'the person who wants the change opens the pull request',
    ],
    [
      'an account that is in no file',
      opened(stranger),
      'the account `stranger` (number 999), which asks here, belongs to nobody in `policies/people/`, so nobody can tell whether its owner also approves',
      'enter it in the file of the person whose it is: `github: {login: stranger, id: 999}`',
    ],
    [
      'a machine',
      { ...opened(bot), commits: [commit(bot)] },
      '`helper[bot]` opened this pull request, and nobody can tell for whom',
      'the person who wants the change opens the pull request',
    ],
  ])('not %s', (_, more, message, help) => {
    expect(obstacles(more)).toEqual([{ kind: 'unknown-author', message, help }]);
  });
});

describe('every hand in a commit is the hand of somebody', () => {
  const sha = 'abcdef0123456789abcdef0123456789abcdef01';
  const nobody = { login: '', id: 0 };
  const unknown = 'is no account that GitHub knows';
  const foreign = 'is the account `stranger` (number 999), which belongs to nobody in `policies/people/`';

  test.each<[string, Partial<CommitFact>, string]>([
    ['an author without an account', { author: null }, `the author of commit \`abcdef0123\` ${unknown}`],
    ['an author who is nobody', { author: nobody }, `the author of commit \`abcdef0123\` ${unknown}`],
    ['a foreign author', { author: stranger }, `the author of commit \`abcdef0123\` ${foreign}`],
    [
      'a co-author without an account',
      { coAuthors: [null] },
      `the co-author of commit \`abcdef0123\` ${unknown}`,
    ],
    [
      'a foreign co-author',
      { coAuthors: [rui, stranger] },
      `the co-author of commit \`abcdef0123\` ${foreign}`,
    ],
    ['a foreign committer', { committer: stranger }, `the committer of commit \`abcdef0123\` ${foreign}`],
    ['a foreign pusher', { pusher: stranger }, `the pusher of commit \`abcdef0123\` ${foreign}`],
    ['one more pusher', { pushers: [ana, stranger] }, `the pusher of commit \`abcdef0123\` ${foreign}`],
    [
      'several of them, of whom the first is named',
      { author: stranger, coAuthors: [null] },
      `the author of commit \`abcdef0123\` ${foreign}`,
    ],
  ])('%s', (_, more, who) => {
    expect(obstacles({ commits: [commit(ana), commit(ana, { sha, ...more })] })).toEqual([
      {
        kind: 'unattributed-commit',
        message: `${who}, so nobody can tell whether that person also approves`,
        help: 'make the commit again with the e-mail address of a GitHub account that `policies/people/` names, and push the branch anew',
      },
    ]);
  });

  test('each such commit is told of', () => {
    const commits = [commit(null), commit(null, { sha: earlier }), commit(ana, { sha })];
    expect(obstacles({ commits }).map(({ message }) => message)).toEqual([
      expect.stringContaining('`bbbbbbbbbb`'),
      expect.stringContaining('`aaaaaaaaaa`'),
    ]);
  });
});

describe('whoever had several hands in a pull request is told the first', () => {
  const forTiago = grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' });
  test.each<[string, Facts, string]>([
    [
      'who opened it and pushed to it, that they wrote it',
      facts([review(rui)], { ...by(rui), commits: [commit(rui, { pusher: rui })] }),
      'author',
    ],
    [
      'who opened it and committed what another wrote, that they wrote it',
      facts([review(rui)], { ...by(rui), commits: [commit(ana, { committer: rui })] }),
      'author',
    ],
    [
      'for whom a machine opened it, and who pushed to it, that they asked',
      facts([review(rui)], { ...opened(bot, { requestedBy: rui }), commits: [commit(bot, { pusher: rui })] }),
      'requester',
    ],
  ])('%s', (_, known, reason) => {
    const result = decided({ change: forTiago, facts: known });
    expect(result).toMatchObject({ verdict: 'pending', reasons: [`rui-alves: ${reason}`] });
  });
});
