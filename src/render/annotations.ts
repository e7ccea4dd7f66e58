/** Diagnostics as workflow commands, which the runner turns into annotations on the lines of a pull request. */
import { type Diagnostic, mostUrgentFirst } from '../model/diagnostic.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * One `::error file=…::message` line each. Values are escaped as the runner unescapes them, so that nothing
 * from a file can start a command of its own.
 * GitHub shows ten errors and ten warnings of a step, so that the order matters.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions".
 */
export const renderAnnotations = (diagnostics: readonly Diagnostic[]): string =>
  mostUrgentFirst(diagnostics)
    .map((diagnostic) => `${annotation(diagnostic)}\n`)
    .join('');

function annotation({
  severity,
  path,
  line,
  column,
  endLine,
  endColumn,
  code,
  rule,
  message,
  help,
}: Diagnostic): string {
  const properties = {
    file: path,
    line,
    endLine,
    col: column,
    ...(endLine === line ? { endColumn } : {}),
    title: `${code} ${rule}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${escapeData(help === undefined ? message : `${message}\nHelp: ${help}`)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
