/** The whole life of one grant: asked for, refused, repaired, approved, in force, reminded of, ended, and proved. */
import { accessForm } from '../forms/access-form.ts';
import { workspaceOfTexts } from '../load/from-texts.ts';
import { readRecord } from '../load/record.ts';
import type { Instant } from '../model/period.ts';
import type { DecisionRecord } from '../model/record.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import { cast, companyFiles } from './company.ts';
import { issueText } from './form.ts';
import { repository, type Stage } from './stage.ts';
import { asSeen, type Teller } from './teller.ts';

export const timeZone = 'Europe/Lisbon';
/** The story is the same each time it is told, whatever day it is. In Lisbon, in winter, it is as late as in UTC. */
const at = (day: string, time: string): Instant => Date.parse(`${day}T${time}:00Z`);
export const firstMoment = at('2026-11-23', '08:30');

const { ana, rui } = cast;
const grant = `access-grants/payroll/viewer/${ana.user}.yaml`;

/** Plays and tells it. Everything that is shown was really said by a job, a command or git. */
export async function play(stage: Stage, told: Teller): Promise<void> {
  await dayOne(stage, told);
  const issue = await asks(stage, told);
  const pull = await repairs(stage, told, issue);
  await approves(stage, told, pull);
  await inForce(stage, told);
  await isReminded(stage, told);
  await ends(stage, told);
  await proves(stage, told);
}

async function dayOne(stage: Stage, told: Teller): Promise<void> {
  await told.step('Sofia Lopes, who keeps the policies, begins the ledger', firstMoment);
  const begun = await stage.run({ job: 'start-ledger' });
  told.say('Who may have which access is written in files that people can read. This is the role matrix:');
  told.show(companyFiles['policies/role-matrix.yaml'] ?? '');
  told.type('grantbook ledger start', `${begun}.`);
}

/** The form of the system, filled in. */
function filled(answers: Readonly<Record<string, string>>, now: Instant): string {
  const workspace = workspaceOfTexts(Object.entries(companyFiles));
  const [form] = accessForm.forms(workspace, { now, timeZone });
  if (!form) throw new Error('the demonstration has no form');
  return issueText(form.form, answers);
}

const role = 'Viewer: Sees payslips, changes nothing.';
const why = 'Reconcile the fourth quarter salary run with the general ledger';

async function asks(stage: Stage, told: Teller): Promise<number> {
  const now = at('2026-11-23', '09:00');
  stage.at(now);
  await told.step(`${ana.name}, an accountant, asks for access with a form on GitHub`, now);
  const answers = {
    role,
    why,
    length: 'Until the last day that I write below',
    until: '2027-02-28',
  };
  const { data } = await stage.as(ana.login).rest.issues.create({
    ...repository,
    title: 'Access to Payroll',
    body: filled(answers, now),
  });
  told.show(
    asSeen(filled(answers, now))
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, 8)
      .join('\n'),
  );
  await stage.run({ issue: data.number });
  told.say('A minute later the answer stands below it, in words:');
  told.show(asSeen(await lastComment(stage, data.number)));
  return data.number;
}

async function lastComment(stage: Stage, issue: number): Promise<string> {
  const { data } = await stage
    .as(ana.login)
    .rest.issues.listComments({ ...repository, issue_number: issue, per_page: 100 });
  return data.at(-1)?.body ?? '';
}

async function repairs(stage: Stage, told: Teller, issue: number): Promise<number> {
  const now = at('2026-11-23', '09:05');
  stage.at(now);
  await told.step(`${ana.name} edits the form: 30 days are enough`, now);
  const body = filled({ role, why, length: '30 days' }, now);
  await stage.as(ana.login).rest.issues.update({ ...repository, issue_number: issue, body });
  await stage.run({ issue });
  told.show(asSeen(await lastComment(stage, issue)));
  const { data } = await stage.as(rui.login).rest.pulls.list({ ...repository, state: 'open' });
  const [pull] = data;
  if (!pull) throw new Error('no pull request was opened');
  told.say(
    `Her request is one file, on a branch of its own, with the check \`grantbook\` waiting for somebody:`,
  );
  await stage.git('fetch', '--quiet', 'origin');
  told.type(
    `git show origin/${pull.head.ref}:${grant}`,
    await stage.git('show', `origin/${pull.head.ref}:${grant}`),
  );
  return pull.number;
}

async function approves(stage: Stage, told: Teller, pull: number): Promise<void> {
  const now = at('2026-11-23', '11:20');
  stage.at(now);
  await told.step(`${rui.name}, her manager, was asked by name, and reads one comment`, now);
  told.show(asSeen(await lastComment(stage, pull)));
  await stage.as(rui.login).rest.pulls.createReview({ ...repository, pull_number: pull, event: 'APPROVE' });
  const verdict = await stage.run({ judge: pull });
  told.say(`He presses Approve. ${verdict}. It is merged in the same minute:`);
  await stage.pull();
  told.type('git log -1 --format=%B', await stage.git('log', '-1', '--format=%s%n%b'));
}

async function inForce(stage: Stage, told: Teller): Promise<void> {
  const now = at('2026-11-23', '11:25');
  stage.at(now);
  await told.step('The access is there, and the ledger says why', now);
  told.type(`grantbook who ${ana.user}`, await stage.run({ who: ana.user }));
  const added = await stage.git('show', `origin/${ledgerBranch}`, '--format=', '--unified=0');
  const { recordedAt, outcome, changes, commit, previous } = readRecorded(added);
  told.say(
    `The branch \`${ledgerBranch}\` has one line more. It holds every fact of the decision, among them:`,
  );
  told.show(
    [
      `recordedAt: ${recordedAt}, outcome: ${outcome}`,
      `change: ${changes.map(({ kind, path }) => `${kind} ${path}`).join()}`,
      `commit: ${commit}`,
      `previous: ${previous} (the digest of the line before it)`,
    ].join('\n'),
  );
}

/** The decision among the lines that a commit added. */
function readRecorded(added: string): DecisionRecord {
  const line = added.split('\n').findLast((each) => each.startsWith('+{'));
  const read = readRecord(line?.slice(1) ?? '');
  if (!('record' in read) || read.record.kind !== 'decision')
    throw new Error('the decision was not written down');
  return read.record;
}

async function isReminded(stage: Stage, told: Teller): Promise<void> {
  const now = at('2026-12-17', '07:00');
  stage.at(now);
  const said = await stage.run({ job: 'remind' });
  await told.step(`${ana.name} is reminded in an issue of her own`, now);
  const { data } = await stage.as(ana.login).rest.issues.listForRepo({ ...repository, state: 'open' });
  told.show(asSeen(data[0]?.body ?? said));
  told.say('She is done with the fourth quarter, and writes nothing.');
}

async function ends(stage: Stage, told: Teller): Promise<void> {
  const now = at('2026-12-23', '14:07');
  stage.at(now);
  await told.step('Nobody does anything, and the access ends', now);
  told.type(`grantbook who ${ana.user}`, await stage.run({ who: ana.user }));
  const said = await stage.run({ job: 'expire' });
  told.say(
    `The clock ended it. The job that tidies up opened a pull request, decided it and merged it: ${said}.`,
  );
  await stage.pull();
  told.type('git log -1 --format=%B', await stage.git('log', '-1', '--format=%s%n%b'));
}

async function proves(stage: Stage, told: Teller): Promise<void> {
  const now = at('2026-12-23', '15:00');
  stage.at(now);
  await told.step('An auditor checks all of it', now);
  await stage.run({ job: 'record' });
  await stage.pull();
  told.type('grantbook ledger verify', await stage.run({ verify: 'ledger' }));
  told.type(`git log --format='%as %s' -- ${grant}`, await stage.git('log', '--format=%as %s', '--', grant));
}
