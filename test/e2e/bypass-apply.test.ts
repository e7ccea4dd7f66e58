/** Whatever brings a grant onto the default branch past its approvers, nobody is given access by it in a real system. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Company, repository, startCompany } from '../support/company.ts';
import { type Jobs, startJobs } from '../support/jobs.ts';
import { read } from '../support/ledger.ts';
import { other, requestsIn } from '../support/requests.ts';

let company: Company;
let jobs: Jobs;
beforeAll(async () => {
  company = await startCompany();
  jobs = startJobs(company, Date.now);
  await jobs.ask({ job: 'start-ledger' });
});
afterAll(async () => {
  jobs.stop();
  await company.close();
});
afterEach(() => {
  expect(company.github.violations).toEqual([]);
});

const { ask, review, pull, askedIn } = requestsIn(() => company);
const judge = (number: number) => jobs.ask<{ verdict: string; title: string }>({ judge: number });
const viewer = (subject: string) => other('viewer', subject);
const pathOf = (subject: string) => `access-grants/analytics/viewer/${subject}.yaml`;
const longer = (subject: string, days: number) => ({
  [pathOf(subject)]: (viewer(subject)[pathOf(subject)] ?? '').replace(
    /validUntil: .*/,
    `validUntil: ${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}`,
  ),
});
const checkout = async (branch: string, from = 'origin/main') => {
  await company.git('fetch', '--quiet', 'origin');
  await company.git('checkout', '--quiet', '-B', branch, from);
};
const onMain = async (message: string, files: Readonly<Record<string, string | null>>) => {
  await checkout('main');
  return company.push(message, files);
};
/** An administrator presses the button, whatever the check says. */
const force = (number: number, message = 'Quickly') =>
  company.as('qa-ana').rest.pulls.merge({
    ...repository,
    pull_number: number,
    merge_method: 'squash',
    commit_message: message,
  });
const approve = async (number: number) => {
  await judge(number);
  for (const login of await askedIn(number)) await review(login, number);
};
const isOnMain = async (subject: string): Promise<boolean> => {
  await company.git('fetch', '--quiet', 'origin');
  return (await company.git('ls-tree', '-r', '--name-only', 'origin/main', pathOf(subject))) !== '';
};
/** What the ledger says was asked for, or given, at this system. */
const given = async (subject: string) => {
  await company.git('fetch', '--quiet', 'origin', '+grantbook-ledger:refs/remotes/origin/grantbook-ledger');
  const [file = ''] = (await company.git('ls-tree', '-r', '--name-only', 'origin/grantbook-ledger')).split(
    '\n',
  );
  const text = `${await company.git('show', `origin/grantbook-ledger:${file}`)}\n`;
  return read(new Map([[file, text]])).flatMap(({ record }) =>
    record?.kind === 'provisioned'
      ? record.steps.filter(
          (step) => step.subject === subject && step.action === 'grant' && step.result !== 'void',
        )
      : [],
  );
};
const carryOut = async () => {
  for (const job of ['record', 'apply']) expect(await jobs.ask({ job })).toMatchObject({ failed: false });
};

test('what is approved is carried out, so that the others could be', async () => {
  const { number } = await ask('approved', viewer('andrei.popescu'));
  await approve(number);
  expect(await judge(number)).toMatchObject({ verdict: 'approved' });
  await carryOut();
  expect(await given('andrei.popescu')).toMatchObject([{ result: 'asked', path: pathOf('andrei.popescu') }]);
});

describe('nobody is given what came onto the default branch', () => {
  const ways: Readonly<
    Record<string, readonly [subject: string, way: (subject: string) => Promise<unknown>]>
  > = {
    'by a push': ['nina.hoffmann', (subject) => onMain('Past everybody', viewer(subject))],
    'by a push that says who approved it': [
      'isabel.ortega',
      (subject) =>
        onMain(
          'Access (#1)\n\nRequested-by: qa-ana (1)\nApproved-by: qa-mateus-oliveira (2)\nPolicy: sha256:0',
          viewer(subject),
        ),
    ],
    'by a merge that nobody approved': [
      'aoife.kelly',
      async (subject) => force((await ask('forced', viewer(subject))).number),
    ],
    'by a merge that somebody approved who has no say': [
      'camille.laurent',
      async (subject) => {
        const { number } = await ask('by-a-friend', viewer(subject));
        await review('qa-jonas-berg', number);
        await force(number);
      },
    ],
    'by a merge of what was changed after it was approved': [
      'emma.kowalska',
      async (subject) => {
        const { number } = await ask('changed', longer(subject, 5));
        await approve(number);
        await checkout('changed', 'origin/changed');
        await company.push('A little longer', longer(subject, 80));
        await force(number);
      },
    ],
    'by a merge of what was approved for another branch': [
      'simone.greco',
      async (subject) => {
        await checkout('staging');
        await company.push('Staged', { 'docs/staged.md': 'Staged.\n' });
        await checkout('aside', 'staging');
        await company.push('Aside', viewer(subject));
        const number = await company.openPullRequest('aside', 'Aside', { base: 'staging' });
        await review('qa-mateus-oliveira', number);
        await company.as('qa-ana').rest.pulls.update({ ...repository, pull_number: number, base: 'main' });
        await force(number);
      },
    ],
    'by force, and was then made shorter by its holder': [
      'ana.costa',
      async (subject) => {
        await force((await ask('first', longer(subject, 60))).number);
        await jobs.ask({ job: 'record' });
        const { number } = await ask('then', longer(subject, 59));
        await judge(number);
        expect((await pull(number)).merged).toBe(true);
      },
    ],
    'as a copy of what another was approved for': [
      'pedro.figueira',
      async (subject) => {
        const text = (viewer('andrei.popescu')[pathOf('andrei.popescu')] ?? '').replaceAll(
          'andrei.popescu',
          subject,
        );
        await onMain('A copy', { [pathOf(subject)]: text });
      },
    ],
    'together with a policy that lets anybody approve it': [
      'priya.nair',
      async (subject) => {
        await checkout('main');
        const approvals = `${await company.git('show', 'origin/main:policies/approvals.yaml')}\n`;
        const everyone =
          'policies:\n  - id: open-door\n    when: {system: analytics}\n    stages: [{approvers: [everyone], count: 1}]\n';
        const { number } = await ask('open-door', {
          'policies/approvals.yaml': approvals.replace(/^policies:\n/m, everyone),
          ...viewer(subject),
        });
        await review('qa-jonas-berg', number);
        await force(number);
        await onMain('As it was', { 'policies/approvals.yaml': approvals });
      },
    ],
  };

  test.each(Object.entries(ways))('%s', async (_, [subject, way]) => {
    await way(subject);
    expect(await isOnMain(subject)).toBe(true);
    await carryOut();
    // It is in order but for that: nothing else keeps it out.
    const { why } = (await jobs.ask({ access: company.gitDir })) as { why: Record<string, string> };
    expect(why[pathOf(subject)]).toBe('not approved');
    expect(await given(subject)).toEqual([]);
    const { data } = await company
      .as('qa-ana')
      .rest.issues.listForRepo({ ...repository, state: 'all', per_page: 100 });
    const tasks = data.filter(({ body }) => body?.startsWith('<!-- grantbook:task '));
    expect(tasks.filter(({ body }) => body?.includes(pathOf(subject)))).toEqual([]);
  });

  test('and longer than approved is not given either', async () => {
    const before = await given('andrei.popescu');
    await onMain('For years', longer('andrei.popescu', 300));
    await carryOut();
    expect(await given('andrei.popescu')).toEqual(before);
  });
});
