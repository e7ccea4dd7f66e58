import type { PolicyTestResult, UnmetExpectation } from '../model/policy-test-result.ts';
import { amount } from './summary.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** The policy tests that fail, and the files that could not be read, for a terminal; and how many there are of each. */
export function renderPolicyTests(
  results: readonly PolicyTestResult[],
  unreadable: readonly string[],
  colors: Colors,
): string {
  const failed = results.filter(({ unmet }) => unmet.length > 0);
  const isBad = failed.length > 0 || unreadable.length > 0;
  const paint = isBad ? colors.red : results.length > 0 ? colors.green : colors.yellow;
  return withoutCommands(
    [
      ...failed.map((result) => testLines(result, colors)),
      ...(unreadable.length > 0 ? [unreadable.map(notRun)] : []),
      [paint(colors.bold(sum(results.length, failed.length, unreadable.length)))],
    ]
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n'),
  );
}

const notRun = (path: string): string => `\`${onOneLine(path)}\` could not be read, so none of its tests ran`;

function sum(all: number, failed: number, unreadable: number): string {
  const files = unreadable > 0 ? `${amount(unreadable, 'file')} could not be read` : undefined;
  if (all === 0)
    return files === undefined
      ? 'There are no policy tests in `policies/tests/`, so nothing was tested.'
      : `No policy test ran: ${files}.`;
  const passed = (all - failed).toLocaleString('en');
  return `${amount(all, 'policy test')}: ${passed} passed, ${failed.toLocaleString('en')} failed${files === undefined ? '' : `; ${files}`}.`;
}

const testLines = ({ name, path, unmet }: PolicyTestResult, colors: Colors): string[] => [
  `${colors.red('failed')}: ${colors.bold(onOneLine(name))}`,
  ...unmet.flatMap((each) => unmetLines(each, path, colors)),
];

const unmetLines = (
  { expectation, line, expected, actual, details = [], help }: UnmetExpectation,
  path: string,
  colors: Colors,
): string[] => [
  `  ${colors.blue('-->')} ${onOneLine(path)}:${line}: ${expectation}`,
  `      expected: ${listed(expected, expectation)}`,
  `      actual:   ${listed(actual, expectation)}`,
  ...details.map((detail) => `        ${onOneLine(detail)}`),
  ...(help === undefined ? [] : [`      ${colors.blue('=')} ${colors.bold('help')}: ${onOneLine(help)}`]),
];

const listed = (names: readonly string[], expectation: UnmetExpectation['expectation']): string =>
  names.length === 0 ? 'none' : names.map(onOneLine).join(expectation === 'stages' ? '; then ' : ', ');
