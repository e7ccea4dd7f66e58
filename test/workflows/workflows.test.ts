import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scheduledJobs } from '../../src/model/jobs.ts';
import { settingWords } from '../../src/render/doctor-words.ts';
import * as hygiene from './hygiene.ts';
import { actionlintFindings, languageServiceFindings } from './linters.ts';

const folder = '.github/workflows';
const workflows = readdirSync(folder).map((name): [path: string, text: string] => [
  `${folder}/${name}`,
  readFileSync(`${folder}/${name}`, 'utf8'),
]);
const deciding = workflows.filter(([, text]) => hygiene.decides(text));

const step = (yaml: string) =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${yaml}\n`;
const sha = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';

test('there are workflows, and just these of them decide', () => {
  expect(workflows.map(([path]) => path)).toContain('.github/workflows/ci.yml');
  expect(deciding.map(([path]) => path)).toEqual([
    '.github/workflows/grantbook-comments.yml',
    '.github/workflows/grantbook-expire.yml',
    '.github/workflows/grantbook-requests.yml',
    '.github/workflows/grantbook.yml',
  ]);
});

test('every scheduled job of ours is one whose heartbeat is watched', () => {
  // The site is looked at by people, who see on each page of when it is, and nothing depends on it.
  // So is the evidence, which can be made anew at any time.
  const scheduled = workflows
    .filter(([path, text]) => /^ {2}schedule:/m.test(text) && !/\/grantbook-(site|evidence)\.yml$/.test(path))
    .map(([path]) => path);
  expect(scheduled.toSorted()).toEqual(
    scheduledJobs.map(({ workflow }) => `.github/workflows/${workflow}`).toSorted(),
  );
});

test.each(scheduledJobs)(
  'the doctor calls $workflow what the list of workflows on GitHub calls it',
  (job) => {
    const text = readFileSync(`${folder}/${job.workflow}`, 'utf8');
    const { title, repair } = settingWords[job.id];
    expect(title).toContain(`\`${job.workflow}\`, which ${job.does}, ran within `);
    expect(repair).toContain(`Actions → ${/^name: (.+)$/m.exec(text)?.[1]} → Enable workflow`);
    expect(repair.includes('Run workflow')).toBe(/^ {2}workflow_dispatch:/m.test(text));
  },
);

describe.each(workflows)('%s', (path, text) => {
  test('pleases the linters', async () => {
    expect(await actionlintFindings(path, text)).toEqual([]);
    expect(await languageServiceFindings(path, text)).toEqual([]);
  });

  test('pins every action by commit and says its version', () => {
    expect(hygiene.unpinnedActions(text)).toEqual([]);
    expect(hygiene.pinsWithoutVersion(text)).toEqual([]);
  });

  test('gives no job the right to write unless the job asks for it', () => {
    expect(hygiene.widePermissions(text)).toEqual([]);
  });

  test('leaves the name of the check to the check', () => {
    expect(hygiene.jobsNamedLikeTheCheck(text)).toEqual([]);
  });

  test('pastes nothing into a script', () => {
    expect(hygiene.expressionsInScripts(text)).toEqual([]);
  });
});

describe.each(deciding)('what decides: %s', (_path, text) => {
  test('runs on events that no pull request has a hand in', () => {
    expect(hygiene.untrustedTriggers(text)).toEqual([]);
  });

  test('checks out the default branch, without a token, and nothing else', () => {
    expect(hygiene.riskyCheckouts(text)).toEqual([]);
  });
});

describe('each of these checks can fail', () => {
  test('the linters', async () => {
    const text = step(`run: echo \${{ github.event.pull_request.title }}`).replace('ubuntu-latest', 'plan-9');
    const said = (await actionlintFindings('.github/workflows/x.yml', text)).join('\n');
    expect(said).toContain('label "plan-9" is unknown');
    expect(said).toContain('potentially untrusted');
    const unknown = text.replace('push', 'pushed');
    expect((await languageServiceFindings('.github/workflows/x.yml', unknown)).join('\n')).toContain(
      "Unexpected value 'pushed'",
    );
  });

  test.each([
    'actions/checkout@v6',
    'actions/checkout@main',
    'actions/checkout',
    'docker://alpine:3',
    '../up',
  ])('an action that is not pinned: %s', (uses) => {
    expect(hygiene.unpinnedActions(step(`uses: ${uses}`))).toEqual([uses]);
  });

  test('a called workflow that is not pinned', () => {
    const text = 'on: push\njobs:\n  a:\n    uses: acme/shared/.github/workflows/x.yml@v1\n';
    expect(hygiene.unpinnedActions(text)).toHaveLength(1);
  });

  test('a pin that does not say its version', () => {
    expect(hygiene.pinsWithoutVersion(step(`uses: actions/checkout@${sha} # v6`))).toHaveLength(1);
    expect(hygiene.pinsWithoutVersion(step(`uses: actions/checkout@${sha} # v6.0.2`))).toEqual([]);
  });

  test.each([
    ['no permissions at all', 'on: push\njobs: {}\n', ['no top-level permissions']],
    ['everything', 'on: push\npermissions: write-all\njobs: {}\n', ['write-all']],
    ['one scope', 'on: push\npermissions: {contents: read, checks: write}\njobs: {}\n', ['checks']],
  ])('permissions for everybody: %s', (_, text, expected) => {
    expect(hygiene.widePermissions(text)).toEqual(expected);
  });

  test.each(['a: {name: grantbook}', 'grantbook: {}', 'grantbook: {name: Grantbook}'])(
    'a job that takes the name of the check: %s',
    (job) => {
      expect(hygiene.jobsNamedLikeTheCheck(`on: push\njobs:\n  ${job}\n`)).toHaveLength(1);
    },
  );

  test.each([
    `run: 'echo "\${{ github.event.issue.title }}"'`,
    `run: "echo \${{ github.head_ref }}"`,
    `{uses: actions/github-script@${sha}, with: {script: "log('\${{ github.event.comment.body }}')"}}`,
  ])('a pasted expression: %s', (yaml) => {
    expect(hygiene.expressionsInScripts(step(yaml))).toHaveLength(1);
  });

  test.each(['pull_request', 'pull_request_review', 'merge_group', 'push', 'workflow_dispatch'])(
    'a trigger that is not trusted: %s',
    (trigger) => {
      expect(hygiene.untrustedTriggers(`on: {schedule: [], ${trigger}: {}}\njobs: {}\n`)).toEqual([trigger]);
    },
  );

  test.each([
    ['checks: write', true],
    ['statuses: write', true],
    ['checks: read', false],
  ])('what decides is told by its rights: %s', (permission, expected) => {
    const text = `on: push\npermissions: {}\njobs:\n  a:\n    permissions: {${permission}}\n`;
    expect(hygiene.decides(text)).toBe(expected);
  });

  test.each([
    ['the head', `{ref: "\${{ github.event.pull_request.head.sha }}", persist-credentials: false}`],
    ['whatever the event says', '{persist-credentials: false}'],
    ['a kept token', `{ref: "\${{ github.event.repository.default_branch }}"}`],
    [
      'another repository',
      `{ref: "\${{ github.event.repository.default_branch }}", repository: "\${{ github.event.pull_request.head.repo.full_name }}", persist-credentials: false}`,
    ],
  ])('a checkout of %s', (_, options) => {
    expect(hygiene.riskyCheckouts(step(`{uses: actions/checkout@${sha}, with: ${options}}`))).toHaveLength(1);
  });
});
