import type { Diagnostic } from '../model/diagnostic.ts';
import { code, message } from './markdown.ts';

const headings = { error: 'To repair', warning: 'Worth a look', note: 'Excepted' } as const;

/** The findings as Markdown lists, by severity. `link` turns a place into an address; without it, paths are code. */
export function renderFindings(
  diagnostics: readonly Diagnostic[],
  link?: (diagnostic: Diagnostic) => string | undefined,
): string {
  const sections = (['error', 'warning', 'note'] as const).map((severity) => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    if (found.length === 0) return '';
    return `#### ${headings[severity]}\n\n${found.map((diagnostic, index) => item(diagnostic, index + 1, link)).join('\n')}\n`;
  });
  return sections.filter((section) => section !== '').join('\n');
}

function item(
  diagnostic: Diagnostic,
  number: number,
  link: ((diagnostic: Diagnostic) => string | undefined) | undefined,
): string {
  const place = code(`${diagnostic.path}:${diagnostic.line}`);
  const target = link?.(diagnostic);
  const lines = [
    `${number}. **${message(sentence(diagnostic.message))}**`,
    ...(diagnostic.help === undefined ? [] : [`   ${message(sentence(diagnostic.help))}`]),
    ...(diagnostic.exception
      ? [
          `   The exception ${code(diagnostic.exception.id)} allows this until ${diagnostic.exception.validUntil}.`,
        ]
      : []),
    `   <sub>${target === undefined ? place : `[${place}](${target})`} · ${diagnostic.code} ${diagnostic.rule}</sub>`,
  ];
  return lines.join('<br>\n');
}

/** A diagnostic as a full sentence, for a page. */
export const sentence = (text: string): string => {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(upper) ? upper : `${upper}.`;
};
