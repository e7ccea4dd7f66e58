/** Who is reminded: whoever was asked some working days ago, is still waited for, and has said nothing since. */
import { describe, expect, test } from 'vitest';
import { overdueApprovers } from '../../src/approvals/overdue.ts';
import type { Facts, ReviewFact } from '../../src/model/facts.ts';
import { grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  type Decided,
  decided,
  facts,
  person,
  review,
  tiago,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, anaAdmin } = accounts;
const settings = (reminders: string) => ({
  'policies/grantbook.yaml': `version: 1
organization: Example Company
timeZone: Europe/Lisbon
groups: {security: [sofia.lopes]}
policyOwners: [sofia.lopes, rui.alves]
reminders: ${reminders}
`,
});
/** 2026-11-20 is a Friday. */
const friday = '2026-11-20T16:00:00Z';
const monday = '2026-11-23T10:00:00Z';

interface Case {
  readonly now: string;
  /** When each account was asked. */
  readonly asked?: Readonly<Record<number, string>>;
  readonly reviews?: readonly ReviewFact[];
  readonly more?: Partial<Facts>;
  readonly base?: Decided['base'];
  readonly change?: Decided['change'];
}

function overdue({ now, asked = { [rui.id]: monday }, reviews = [], more, base = {}, change }: Case) {
  const known = facts(reviews, more);
  const at = Date.parse(now);
  const { whole, workspace, timeZone } = decided({
    base: { ...tiago, ...base },
    ...(change ? { change } : {}),
    facts: known,
    now: at,
  });
  const times = Object.entries(asked).map(([id, time]) => [Number(id), { at: Date.parse(time) }] as const);
  const people = overdueApprovers(whole, {
    workspace,
    facts: known,
    asked: new Map(times),
    now: at,
    timeZone,
  });
  return people.map(({ login, step }) => `${login} ${step}`);
}
const said = (who: Parameters<typeof review>[0], state: string, submittedAt: string) =>
  review(who, state, { submittedAt });

describe('whoever was asked', () => {
  test.each<[title: string, asked: string, now: string, expected: readonly string[]]>([
    ['an hour ago', monday, '2026-11-23T11:00:00Z', []],
    ['a moment less than a day ago', monday, '2026-11-24T09:59:59Z', []],
    ['just a day ago', monday, '2026-11-24T10:00:00Z', ['rui-alves 1d']],
    ['a moment less than three days ago', monday, '2026-11-26T09:59:59Z', ['rui-alves 1d']],
    ['just three days ago', monday, '2026-11-26T10:00:00Z', ['rui-alves 3d']],
    ['three weeks ago', '2026-11-02T10:00:00Z', monday, ['rui-alves 3d']],
    ['on Friday, now on Sunday', friday, '2026-11-22T16:00:00Z', []],
    ['on Friday, now on Monday morning', friday, '2026-11-23T15:59:00Z', []],
    ['on Friday, now on Monday at the same hour', friday, '2026-11-23T16:00:00Z', ['rui-alves 1d']],
    ['on Friday, now on Wednesday', friday, '2026-11-25T16:00:00Z', ['rui-alves 3d']],
    ['on Saturday, which begins on Monday', '2026-11-21T12:00:00Z', '2026-11-23T23:59:00Z', []],
    ['on Saturday, now on Tuesday', '2026-11-21T12:00:00Z', '2026-11-24T00:00:00Z', ['rui-alves 1d']],
  ])('%s', (_, asked, now, expected) => {
    expect(overdue({ asked: { [rui.id]: asked }, now })).toEqual(expected);
  });

  test('and those alone: who may approve too and was not asked is not reminded', () => {
    const now = '2026-11-24T10:00:00Z';
    expect(overdue({ now, asked: {} })).toEqual([]);
    expect(overdue({ now, asked: { [sofia.id]: monday } })).toEqual([]);
    expect(overdue({ now, asked: { [rui.id]: monday, [marta.id]: '2026-11-24T09:00:00Z' } })).toEqual([
      'rui-alves 1d',
    ]);
  });

  test('at the steps of the settings, of which `beforeEnd` need not be one', () => {
    const base = settings('{approvals: [4h, 1w]}');
    const at = (now: string) => overdue({ base, now });
    expect(at('2026-11-23T13:59:00Z')).toEqual([]);
    expect(at('2026-11-23T14:00:00Z')).toEqual(['rui-alves 4h']);
    expect(at('2026-11-30T10:00:00Z')).toEqual(['rui-alves 1w']);
    expect(overdue({ base: settings('{beforeEnd: [1d]}'), now: '2026-11-26T10:00:00Z' })).toEqual([
      'rui-alves 3d',
    ]);
  });
});

describe('an answer', () => {
  const now = '2026-11-24T12:00:00Z';
  const asked = { [rui.id]: monday, [marta.id]: monday };

  test.each<[title: string, reviews: readonly ReviewFact[], expected: readonly string[]]>([
    ['none', [], ['rui-alves 1d', 'marta-dias 1d']],
    ['an approval', [said(rui, 'APPROVED', '2026-11-23T11:00:00Z')], []],
    [
      'an approval of what was there before',
      [review(rui, 'APPROVED', { submittedAt: '2026-11-23T11:00:00Z', commit: 'c'.repeat(40) })],
      ['marta-dias 1d'],
    ],
    [
      'an approval before they were asked again',
      [review(rui, 'APPROVED', { submittedAt: '2026-11-23T09:59:59Z', commit: 'c'.repeat(40) })],
      ['rui-alves 1d', 'marta-dias 1d'],
    ],
    ['an objection', [said(rui, 'CHANGES_REQUESTED', '2026-11-23T11:00:00Z')], ['marta-dias 1d']],
    ['at the very moment', [said(rui, 'CHANGES_REQUESTED', monday)], ['marta-dias 1d']],
    ['one that was dismissed', [said(rui, 'DISMISSED', '2026-11-23T11:00:00Z')], ['marta-dias 1d']],
    [
      'a comment, which is none',
      [said(rui, 'COMMENTED', '2026-11-23T11:00:00Z')],
      ['rui-alves 1d', 'marta-dias 1d'],
    ],
    [
      'of somebody else',
      [said(sofia, 'CHANGES_REQUESTED', '2026-11-23T11:00:00Z')],
      ['rui-alves 1d', 'marta-dias 1d'],
    ],
    ['of a deleted account', [said(null, 'APPROVED', monday)], ['rui-alves 1d', 'marta-dias 1d']],
  ])('%s', (_, reviews, expected) => {
    expect(overdue({ now, asked, reviews })).toEqual(expected);
  });

  test('by another account of the same person is one, and to be asked by it too', () => {
    const base = person('rui.alves', 'id: 102 }', 'id: 102, others: [{login: rui-admin, id: 202}] }');
    const admin = { ...anaAdmin, login: 'rui-admin', id: 202 };
    expect(overdue({ base, now, asked: { 202: monday } })).toEqual(['rui-alves 1d']);
    const reviews = [said(admin, 'CHANGES_REQUESTED', '2026-11-23T11:00:00Z')];
    expect(overdue({ base, now, reviews })).toEqual([]);
  });
});

describe('of several stages', () => {
  const base = approvals('[{approvers: [manager]}, {approvers: ["group:security"]}]');
  const asked = { [rui.id]: monday, [sofia.id]: monday };
  const now = '2026-11-24T12:00:00Z';

  test('the later one does not wait yet', () => {
    expect(overdue({ base, asked, now })).toEqual(['rui-alves 1d']);
    const reviews = [said(rui, 'APPROVED', '2026-11-23T11:00:00Z')];
    expect(overdue({ base, asked, now, reviews })).toEqual(['sofia-lopes 1d']);
  });

  test('and of two places, whoever fills one is not reminded', () => {
    const two = approvals('[{approvers: [manager, "group:security"], count: 2}]');
    const reviews = [said(rui, 'APPROVED', '2026-11-20T11:00:00Z')];
    expect(overdue({ base: two, asked, now, reviews })).toEqual(['sofia-lopes 1d']);
  });
});

test('nobody waits while it is closed or a draft: it counts from when it was ready', () => {
  const pullRequest = { ...facts([]).pullRequest, readyAt: '2026-11-24T09:00:00Z' };
  expect(overdue({ more: { pullRequest }, now: '2026-11-24T12:00:00Z' })).toEqual([]);
  expect(overdue({ more: { pullRequest }, now: '2026-11-25T09:00:00Z' })).toEqual(['rui-alves 1d']);
});

test('an emergency does not wait for Monday', () => {
  const base = {
    'policies/approvals.yaml': `version: 1
policies:
  - {id: emergency, when: {emergency: true}, stages: [{approvers: [manager]}]}
  - {id: standard, when: {}, stages: [{approvers: [manager]}]}
`,
  };
  const change = grantFile({
    role: 'admin',
    emergency: true,
    incident: 'INC-7',
    validUntil: undefined,
    duration: '4h',
  });
  const asked = { [rui.id]: friday };
  const now = '2026-11-21T16:00:00Z';
  expect(overdue({ base, change, asked, now })).toEqual(['rui-alves 1d']);
  expect(overdue({ base, asked, now })).toEqual([]);
});

test('the requester, who was asked by mistake, is not reminded', () => {
  expect(overdue({ asked: { [ana.id]: monday }, now: '2026-11-26T10:00:00Z' })).toEqual([]);
});
