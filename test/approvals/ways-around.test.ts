/** Ways around the approvers that somebody tried: each has to stay shut. */
import { describe, expect, test } from 'vitest';
import type { Account, Facts } from '../../src/model/facts.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import {
  accounts,
  approvals,
  by,
  commit,
  decided,
  type Files,
  facts,
  person,
  request,
  review,
} from '../support/deciding.ts';

const { ana, rui, marta, sofia, tiago } = accounts;
const active = 'active: true';
const standIn = (user: string, to: string, until: string, from = '2026-11-20') =>
  person(user, active, `${active}\ndelegations: [{to: ${to}, from: ${from}, until: ${until}}]`);

describe('an escalation steps in at once only for what GitHub itself says', () => {
  const base = approvals('[{approvers: [manager]}]', '    escalation: {after: 3d, to: ["group:security"]}\n');
  const expired = grantFile({ subject: 'rui.alves', role: 'releaser', validUntil: '2026-11-01' });
  const [expiredPath = ''] = Object.keys(expired);

  test.each<[string, Parameters<typeof decided>[0]]>([
    ['nothing of the kind', { facts: facts([review(sofia)]) }],
    [
      'a grant that says that the manager asks',
      {
        change: grantFile({ role: 'viewer', validUntil: '2026-12-20', requestedBy: 'rui.alves' }),
        facts: facts([review(sofia)]),
      },
    ],
    ['a co-author', { facts: facts([review(sofia)], { commits: [commit(ana, { coAuthors: [rui] })] }) }],
    [
      'the author of a commit',
      { facts: facts([review(sofia)], { commits: [commit(rui, { pusher: ana })] }) },
    ],
    [
      'the committer',
      { facts: facts([review(sofia)], { commits: [commit(ana, { committer: rui, pusher: ana })] }) },
    ],
    [
      'the manager’s own expired grant, cleared away beside it',
      {
        base: expired,
        change: { ...request, [expiredPath]: null },
        facts: facts([review(sofia)]),
      },
    ],
  ])('not for %s', (_, given) => {
    const result = decided({ ...given, base: { ...base, ...given.base } });
    expect(result.verdict).toBe('pending');
    expect(result.whole.requirements.at(-1)?.stages[0]?.escalatedTo).toBeUndefined();
  });

  test('but where the manager opened the pull request, or pushed to it', () => {
    for (const known of [by(rui), { commits: [commit(ana, { pusher: rui })] }])
      expect(decided({ base, facts: facts([review(sofia)], known) }).verdict).toBe('approved');
  });

  test('and counts from when the pull request was ready and went here', () => {
    const opened = '2026-11-10T08:00:00Z';
    const since = (readyAt: string | null): Facts => {
      const known = facts([review(sofia)], { commits: [commit(ana, { pushedAt: opened })] });
      return { ...known, pullRequest: { ...known.pullRequest, openedAt: opened, readyAt } };
    };
    expect(decided({ base, facts: since(null) }).verdict).toBe('approved');
    expect(decided({ base, facts: since('2026-11-23T08:00:00Z') }).verdict).toBe('pending');
  });
});

describe('an approval is of a change, not of a commit', () => {
  const approval = review(rui);
  const retargeted = (at: string): Facts => {
    const known = facts([approval]);
    return { ...known, pullRequest: { ...known.pullRequest, retargetedAt: at } };
  };
  const submitted = Date.parse(approval.submittedAt);

  test('so it does not survive another base', () => {
    expect(decided({ facts: retargeted(new Date(submitted - 1_000).toISOString()) }).verdict).toBe(
      'approved',
    );
    const after = decided({ facts: retargeted(new Date(submitted + 1_000).toISOString()) });
    expect(after).toMatchObject({ verdict: 'pending', reasons: ['rui-alves: stale'] });
    expect(decided({ facts: retargeted('soon') }).verdict).toBe('pending');
  });
});

describe('an objection stands', () => {
  const base = approvals('[{approvers: [manager]}]', '    escalation: {after: 3d, to: ["group:security"]}\n');

  test('of an escalation that is not due any more', () => {
    const reviews = [review(sofia, 'CHANGES_REQUESTED'), review(rui)];
    expect(decided({ base, facts: facts(reviews) })).toMatchObject({
      verdict: 'rejected',
      obstacles: ['objection'],
    });
  });

  test('of a stand-in whose time is over', () => {
    const given = {
      base: {
        ...approvals('[{approvers: [manager]}]'),
        ...standIn('rui.alves', 'tiago.nunes', '2026-11-22'),
      },
      facts: facts([review(tiago, 'CHANGES_REQUESTED'), review(rui)]),
    };
    expect(decided(given).verdict).toBe('rejected');
    expect(decided({ ...given, facts: facts([review(tiago), review(marta)]) }).verdict).toBe('pending');
  });

  test.each<[string, Files, Account, string]>([
    [
      'a policy owner who does not work here',
      person('sofia.lopes', active, 'active: false'),
      sofia,
      'rejected',
    ],
    [
      'a policy owner whose own access it is',
      {
        [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
          'policyOwners: [',
          'policyOwners: [ana.costa, ',
        ),
      },
      ana,
      'rejected',
    ],
    ['another policy owner', {}, sofia, 'approved'],
  ])('when dismissed by %s: %4$s', (_, company, who, verdict) => {
    const objection = review(rui, 'DISMISSED');
    const known = facts([objection, review(marta)], {
      dismissals: [{ review: objection.id, by: who, at: '2026-11-23T11:00:00Z', state: 'changes_requested' }],
    });
    expect(decided({ base: company, facts: known }).verdict).toBe(verdict);
  });

  test('but not of somebody against the end of their own access', () => {
    const held = grantFile({ validUntil: '2026-12-20' });
    const [path = ''] = Object.keys(held);
    const removal = (...reviews: Facts['reviews']) =>
      decided({ base: held, change: { [path]: null }, facts: facts(reviews, by(tiago)) }).verdict;
    expect(removal(review(sofia), review(ana, 'CHANGES_REQUESTED'))).toBe('approved');
    expect(removal(review(sofia), review(marta, 'CHANGES_REQUESTED'))).toBe('rejected');
  });
});

describe('nobody comes to a say by the change itself', () => {
  const policies = (approvers: string) => `version: 1
policies:
  - {id: standard, stages: [{approvers: ${approvers}}]}
policyChanges:
  - {paths: ["policies/people/**"], stages: [{approvers: ["user:tiago.nunes"]}]}
`;
  const entries = (who: string) => ({
    [examplePaths.approvals]: `version: 1
policies:
  - {id: standard, stages: [{approvers: [manager]}]}
policyChanges:
  - {paths: ["policies/**"], stages: [{approvers: ["group:security"]}]}
  - {paths: ["src/**"], stages: [{approvers: [${who}]}]}
`,
  });
  const inOrder = (...rest: readonly string[]) => ({
    [examplePaths.approvals]: `version: 1
policies:
  - {id: standard, stages: [{approvers: [manager]}]}
policyChanges:
  - {paths: ["policies/**"], stages: [{approvers: ["group:security"]}]}
${rest.join('\n')}
`,
  });
  const source = '  - {paths: ["src/**"], stages: [{approvers: ["user:rui.alves"]}]}';
  const gate = '  - {paths: ["src/gate/**"], stages: [{approvers: ["group:security"]}]}';
  const lengthened = (until: string) => standIn('sofia.lopes', 'tiago.nunes', until, '2026-01-01');

  test.each<[string, Files, Files, Account]>([
    [
      'an expired delegation made longer',
      { [examplePaths.approvals]: policies('[manager, "group:security"]'), ...lengthened('2026-01-31') },
      lengthened('2027-12-31'),
      tiago,
    ],
    ['a stage for a group', {}, approvals('[{approvers: ["group:security"]}]'), sofia],
    ['a stage for everyone', {}, approvals('[{approvers: [everyone]}]'), sofia],
    ['a stage for a job function', {}, approvals('[{approvers: ["job-function:security-officer"]}]'), sofia],
    ['an entry for files that is moved up', inOrder(source, gate), inOrder(gate, source), sofia],
    ['an entry for files', entries('"user:rui.alves"'), entries('"group:security"'), sofia],
  ])('%s', (_, base, change, who) => {
    const settings = {
      [examplePaths.settings]: (exampleCompany[examplePaths.settings] ?? '').replace(
        'policyOwners: [sofia.lopes, rui.alves]',
        'policyOwners: [rui.alves, sofia.lopes]',
      ),
    };
    const result = decided({
      base: { ...settings, ...base },
      change,
      facts: facts([review(who)], by(marta)),
    });
    expect(result.verdict).toBe('pending');
    expect(result.whole.discounted[0]?.explanation).toMatch(/makes that person an approver/);
  });

  test('nor by standing in for somebody who may not', () => {
    const base: Files = {
      ...approvals('[{approvers: [system-owner]}]'),
      ...standIn('rui.alves', 'tiago.nunes', '2026-12-23'),
    };
    const change = grantFile({ subject: 'rui.alves', role: 'releaser', validUntil: '2026-12-20' });
    expect(decided({ base, change, facts: facts([review(tiago)], by(rui)) }).verdict).not.toBe('approved');
  });

  test('nor do those whom a policy file is about approve it', () => {
    const base = {
      [examplePaths.approvals]: `version: 1
policies:
  - {id: standard, stages: [{approvers: [manager]}]}
policyChanges:
  - {paths: ["policies/people/**"], stages: [{approvers: ["group:security"]}]}
`,
    };
    const own = person('sofia.lopes', active, `${active}\nendDate: 2029-12-31`);
    expect(decided({ base, change: own, facts: facts([review(sofia)], by(marta)) }).verdict).toBe('pending');
    const other = person('ana.costa', active, `${active}\nendDate: 2029-12-31`);
    expect(decided({ base, change: other, facts: facts([review(sofia)], by(marta)) }).verdict).toBe(
      'approved',
    );
  });
});

describe('only people who have begun to work here approve', () => {
  const everyone = approvals('[{approvers: [everyone]}]');
  const withTiago = (from: string, to: string) =>
    decided({ base: { ...everyone, ...person('tiago.nunes', from, to) }, facts: facts([review(tiago)]) })
      .verdict;
  test('no machine, and nobody before the first day', () => {
    expect(withTiago('employmentType: employee', 'employmentType: contractor')).toBe('approved');
    expect(withTiago('employmentType: employee', 'employmentType: service')).toBe('pending');
    expect(withTiago('startDate: 2021-03-01', 'startDate: 2026-11-23')).toBe('approved');
    expect(withTiago('startDate: 2021-03-01', 'startDate: 2026-11-24')).toBe('pending');
  });
});

describe('hands', () => {
  test('are everybody who ever pushed the commit, not only the first', () => {
    const known = facts([review(rui)], { commits: [commit(ana, { pusher: ana, pushers: [rui] })] });
    expect(decided({ facts: known })).toMatchObject({
      verdict: 'pending',
      reasons: ['rui-alves: committer'],
    });
  });

  test('are asked for where a machine opened a pull request with a grant in it', () => {
    const dependabot = { login: 'dependabot[bot]', id: 49_699_333, type: 'Bot' };
    const opened = { ...facts([review(rui)]).pullRequest, author: dependabot };
    const known = facts([review(rui)], { pullRequest: opened, commits: [commit(ana)] });
    expect(decided({ facts: known })).toMatchObject({ verdict: 'rejected', obstacles: ['unknown-author'] });
  });
});
