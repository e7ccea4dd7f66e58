import type { Rule, RuleExample } from '../model/rule.ts';
import type { Colors } from './text.ts';
import { printable } from './text.ts';

const width = 90;

/** A rule for a terminal: what it asks for, why, how to set it, and what is right and wrong. */
export function renderRule(rule: Rule, colors: Colors): string {
  const level = rule.safety
    ? `${rule.level}; a safety rule, so it cannot be switched off or excepted`
    : `${rule.level}; \`policies/grantbook.yaml\` can change that, and an exception can excuse one person`;
  const options = Object.entries(rule.options ?? {}).map(([name, option]) =>
    wrap(`\`${name}\` (${JSON.stringify(option.default)}): ${option.description}`, '  '),
  );
  const parts = [
    `${colors.bold(`${rule.code} ${rule.name}`)}\n${wrap(rule.summary)}`,
    wrap(rule.rationale),
    `${colors.bold('Level:')} ${level}`,
    ...(rule.causedByTime
      ? [wrap('Time alone can cause it, so what a pull request does not touch only gets a warning.')]
      : []),
    ...(options.length > 0 ? [`${colors.bold('Options:')}\n${options.join('\n')}`] : []),
    ...rule.examples.invalid
      .slice(0, 2)
      .map((example) => `${colors.red(colors.bold('Wrong:'))} ${example.title}\n\n${files(example)}`),
    ...rule.examples.valid
      .slice(0, 1)
      .map((example) => `${colors.green(colors.bold('Right:'))} ${example.title}\n\n${files(example)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The files of an example, each under its path. */
function files(example: RuleExample): string {
  return Object.entries(example.files)
    .map(([path, text]) =>
      text === null ? `  ${path} is not there` : `  ${path}\n${indent(printable(shorten(text)))}`,
    )
    .join('\n\n');
}

/** An example may be a megabyte long on purpose; nobody reads that. */
export function shorten(text: string, lines = 24, columns = 160): string {
  const all = text.trimEnd().split('\n');
  const kept = all
    .slice(0, lines)
    .map((line) => (line.length > columns ? `${line.slice(0, columns)}…` : line));
  return all.length > lines ? [...kept, `… (${all.length - lines} more lines)`].join('\n') : kept.join('\n');
}

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** Breaks a text at spaces. */
function wrap(text: string, margin = ''): string {
  const lines: string[] = [];
  let line = margin;
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > width && line.trim() !== '') {
      lines.push(line);
      line = margin;
    }
    line += line === margin ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
