/** What channels are told of a pull request, and in which words. */
import { describe, expect, test } from 'vitest';
import type { Decided } from '../../src/commands/decide-pull-request.ts';
import { requestEvents } from '../../src/commands/request-events.ts';
import type { PullRequest } from '../../src/github/pull-request.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Outcome } from '../../src/render/comment.ts';
import { type RequestEvent, type RequestInNews, requestNews } from '../../src/render/request-news.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import { accounts, approvals, by, decided, type Files, facts, head, review } from '../support/deciding.ts';

const { rui, marta, ana, bot } = accounts;

interface Given {
  readonly base?: Files;
  readonly change?: Files;
  readonly known?: Facts;
  readonly draft?: boolean;
  readonly outcome?: Outcome;
  readonly now?: number;
}

function told({ known = facts([]), draft = false, outcome, ...given }: Given) {
  const { whole: verdict, ...evaluation } = decided({ ...given, facts: known });
  const pullRequest = { draft, headSha: head } as PullRequest;
  const decision = { evaluation: { ...evaluation, verdict }, facts: known } as unknown as Decided;
  const events = requestEvents(pullRequest, decision, outcome);
  const about: RequestInNews = {
    askedBy: 'Ana Costa',
    grants: evaluation.grants,
    files: [...evaluation.changedPolicies, ...evaluation.otherPaths],
    workspace: evaluation.workspace,
    link: 'https://github.com/acme/access/pull/12',
    now: evaluation.now,
    timeZone: evaluation.timeZone,
  };
  return {
    words: [...events.keys()],
    news: [...events.values()].map((event) => requestNews(event, about)),
    about,
  };
}
const words = (given: Given) => told(given).words;
const emergency = grantFile({
  role: 'admin',
  emergency: true,
  incident: 'INC-7',
  validUntil: undefined,
  requestedAt: '2026-11-23',
  duration: '4h',
});
const leave = approvals('[{approvers: [manager, system-owner]}]');

describe('an event', () => {
  const objection = review(rui, 'CHANGES_REQUESTED', { id: 71, body: 'For what?' });

  test.each<[title: string, given: Given, expected: readonly string[]]>([
    ['of a request that waits', {}, ['requested']],
    ['of a draft', { draft: true }, []],
    ['of a request with something to repair', { change: grantFile({ validUntil: '2020-01-01' }) }, []],
    ['of an emergency that waits', { base: leave, change: emergency }, ['emergency']],
    [
      'of an emergency that was approved before anybody heard of it',
      { base: leave, change: emergency, known: facts([review(rui)]) },
      ['emergency', `approved@${head.slice(0, 10)}`],
    ],
    ['of an objection', { known: facts([objection]) }, ['denied@71']],
    ['of an objection to a draft', { known: facts([objection]), draft: true }, ['denied@71']],
    [
      'of the objections of two people',
      { known: facts([objection, review(marta, 'CHANGES_REQUESTED', { id: 72 })]) },
      ['denied@71', 'denied@72'],
    ],
    [
      'of an objection by somebody who has no say',
      { known: facts([review(ana, 'CHANGES_REQUESTED')]) },
      ['requested'],
    ],
    ['of an approval', { known: facts([review(rui)]) }, [`approved@${head.slice(0, 10)}`]],
    [
      'of a change of the policies',
      { change: { 'policies/systems/shop.yaml': shop() }, known: facts([], by(accounts.tiago)) },
      ['requested'],
    ],
  ])('%s', (_, given, expected) => {
    expect(words(given)).toEqual(expected);
  });

  test('is none where what had ended anyway is removed', () => {
    const path = 'access-grants/payroll/viewer/ana.costa.yaml';
    const base = { [path]: grantFile({ validUntil: '2026-11-20' })[path] ?? '' };
    expect(words({ base, change: { [path]: null }, known: facts([], by(bot)) })).toEqual([]);
  });
});

function shop() {
  return (exampleCompany['policies/systems/payroll.yaml'] ?? '').replace('name: Payroll', 'name: Shop');
}

describe('the words', () => {
  const only = (given: Given) => {
    const [news] = told(given).news;
    return `${news?.title}\n${news?.lines.map((line) => `- ${line}`).join('\n')}`;
  };

  test('of a request', () => {
    expect(only({})).toMatchInlineSnapshot(`
      "Ana Costa asks for Viewer in Payroll for Ana Costa until 20 December 2026
      - Why: Reconcile the fourth quarter salary run with the general ledger
      - It waits for Rui Alves or Marta Dias."
    `);
  });

  test('of an emergency', () => {
    expect(only({ base: leave, change: emergency })).toMatchInlineSnapshot(`
      "Emergency: Ana Costa asks for Administrator in Payroll for Ana Costa for 4 hours from the approval
      - Why: Reconcile the fourth quarter salary run with the general ledger
      - Incident: INC-7
      - It waits for Rui Alves or Marta Dias."
    `);
  });

  test('of an objection', () => {
    const known = facts([review(rui, 'CHANGES_REQUESTED', { body: 'For what?\r\n\r\n> once more\u202e' })]);
    expect(only({ known })).toMatchInlineSnapshot(`
      "Denied by Rui Alves: Viewer in Payroll for Ana Costa until 20 December 2026
      - “For what? > once more<U+202E>”
      - Ana Costa asked for it."
    `);
  });

  test('of an approval, merged or not', () => {
    const known = facts([review(rui)]);
    expect(only({ known, outcome: { kind: 'merged', sha: head } })).toMatchInlineSnapshot(`
      "Approved: Viewer in Payroll for Ana Costa until 20 December 2026
      - Ana Costa asked for it.
      - Approved by Rui Alves.
      - It was merged."
    `);
    expect(only({ known, outcome: { kind: 'by a person' } })).toContain(
      '- It is merged by somebody with Write access.',
    );
  });

  test('of several changes', () => {
    const change = {
      ...grantFile({ validUntil: '2026-12-20' }),
      ...grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' }),
    };
    expect(only({ change, known: facts([], by(accounts.marta)) })).toMatchInlineSnapshot(`
      "Ana Costa asks for 2 changes of access
      - Viewer in Payroll for Ana Costa until 20 December 2026
      - Viewer in Payroll for Tiago Nunes until 20 December 2026
      - It waits for Rui Alves."
    `);
  });

  test('of many changes, which are counted from the tenth on', () => {
    const { about } = told({});
    const files = Array.from({ length: 14 }, (_, index) => `policies/people/${index}.yaml`);
    const event: RequestEvent = { event: 'requested', waitsFor: [] };
    const { title, lines } = requestNews(event, { ...about, files });
    expect(title).toBe(
      'Ana Costa asks for 1 change of access and 14 changed files of the policies and what runs here',
    );
    expect(lines.at(10)).toBe('… and 5 more');
  });

  test('of each kind of change', () => {
    const path = 'access-grants/payroll/viewer/ana.costa.yaml';
    const base = grantFile({ validUntil: '2026-12-10' });
    const titles = [
      grantFile({ validUntil: '2026-12-20' }),
      grantFile({ validUntil: '2026-12-01' }),
      { [path]: null },
    ].map((change) => told({ base, change }).news[0]?.title);
    expect(titles).toMatchInlineSnapshot(`
      [
        "Ana Costa asks for more time with Viewer in Payroll for Ana Costa until 20 December 2026",
        "Approved: less time with Viewer in Payroll for Ana Costa until 1 December 2026",
        "Approved: the end of Viewer in Payroll for Ana Costa",
      ]
    `);
  });

  test('of approvers who did not answer', () => {
    const { about } = told({});
    const since = Date.parse('2026-11-20T16:00:00Z');
    const people = [
      { user: 'rui.alves', since },
      { user: 'marta.dias', since },
    ];
    const { title, lines } = requestNews({ event: 'overdue', people }, about);
    expect([title, ...lines]).toMatchInlineSnapshot(`
      [
        "Waiting for Rui Alves or Marta Dias: Viewer in Payroll for Ana Costa until 20 December 2026",
        "Ana Costa asked for it.",
        "It has waited for Rui Alves since 20 November 2026 at 16:00 (Europe/Lisbon), 3 days ago.",
        "It has waited for Marta Dias since 20 November 2026 at 16:00 (Europe/Lisbon), 3 days ago.",
      ]
    `);
  });
});
