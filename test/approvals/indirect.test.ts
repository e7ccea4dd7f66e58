/** How somebody comes to fill a place whose approvers do not name them: as a stand-in, or through an escalation. */
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { examplePaths } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  type Files,
  facts,
  person,
  review,
} from '../support/deciding.ts';

const { ana, rui, sofia, tiago } = accounts;
const active = 'active: true';
const away = (user: string, to: string, until = '2026-11-30'): Files =>
  person(user, active, `${active}\ndelegations: [{to: ${to}, from: 2026-11-01, until: ${until}}]`);
const stageOf = (result: ReturnType<typeof decided>) => result.whole.requirements[0]?.stages[0];

describe('of a stand-in it is told for whom, and until when', () => {
  const base = { ...approvals('[{approvers: [manager]}]'), ...away('rui.alves', 'tiago.nunes') };
  const standIn = { user: 'tiago.nunes', standsInFor: 'rui.alves', until: '2026-11-30' };

  test('while the first one may approve too', () => {
    const stage = stageOf(decided({ base, facts: facts([]) }));
    expect(stage).toMatchObject({ candidates: ['rui.alves', 'tiago.nunes'] });
    expect(stage?.indirect).toEqual([standIn]);
    expect(stage).not.toHaveProperty('escalatedTo');
  });

  test('also where nobody asked GitHub', () => {
    const stage = stageOf(decided({ base }));
    expect(stage).toMatchObject({ candidates: ['rui.alves', 'tiago.nunes'], approvedBy: [] });
    expect(stage?.indirect).toEqual([standIn]);
  });

  test.each<[string, Files, Facts]>([
    ['there is none', approvals('[{approvers: [manager]}]'), facts([])],
    ['their time is over', { ...base, ...away('rui.alves', 'tiago.nunes', '2026-11-22') }, facts([])],
    ['they wrote it', base, facts([], by(tiago))],
    ['the first one wrote it', base, facts([], by(rui))],
    ['they are the first one', { ...base, ...away('rui.alves', 'rui.alves') }, facts([])],
  ])('but not where %s', (_, company, known) => {
    const stage = stageOf(decided({ base: company, facts: known }));
    expect(stage).toBeDefined();
    expect(stage).not.toHaveProperty('indirect');
  });

  test('nor where the policy names them anyway', () => {
    const both = approvals('[{approvers: [manager, "user:tiago.nunes", "group:security"]}]');
    const company = { ...base, ...both, ...away('sofia.lopes', 'marta.dias') };
    const stage = stageOf(decided({ base: company, facts: facts([]) }));
    expect(stage?.candidates).toEqual(['rui.alves', 'tiago.nunes', 'sofia.lopes', 'marta.dias']);
    expect(stage?.indirect).toEqual([
      { user: 'marta.dias', standsInFor: 'sofia.lopes', until: '2026-11-30' },
    ]);
  });
});

describe('of those whom an escalation brings it is told that it does', () => {
  const base = approvals(
    '[{approvers: [manager]}]',
    '    escalation: {after: 1d, to: ["group:security", manager]}\n',
  );
  const late = Date.parse('2026-11-27T12:00:00Z');
  const asked = facts([], {
    pullRequest: { ...facts([]).pullRequest, openedAt: '2026-11-24T09:00:00Z' },
    commits: [commit(ana, { pushedAt: '2026-11-24T09:00:00Z' })],
  });

  test('and not of those who were there without it', () => {
    const stage = stageOf(decided({ base, facts: asked, now: late }));
    expect(stage).toMatchObject({
      candidates: ['rui.alves', 'sofia.lopes'],
      escalatedTo: ['group:security', 'manager'],
    });
    expect(stage?.indirect).toEqual([{ user: 'sofia.lopes', escalated: true }]);
  });

  test('and for whom, where one of them stands in for another', () => {
    const company = { ...base, ...away('sofia.lopes', 'marta.dias'), ...away('rui.alves', 'tiago.nunes') };
    expect(stageOf(decided({ base: company, facts: asked, now: late }))?.indirect).toEqual([
      { user: 'tiago.nunes', standsInFor: 'rui.alves', until: '2026-11-30' },
      { user: 'sofia.lopes', escalated: true },
      { user: 'marta.dias', standsInFor: 'sofia.lopes', until: '2026-11-30', escalated: true },
    ]);
  });

  test('not while it is not in force', () => {
    const stage = stageOf(decided({ base, facts: facts([]) }));
    expect(stage?.candidates).toEqual(['rui.alves']);
    expect(stage).not.toHaveProperty('indirect');
  });

  test('nor of one who wrote the change', () => {
    const own = { ...asked, ...by(sofia) };
    const known = { ...own, pullRequest: { ...own.pullRequest, openedAt: '2026-11-24T09:00:00Z' } };
    const stage = stageOf(decided({ base, facts: known, now: late }));
    expect(stage).toMatchObject({ candidates: ['rui.alves'], escalatedTo: ['group:security', 'manager'] });
    expect(stage).not.toHaveProperty('indirect');
  });
});

describe('when an escalation comes into force is told beforehand', () => {
  const base = approvals('[{approvers: [manager]}]', '    escalation: {after: 1d, to: ["group:security"]}\n');
  const opened = (pushedAt: string | null) =>
    facts([], {
      pullRequest: { ...facts([]).pullRequest, openedAt: '2026-11-24T09:00:00Z' },
      commits: [commit(ana, { pushedAt })],
    });
  const told = (known: Facts, now: string) =>
    decided({ base, facts: known, now: Date.parse(now) }).whole.requirements[0];

  test('while it waits', () => {
    expect(told(opened('2026-11-24T09:00:00Z'), '2026-11-24T12:00:00Z')?.escalation).toEqual({
      to: ['group:security'],
      from: '2026-11-25T09:00:00.000Z',
    });
  });

  test.each([
    ['where it is in force', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'],
    ['where nobody knows since when people have been asked', null, '2026-11-24T12:00:00Z'],
    ['where that cannot be read', 'soon', '2026-11-24T12:00:00Z'],
  ])('but not %s', (_, pushedAt, now) => {
    const requirement = told(opened(pushedAt), now);
    expect(requirement).toBeDefined();
    expect(requirement).not.toHaveProperty('escalation');
  });

  test('nor where the policy has none', () => {
    const without = decided({ facts: facts([]) }).whole.requirements[0];
    expect(without).toMatchObject({ policy: 'standard' });
    expect(without).not.toHaveProperty('escalation');
  });
});

describe('where nobody asked GitHub', () => {
  const escalates = (stage: string) =>
    approvals(`[{approvers: [${stage}]}]`, '    escalation: {after: 1d, to: ["group:security"]}\n');
  const noDirector = person('marta.dias', '[director]', '[head]');

  test.each([
    ['a job function that only the subject seems to have', '"job-function:accountant"'],
    ['a job function that nobody seems to have', '"job-function:director"'],
    ['a team', '"github-team:acme/payroll"'],
  ])('%s does not count as nobody', (_, expression) => {
    const company = {
      ...escalates(expression),
      ...noDirector,
      ...person('tiago.nunes', '[accountant]', '[clerk]'),
    };
    const stage = stageOf(decided({ base: company }));
    expect(stage).toMatchObject({ candidates: [] });
    expect(stage).not.toHaveProperty('escalatedTo');
  });

  test('a team is named all the same', () => {
    expect(stageOf(decided({ base: escalates('"github-team:acme/payroll"') }))?.teams).toEqual([
      'acme/payroll',
    ]);
  });

  test('a manager who is not there counts as nobody', () => {
    const company = { ...escalates('manager'), ...person('ana.costa', 'manager: rui.alves\n', '') };
    expect(stageOf(decided({ base: company }))).toMatchObject({
      candidates: ['sofia.lopes'],
      escalatedTo: ['group:security'],
      indirect: [{ user: 'sofia.lopes', escalated: true }],
    });
  });
});

test('a team of which one member cannot be understood is not known, and its other members have no say', () => {
  const base = approvals('[{approvers: ["github-team:acme/payroll"]}]');
  const odd = { teams: { 'acme/payroll': [rui, { ...tiago, type: 'Hologram' }] } };
  const result = decided({ base, facts: facts([review(rui)], odd) });
  expect(result).toMatchObject({ verdict: 'rejected', counted: [], obstacles: ['incomplete-facts'] });
  expect(result.whole.obstacles[0]?.message).toBe(
    'the members of the team `acme/payroll` are not known, so it cannot be decided',
  );
});

test('a policy owner has a stand-in like everybody else', () => {
  const base = away('rui.alves', 'tiago.nunes');
  const change = { [examplePaths.matrix]: 'version: 1\nmatrix: {}\n' };
  const stage = stageOf(decided({ base, change, facts: facts([]) }));
  expect(stage?.candidates).toEqual(['sofia.lopes', 'rui.alves', 'tiago.nunes']);
  expect(stage?.indirect).toEqual([{ user: 'tiago.nunes', standsInFor: 'rui.alves', until: '2026-11-30' }]);
});
