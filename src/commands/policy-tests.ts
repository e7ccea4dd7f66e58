/** `grantbook test`: runs the policy tests, each a request with what the policies have to say of it. */
import { peopleOf } from '../approvals/people.ts';
import type { PolicyTestResult } from '../model/policy-test-result.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderPolicyTests } from '../render/policy-tests-text.ts';
import { onOneLine } from '../render/text.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { grantsFor } from './imagine.ts';
import { instantOf, sourceOf } from './places.ts';
import { unmetIn } from './policy-test-unmet.ts';
import { readPolicies } from './read.ts';

/** Prints what does not come true, and how many do. Exit code 1 where any does not, or a file of them cannot be read. */
export function testPolicies(
  options: { readonly format: 'text' | 'json' },
  context: CommandContext,
): ExitCode {
  const isTest = ({ path }: { readonly path: string }) => path.startsWith('policies/tests/');
  // A test that is not run must not look like one that passes, nor may one that was half understood.
  const inOrder = ({ problems, policyTests }: Workspace) => {
    const broken = new Set(problems.filter(isTest).map(({ path }) => path));
    return policyTests.all().filter(({ path }) => !broken.has(path));
  };
  const requests = (workspace: Workspace) =>
    inOrder(workspace).flatMap(({ value }) => value.tests.map(({ request }) => request));
  const workspace = readPolicies(sourceOf(undefined, context.dir), (policies) =>
    grantsFor(requests(policies))(policies),
  );
  const problems = workspace.problems.filter(isTest);
  const unreadable = [...new Set(problems.map(({ path }) => path))];
  for (const { path, range, message } of problems)
    context.err(`${onOneLine(path)}:${range.line}:${range.column}: ${onOneLine(message)}\n`);
  const people = peopleOf(workspace);
  const results = inOrder(workspace).flatMap((file) =>
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
      ? `${JSON.stringify({ passed: results.length - failed, failed, unreadable, tests: results }, null, 2)}\n`
      : renderPolicyTests(results, unreadable, context.outColors),
  );
  return failed === 0 && unreadable.length === 0 ? exitCodes.ok : exitCodes.errors;
}
