import type { PolicyTestResult, UnmetExpectation } from '../model/policy-test-result.ts';
import { amount } from './summary.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** The policy tests that fail, for a terminal, and how many there are of each kind. */
export function renderPolicyTests(results: readonly PolicyTestResult[], colors: Colors): string {
  const failed = results.filter(({ unmet }) => unmet.length > 0);
  const passed = results.length - failed.length;
  const paint = failed.length > 0 || results.length === 0 ? colors.red : colors.green;
  const sentence =
    results.length === 0
      ? 'There are no policy tests in `policies/tests/`.'
      : `${amount(results.length, 'policy test')}: ${passed.toLocaleString('en')} passed, ${failed.length.toLocaleString('en')} failed.`;
  return withoutCommands(
    [...failed.map((result) => testLines(result, colors)), [paint(colors.bold(sentence))]]
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n'),
  );
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
  `      expected: ${listed(expected)}`,
  `      actual:   ${listed(actual)}`,
  ...details.map((detail) => `        ${onOneLine(detail)}`),
  ...(help === undefined ? [] : [`      ${colors.blue('=')} ${colors.bold('help')}: ${onOneLine(help)}`]),
];

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map(onOneLine).join(', ');
