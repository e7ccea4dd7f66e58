/** What stands in the way of a decision, and what to do about it, in the words that people read. */
import { describe, expect, test } from 'vitest';
import { grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  type Decided,
  decided,
  earlier,
  facts,
  head,
  person,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago, stranger } = accounts;
const again = 'run the job again; if it stays, split the pull request into smaller ones';
const owner = 'ask a policy owner: the approval policy needs somebody else, or an escalation';
const settle =
  'settle it with that person, who then approves; only they or a policy owner can take the objection away';
const changes = 'CHANGES_REQUESTED';
const path = 'access-grants/payroll/viewer/ana.costa.yaml';

/** The verdict with each obstacle as `message; help`. */
const standing = (given: Decided) => {
  const { verdict, whole } = decided(given);
  return { verdict, obstacles: whole.obstacles.map(({ message, help }) => `${message}; ${help}`) };
};

describe('nobody can decide', () => {
  test.each<[string, Partial<Decided>, string]>([
    [
      'while not everything was read',
      { facts: facts([review(rui)], { complete: false }) },
      `not everything about this pull request could be read, so it cannot be decided; ${again}`,
    ],
    [
      'about no commit',
      { facts: facts([review(rui)], { commits: [] }) },
      `this pull request shows no commit, so it cannot be decided; ${again}`,
    ],
    [
      'without the newest commit',
      { facts: facts([review(rui)], { commits: [commit(ana, { sha: earlier })] }) },
      `the newest commit is not among the commits of this pull request, so it cannot be decided; ${again}`,
    ],
    [
      'by what is known of another commit',
      { facts: facts([review(rui)]), judged: 'c'.repeat(40) },
      'the facts are of commit `bbbbbbbbbb`, and the branch is at `cccccccccc`, so it cannot be decided; read the facts anew, or name the commit that they are of as `--head`',
    ],
    [
      'while the members of a team are not known',
      {
        base: approvals('[{approvers: [manager, "github-team:acme/payroll"]}]'),
        facts: facts([review(rui)]),
      },
      'the members of the team `acme/payroll` are not known, so it cannot be decided; run the job again with a token that may read them: that of a GitHub App with *Members: read*',
    ],
    [
      'about nothing',
      { change: {}, facts: facts([review(rui)]) },
      'this pull request changes nothing; close it, or push what it is meant to change',
    ],
  ])('%s', (_, given, obstacle) => {
    expect(standing({ facts: facts([]), ...given })).toEqual({ verdict: 'rejected', obstacles: [obstacle] });
  });

  test('while the branch is where the facts are, they are enough', () => {
    expect(standing({ facts: facts([review(rui)]), judged: head })).toEqual({
      verdict: 'approved',
      obstacles: [],
    });
  });

  test('about a draft, which only waits', () => {
    const pullRequest = { ...facts([]).pullRequest, draft: true };
    expect(standing({ facts: facts([review(rui)], { pullRequest }) })).toEqual({
      verdict: 'pending',
      obstacles: ['this pull request is a draft; mark it as ready for review'],
    });
  });
});

describe('nobody can tell what a review means', () => {
  const newOne = 'close this pull request and open a new one';
  const cannot = (odd: string, state: string, help: string) => ({
    verdict: 'rejected',
    obstacles: [
      `nobody can tell what the review 7 of ${odd} means${state}, so it cannot be decided; ${help}`,
    ],
  });

  test.each([
    ['approved', 'APPROVED'],
    [' Approved ', 'APPROVED'],
    ['changes requested', 'CHANGES_REQUESTED'],
    ['changes-requested', 'CHANGES_REQUESTED'],
    ['Changes \t- Requested', 'CHANGES_REQUESTED'],
    ['dismissed', 'DISMISSED'],
    ['commented', 'COMMENTED'],
    ['pending', 'PENDING'],
  ])('but it can guess that %j is %s', (state, meant) => {
    const known = facts([review(rui, state, { id: 7 }), review(rui)]);
    expect(standing({ facts: known })).toEqual(
      cannot('`rui-alves`', `: its state is \`${state}\``, `a state is written \`${meant}\``),
    );
  });

  test.each([
    ['a state that resembles none', review(rui, 'blessed', { id: 7 }), '`rui-alves`'],
    ['a state with something around it', review(rui, '*approved*', { id: 7 }), '`rui-alves`'],
    [
      'an account of an unknown kind',
      review({ ...rui, type: 'Mannequin' }, 'APPROVED', { id: 7 }),
      '`rui-alves`',
    ],
    ['an objection of a deleted account', review(null, changes, { id: 7 }), 'a deleted account'],
    ['a time that is none', review(rui, 'APPROVED', { id: 7, submittedAt: 'soon' }), '`rui-alves`'],
  ])('nor guess at %s', (_, odd, who) => {
    expect(standing({ facts: facts([odd]) })).toEqual(cannot(who, '', newOne));
  });

  test('and of several such reviews the oldest is named, in whatever order they come', () => {
    const odd = [7, 8, 9].map((id) => review(rui, `odd ${id}`, { id }));
    const expected = cannot('`rui-alves`', '', newOne);
    expect(standing({ facts: facts(odd) })).toEqual(expected);
    expect(standing({ facts: facts(odd.toReversed()) })).toEqual(expected);
  });
});

describe('a place that nobody can fill', () => {
  const nobody = 'may approve it who is neither the subject nor had a hand in this pull request';

  test.each([
    [
      'names all whom it is for',
      '[{approvers: ["user:ana.costa", "user:tiago.nunes"]}]',
      `\`${path}\` needs 1 of \`user:ana.costa\`, \`user:tiago.nunes\`, and nobody ${nobody}; ${owner}`,
    ],
    [
      'says how many there are',
      '[{approvers: [manager, system-owner], count: 3}]',
      `\`${path}\` needs 3 of \`manager\`, \`system-owner\`, and only 2 ${nobody}; ${owner}`,
    ],
    [
      'says where one person would have to be two',
      '[{approvers: [manager]}, {approvers: ["user:rui.alves"]}]',
      `\`${path}\` needs 2 different people, and those who may approve it can fill only 1 of these places; ${owner}`,
    ],
  ])('%s', (_, stages, obstacle) => {
    const { verdict, obstacles } = standing({ base: approvals(stages), facts: facts([], by(tiago)) });
    expect(verdict).not.toBe('approved');
    expect(obstacles).toEqual([obstacle]);
  });
});

describe('an objection', () => {
  const manager = approvals('[{approvers: [manager]}]');
  const saying = (body: string | null | undefined, who = marta, base = {}) => {
    const { body: _, ...silent } = review(who, changes);
    const objection = body === undefined ? silent : { ...silent, body };
    return standing({ base, facts: facts([objection, review(rui)]) });
  };
  const rejected = (message: string) => ({ verdict: 'rejected', obstacles: [`${message}; ${settle}`] });

  test.each([
    ['in words', ' Not before the audit.\n', ': “Not before the audit.”'],
    ['in blanks', ' \n', ''],
    ['in no words', '', ''],
    ['without a text', null, ''],
    ['whose text was not told', undefined, ''],
  ])('%s', (_, body, shown) => {
    expect(saying(body)).toEqual(rejected(`Marta Dias asks for changes${shown}`));
  });

  test('of an account that several people share is told by the account', () => {
    const shared = person('tiago.nunes', 'id: 105', 'id: 103');
    expect(saying('', marta, shared)).toEqual(rejected('`marta-dias` asks for changes'));
  });

  test('of somebody who is asked about one of two grants stands in the way of both', () => {
    const change = {
      ...grantFile({ validUntil: '2026-12-20' }),
      ...grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' }),
    };
    const base = { ...manager, ...person('tiago.nunes', 'manager: rui.alves', 'manager: marta.dias') };
    const said = (who: typeof rui | typeof stranger) =>
      standing({ base, change, facts: facts([review(who, changes), review(marta)], by(sofia)) });
    expect(said(rui)).toEqual(rejected('Rui Alves asks for changes'));
    expect(said(stranger)).toEqual({ verdict: 'pending', obstacles: [] });
  });

  test('of somebody who is asked at one of two stages stands', () => {
    const base = approvals('[{approvers: [manager]}, {approvers: ["group:security"]}]');
    const known = facts([review(rui), review(sofia, changes)]);
    expect(standing({ base, facts: known })).toEqual(rejected('Sofia Lopes asks for changes'));
  });
});
