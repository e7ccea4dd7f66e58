import { type Diagnostic, mostUrgentFirst, type Severity } from '../model/diagnostic.ts';
import { code, fitting, message, pathCode, plain } from './markdown.ts';
import { whyNotBlamed } from './summary.ts';

const headings = { error: 'To repair', warning: 'Worth a look', note: 'Excepted' } as const;

/** The address of the line that a finding is about; `undefined` leaves its place unlinked. */
export type Link = (diagnostic: Diagnostic) => string | undefined;

/** How many findings are listed, and in how many characters. */
export interface FindingLimits {
  readonly count: number;
  readonly room: number;
}

const longestPath = 150;
/** A longer address says less than the place without one. */
const longestAddress = 500;

/** All findings as Markdown lists, by severity. */
export function renderFindings(diagnostics: readonly Diagnostic[], link?: Link): string {
  const sections = (['error', 'warning', 'note'] as const).map((severity) =>
    findingsSection(severity, diagnostics, link),
  );
  return sections
    .filter((section) => section !== '')
    .map((section) => `${section}\n`)
    .join('\n');
}

/** The findings of one severity as a list; what is too much for the limits is counted. */
export function findingsSection(
  severity: Severity,
  diagnostics: readonly Diagnostic[],
  link?: Link,
  limits: FindingLimits = { count: Number.POSITIVE_INFINITY, room: Number.POSITIVE_INFINITY },
): string {
  const found = mostUrgentFirst(diagnostics.filter((diagnostic) => diagnostic.severity === severity));
  if (found.length === 0) return '';
  const items = found.slice(0, limits.count).map((diagnostic, index) => item(diagnostic, index + 1, link));
  const shown = fitting(items, '\n', limits.room - 120);
  const more = found.length - shown.length;
  const rest = more > 0 ? `\n\n… and ${more.toLocaleString('en')} more, in the check run’s annotations.` : '';
  return `#### ${headings[severity]}\n\n${shown.join('\n')}${rest}`;
}

function item(diagnostic: Diagnostic, number: number, link: Link | undefined): string {
  const place = pathCode(`${diagnostic.path}:${diagnostic.line}`, longestPath);
  const target = link?.(diagnostic);
  const lines = [
    `${number}. **${message(sentence(diagnostic.message))}**`,
    ...(diagnostic.help === undefined ? [] : [`   ${message(sentence(diagnostic.help))}`]),
    ...(diagnostic.exception
      ? [
          `   The exception ${code(diagnostic.exception.id)} allows this until ${plain(diagnostic.exception.validUntil)}.`,
        ]
      : diagnostic.notCausedByChange
        ? [`   ${message(sentence(whyNotBlamed[diagnostic.notCausedByChange]))}`]
        : []),
    `   <sub>${target === undefined || target.length > longestAddress ? place : `[${place}](${target})`} · ${diagnostic.code} ${diagnostic.rule}</sub>`,
  ];
  return lines.join('<br>\n');
}

/** A text with the end of a sentence, where it has none of its own. */
export const ended = (text: string): string => (/[.?!][”"]?$/.test(text) ? text : `${text}.`);

/** A diagnostic as a full sentence, for a page. */
export const sentence = (text: string): string => ended(text.charAt(0).toUpperCase() + text.slice(1));
