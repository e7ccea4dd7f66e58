/** Charts as GitHub draws them from Markdown (https://mermaid.js.org, `xychart-beta` and `pie`). */

/** A value by its name. */
export interface ChartValue {
  readonly label: string;
  readonly value: number;
}

/** In characters: a name on an axis, and the line above a chart. */
const longest = { label: 24, title: 100 };

/**
 * A text in quotation marks. Mermaid reads backticks in them as Markdown, `#…;` as a character, and looks for directives
 * (`%%{…}%%`) wherever they stand, so that only signs which mean nothing there are left.
 */
const quoted = (text: string, most = longest.label): string => {
  const harmless = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} .,()/’+-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const shown = [...harmless];
  const short = shown.length > most ? `${shown.slice(0, most - 1).join('')}…` : harmless;
  return `"${short || '–'}"`;
};

const fenced = (lines: readonly string[]): string => ['```mermaid', ...lines, '```'].join('\n');

const decimal = (value: number): string => String(Math.round(value * 100) / 100);

/** Bars from left to right. Nothing where there is nothing to draw. */
export function barChart(title: string, unit: string, bars: readonly ChartValue[]): string | undefined {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  if (bars.length === 0 || most === 0) return undefined;
  return fenced([
    'xychart-beta',
    `    title ${quoted(title, longest.title)}`,
    `    x-axis [${bars.map(({ label }) => quoted(label)).join(', ')}]`,
    `    y-axis ${quoted(unit)} 0 --> ${Math.max(1, Math.ceil(most))}`,
    `    bar [${bars.map(({ value }) => decimal(value)).join(', ')}]`,
  ]);
}

/** Parts of a whole; those of nothing are left out, since Mermaid takes no zero. */
export function pieChart(title: string, parts: readonly ChartValue[]): string | undefined {
  const drawn = parts.filter(({ value }) => Number(decimal(value)) > 0);
  if (drawn.length === 0) return undefined;
  return fenced([
    'pie showData',
    // The title goes on to the end of its line, without quotation marks.
    `    title ${quoted(title, longest.title).slice(1, -1)}`,
    ...drawn.map(({ label, value }) => `    ${quoted(label)} : ${decimal(value)}`),
  ]);
}
