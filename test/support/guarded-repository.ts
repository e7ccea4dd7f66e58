/** A repository on the sandbox's GitHub in which every setting is right, so that a test can get one of them wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DoctorOptions, doctor } from '../../src/commands/doctor.ts';
import type { Finding } from '../../src/model/finding.ts';
import { scheduledJobs } from '../../src/model/jobs.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { type Sandbox, type SandboxRepository, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type CommandRun, runHere } from './command.ts';
import { type TestFiles, writeFiles } from './repository.ts';

type Rulesets = Parameters<Sandbox['setRulesets']>[1];
type Rule = Rulesets[number]['rules'][number];

export const fullName = 'acme/access';
/** The number of the company's own app. */
export const ownApp = 4711;

const commit = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';
export const workflow = (uses = `actions/checkout@${commit}`) => `on:
  schedule:
    - cron: "23 * * * *"
jobs:
  decide:
    runs-on: ubuntu-latest
    steps:
      - uses: ${uses} # v6.0.2
      - run: |
          echo "uses: anything@all"
      # - uses: <owner>/grantbook@v1
      - uses: ./
`;

/** The rules of the ruleset; some of them changed, or left out with `null`. */
export function rulesWith(changes: Readonly<Record<string, object | null>> = {}): Rule[] {
  const rules: Readonly<Record<string, object>> = {
    required_status_checks: {
      required_status_checks: [{ context: 'grantbook', integration_id: ownApp }],
      strict_required_status_checks_policy: false,
    },
    pull_request: {
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: true,
      require_last_push_approval: false,
      required_approving_review_count: 0,
      required_review_thread_resolution: false,
    },
    non_fast_forward: {},
    deletion: {},
  };
  return Object.entries(rules).flatMap(([type, parameters]) => {
    const change = changes[type];
    if (change === null) return [];
    const all = { ...parameters, ...change };
    return [{ type, ...(Object.keys(all).length > 0 ? { parameters: all } : {}) }];
  });
}

/** Only the App writes the ledger; nobody rewrites or deletes it. */
export const ledgerRulesets: Rulesets = [
  {
    name: 'Ledger of the App',
    branches: ['refs/heads/grantbook-ledger'],
    rules: [{ type: 'creation' }, { type: 'update' }],
    bypass: [{ id: ownApp, type: 'Integration' }],
  },
  {
    name: 'Ledger for ever',
    branches: ['refs/heads/grantbook-ledger'],
    rules: [{ type: 'non_fast_forward' }, { type: 'deletion' }],
  },
];

export interface ExamineOptions extends Partial<DoctorOptions> {
  /** A login, or a token. */
  readonly as?: string;
  readonly files?: TestFiles;
  /** Another folder, whose `origin` says which repository it is. */
  readonly dir?: string;
}

export interface GuardedRepository {
  readonly github: Sandbox;
  readonly repository: SandboxRepository;
  /** The folder with the policies. */
  readonly dir: string;
  /** Puts everything right again, but for files. */
  readonly heal: () => void;
  readonly guard: (ruleset: Partial<Rulesets[number]>) => void;
  /** Runs the doctor as somebody (an administrator unless said otherwise), with some policy files changed. */
  readonly examine: (options?: ExamineOptions) => Promise<CommandRun>;
  readonly close: () => Promise<void>;
}

const now = '2026-11-23T12:00:00Z';
const tokenVariable = 'TOKEN_OF_THE_TEST';
export const policies = {
  ...exampleCompany,
  [examplePaths.approvals]: `version: 1
policies:
  - id: standard
    stages:
      - approvers: [manager, system-owner]
      - approvers: ["github-team:acme/security"]
`,
};

/** Starts it: Sofia administrates, Rui and Sofia are code owners, Marta may read. */
export async function startGuardedRepository(): Promise<GuardedRepository> {
  const dir = mkdtempSync(join(tmpdir(), 'grantbook-doctor-'));
  const github = await startSandbox({
    dir: join(dir, 'github'),
    now: () => now,
    users: ['ana-costa', 'rui-alves', 'marta-dias', 'sofia-lopes', 'somebody'].map((login, index) => ({
      login,
      id: 101 + index,
    })),
    apps: [{ slug: 'github-actions' }],
  });
  github.addTeam('acme', 'security', ['sofia-lopes']);
  const repository = github.createRepository({
    owner: 'acme',
    name: 'access',
    private: true,
    mergeMethods: ['squash'],
    collaborators: { 'marta-dias': 'read', 'rui-alves': 'write', 'sofia-lopes': 'admin', somebody: 'write' },
  });
  repository.commit({
    author: 'sofia-lopes',
    files: {
      ...Object.fromEntries(scheduledJobs.map((job) => [`.github/workflows/${job.workflow}`, workflow()])),
      '.github/CODEOWNERS': '/policies/ @sofia-lopes @rui-alves\n',
    },
  });
  for (const [{ workflow: file }, at] of scheduledJobs.map(
    (job, index) => [job, `2026-11-23T11:${20 + index}:00Z`] as const,
  ))
    github.recordRun(fullName, { workflow: file, event: 'schedule', at });
  const folder = join(dir, 'policies-of-acme');
  writeFiles(folder, policies);
  const guard: GuardedRepository['guard'] = (ruleset) =>
    github.setRulesets(fullName, [{ name: 'Guard', rules: rulesWith(), ...ruleset }, ...ledgerRulesets]);
  const heal = () => {
    github.faults.clear();
    github.protect(fullName, 'main', null);
    guard({});
    github.configure(fullName, {
      mergeMethods: new Set(['squash']),
      allowForking: true,
      plan: 'team',
      workflowPermissions: 'read',
      actionsMayApprove: false,
    });
  };
  heal();
  return {
    github,
    repository,
    dir: folder,
    heal,
    guard,
    examine: async ({ as = 'sofia-lopes', files, dir: other, ...options } = {}) => {
      process.env[tokenVariable] = as.startsWith('gh') ? as : github.tokenOf(as);
      const changed = files && mkdtempSync(join(dir, 'changed-'));
      if (changed) writeFiles(changed, { ...policies, ...files });
      return runHere(other ?? changed ?? folder, (context) =>
        doctor(
          {
            ...(other === undefined ? { repository: fullName } : {}),
            tokenEnv: tokenVariable,
            apiUrl: github.url,
            now,
            format: 'json',
            ...options,
          },
          context,
        ),
      );
    },
    close: async () => {
      await github.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The findings that a run printed as JSON. */
export const findingsOf = ({ out }: CommandRun): readonly Finding[] =>
  (JSON.parse(out) as { findings: Finding[] }).findings;

/** What is not OK, as `status` by setting. */
export const notOk = (run: CommandRun): Record<string, string> =>
  Object.fromEntries(findingsOf(run).flatMap(({ id, status }) => (status === 'ok' ? [] : [[id, status]])));
