/** `grantbook doctor` against a GitHub in a folder: one wrong setting is one finding, and what cannot be read is never OK. */
import { Octokit } from '@octokit/rest';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { settingIds } from '../../src/model/finding.ts';
import { scheduledJobs } from '../../src/model/jobs.ts';
import {
  type ExamineOptions,
  findingsOf,
  fullName,
  type GuardedRepository,
  ledgerRulesets,
  notOk,
  ownApp,
  policies,
  rulesWith,
  startGuardedRepository,
  workflow,
} from '../support/guarded-repository.ts';
import { repository } from '../support/repository.ts';

let place: GuardedRepository;
beforeAll(async () => {
  place = await startGuardedRepository();
  place.github.addTeam('acme', 'empty', []);
  place.github.addTeam('acme', 'strangers', ['somebody']);
});
afterEach(() => {
  place.heal();
  vi.unstubAllEnvs();
  expect(place.github.violations.splice(0)).toEqual([]);
});
afterAll(() => place.close());

test('where everything is right, everything is OK', async () => {
  const run = await place.examine();
  expect([run.status, notOk(run), run.err]).toEqual([0, {}, '']);
  expect(findingsOf(run).map(({ id }) => id)).toEqual([...settingIds]);
});

const marta = (github: string) => ({
  'policies/people/marta.dias.yaml': `version: 1
displayName: Marta Dias
github: ${github}
jobFunctions: [director]
department: Finance
employmentType: employee
active: true
`,
});
const team = (name: string) => ({
  'policies/approvals.yaml': `version: 1\npolicies:\n  - id: all\n    stages:\n      - approvers: ["github-team:acme/${name}"]\n`,
});
const settings = (line: string) => ({
  'policies/grantbook.yaml': `version: 1\norganization: Example\ntimeZone: Europe/Lisbon\npolicyOwners: [sofia.lopes]\n${line}\n`,
});
const checks = (...required: object[]) =>
  rulesWith({ required_status_checks: { required_status_checks: required } });

/** Gets something wrong on GitHub; or examines with other options, such as policies of their own. */
type Break = ((place: GuardedRepository) => void) | ExamineOptions;

/** What follows from a branch that nothing guards. */
const unguarded = (status: string) =>
  Object.fromEntries(
    [
      'protection',
      'required-check',
      'pull-request',
      'stale-reviews',
      'code-owners',
      'force-pushes',
      'deletions',
      'bypass',
      // What is not there asks for nothing.
      ...(status === 'unknown' ? ['required-approvals'] : []),
    ].map((id) => [id, status]),
  );

describe('one wrong setting is that finding and no other', () => {
  const cases: readonly (readonly [string, Break, Record<string, string>, RegExp])[] = [
    [
      'another check is required',
      ({ guard }) => guard({ rules: checks({ context: 'ci', integration_id: ownApp }) }),
      { 'required-check': 'not ok' },
      /Add checks: `grantbook`/,
    ],
    [
      'the check is required from any source',
      ({ guard }) => guard({ rules: checks({ context: 'grantbook' }) }),
      { 'required-check': 'not ok' },
      /required, but from any source/,
    ],
    [
      'stale reviews stay',
      ({ guard }) => guard({ rules: rulesWith({ pull_request: { dismiss_stale_reviews_on_push: false } }) }),
      { 'stale-reviews': 'not ok' },
      /Dismiss stale pull request approvals/,
    ],
    [
      'code owners are not asked',
      ({ guard }) => guard({ rules: rulesWith({ pull_request: { require_code_owner_review: false } }) }),
      { 'code-owners': 'not ok' },
      /Require review from Code Owners/,
    ],
    [
      'no pull request is needed',
      ({ guard }) => guard({ rules: rulesWith({ pull_request: null }) }),
      { 'pull-request': 'not ok', 'stale-reviews': 'not ok', 'code-owners': 'not ok' },
      /Require a pull request/,
    ],
    [
      'approvals are wanted that only writers can give',
      ({ guard }) => guard({ rules: rulesWith({ pull_request: { required_approving_review_count: 1 } }) }),
      { 'required-approvals': 'not ok' },
      /`Guard` wants approvals by people who may write[\s\S]*Required approvals: 0/,
    ],
    [
      'the most recent push has to be approved by a writer',
      ({ guard }) => guard({ rules: rulesWith({ pull_request: { require_last_push_approval: true } }) }),
      { 'required-approvals': 'not ok' },
      /no approval of the most recent push/,
    ],
    [
      'force pushes are allowed',
      ({ guard }) => guard({ rules: rulesWith({ non_fast_forward: null }) }),
      { 'force-pushes': 'not ok' },
      /Block force pushes/,
    ],
    [
      'the branch can be deleted',
      ({ guard }) => guard({ rules: rulesWith({ deletion: null }) }),
      { deletions: 'not ok' },
      /Restrict deletions/,
    ],
    [
      'somebody may bypass',
      ({ guard }) =>
        guard({
          bypass: [
            { id: 5, type: 'RepositoryRole' },
            { id: null, type: 'DeployKey' },
          ],
        }),
      { bypass: 'not ok' },
      /`Guard` may be bypassed by everybody with the role admin, every deploy key/,
    ],
    [
      'the ruleset is only evaluated',
      ({ guard }) => guard({ enforcement: 'evaluate' }),
      unguarded('not ok'),
      /the ruleset `Guard` is only evaluated/,
    ],
    [
      'the ruleset is disabled',
      ({ guard }) => guard({ enforcement: 'disabled' }),
      unguarded('not ok'),
      /the ruleset `Guard` is disabled/,
    ],
    [
      'the ruleset is for another branch',
      ({ guard }) => guard({ branches: ['refs/heads/elsewhere'] }),
      unguarded('not ok'),
      /asks nothing of `main`/,
    ],
    [
      'there is no ruleset',
      ({ github }) => github.setRulesets(fullName, ledgerRulesets),
      unguarded('not ok'),
      /New branch ruleset/,
    ],
    [
      'the plan has no rulesets',
      ({ github }) => github.configure(fullName, { plan: 'free' }),
      { plan: 'not ok', ...unguarded('not ok'), 'ledger-branch': 'not ok' },
      /Upgrade to GitHub Team/,
    ],
    [
      'merge commits are allowed',
      ({ github }) => github.configure(fullName, { mergeMethods: new Set(['squash', 'merge']) }),
      { 'merge-method': 'not ok' },
      /also allowed: `merge`/,
    ],
    [
      'squash merging is not allowed',
      ({ github }) => github.configure(fullName, { mergeMethods: new Set(['rebase']) }),
      { 'merge-method': 'not ok' },
      /squash merging is not allowed/,
    ],
    [
      'workflows write unless they say otherwise',
      ({ github }) => github.configure(fullName, { workflowPermissions: 'write' }),
      { 'workflow-token': 'not ok' },
      /Read repository contents/,
    ],
    [
      'workflows may approve',
      ({ github }) => github.configure(fullName, { actionsMayApprove: true }),
      { 'workflow-approvals': 'not ok' },
      /create and approve pull requests: off/,
    ],
    [
      'an account has another name now',
      { files: marta('{ login: marta-before, id: 103 }') },
      { 'approver-accounts': 'not ok' },
      /the account is called `marta-dias` now, not `marta-before`/,
    ],
    [
      'somebody else has the name now',
      { files: marta('{ login: ana-costa, id: 103 }') },
      { 'approver-accounts': 'not ok' },
      /the account is called `marta-dias` now, not `ana-costa`/,
    ],
    [
      'the number of an account is nobody’s',
      { files: marta('{ login: marta-dias, id: 999 }') },
      { 'approver-accounts': 'not ok' },
      /the account of `marta-dias` is gone/,
    ],
    [
      'an approver sees nothing',
      { files: marta('{ login: ana-costa, id: 101 }') },
      { 'approver-access': 'not ok' },
      /`marta\.dias` \(`ana-costa`\) has none, and needs read/,
    ],
    [
      'an approver cannot write where code owners have to',
      { files: settings('codeowners: all') },
      { 'approver-access': 'not ok' },
      /`marta\.dias` \(`marta-dias`\) has read, and needs write/,
    ],
    ['a team is empty', { files: team('empty') }, { teams: 'not ok' }, /`acme\/empty` is empty/],
    [
      'nobody in a team is known',
      { files: team('strangers') },
      { teams: 'not ok' },
      /nobody in `acme\/strangers` stands in/,
    ],
    [
      'a team is not there',
      { files: team('nowhere') },
      { teams: 'unknown' },
      /does not know it, or the token/,
    ],
    [
      'private forks are off, and approvers only read',
      ({ github }) => github.configure(fullName, { allowForking: false }),
      { forks: 'not ok' },
      /1 of 3 approvers/,
    ],
    [
      'a schedule is asleep',
      { now: '2026-11-24T11:20:01Z' },
      { 'job-decide': 'not ok' },
      /it last ran on 2026-11-23 11:20 UTC and is late: it should run again within 24 hours.*Actions → Grantbook → Enable workflow; /s,
    ],
    [
      'all schedules are asleep',
      { now: '2026-11-25T13:59:01Z' },
      {
        'job-decide': 'not ok',
        'job-record': 'not ok',
        'job-expire': 'not ok',
        'job-remind': 'not ok',
        'job-runbooks': 'not ok',
        'job-apply': 'not ok',
        'job-report': 'not ok',
      },
      /it last ran on 2026-11-23 11:23 UTC and is late: it should run again within 50 hours/,
    ],
    [
      'a policy file has a mistake',
      { files: settings('groups: 7') },
      { 'approver-accounts': 'unknown', 'approver-access': 'unknown', teams: 'unknown' },
      /policies could not be read as a whole \(policies\/grantbook\.yaml:5\)/,
    ],
  ];
  test.each(cases)('%s', async (_name, breakIt, expected, words) => {
    if (typeof breakIt === 'function') breakIt(place);
    const run = await place.examine(typeof breakIt === 'function' ? {} : breakIt);
    expect([run.status, notOk(run)]).toEqual([1, expected]);
    expect(run.out).toMatch(words);
  });
});

describe('the branch of the ledger', () => {
  const [app, ever] = ledgerRulesets;
  if (!app || !ever) throw new Error('there are two of them');
  type Rulesets = typeof ledgerRulesets;
  const cases: readonly (readonly [string, Rulesets, RegExp])[] = [
    ['has no ruleset', [], /App alone writes"[\s\S]*force pushes"[\s\S]*deleting it"/],
    ['may be written by everybody', [ever], /no ruleset sees to it that the App alone writes"/],
    [
      'may be written by others too',
      [{ ...app, bypass: [...(app.bypass ?? []), { id: 5, type: 'RepositoryRole' }] }, ever],
      /`Ledger of the App` may be bypassed by the app 4711, everybody with the role admin/,
    ],
    [
      'may be written by every workflow',
      [{ ...app, bypass: [{ id: 15368, type: 'Integration' }] }, ever],
      /may be bypassed by the app 15368/,
    ],
    ['may be written by nobody', [{ ...app, bypass: [] }, ever], /lets nobody write, the App neither/],
    ['may be rewritten', [app, { ...ever, rules: [{ type: 'deletion' }] }], /from force pushes"/],
    ['may be deleted', [app, { ...ever, rules: [{ type: 'non_fast_forward' }] }], /from deleting it"/],
    [
      'may be rewritten by the App',
      [{ ...app, rules: [...app.rules, ...ever.rules] }],
      /no ruleset keeps everybody from force pushes: the ruleset `Ledger of the App` may be bypassed/,
    ],
    ['has a ruleset that is only evaluated', [app, { ...ever, enforcement: 'evaluate' }], /force pushes"/],
    ['has rulesets of another branch', [{ ...app, branches: ['refs/heads/x'] }, ever], /App alone writes"/],
  ];
  test.each(cases)('%s', async (_name, rulesets, words) => {
    place.github.setRulesets(fullName, [{ name: 'Guard', rules: rulesWith() }, ...rulesets]);
    const run = await place.examine();
    expect([run.status, notOk(run)]).toEqual([1, { 'ledger-branch': 'not ok' }]);
    expect(run.out).toMatch(words);
    expect(run.out).toMatch(/New branch ruleset, with `grantbook-ledger` as its target/);
  });
});

test.each([
  ['grantbook', /the branch `grantbook` is there, so that there can be none called `grantbook\/expire`/],
  ['grantbook/expire/mine', /so that there can be none called `grantbook\/expire`/],
  ['grantbook/expire', undefined],
  ['grantbook-ledger', undefined],
  ['grantbooks', undefined],
])('a branch called %s', async (branch, words) => {
  const { rest } = new Octokit({ auth: place.github.tokenOf('sofia-lopes'), baseUrl: place.github.url });
  const at = { owner: 'acme', repo: 'access' };
  const tip = await rest.git.getRef({ ...at, ref: 'heads/main' });
  await rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: tip.data.object.sha });
  const run = await place.examine();
  await rest.git.deleteRef({ ...at, ref: `heads/${branch}` });
  expect(notOk(run)).toEqual(words === undefined ? {} : { 'automation-branches': 'not ok' });
  if (words) expect(run.out).toMatch(words);
});

describe('the files of the default branch', () => {
  const path = '.github/workflows/grantbook.yml';
  const cases: readonly (readonly [string, Record<string, string | null>, Record<string, string>, RegExp])[] =
    [
      [
        'a tag',
        { [path]: workflow('actions/checkout@v6') },
        { 'pinned-actions': 'not ok' },
        /grantbook\.yml:8: `actions\/checkout@v6`/,
      ],
      [
        'CODEOWNERS with somebody who may not write',
        { '.github/CODEOWNERS': '* @marta-dias\n' },
        { 'codeowners-file': 'not ok' },
        /CODEOWNERS:1: Unknown owner on line 1/,
      ],
      [
        'no CODEOWNERS',
        { '.github/CODEOWNERS': null },
        { 'codeowners-file': 'unknown' },
        /there is no CODEOWNERS file/,
      ],
      [
        'another workflow alone',
        { [path]: null, '.github/workflows/ci.yml': 'on: push\n' },
        { 'job-decide': 'not ok' },
        /there is no `\.github\/workflows\/grantbook\.yml`/,
      ],
      [
        'no workflow that removes what has ended',
        { '.github/workflows/grantbook-expire.yml': null },
        { 'job-expire': 'not ok' },
        /there is no `\.github\/workflows\/grantbook-expire\.yml` on the default branch.*Actions → Grantbook expiry → /s,
      ],
    ];
  test.each(cases)('%s', async (_name, files, expected, words) => {
    const { commit } = place.repository;
    commit({ author: 'sofia-lopes', files });
    const run = await place.examine();
    commit({
      author: 'sofia-lopes',
      files: {
        ...('.github/workflows/ci.yml' in files ? { '.github/workflows/ci.yml': null } : {}),
        [path]: workflow(),
        '.github/workflows/grantbook-expire.yml': workflow(),
        '.github/CODEOWNERS': '/policies/ @sofia-lopes @rui-alves\n',
      },
    });
    expect([run.status, notOk(run)]).toEqual([1, expected]);
    expect(run.out).toMatch(words);
  });
});

test('a job that never ran is not OK, and says so', async () => {
  const files = Object.fromEntries(
    scheduledJobs.map((job) => [`.github/workflows/${job.workflow}`, workflow()]),
  );
  place.github
    .createRepository({ owner: 'acme', name: 'new', collaborators: { 'sofia-lopes': 'admin' } })
    .commit({ author: 'sofia-lopes', files });
  const run = await place.examine({ repository: 'acme/new' });
  expect(findingsOf(run).filter(({ id }) => id.startsWith('job-'))).toMatchObject(
    scheduledJobs.map(({ id }) => ({
      id,
      status: 'not ok',
      details: ['it never ran by its schedule'],
      repair: expect.stringMatching(/^Actions → Grantbook/),
    })),
  );
});

test('a workflow that is in the files, and of which GitHub says nothing, may only be hidden', async () => {
  place.github.faults.add({
    match: { operationId: 'actions/list-workflow-runs' },
    kind: 'status',
    status: 404,
    times: 1000,
  });
  const { out } = await place.examine({ format: 'text' });
  expect(out).toMatch(
    /UNKNOWN +`grantbook-record\.yml`.*\n +GitHub knows of no such workflow, or the token may/,
  );
});

/** Each request, and what nobody knows where it fails. */
const requests: readonly (readonly [string, readonly string[]])[] = [
  ['repos/get-branch-rules', ['plan', ...Object.keys(unguarded('unknown')), 'ledger-branch']],
  ['repos/get-repo-ruleset', ['bypass', 'ledger-branch']],
  ['git/list-matching-refs', ['automation-branches']],
  [
    'actions/get-github-actions-default-workflow-permissions-repository',
    ['workflow-token', 'workflow-approvals'],
  ],
  [
    'actions/list-workflow-runs',
    ['job-decide', 'job-record', 'job-expire', 'job-remind', 'job-runbooks', 'job-apply', 'job-report'],
  ],
  ['repos/codeowners-errors', ['codeowners-file']],
  ['repos/get-content', ['pinned-actions']],
  ['repos/get-collaborator-permission-level', ['approver-accounts', 'approver-access']],
  ['teams/list-members-in-org', ['teams']],
];

describe.each([403, 404, 500])('a request that ends with %s leaves its settings unknown', (status) => {
  test.each(requests)('%s', async (operationId, ids) => {
    place.github.faults.add({ match: { operationId }, kind: 'status', status, times: 1000 });
    const run = await place.examine();
    expect([run.status, notOk(run)]).toEqual([1, Object.fromEntries(ids.map((id) => [id, 'unknown']))]);
  });

  test('all of them at once', async () => {
    for (const operationId of [
      ...requests.map(([id]) => id),
      'repos/get-branch-protection',
      'users/get-by-id',
    ])
      place.github.faults.add({ match: { operationId }, kind: 'status', status, times: 1000 });
    const run = await place.examine();
    const readable = ['merge-method', 'forks'];
    const expected = settingIds.filter((id) => !readable.includes(id)).map((id) => [id, 'unknown']);
    expect([run.status, notOk(run)]).toEqual([1, Object.fromEntries(expected)]);
  });

  test('the repository itself is a failure of the environment', async () => {
    place.github.faults.add({ match: { operationId: 'repos/get' }, kind: 'status', status, times: 1000 });
    const run = await place.examine();
    expect([run.status, run.out]).toEqual([2, '']);
    expect(run.err).toMatch(/^the repository `acme\/access` could not be read: /);
  });
});

test('an answer that breaks off, or a list that is cut, is never OK', async () => {
  for (const [operationId, ids] of requests) {
    place.github.faults.add({ match: { operationId }, kind: 'cut off', times: 1000 });
    const run = await place.examine();
    expect(Object.keys(notOk(run)), operationId).toEqual(expect.arrayContaining([...ids]));
    place.heal();
  }
});

describe('classic branch protection is understood', () => {
  const protection = {
    requiredChecks: [{ context: 'grantbook', app: 'github-actions' }],
    requiredApprovals: 0,
    dismissStaleReviews: true,
    requireCodeOwners: true,
  };
  const only = (changes: object) => {
    place.github.setRulesets(fullName, ledgerRulesets);
    place.github.protect(fullName, 'main', { ...protection, ...changes });
    return place.examine();
  };

  test('where it asks for everything, everything is OK', async () => {
    const run = await only({});
    expect([run.status, notOk(run)]).toEqual([0, {}]);
    expect(run.out).toMatch(/by the branch protection/);
    expect(run.out).toMatch(/which every workflow of this repository shares/);
  });

  test.each([
    ['requiredApprovals', { requiredApprovals: 1 }, 'required-approvals'],
    ['dismissStaleReviews', { dismissStaleReviews: false }, 'stale-reviews'],
    ['requireCodeOwners', { requireCodeOwners: false }, 'code-owners'],
    ['allowForcePushes', { allowForcePushes: true }, 'force-pushes'],
    ['allowDeletions', { allowDeletions: true }, 'deletions'],
    ['enforceAdmins', { enforceAdmins: false }, 'bypass'],
    ['the source', { requiredChecks: [{ context: 'grantbook' }] }, 'required-check'],
  ])('%s', async (_name, changes, id) => {
    const run = await only(changes);
    expect([run.status, notOk(run)]).toEqual([1, { [id]: 'not ok' }]);
  });

  test('where it cannot be read, nobody knows', async () => {
    place.github.faults.add({
      match: { operationId: 'repos/get-branch-protection' },
      kind: 'status',
      status: 404,
      times: 100,
    });
    expect(notOk(await only({}))).toEqual(unguarded('unknown'));
  });

  test('a ruleset and a protection add up', async () => {
    place.guard({ rules: rulesWith({ deletion: null }), bypass: [{ id: 7, type: 'Team' }] });
    place.github.protect(fullName, 'main', protection);
    expect(notOk(await place.examine())).toEqual({});
  });
});

describe('with less than an administrator’s token', () => {
  test('what a writer cannot see is unknown', async () => {
    expect(notOk(await place.examine({ as: 'rui-alves' }))).toEqual({
      'required-approvals': 'unknown',
      bypass: 'unknown',
      'ledger-branch': 'unknown',
      'workflow-token': 'unknown',
      'workflow-approvals': 'unknown',
      teams: 'unknown',
    });
  });

  test('GITHUB_TOKEN sees less still', async () => {
    const as = place.github.addAppToken('github-actions', { contents: 'read', actions: 'read' });
    const run = await place.examine({ as });
    expect(run.status).toBe(1);
    expect(Object.values(notOk(run))).not.toContain('not ok');
    expect(Object.keys(notOk(run))).toEqual(
      expect.arrayContaining(['bypass', 'workflow-token', 'merge-method', 'teams']),
    );
  });

  test('a token that is none is said at once', async () => {
    const run = await place.examine({ as: 'ghp_wrong' });
    expect([run.status, run.err]).toEqual([
      2,
      'the repository `acme/access` could not be read: the token is not valid (401)\n',
    ]);
  });
});

describe('what it has to be told', () => {
  test('a token, in a variable', async () => {
    vi.stubEnv('GITHUB_TOKEN', '');
    const run = await place.examine({ tokenEnv: 'GITHUB_TOKEN' });
    expect([run.status, run.out]).toEqual([2, '']);
    expect(run.err).toMatch(/^there is no token in `GITHUB_TOKEN`; /);
  });

  const secret = `ghp_${'a1'.repeat(18)}`;
  test.each([
    [secret, { tokenEnv: secret }],
    ['github_pat_11AAAAAAA0', { tokenEnv: 'github_pat_11AAAAAAA0' }],
    ['0123456789abcdef0123456789abcdef01234567', { tokenEnv: '0123456789abcdef0123456789abcdef01234567' }],
    [secret, { repository: secret }],
    [secret, { apiUrl: secret }],
  ])('and never prints what looks like one: %s', async (token, options) => {
    const run = await place.examine(options);
    expect([run.status, run.out]).toEqual([2, '']);
    expect(run.err).not.toContain(token.slice(4));
    if ('tokenEnv' in options)
      expect(run.err).toMatch(/^`--token-env` takes the name of a variable, such as/);
  });

  test.each(['acme', 'acme/access/more', 'acme/acc ess'])('a repository, not `%s`', async (name) => {
    const run = await place.examine({ repository: name });
    expect([run.status, run.err]).toEqual([
      2,
      `\`${name}\` is no repository; it looks like \`OWNER/REPO\`\n`,
    ]);
  });

  test.each([
    'https://github.com/acme/access.git',
    'https://github.com/acme/access',
    'git@github.com:acme/access.git',
    'ssh://git@github.com/acme/access',
  ])('the repository, unless `origin` is %s', async (address) => {
    vi.stubEnv('GITHUB_REPOSITORY', '');
    const { dir, git, commit } = repository();
    commit(policies);
    const lost = await place.examine({ dir });
    expect([lost.status, lost.err]).toMatchObject([
      2,
      expect.stringMatching(/^which repository on GitHub\?/),
    ]);
    git('remote', 'add', 'origin', address);
    expect((await place.examine({ dir })).status).toBe(0);
  });

  test.each([fullName, `https://github.com/${fullName}`, `https://github.com/${fullName}.git/`])(
    'which may be copied from the address of a page: %s',
    async (name) => {
      expect((await place.examine({ repository: name })).status).toBe(0);
    },
  );

  test.each([
    ['https://user:secret@gitlab.com/acme/access.git', 'is at `gitlab.com`, and not on GitHub'],
    ['git@bitbucket.org:acme/access.git', 'is at `bitbucket.org`, and not on GitHub'],
    ['https://github.com/acme', 'at `github.com` does not say it'],
    ['/srv/git/access.git', 'is a folder, and not on GitHub'],
  ])('the repository, where `origin` is %s', async (address, why) => {
    vi.stubEnv('GITHUB_REPOSITORY', '');
    vi.stubEnv('GITHUB_API_URL', '');
    const { dir, git, commit } = repository();
    commit(policies);
    git('remote', 'add', 'origin', address);
    const run = await place.examine({ dir, apiUrl: 'https://api.github.com' });
    expect([run.status, run.err]).toEqual([
      2,
      `which repository on GitHub? name it with \`--repository OWNER/REPO\`; the remote \`origin\` ${why}\n`,
    ]);
  });

  test('a network', async () => {
    const run = await place.examine({ apiUrl: 'http://127.0.0.1:9' });
    expect([run.status, run.err]).toMatchObject([
      2,
      expect.stringMatching(
        /^the repository `acme\/access` could not be read: GitHub could not be reached: there is no network, or something between stops it \(/,
      ),
    ]);
  });

  test('an address of an API', async () => {
    const run = await place.examine({ apiUrl: 'api.github.com' });
    expect([run.status, run.err]).toMatchObject([
      2,
      expect.stringMatching(/^`api\.github\.com` is no address/),
    ]);
  });
});

describe('as text', () => {
  test('each setting has its line, why it matters and where to click', async () => {
    place.github.configure(fullName, { actionsMayApprove: true });
    const { out } = await place.examine({ format: 'text', as: 'sofia-lopes' });
    expect(out).toContain(`NOT OK   Workflows may not approve pull requests
         A workflow that approves could stand in for the code owner whom nobody asked.
         = repair: Settings → Actions → General → Workflow permissions → Allow GitHub Actions to create and approve pull requests: off
`);
    expect(out).toMatch(/^OK {7}GitHub offers rulesets/);
    expect(out).toMatch(/\nacme\/access: 27 OK, 1 NOT OK, 0 UNKNOWN \(2026-11-23T12:00:00\.000Z\)\.\n$/);
  });

  test('what follows from something else is said in a line, and a name cannot pass for a line of ours', async () => {
    place.guard({ name: 'x\n##[error]OK', enforcement: 'disabled' });
    const { out } = await place.examine({ format: 'text' });
    expect(out).toContain('the ruleset `x ## [error]OK` is disabled\n');
    expect(out).toContain(`NOT OK   Force pushes are blocked
         it needs this first: The default branch is guarded by an active ruleset
`);
  });
});
