/**
 * A quarter of the sample company, day by day: requests, approvals, renewals, days on which no job ran, faults, closed
 * pull requests, and somebody who pushes past everybody. At the end of each day access is what a plain oracle says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import type { AuditAnswer } from '../../src/ledger/audit-answer.ts';
import { runHere } from '../support/command.ts';
import { type Company, organization, repository, startCompany } from '../support/company.ts';
import { type Jobs, startJobs } from '../support/jobs.ts';
import { type Approved, isOver, shouldHaveAccess } from '../support/oracle.ts';

const day = 86_400_000;
const start = Date.parse('2026-12-01T12:00:00Z');
let now = start;

let company: Company;
let jobs: Jobs;
beforeAll(async () => {
  company = await startCompany([], () => now);
  jobs = startJobs(company, () => now);
});
afterAll(async () => {
  jobs.stop();
  await company.close();
});

/** What the oracle said at the end of each day, for the auditor who comes when all is over. */
const saidOn = new Map<number, readonly string[]>();

const ask: Jobs['ask'] = (does) => jobs.ask(does);

/** The same numbers in each run (mulberry32). */
let seed = 20261201;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const chance = (of: number) => random() < of;
const dayFrom = (days: number) => new Date(now + days * day).toISOString().slice(0, 10);

const colleagues = ['andrei.popescu', 'aoife.kelly', 'nina.hoffmann', 'pedro.figueira', 'isabel.ortega'];
const pathOf = (subject: string) => `access-grants/analytics/viewer/${subject}.yaml`;
const grant = (subject: string, until: string) => `version: 1
subject: ${subject}
system: analytics
role: viewer
justification: Compare the sales of the winter campaign with those of the last year
requestedAt: ${dayFrom(0)}
validUntil: ${until}
`;

/** What was approved, by path, and what was approved but is not written down yet. */
const approved = new Map<string, Approved>();
const waiting = new Map<string, Approved & { readonly number: number }>();
const people = new Map(
  readdirSync('policies/people').map((file) => [
    file.replace('.yaml', ''),
    readFileSync(`policies/people/${file}`, 'utf8'),
  ]),
);
const subjectOf = (path: string) => path.replace(/^.*\/|\.yaml$/g, '');

/** Looks at what the server holds. */
const onServer = (...args: string[]) => company.git('--git-dir', company.gitDir, ...args);
const fetchMain = () => company.git('fetch', '--quiet', 'origin');
async function onMain(message: string, files: Record<string, string | null>) {
  await fetchMain();
  await company.git('checkout', '--quiet', '-B', 'main', 'origin/main');
  return company.push(message, files);
}
let requests = 0;
async function openRequest(files: Record<string, string>) {
  await fetchMain();
  const branch = `request/${++requests}`;
  await company.git('checkout', '--quiet', '-B', branch, 'origin/main');
  await company.push(branch, files);
  return company.openPullRequest(branch, `Request ${requests}`);
}
const pullsOf = async (head: string) =>
  (
    await company
      .as('qa-ana')
      .rest.pulls.list({ ...repository, state: 'open', head: `${organization}:${head}` })
  ).data;

interface Judged {
  readonly verdict: string;
  readonly merged: boolean;
  readonly unwritten?: string;
}

/** Approves a pull request by whoever is asked, until it is merged or nobody is left. */
async function approve(number: number, path: string, text: string): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const judged = await ask<Judged>({ judge: number });
    if ('failed' in judged) throw new Error(judged.failed);
    if (judged.verdict === 'approved') {
      if (!judged.merged) await merge(number);
      // What is merged replaces what was there, and gives nothing before it is written down.
      approved.delete(path);
      waiting.set(path, { text, since: now, number });
      return;
    }
    // A renewal that came too late: what it renews is gone, and it cannot be merged.
    if (judged.verdict === 'not evaluated' && !(await isOnMain(path))) return closePull(number);
    if (judged.verdict !== 'pending')
      throw new Error(`#${number} is ${judged.verdict}: ${await commentOn(number)}`);
    const { data } = await company.as('qa-ana').rest.pulls.get({ ...repository, pull_number: number });
    const [asked] = data.requested_reviewers ?? [];
    if (!asked) throw new Error(`nobody is asked about #${number}`);
    await company
      .as(asked.login)
      .rest.pulls.createReview({ ...repository, pull_number: number, event: 'APPROVE' });
  }
  throw new Error(`#${number} was never approved`);
}
const commentOn = async (number: number) =>
  (await company.as('qa-ana').rest.issues.listComments({ ...repository, issue_number: number })).data[0]
    ?.body;
const closePull = async (number: number) => {
  await company.as('qa-rui').rest.pulls.update({ ...repository, pull_number: number, state: 'closed' });
};
const isOnMain = async (path: string) => (await onServer('ls-tree', '--name-only', 'main', path)) !== '';
const merge = (number: number) =>
  company.as('qa-rui').rest.pulls.merge({ ...repository, pull_number: number, merge_method: 'squash' });

/** Left open for some days: what they want, by number. */
const undecided = new Map<number, { path: string; text: string }>();

async function requestOrRenew(): Promise<void> {
  const subject = colleagues[Math.floor(random() * colleagues.length)] ?? '';
  const path = pathOf(subject);
  if ([...undecided.values()].some((other) => other.path === path)) return;
  const held = approved.get(path) ?? waiting.get(path);
  const text = grant(subject, dayFrom(3 + Math.floor(random() * 25)));
  // A renewal makes it longer; otherwise it would be another kind of change.
  if (held && !isOver(held, now) && (/validUntil: (\S+)/.exec(held.text)?.[1] ?? '') >= text.slice(-11, -1))
    return;
  const number = await openRequest({ [path]: text });
  if (chance(0.25)) undecided.set(number, { path, text });
  else await approve(number, path, text);
}

/** What is written down gives access: the message of the commit names the pull request. */
async function writtenDown(): Promise<void> {
  const log = await onServer('log', '--format=%B', 'grantbook-ledger');
  for (const [path, what] of waiting)
    if (log.includes(`(#${what.number})`)) {
      approved.set(path, what);
      waiting.delete(path);
    }
}

/** One day of work. */
async function live(index: number): Promise<void> {
  for (const [number, { path, text }] of undecided)
    if (chance(0.4)) {
      undecided.delete(number);
      // What was asked for too long ago may be over already.
      if (isOver({ text, since: now }, now)) continue;
      await approve(number, path, text);
    }
  if (chance(0.3)) await requestOrRenew();
  if (index === 20) {
    const path = pathOf('katarzyna.wrona');
    await onMain('Just this once', { [path]: grant('katarzyna.wrona', dayFrom(30)) });
  }
  // From here on somebody has to press the button.
  if (index === 45) {
    const settings = await company.git('show', 'origin/main:policies/grantbook.yaml');
    await onMain('By hand', {
      'policies/grantbook.yaml': `${settings.replace(/^merge: .*$/m, 'merge: person')}\n`,
    });
  }
  if (chance(0.3)) return;
  if (chance(0.15))
    company.github.faults.add({ kind: 'status', status: 502, nth: 2 + Math.floor(random() * 12) });
  await ask({ job: 'record' });
  await ask({ job: 'expire' });
  company.github.faults.clear();
  const [open] = await pullsOf('grantbook/expire');
  if (open && chance(0.3))
    await company
      .as('qa-rui')
      .rest.pulls.update({ ...repository, pull_number: open.number, state: 'closed' });
  else if (open && chance(0.5)) await merge(open.number);
  if (index % 7 === 0) await ask({ job: 'remind' });
}

test('a quarter, with everything that can happen in it', { timeout: 600_000 }, async () => {
  for (const path of (await company.git('ls-tree', '-r', '--name-only', 'origin/main')).split('\n'))
    if (path.startsWith('access-grants/'))
      approved.set(path, { text: await company.git('show', `origin/main:${path}`), since: now });
  expect(await ask({ job: 'start-ledger' })).toMatchObject({ failed: false });
  const begun = approved.size;
  let removed = 0;
  for (let index = 0; index < 90; index += 1) {
    now = start + index * day;
    await live(index);
    company.github.faults.clear();
    await writtenDown();
    const seen = await ask<{ effective: string[]; files: string[]; why: Record<string, string> }>({
      access: company.gitDir,
    });
    if ('failed' in seen) throw new Error(seen.failed);
    const should = [...approved].flatMap(([path, what]) =>
      shouldHaveAccess(what, people.get(subjectOf(path)), now) ? [path] : [],
    );
    saidOn.set(now, should.toSorted());
    expect(seen.effective.toSorted(), `${dayFrom(0)} ${JSON.stringify(seen.why)}`).toEqual(should.toSorted());
    const files = new Set(seen.files);
    const lost = [...approved, ...waiting].filter(([path, what]) => !files.has(path) && !isOver(what, now));
    expect(lost, dayFrom(0)).toEqual([]);
    expect((await pullsOf('grantbook/expire')).length).toBeLessThanOrEqual(1);
    removed = [...approved.keys()].filter((path) => !files.has(path)).length;
  }
  // Something has happened at all.
  expect(approved.size).toBeGreaterThan(begun + 3);
  expect(removed).toBeGreaterThan(1);
  expect(company.github.violations).toEqual([]);
});

test('an auditor with nothing but a fresh clone finds what the oracle said on each day', {
  timeout: 120_000,
}, async () => {
  const fresh = join(company.clone, '..', 'fresh');
  await company.git('clone', '--quiet', `file://${company.gitDir}`, fresh);
  const asked = async (options: Partial<Parameters<typeof audit>[0]>) => {
    const run = await runHere(fresh, (context) =>
      audit({ format: 'json', now: new Date(now + day).toISOString(), ...options }, context),
    );
    expect(run).toMatchObject({ status: 0, err: '' });
    return JSON.parse(run.out) as AuditAnswer;
  };
  const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const whole = await asked({ from: dayOf(start), to: dayOf(now) });
  expect(saidOn.size).toBe(90);
  for (const [instant, should] of saidOn) {
    // What happens within a second of the simulation happens at once.
    const at = new Date(instant + 60_000).toISOString();
    const held = whole.access.filter(
      ({ since, until, activation }) => !activation && since <= at && (until === null || at < until),
    );
    const open = held.filter(
      ({ windows }) => !windows || shouldHaveAccess({ text: openOf(windows), since: 0 }, alwaysHere, instant),
    );
    expect(open.map(({ path }) => path).toSorted(), at).toEqual(should);
  }
  // What nobody approved was never access, and is told.
  const pushed = pathOf('katarzyna.wrona');
  expect(whole.access.filter(({ path }) => path === pushed)).toEqual([]);
  expect(whole.incidents.map(({ paths }) => paths)).toContainEqual([pushed]);
  // Each period that was asked for has a pull request, and whoever approved it.
  const approved = whole.access.filter(({ basis }) => basis === 'approved');
  expect(approved.length).toBeGreaterThan(5);
  for (const { approval, path } of approved) {
    expect(approval?.pullRequest, path).toBeGreaterThan(0);
    expect(approval?.approvedBy.length, path).toBeGreaterThan(0);
    expect(approval?.policies.length, path).toBeGreaterThan(0);
  }
  // One day, asked about alone, says the same as that day of the whole time.
  const [instant] = [...saidOn.keys()].slice(40);
  const one = await asked({ at: dayOf(instant ?? 0) });
  expect(one.access).toEqual(
    whole.access.filter(({ since, until }) => since < one.to && (until === null || until > one.from)),
  );
});

const alwaysHere = 'active: true\n';
const openOf = (windows: object): string => JSON.stringify({ subject: 'anybody', windows });
