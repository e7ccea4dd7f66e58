import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startLoading } from '../../src/load/workspace.ts';
import type { GrantChange } from '../../src/model/change.ts';
import { peopleNeeded } from '../../src/model/needs.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { assertKnown, judge } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

/** A company that uses as much of the formats as fits, so that every rule has something to look at. */
const company: Readonly<Record<string, string>> = {
  ...exampleCompany,
  [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '')
    .replace(
      '    risk: medium\n',
      '    risk: medium\n    maxHolders: 1\n    maxDuration: 90d\n    requiresTraining: [privacy]\n    requesters: [self, manager, "group:security", "user:rui.alves", "job-function:director"]\n',
    )
    .concat(
      'accessReview: { every: 90d, reviewers: [system-owner] }\nexecutors: ["group:security"]\nrunbook: payroll\n',
    ),
  [examplePaths.approvals]: `version: 1
policies:
  - id: emergency
    when: { emergency: true, change: [added] }
    stages: [{ approvers: ["group:security", "user:rui.alves"] }]
  - id: standard
    stages:
      - { approvers: [manager, manager-of-manager, "job-function:director"] }
      - { approvers: [system-owner], count: 2 }
    escalation: { after: 2d, to: [policy-owner] }
policyChanges:
  - { paths: ["policies/**"], stages: [{ approvers: [policy-owner] }] }
`,
  'policies/exceptions/one.yaml': `version: 1
rule: conflicting-roles
subject: ana.costa
system: payroll
role: editor
reason: A colleague is on leave.
compensatingControl: The director compares.
owner: marta.dias
validUntil: 2027-01-31
`,
  'policies/bundles/team.yaml': `version: 1
title: Team
description: For the team.
jobFunctions: [accountant]
grants: [{ system: payroll, role: viewer, duration: 30d }]
`,
  'policies/runbooks/payroll.yaml': `version: 1
title: Payroll
objective: Access
audience: [Finance]
owner: rui.alves
reviewEvery: 90d
lastReviewed: 2026-10-15
`,
  'policies/people/leo.reis.yaml': `version: 1
displayName: Leo Reis
jobFunctions: [accountant, finance-lead]
department: Finance
employmentType: contractor
manager: ana.costa
active: true
endDate: 2026-12-31
trainings: [{ id: privacy, completed: 2026-01-01 }]
delegations: [{ to: rui.alves, from: 2026-01-01, until: 2026-12-31 }]
`,
  ...grantFile({ role: 'editor', ticket: 'FIN-1', permissions: ['payslips.read'], requestedBy: 'rui.alves' }),
  ...grantFile({
    role: 'admin',
    emergency: true,
    incident: 'INC-1',
    validUntil: undefined,
    duration: '2h',
    requestedAt: '2026-11-23',
  }),
  ...grantFile({ subject: 'rui.alves', validUntil: undefined, standing: true, reviewed: '2026-01-01' }),
  ...grantFile({
    subject: 'leo.reis',
    validFrom: '2026-11-24T08:00:00Z',
    validUntil: '2026-12-24T18:00:00Z',
  }),
};

const odd = [
  '2026-02-30',
  '2026-11-23',
  '1999-01-01',
  '2026-11-23T18:00',
  '2026-11-23T18:00:00Z',
  '0',
  '-1',
  '30d',
  '0d',
  'P1M',
  'PT0S',
  'true',
  '',
  '[]',
  '{}',
  'null',
  'constructor',
  '__proto__',
  'toString',
  'payroll',
  'payroll/editor',
  'viewer',
  'ana.costa',
  'nobody',
  'manager',
  '"group:nobody"',
  '"job-function:nobody"',
  'everyone',
  'standing',
  'Ж',
  '"(a+)+"',
  '"["',
  '99999d',
  '[ana.costa]',
  '[manager]',
  '"off"',
];

/** A company in which a few values are something else, a few lines are gone, and perhaps a file or two. */
const mutated = fc
  .array(
    fc.record({
      path: fc.constantFrom(...Object.keys(company)),
      line: fc.nat(40),
      how: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...odd) },
        { weight: 2, arbitrary: fc.constant('delete line' as const) },
        { weight: 1, arbitrary: fc.constant('delete file' as const) },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((mutations) => {
    const files: Record<string, string | null> = { ...company };
    for (const { path, line, how } of mutations) {
      const lines = files[path]?.split('\n');
      if (!lines) continue;
      const at = line % lines.length;
      if (how === 'delete line') lines.splice(at, 1);
      else lines[at] = (lines[at] ?? '').replace(/: .*$/, `: ${how}`);
      files[path] = how === 'delete file' ? null : lines.join('\n');
    }
    return files;
  });

function judgeAll(workspace: Workspace, policy: boolean, touched: ReadonlySet<string> | undefined) {
  const grants = [...workspace.grants.values()].map(
    (after): GrantChange => ({ kind: 'added', path: after.path, after }),
  );
  return judge(
    workspace,
    { now: noon('2026-11-23') },
    {
      grants: workspace.grants.values(),
      problems: workspace.problems,
      policy,
      ...(touched ? { touched, change: { grants, otherPaths: [] } } : {}),
    },
  );
}

/** Reads the policy, one grant with the grants of its neighbours, and of the people only those that the reader promises. */
function partialWorkspace(files: Readonly<Record<string, string | null>>): Workspace {
  const present = Object.entries(files).flatMap(([path, text]) =>
    text === null ? [] : [[path, Buffer.from(text)] as const],
  );
  const loader = startLoading(present.map(([path]) => ({ path, type: 'file' })));
  loader.take(present.filter(([path]) => !path.startsWith('policies/people/')));
  for (let known = -1, needed: string[] = []; needed.length !== known; ) {
    known = needed.length;
    const workspace = loader.workspace();
    needed = peopleNeeded(
      workspace,
      [...workspace.grants.values()].map((grant) => grant.value),
    );
    const paths = new Set(needed.map((name) => loader.pathOf('person', name)));
    loader.take(present.filter(([path]) => paths.has(path)));
  }
  return loader.workspace();
}

describe('no rule throws', () => {
  test('on the company itself, and the problems that it has are its own', () => {
    expect(judgeAll(workspaceOf(company), true, undefined).length).toBeGreaterThan(0);
  });

  test('on any odd workspace, and every problem has its rule', () => {
    fc.assert(
      fc.property(mutated, fc.boolean(), (files, change) => {
        const workspace = workspaceOf(files);
        assertKnown(workspace.problems);
        const touched = change ? new Set(workspace.grants.keys()) : undefined;
        for (const { message, help = '', severity } of judgeAll(workspace, true, touched)) {
          expect(['error', 'warning', 'note']).toContain(severity);
          expect(`${message} ${help}`.replaceAll(/`[^`]*`/g, '')).not.toMatch(/undefined|\[object|NaN/);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('where only the people were read whom the reader promises', () => {
    fc.assert(
      fc.property(mutated, fc.boolean(), (files, change) => {
        const workspace = partialWorkspace(files);
        judgeAll(workspace, false, change ? new Set(workspace.grants.keys()) : undefined);
      }),
      { numRuns: 100 },
    );
  });
});
