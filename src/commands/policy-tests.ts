/** `grantbook test`: runs the policy tests, each a request with what the policies have to say of it. */
import { type People, peopleOf } from '../approvals/people.ts';
import { type ResolvedRequirement, requirementsOf } from '../approvals/requirements.ts';
import { resolveApprover } from '../model/approvers.ts';
import type { Grant } from '../model/grant.ts';
import { nearest } from '../model/nearest.ts';
import type { Instant } from '../model/period.ts';
import type { PolicyTests } from '../model/policies.ts';
import type { PolicyTestResult, UnmetExpectation } from '../model/policy-test-result.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderPolicyTests } from '../render/policy-tests-text.ts';
import { onOneLine } from '../render/text.ts';
import { rules } from '../rules/registry.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { grantsFor, type Imagined, imagine } from './imagine.ts';
import { instantOf, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';

type PolicyTest = PolicyTests['tests'][number];

/** Prints what does not come true, and how many do. Exit code 1 where any does not, or there are none. */
export function testPolicies(
  options: { readonly format: 'text' | 'json' },
  context: CommandContext,
): ExitCode {
  const requests = (workspace: Workspace) =>
    workspace.policyTests.all().flatMap(({ value }) => value.tests.map(({ request }) => request));
  const workspace = readPolicies(sourceOf(undefined, context.dir), (policies) =>
    grantsFor(requests(policies))(policies),
  );
  // A test that is not run must not look like one that passes.
  const unread = workspace.problems.filter(({ path }) => path.startsWith('policies/tests/'));
  for (const { path, range, message } of unread)
    context.err(`${onOneLine(path)}:${range.line}:${range.column}: ${onOneLine(message)}\n`);
  const people = peopleOf(workspace);
  const results = workspace.policyTests.all().flatMap((file) =>
    file.value.tests.map((test, index): PolicyTestResult => {
      const timeZone = timeZoneOf(workspace);
      const at = { workspace, people, timeZone, now: instantOf(test.now, timeZone, context.clock) };
      return {
        name: test.name,
        path: file.path,
        line: file.locate(['tests', index]).line,
        unmet: unmetIn(test, at).map(({ expectation, ...told }) => ({
          line: file.locate(['tests', index, 'expect', expectation]).line,
          expectation,
          ...told,
        })),
      };
    }),
  );
  const failed = results.filter(({ unmet }) => unmet.length > 0).length;
  context.out(
    options.format === 'json'
      ? `${JSON.stringify({ passed: results.length - failed, failed, unreadable: [...new Set(unread.map(({ path }) => path))], tests: results }, null, 2)}\n`
      : renderPolicyTests(results, context.outColors),
  );
  return results.length > 0 && failed === 0 && unread.length === 0 ? exitCodes.ok : exitCodes.errors;
}

interface At {
  readonly workspace: Workspace;
  readonly people: People;
  readonly now: Instant;
  readonly timeZone: string;
}

type Unmet = Omit<UnmetExpectation, 'line'>;

function unmetIn({ request, expect }: PolicyTest, at: At): Unmet[] {
  const { change: kind = 'added', ...asked } = request;
  const imagined = imagine(asked, kind, at.workspace, at);
  const [required] = requirementsOf(
    { grants: [imagined.change], policies: [], others: [] },
    { ...at, github: { people: at.people, teams: {} } },
  );
  return [
    ...(expect.findings ? unmetFindings(expect.findings, imagined) : []),
    ...(expect.approvers ? unmetApprovers(expect.approvers, imagined.grant, required, at) : []),
    ...(expect.policy === undefined || expect.policy === required?.policy
      ? []
      : [{ expectation: 'policy' as const, expected: [expect.policy], actual: listOf(required?.policy) }]),
  ];
}

const listOf = (name: string | undefined): string[] => (name === undefined ? [] : [name]);

function unmetFindings(expected: readonly string[], { findings }: Imagined): Unmet[] {
  const complaints = findings.filter(({ severity }) => severity !== 'note');
  const actual = [...new Set(complaints.map(({ rule }) => rule))];
  if (isSame(expected, actual)) return [];
  const unknown = expected.find((name) => !rules.some((rule) => rule.name === name));
  const near =
    unknown === undefined
      ? undefined
      : nearest(
          unknown,
          rules.map(({ name }) => name),
        );
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
            help: `there is no rule \`${unknown}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
          }),
    },
  ];
}

/** People may be named in place of the expressions that stand for them. */
function unmetApprovers(
  expected: readonly string[],
  grant: Grant,
  required: ResolvedRequirement | undefined,
  at: At,
): Unmet[] {
  const stages = required?.stages ?? [];
  const people = expected.filter((name) => at.workspace.people.has(name));
  const isExpected = (expression: string) => people.length === 0 || expected.includes(expression);
  const actual = stages.flatMap(({ approvers, eligible }) =>
    approvers.flatMap((expression) => {
      const resolved = isExpected(expression)
        ? undefined
        : resolveApprover(expression, grant, at.workspace, at);
      return resolved && 'people' in resolved
        ? resolved.people.filter((user) => eligible.has(user))
        : [expression];
    }),
  );
  const found = [...new Set(actual)];
  return isSame(expected, found) ? [] : [{ expectation: 'approvers', expected, actual: found }];
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((name) => other.includes(name)) && other.every((name) => one.includes(name));
