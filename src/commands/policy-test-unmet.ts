/** What a policy test expects of a request, held against what the policies say of it. */
import type { People } from '../approvals/people.ts';
import { type ResolvedRequirement, requirementsOf } from '../approvals/requirements.ts';
import { resolveApprover } from '../model/approvers.ts';
import { nearest } from '../model/nearest.ts';
import type { Instant } from '../model/period.ts';
import type { PolicyTests } from '../model/policies.ts';
import type { UnmetExpectation } from '../model/policy-test-result.ts';
import type { Workspace } from '../model/workspace.ts';
import { findRule, rules } from '../rules/registry.ts';
import { type Imagined, imagine } from './imagine.ts';

type PolicyTest = PolicyTests['tests'][number];
type ExpectedStage = NonNullable<PolicyTest['expect']['stages']>[number];
type ActualStage = ResolvedRequirement['stages'][number];

export interface At {
  readonly workspace: Workspace;
  readonly people: People;
  readonly now: Instant;
  readonly timeZone: string;
}

export type Unmet = Omit<UnmetExpectation, 'line'>;

export function unmetIn({ request, expect }: PolicyTest, at: At): Unmet[] {
  const { change: kind = 'added', ...asked } = request;
  const imagined = imagine(asked, kind, at.workspace, at);
  const [required] = requirementsOf(
    { grants: [imagined.change], policies: [], others: [] },
    { ...at, github: { people: at.people, teams: {} } },
  );
  const stages = required?.stages ?? [];
  const named = (expected: readonly string[], stage: ActualStage) =>
    namedAs(expected, stage, imagined.grant, at);
  return [
    ...(expect.findings ? unmetFindings(expect.findings, imagined) : []),
    ...(expect.approvers ? unmetApprovers(expect.approvers, stages, named) : []),
    ...(expect.stages ? unmetStages(expect.stages, stages, named) : []),
    ...(expect.policy === undefined || expect.policy === required?.policy
      ? []
      : [unmetPolicy(expect.policy, required?.policy, at.workspace)]),
  ];
}

function unmetFindings(written: readonly string[], { findings }: Imagined): Unmet[] {
  // A rule may be named by the code with which its messages begin.
  const expected = written.map((name) => findRule(name)?.name ?? name);
  const complaints = findings.filter(({ severity }) => severity !== 'note');
  const actual = [...new Set(complaints.map(({ rule }) => rule))];
  if (isSame(expected, actual)) return [];
  const unknown = expected.find((name) => findRule(name) === undefined);
  return [
    {
      expectation: 'findings',
      expected,
      actual,
      details: complaints
        .filter(({ rule }) => !expected.includes(rule))
        .map(({ code, rule, message }) => `${code} ${rule}: ${message}`),
      ...(unknown === undefined
        ? {}
        : {
            help: thereIsNo(
              'rule',
              unknown,
              rules.map(({ name }) => name),
            ),
          }),
    },
  ];
}

function unmetPolicy(expected: string, actual: string | undefined, { approvals }: Workspace): Unmet {
  const known = [...(approvals?.value.policies ?? []).map(({ id }) => id), 'built-in'];
  return {
    expectation: 'policy',
    expected: [expected],
    actual: actual === undefined ? [] : [actual],
    ...(known.includes(expected) ? {} : { help: thereIsNo('policy', expected, known) }),
  };
}

function thereIsNo(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const few = known.length <= 12 ? `; there are ${known.map((id) => `\`${id}\``).join(', ')}` : '';
  return `there is no ${what} \`${name}\`${near === undefined ? few : `; did you mean \`${near}\`?`}`;
}

type Naming = (expected: readonly string[], stage: ActualStage) => string[];

function unmetApprovers(expected: readonly string[], stages: readonly ActualStage[], named: Naming): Unmet[] {
  const actual = [...new Set(stages.flatMap((stage) => named(expected, stage)))];
  return isSame(expected, actual) ? [] : [{ expectation: 'approvers', expected, actual }];
}

/** Their order matters: the first stage is asked first. Within a stage nobody comes before anybody else. */
function unmetStages(
  expected: readonly ExpectedStage[],
  stages: readonly ActualStage[],
  named: Naming,
): Unmet[] {
  const actual = stages.map((stage, index) => ({
    approvers: named(expected[index]?.approvers ?? [], stage),
    count: stage.needed,
  }));
  const isMet =
    expected.length === actual.length &&
    expected.every(({ approvers, count = 1 }, index) => {
      const there = actual[index];
      return there !== undefined && there.count === count && isSame(approvers, there.approvers);
    });
  return isMet
    ? []
    : [{ expectation: 'stages', expected: expected.map(stageInWords), actual: actual.map(stageInWords) }];
}

const stageInWords = ({ approvers, count = 1 }: ExpectedStage): string =>
  `${count > 1 ? `${count} of ` : ''}${approvers.join(' or ') || 'nobody'}`;

/** Whom a stage names: its expressions, or the people in place of those that a test does not speak of. */
function namedAs(
  expected: readonly string[],
  { approvers, eligible }: ActualStage,
  grant: Imagined['grant'],
  at: At,
): string[] {
  const namesPeople = expected.some((name) => at.workspace.people.has(name));
  const found = approvers.flatMap((expression) => {
    if (!namesPeople || expected.includes(expression)) return [expression];
    const resolved = resolveApprover(expression, grant, at.workspace, at);
    return 'people' in resolved ? resolved.people.filter((user) => eligible.has(user)) : [expression];
  });
  return [...new Set(found)];
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((name) => other.includes(name)) && other.every((name) => one.includes(name));
