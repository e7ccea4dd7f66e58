/**
 * The sample company with ten weeks behind it, as git and the ledger hold them: requests, a renewal, an emergency, somebody
 * who pushes past everybody, a leaver, a review, what was carried into real systems.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopt } from '../../src/ledger/adoption.ts';
import type { DecisionRecord, LedgerRecord, ProvisioningStep, Unchained } from '../../src/model/record.ts';
import { ledgerOf } from './ledger.ts';
import { type TestFiles, temporaryFolder, writeFiles } from './repository.ts';
import { workspaceOf } from './workspace.ts';

/** The day on which auditors come. */
export const auditDay = '2027-02-10';

const digest = (sign: string) => `sha256:${sign.repeat(64)}`;

/** A repository in which commits have times, and whose ledger is written beside them. */
export class AuditedRepository {
  readonly dir = temporaryFolder();
  readonly records: Unchained<LedgerRecord>[] = [];
  #time = '2026-12-01T08:00:00.000Z';

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: string[]): string {
    return this.#run(args);
  }

  #run(args: readonly string[], input?: string, env: Readonly<Record<string, string>> = {}): string {
    return execFileSync('git', args, {
      cwd: this.dir,
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: this.dir,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ana',
        GIT_AUTHOR_EMAIL: 'ana@example.com',
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@example.com',
        GIT_AUTHOR_DATE: this.#time,
        GIT_COMMITTER_DATE: this.#time,
        ...env,
      },
    }).trim();
  }

  /** A commit of these files at a time. */
  commit(at: string, files: TestFiles): string {
    this.#time = new Date(at).toISOString();
    writeFiles(this.dir, files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=change');
    return this.git('rev-parse', 'HEAD');
  }

  objectId(path: string): string | null {
    const line = this.git('ls-tree', 'HEAD', path);
    return line === '' ? null : (line.split(/\s+/)[2] ?? null);
  }

  /** What a pull request brings, with those who approved it, written down a minute after its merge. */
  merge(of: {
    readonly number: number;
    readonly asked: string;
    readonly at: string;
    readonly kind: DecisionRecord['changes'][number]['kind'];
    readonly files: TestFiles;
    readonly approvedBy?: readonly {
      readonly person: string;
      readonly at: string;
      readonly words?: string;
    }[];
    readonly satisfiedBy?: 'expired' | 'author' | 'alone';
    readonly policy?: string;
    readonly findings?: readonly object[];
    readonly recordedAt?: string;
  }): DecisionRecord['commit'] {
    const parent = this.git('rev-parse', 'HEAD');
    const commit = this.commit(of.at, of.files);
    const approvedBy = of.approvedBy ?? [];
    const paths = Object.keys(of.files);
    this.records.push({
      version: 1,
      kind: 'decision',
      recordedAt: new Date(of.recordedAt ?? Date.parse(of.at) + 60_000).toISOString(),
      tool: '0.1.0',
      ...{ commit, parent, outcome: 'approved', reasons: [], pullRequest: of.number },
      changes: paths.map((path) => ({ kind: of.kind, path, objectId: this.objectId(path) })),
      times: {
        asked: new Date(of.asked).toISOString(),
        valid: new Date(of.asked).toISOString(),
        ...(approvedBy.length > 0
          ? {
              complete:
                approvedBy
                  .map(({ at }) => new Date(at).toISOString())
                  .toSorted()
                  .at(-1) ?? '',
            }
          : {}),
        merged: new Date(of.at).toISOString(),
      },
      decisions: approvedBy.map(({ person, at, words }, index) => ({
        user: `qa-${person.replace('.', '-')}`,
        id: 7000 + index,
        person,
        decision: 'approved',
        at: new Date(at).toISOString(),
        review: of.number * 10 + index,
        counted: true,
        ...(words === undefined ? {} : { reason: words }),
      })),
      policyDigest: digest('a'),
      verdict: {
        verdict: 'approved',
        findings: of.findings ?? [],
        requirements: paths.map((path) => ({
          change: { kind: of.kind, path },
          policy: of.policy ?? 'standard',
          title: of.policy ?? 'The manager approves',
          stages: approvedBy.map(({ person }) => ({
            ...{ approvers: ['manager'], candidates: [person], teams: [], needed: 1, approvedBy: [person] },
          })),
          ...(of.satisfiedBy === undefined ? {} : { satisfiedBy: of.satisfiedBy }),
        })),
        ...{ counted: [], discounted: [], obstacles: [], policyDigest: digest('a') },
        ...{ baseSha: parent, headSha: commit, evaluatedAt: new Date(of.at).toISOString() },
      },
    });
    return commit;
  }

  /** What somebody pushes past everybody, and the job writes down as such. */
  push(at: string, files: TestFiles, recordedAt: string): string {
    const parent = this.git('rev-parse', 'HEAD');
    const commit = this.commit(at, files);
    this.records.push({
      version: 1,
      kind: 'decision',
      recordedAt: new Date(recordedAt).toISOString(),
      tool: '0.1.0',
      ...{ commit, parent, outcome: 'unapproved' },
      reasons: ['it came by no pull request, so nobody approved it'],
      changes: Object.keys(files).map((path) => ({ kind: 'changed', path, objectId: this.objectId(path) })),
      times: { merged: new Date(at).toISOString() },
      decisions: [],
    });
    return commit;
  }

  /** What was carried into a real system, or asked for. */
  carry(
    system: string,
    connector: string,
    steps: readonly (Pick<ProvisioningStep, 'action' | 'role' | 'subject' | 'result' | 'at'> &
      Partial<ProvisioningStep>)[],
  ): void {
    this.records.push({
      version: 1,
      kind: 'provisioned',
      recordedAt: new Date(steps.at(-1)?.at ?? '').toISOString(),
      tool: '0.1.0',
      ...{ commit: this.git('rev-parse', 'HEAD'), system, connector },
      steps: steps.map((step) => ({
        account: `${step.subject}@quinta-aveia.example`,
        ...step,
        at: new Date(step.at).toISOString(),
      })),
    });
  }

  /** Begins the ledger with what is there. */
  start(at: string): void {
    const paths = this.git('ls-files').split('\n');
    const read = (path: string) => [path, readFileSync(join(this.dir, path))] as const;
    const workspace = workspaceOf(
      Object.fromEntries(paths.filter((path) => path.endsWith('.yaml')).map(read)),
    );
    this.records.push(
      ...adopt({
        commit: this.git('rev-parse', 'HEAD'),
        workspace,
        objectIdOf: (path) => this.objectId(path) ?? undefined,
        now: Date.parse(at),
        timeZone: 'Europe/Lisbon',
        tool: '0.1.0',
      }),
    );
  }

  /** Puts the records on the branch of the ledger. */
  writeLedger(): void {
    const files = [...ledgerOf(this.records)].map(([path, text]) => {
      const bytes = Buffer.byteLength(text);
      return `M 100644 inline ${path}\ndata ${bytes}\n${text}\n`;
    });
    this.#run(
      ['fast-import', '--quiet', '--force'],
      `commit refs/heads/grantbook-ledger\ncommitter Bot <bot@example.com> 1800000000 +0000\ndata 3\nAll\n${files.join('')}`,
    );
  }
}

const grant = (values: Readonly<Record<string, string | boolean>>): string =>
  `version: 1\n${Object.entries(values)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}`;

/** The company, with everything in it that an audit tells of. */
export function auditedCompany(): AuditedRepository {
  const repo = new AuditedRepository();
  for (const folder of ['policies', 'access-grants'])
    cpSync(folder, join(repo.dir, folder), { recursive: true });
  repo.commit('2026-12-01T08:00:00Z', {});
  repo.start('2026-12-01T08:30:00Z');
  const andrei = 'access-grants/analytics/viewer/andrei.popescu.yaml';
  const asked = {
    ...{ subject: 'andrei.popescu', system: 'analytics', role: 'viewer' },
    justification: 'Compare the sales of the winter campaign with those of the last year',
  };
  repo.merge({
    ...{ number: 1, asked: '2026-12-02T09:10:00Z', at: '2026-12-02T10:05:00Z', kind: 'added' },
    files: { [andrei]: grant({ ...asked, requestedAt: '2026-12-02', validUntil: '2026-12-20' }) },
    approvedBy: [
      {
        person: 'camille.laurent',
        at: '2026-12-02T10:04:00Z',
        words: 'He needs it for the campaign report.',
      },
    ],
  });
  repo.carry('analytics', 'scim', [
    {
      action: 'grant',
      role: 'viewer',
      subject: 'andrei.popescu',
      result: 'done',
      at: '2026-12-02T10:12:00Z',
      path: andrei,
    },
  ]);
  repo.merge({
    ...{ number: 2, asked: '2026-12-10T14:00:00Z', at: '2026-12-11T09:00:00Z', kind: 'added' },
    files: {
      'access-grants/crm/viewer/nina.hoffmann.yaml': grant({
        ...{ subject: 'nina.hoffmann', system: 'crm', role: 'viewer' },
        justification: 'Answer the questions of the shops in the north while Yusuf is away',
        ...{ requestedBy: 'emma.kowalska', requestedAt: '2026-12-10', duration: '30d' },
      }),
    },
    approvedBy: [{ person: 'emma.kowalska', at: '2026-12-11T08:59:00Z' }],
  });
  repo.carry('crm', 'task', [
    {
      action: 'grant',
      role: 'viewer',
      subject: 'nina.hoffmann',
      result: 'asked',
      at: '2026-12-11T09:02:00Z',
      issue: 31,
      line: 1,
    },
  ]);
  repo.carry('crm', 'task', [
    {
      ...{
        action: 'grant',
        role: 'viewer',
        subject: 'nina.hoffmann',
        result: 'done',
        at: '2026-12-11T11:40:00Z',
      },
      ...{
        issue: 31,
        line: 1,
        by: { user: 'qa-jonas', id: 91, person: 'jonas.berg' },
        proof: 'Ticket HD-88',
      },
    },
  ]);
  repo.merge({
    ...{ number: 3, asked: '2026-12-14T08:00:00Z', at: '2026-12-15T16:20:00Z', kind: 'extended' },
    files: { [andrei]: grant({ ...asked, requestedAt: '2026-12-14', validUntil: '2027-01-10' }) },
    approvedBy: [{ person: 'camille.laurent', at: '2026-12-15T16:19:00Z' }],
  });
  repo.merge({
    ...{
      number: 4,
      asked: '2026-12-18T22:10:00Z',
      at: '2026-12-18T22:14:00Z',
      kind: 'added',
      policy: 'emergency',
    },
    files: {
      'access-grants/crm/exporter/petra.svobodova.yaml': grant({
        ...{ subject: 'petra.svobodova', system: 'crm', role: 'exporter' },
        justification: 'Restore the customers that the nightly import deleted',
        ...{ requestedAt: '2026-12-18', duration: '4h', emergency: true, incident: 'INC-2207' },
      }),
    },
    approvedBy: [
      { person: 'stefan.keller', at: '2026-12-18T22:13:00Z', words: 'Go ahead; I stay on the line.' },
    ],
  });
  const wrona = 'access-grants/analytics/viewer/katarzyna.wrona.yaml';
  repo.push(
    '2026-12-21T17:30:00Z',
    {
      [wrona]: grant({
        ...{ subject: 'katarzyna.wrona', system: 'analytics', role: 'viewer' },
        ...{ justification: 'Just this once', requestedAt: '2026-12-21', validUntil: '2027-01-20' },
      }),
    },
    '2026-12-21T18:00:00Z',
  );
  repo.merge({
    ...{
      number: 5,
      asked: '2026-12-22T08:00:00Z',
      at: '2026-12-22T08:30:00Z',
      kind: 'removed',
      satisfiedBy: 'author',
    },
    files: { [wrona]: null },
  });
  const pedro = 'access-grants/crm/editor/pedro.figueira.yaml';
  const pedroFile = readFileSync('policies/people/pedro.figueira.yaml', 'utf8');
  repo.merge({
    ...{ number: 6, asked: '2026-12-30T09:00:00Z', at: '2026-12-30T15:00:00Z', kind: 'policy' },
    files: {
      'policies/people/pedro.figueira.yaml': pedroFile.replace(
        'active: true',
        'active: false\nendDate: 2026-12-30',
      ),
    },
    approvedBy: [{ person: 'ilse.vandenberg', at: '2026-12-30T14:58:00Z' }],
  });
  repo.merge({
    ...{
      number: 7,
      asked: '2026-12-30T15:10:00Z',
      at: '2026-12-30T15:11:00Z',
      kind: 'removed',
      satisfiedBy: 'author',
    },
    files: { [pedro]: null },
  });
  repo.carry('crm', 'scim', [
    {
      ...{
        action: 'revoke',
        role: 'editor',
        subject: 'pedro.figueira',
        result: 'done',
        at: '2026-12-30T17:45:00Z',
      },
      why: 'the grant was removed',
    },
  ]);
  const anneli = 'access-grants/analytics/analyst/anneli.virtanen.yaml';
  repo.merge({
    ...{
      number: 8,
      asked: '2027-01-05T08:00:00Z',
      at: '2027-01-05T12:00:00Z',
      kind: 'reviewed',
      policy: 'access review',
    },
    files: {
      [anneli]: `${readFileSync(anneli, 'utf8').replace(/^reviewed: .*\n/m, '')}reviewed: 2027-01-05\n`,
    },
    approvedBy: [
      { person: 'mateus.oliveira', at: '2027-01-05T11:59:00Z', words: 'Still needed for the weekly report.' },
    ],
    findings: [
      {
        ...{ code: 'GB214', rule: 'privileged-needs-temporary', severity: 'note', path: anneli, range: {} },
        message: '`analytics/analyst` is held without an end',
        exception: { id: 'weekly-report', validUntil: '2027-06-30' },
      },
    ],
  });
  repo.merge({
    ...{
      number: 9,
      asked: '2027-01-11T04:00:00Z',
      at: '2027-01-11T04:02:00Z',
      kind: 'ended',
      satisfiedBy: 'expired',
    },
    files: { [andrei]: null },
  });
  repo.carry('analytics', 'scim', [
    {
      action: 'revoke',
      role: 'viewer',
      subject: 'andrei.popescu',
      result: 'done',
      at: '2027-01-11T00:20:00Z',
      why: 'it has ended',
    },
  ]);
  repo.records.push({
    ...{ version: 1, kind: 'signed', recordedAt: '2027-01-12T10:00:30.000Z', tool: '0.1.0' },
    ...{ commit: repo.git('rev-parse', 'HEAD'), system: 'analytics' },
    by: { user: 'qa-mateus', id: 77, person: 'mateus.oliveira' },
    ...{ at: '2027-01-12T10:00:00.000Z', comment: 501 },
  });
  repo.writeLedger();
  return repo;
}
