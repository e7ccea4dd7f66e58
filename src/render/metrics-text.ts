/** The numbers for a terminal. */
import type { Bottleneck } from '../ledger/bottleneck.ts';
import type { Metrics } from '../ledger/metrics.ts';
import { metricsTables } from './metrics-tables.ts';
import { type MetricNames, metricNotes, metricSentences } from './metrics-words.ts';
import { renderTable } from './table.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

export function renderMetricsText(
  metrics: Metrics,
  found: Bottleneck,
  names: MetricNames,
  colors: Colors,
): string {
  const line = (text: string) => withoutCommands(onOneLine(text));
  return [
    `${metricSentences(metrics, found, names).map(line).join('\n')}\n`,
    ...metricsTables(metrics, names).map(
      ({ title, headings, rows }) => `${colors.bold(title)}\n${renderTable(headings, rows, colors)}`,
    ),
    `${metricNotes(metrics).map(line).join('\n')}\n`,
  ].join('\n');
}
