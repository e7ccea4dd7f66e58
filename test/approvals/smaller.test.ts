/** Less access: what one person may do alone, what nobody has to allow, and what is more than it looks. */
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { exampleCompany, grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  by,
  commit,
  decided,
  earlier,
  type Files,
  facts,
  person,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago, anaAdmin, bot } = accounts;
const path = 'access-grants/payroll/viewer/ana.costa.yaml';
const held = grantFile({ validUntil: '2026-12-20' });
const removal: Files = { [path]: null };
const firstPolicy = (result: ReturnType<typeof decided>) => result.whole.requirements[0]?.policy;

describe('less access needs one person who has to do with it', () => {
  test.each([
    ['removed', removal],
    ['reduced', grantFile({ validUntil: '2026-12-01' })],
  ])('and the author may be that one: %s', (kind, change) => {
    for (const author of [ana, rui, marta, sofia]) {
      const result = decided({ base: held, change, facts: facts([], by(author)) });
      expect(result).toMatchObject({ verdict: 'approved', counted: [expect.any(String)] });
      expect(result.whole.requirements[0]).toMatchObject({
        change: { kind },
        policy: 'built-in',
        satisfiedBy: 'author',
      });
      expect(result.whole.counted[0]).toMatchObject({ review: null });
    }
  });

  test('for the author’s leave, their other account is as good', () => {
    const base = {
      ...held,
      ...person('ana.costa', 'id: 101 }', 'id: 101, others: [{ login: ana-admin, id: 201 }] }'),
    };
    expect(decided({ base, change: removal, facts: facts([], by(anaAdmin)) }).whole.counted).toMatchObject([
      { user: 'ana.costa', person: 'ana.costa' },
    ]);
  });

  test('and a colleague who has nothing to do with it is not that one', () => {
    const result = decided({ base: held, change: removal, facts: facts([review(tiago)], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['tiago-nunes: author'] });
    const other = decided({ base: held, change: removal, facts: facts([review(tiago)], by(bot)) });
    expect(other.reasons).toEqual(['tiago-nunes: not-a-candidate']);
  });

  test('who may also approve what a colleague or a machine wrote', () => {
    for (const author of [tiago, bot]) {
      const result = decided({ base: held, change: removal, facts: facts([review(ana)], by(author)) });
      expect(result).toMatchObject({ verdict: 'approved', counted: ['ana-costa'] });
      expect(result.whole.requirements[0]).not.toHaveProperty('satisfiedBy');
    }
  });

  test.each([
    ['commit', { author: tiago }],
    ['co-authored commit', { coAuthors: [tiago] }],
    ['push', { pusher: tiago }],
  ])('but not the author alone where there is somebody else’s %s', (_, more) => {
    const known = facts([], { commits: [commit(ana), commit(ana, { sha: earlier, ...more })] });
    expect(decided({ base: held, change: removal, facts: known })).toMatchObject({
      verdict: 'pending',
      counted: [],
    });
    const approved = { ...known, reviews: [review(ana)] };
    expect(decided({ base: held, change: removal, facts: approved }).verdict).toBe('approved');
  });

  test('but not the author alone where a commit is nobody’s', () => {
    const known = facts([], { commits: [commit(ana), commit(null, { sha: earlier })] });
    const result = decided({ base: held, change: removal, facts: known });
    expect(result).toMatchObject({ verdict: 'rejected', counted: [] });
  });

  test('unless a policy asks for more', () => {
    const base = {
      ...held,
      'policies/approvals.yaml': `version: 1
policies:
  - {id: removing, when: {change: [removed]}, stages: [{approvers: [system-owner]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
    };
    const own = decided({ base, change: removal, facts: facts([], by(rui)) });
    expect(own).toMatchObject({ verdict: 'pending', counted: [] });
    expect(firstPolicy(own)).toBe('removing');
    const subject = decided({ base, change: removal, facts: facts([review(ana)], by(rui)) });
    expect(subject.reasons).toEqual(['ana-costa: subject']);
    expect(decided({ base, change: removal, facts: facts([review(marta)], by(rui)) }).verdict).toBe(
      'approved',
    );
  });

  test('and the subject of something else in the same pull request is not that one', () => {
    const base = { ...held, ...grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }) };
    const change = { ...removal, 'access-grants/payroll/viewer/rui.alves.yaml': null };
    const result = decided({ base, change, facts: facts([], by(ana)) });
    expect(result.verdict).toBe('pending');
    expect(result.whole.requirements.map(({ stages }) => stages[0]?.approvedBy)).toEqual([['ana.costa'], []]);
    expect(decided({ base, change, facts: facts([review(sofia)], by(ana)) }).verdict).toBe('approved');
  });

  test('and an approval more than that is not needed, not barred', () => {
    const result = decided({ base: held, change: removal, facts: facts([review(rui), review(sofia)]) });
    expect(result).toMatchObject({ verdict: 'approved' });
    expect(result.reasons).toEqual(['rui-alves: not-needed', 'sofia-lopes: not-needed']);
  });

  test('also for a grant that nobody can read', () => {
    const base = { [path]: 'version: 1\nsubject: [' };
    const result = decided({ base, change: removal, facts: facts([review(rui)], by(tiago)) });
    expect(result).toMatchObject({ errors: [], verdict: 'approved' });
    expect(decided({ base, change: removal, facts: facts([], by(ana)) }).verdict).toBe('approved');
  });
});

describe('what is over anyway is removed by nobody’s leave', () => {
  const removed = (values: Parameters<typeof grantFile>[0], known: Facts = facts([], by(tiago))) =>
    decided({ base: grantFile(values), change: removal, facts: known });
  const isOver = { verdict: 'approved', counted: [], obstacles: [] };

  test.each([
    ['the day before', { validUntil: '2026-11-22' }],
    ['an instant ago', { validUntil: '2026-11-23T12:00:00Z' }],
  ])('%s', (_, values) => {
    const result = removed(values);
    expect(result).toMatchObject(isOver);
    expect(result.whole.requirements).toMatchObject([
      { satisfiedBy: 'expired', stages: [], policy: 'built-in' },
    ]);
    expect(removed(values, facts([], by(bot)))).toMatchObject(isOver);
  });

  test.each([
    ['that ends with today', { validUntil: '2026-11-23' }],
    ['that ends in a moment', { validUntil: '2026-11-23T12:00:01Z' }],
    ['whose beginning nobody knows', { validUntil: undefined, duration: '1d', requestedAt: '2026-11-01' }],
    ['without an end', { validUntil: undefined, standing: true as const }],
  ])('but not one %s', (_, values) => {
    const base = { [path]: Object.values(grantFile(values))[0] ?? null };
    const result = decided({ base, change: removal, facts: facts([], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'pending', counted: [] });
  });

  test.each([
    ['that has a key too many', `${grantFile({ validUntil: '2026-11-01' })[path]}tikcet: FIN-1\n`],
    ['whose end nobody can read', grantFile({ validUntil: 'soon' })[path] ?? ''],
  ])('and not one %s', (_, text) => {
    const base = { [path]: text };
    const result = decided({ base, change: removal, facts: facts([], by(tiago)) });
    expect(result).toMatchObject({ verdict: 'pending', counted: [] });
  });

  test('though not beside something else that needs leave', () => {
    const change = { ...removal, ...grantFile({ subject: 'tiago.nunes', validUntil: '2026-12-20' }) };
    const known = facts([], by(ana));
    const result = decided({ base: grantFile({ validUntil: '2026-11-01' }), change, facts: known });
    expect(result.verdict).toBe('pending');
  });

  test('and not from a pull request that is not whole', () => {
    const result = removed({ validUntil: '2026-11-01' }, facts([], { complete: false }));
    expect(result.verdict).toBe('rejected');
  });
});

describe('ending a person and all that they hold', () => {
  const base = {
    ...held,
    'policies/grantbook.yaml': (exampleCompany['policies/grantbook.yaml'] ?? '').replace(
      'security: [sofia.lopes]',
      'security: [sofia.lopes]\n  hr: [tiago.nunes, ana.costa]',
    ),
    'policies/approvals.yaml': `version: 1
policies:
  - {id: leaver, title: Somebody leaves, when: {change: [ended]}, stages: [{approvers: ["group:hr"]}]}
  - {id: standard, stages: [{approvers: [manager]}]}
`,
  };
  const gone = { ...person('ana.costa', 'active: true', 'active: false'), ...removal };

  test('takes one of those whom the policy names, and the author may be that one', () => {
    const result = decided({ base, change: gone, facts: facts([], by(tiago)) });
    expect(result).toMatchObject({ errors: [], verdict: 'approved', counted: ['tiago.nunes'] });
    expect(result.whole.requirements).toMatchObject([
      {
        change: { kind: 'ended', path: 'policies/people/ana.costa.yaml' },
        policy: 'leaver',
        satisfiedBy: 'author',
      },
    ]);
  });

  test('is not for an author outside of it', () => {
    expect(decided({ base, change: gone, facts: facts([], by(rui)) }).verdict).toBe('pending');
    expect(decided({ base, change: gone, facts: facts([review(tiago)], by(rui)) }).verdict).toBe('approved');
  });

  test('is not for the person to approve', () => {
    const result = decided({ base, change: gone, facts: facts([review(ana)], by(rui)) });
    expect(result).toMatchObject({ verdict: 'pending', reasons: ['ana-costa: subject'] });
    const onlyPerson = { ...gone, [path]: held[path] ?? null };
    const nothingHeld = decided({ base, change: onlyPerson, facts: facts([review(ana)], by(rui)) });
    expect(nothingHeld).toMatchObject({ counted: [], reasons: ['ana-costa: subject'] });
  });

  test.each([
    ['an earlier end', person('ana.costa', 'active: true', 'active: true\nendDate: 2026-11-30'), 'leaver'],
    [
      'a new manager too',
      person('ana.costa', 'manager: rui.alves\nactive: true', 'manager: marta.dias\nactive: false'),
      'built-in',
    ],
    ['a person who comes back', person('ana.costa', 'active: true', 'active: true '), 'built-in'],
  ])('is %s', (_, change, policy) => {
    expect(firstPolicy(decided({ base, change, facts: facts([], by(tiago)) }))).toBe(policy);
  });

  test.each([
    ['somebody else’s grant', { 'access-grants/payroll/viewer/rui.alves.yaml': null }],
    ['a new grant', grantFile({ subject: 'rui.alves', role: 'releaser', validUntil: '2026-12-20' })],
    ['another person', person('marta.dias', 'active: true', 'active: false')],
    ['another file', { 'notes.md': 'Good luck!' }],
  ])('is nothing of the kind with %s', (_, more) => {
    const both = { ...base, ...grantFile({ subject: 'rui.alves', validUntil: '2026-12-20' }) };
    const result = decided({ base: both, change: { ...gone, ...more }, facts: facts([], by(tiago)) });
    expect(result.verdict).not.toBe('approved');
    expect(result.whole.requirements.map(({ policy }) => policy)).not.toContain('leaver');
  });

  test('is for the usual approvers where no policy speaks of it', () => {
    const { 'policies/approvals.yaml': _, ...without } = base;
    const result = decided({ base: without, change: gone, facts: facts([], by(tiago)) });
    expect(result.verdict).toBe('pending');
    expect(result.whole.requirements.map(({ change }) => change.kind)).toEqual(['removed', 'policy']);
  });
});
