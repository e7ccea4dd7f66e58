/** The report of a month to the policy owners. */
import type { Bottleneck } from '../ledger/bottleneck.ts';
import type { LinePlace } from '../ledger/chain.ts';
import type { Metrics } from '../ledger/metrics.ts';
import { dayInWords } from '../model/period.ts';
import { code } from './markdown.ts';
import { renderMetricsMarkdown } from './metrics-markdown.ts';
import type { MetricNames } from './metrics-words.ts';

/** What a report is made of. */
export interface Report {
  /** `2026-10`. */
  readonly month: string;
  readonly metrics: Metrics;
  readonly found: Bottleneck;
  readonly names: MetricNames;
  /** The logins of the policy owners. */
  readonly to: readonly string[];
  /** The newest line of the ledger. */
  readonly head: { readonly digest: string; readonly place: LinePlace };
}

export const reportMarker = (month: string): string => `<!-- grantbook:report ${month} -->`;

/** "October 2026". */
const monthInWords = (month: string): string => dayInWords(`${month}-01`).replace(/^\d+ /, '');

export const reportTitle = (month: string): string => `Access in ${monthInWords(month)}: the report`;

export function renderReport({ month, metrics, found, names, to, head }: Report): string {
  return [
    `${to.length === 0 ? '' : `${to.map((login) => `@${login}`).join(', ')}: `}this is how requests for access went in ${monthInWords(month)}.`,
    renderMetricsMarkdown(metrics, found, names),
    '### The ledger',
    `Its newest line, when this was written: ${code(head.digest)} (${code(head.place.file)}, line ${head.place.line}). Whoever keeps this report can show later that nothing was changed before that line: ${code('grantbook ledger verify')} holds the ledger against itself, and the line has to be there still.`,
    'Close this issue once it was read. It is not opened again, and what it says does not change.',
  ].join('\n\n');
}
