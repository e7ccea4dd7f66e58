/** Diagnostics for a terminal: code frame, caret, help, like the best compilers. */
import type pico from 'picocolors';
import type { Diagnostic, Range, Severity } from '../model/diagnostic.ts';
import { whyNotBlamed } from './summary.ts';

/** How to colour, or how not to. */
export type Colors = ReturnType<typeof pico.createColors>;

/** What a renderer needs besides the diagnostics: how to colour, and the lines of the files. */
export interface TextOptions {
  readonly colors: Colors;
  /** The text of a file, for its code frame; `undefined` where there is none to show. */
  readonly textOf: (path: string) => string | undefined;
}

/** One block per diagnostic, with an empty line between them. */
export const renderText = (diagnostics: readonly Diagnostic[], options: TextOptions): string =>
  withoutCommands(diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, options)}\n`).join('\n'));

function renderDiagnostic(diagnostic: Diagnostic, options: TextOptions): string {
  const { colors } = options;
  const paint = painter(diagnostic.severity, colors);
  const width = Math.max(...[diagnostic, ...diagnostic.related].map((place) => String(place.line).length));
  const margin = ' '.repeat(width);
  const lines = [
    `${paint(`${diagnostic.severity}[${diagnostic.code}]`)}: ${colors.bold(onOneLine(diagnostic.message))}`,
    ...frame(diagnostic, diagnostic.path, undefined, width, paint, options),
    ...diagnostic.related.flatMap((place) =>
      frame(place, place.path, place.message, width, colors.cyan, options),
    ),
  ];
  const say = (label: string, text: string) =>
    lines.push(`${margin} ${colors.blue('=')} ${colors.bold(label)}: ${onOneLine(text)}`);
  if (diagnostic.help !== undefined) say('help', diagnostic.help);
  if (diagnostic.exception)
    say(
      'exception',
      `\`${diagnostic.exception.id}\` allows this until ${diagnostic.exception.validUntil}; nothing has to be done before`,
    );
  else if (diagnostic.notCausedByChange) say('note', whyNotBlamed[diagnostic.notCausedByChange]);
  return lines.join('\n');
}

function frame(
  place: Range,
  path: string,
  label: string | undefined,
  width: number,
  paint: (text: string) => string,
  { colors, textOf }: TextOptions,
): string[] {
  const margin = ' '.repeat(width);
  const bar = colors.blue('|');
  const head = `${margin}${colors.blue('-->')} ${onOneLine(path)}:${place.line}:${place.column}`;
  const source = textOf(path)?.split(/\r?\n/)[place.line - 1];
  if (source === undefined) return [label === undefined ? head : `${head} ${paint(onOneLine(label))}`];
  const { shown, start, end } = cut(source, place);
  const caret = `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}${label === undefined ? '' : ` ${onOneLine(label)}`}`;
  return [
    head,
    `${margin} ${bar}`,
    `${colors.blue(String(place.line).padStart(width))} ${bar} ${shown}`,
    `${margin} ${bar} ${paint(caret)}`,
  ];
}

const longestLine = 160;

/** The part of a line around a place, tabs and invisible characters made visible, with the place in the new text. */
function cut(source: string, place: Range): { shown: string; start: number; end: number } {
  const from = Math.max(0, Math.min(place.column - 1, source.length) - 60);
  const until = place.endLine === place.line ? Math.max(place.column, place.endColumn) - 1 : source.length;
  const before = (from > 0 ? '…' : '') + visible(source.slice(from, place.column - 1));
  const marked = visible(source.slice(place.column - 1, Math.min(until, from + longestLine)));
  const after = visible(source.slice(Math.min(until, from + longestLine), from + longestLine));
  return {
    shown: (before + marked + after).trimEnd(),
    start: [...before].length,
    end: [...before].length + [...marked].length,
  };
}

const visible = (text: string): string => printable(text.replaceAll('\t', '→ '));

/** Text from a file, made harmless for a terminal: escape sequences and invisible characters are spelled out. */
export const printable = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );

/** The same on one line, so that no value can look like a line of ours. */
export const onOneLine = (text: string): string => printable(text.replace(/[\r\n\t]+/g, ' '));

/** A line with `##[` in it is a command to the runner of GitHub Actions, wherever it comes from. */
export const withoutCommands = (text: string): string => text.replaceAll('##[', '## [');

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return (text) => colors.red(colors.bold(text));
  return severity === 'warning'
    ? (text) => colors.yellow(colors.bold(text))
    : (text) => colors.cyan(colors.bold(text));
}
