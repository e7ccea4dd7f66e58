/** Bars as inline SVG. Whoever cannot see them reads the table that stands below each. */
import { type Html, html } from '../html.ts';

export interface Bar {
  readonly label: string;
  /** One on the other, from below; each with the class that gives its colour. */
  readonly parts: readonly { readonly value: number; readonly kind: string }[];
}

const width = 480;
const height = 200;
const below = 28;
const left = 30;
/** Room for the name of what is counted. */
const above = 26;

/** A round number that is no smaller. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** `unit` is what the numbers at the side count. */
export function barsInSvg(bars: readonly Bar[], unit: string): Html {
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = roundUp(Math.max(1, ...sums));
  const step = (width - left) / Math.max(1, bars.length);
  const thick = Math.min(46, step * 0.6);
  const high = (value: number) => ((height - below - above) * value) / most;
  const lines = [0, most / 2, most].map((value) => {
    const y = height - below - high(value);
    return html`<line x1="${left}" x2="${width}" y1="${y}" y2="${y}" class="grid"/><text x="${left - 6}" y="${y + 4}" class="axis end">${value}</text>`;
  });
  const drawn = bars.map(({ label, parts }, index) => {
    const x = left + step * index + (step - thick) / 2;
    let y = height - below;
    const rectangles = parts.map(({ value, kind }) => {
      y -= high(value);
      return (
        value > 0 &&
        html`<rect x="${x}" y="${y}" width="${thick}" height="${high(value)}" rx="3" class="bar ${kind}"/>`
      );
    });
    return html`${rectangles}<text x="${x + thick / 2}" y="${height - 8}" class="axis middle">${label}</text>`;
  });
  return html`<svg class="bars" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false"><text x="0" y="11" class="axis">${unit}</text>${lines}${drawn}</svg>`;
}
