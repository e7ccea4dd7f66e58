/** The numbers for the summary of a job, and for the report that comes as an issue. */
import type { Bottleneck } from '../ledger/bottleneck.ts';
import type { Metrics } from '../ledger/metrics.ts';
import { cappedTable, message, plain } from './markdown.ts';
import { barChart, type ChartValue, pieChart } from './mermaid.ts';
import { metricsTables } from './metrics-tables.ts';
import { groupName, type MetricNames, metricNotes, metricSentences, phaseTitles } from './metrics-words.ts';

const hour = 3_600_000;
/** So many can be told apart in a chart; names of systems are longer than months. */
const mostBars = { months: 12, systems: 6 };
/** There are eight tables, and an issue holds 65,536 characters. */
const longestTable = 6000;

/** Sentences first, then charts, then tables. */
export function renderMetricsMarkdown(metrics: Metrics, found: Bottleneck, names: MetricNames): string {
  const [first = '', ...more] = metricSentences(metrics, found, names).map((text) => plain(text, 600));
  return [
    [`**${first}**`, ...more].join('\n\n'),
    ...charts(metrics, names),
    ...metricsTables(metrics, names).map(
      ({ title, headings, rows }) =>
        `### ${plain(title)}\n\n${cappedTable(
          headings.map((text) => plain(text)),
          // The number of an issue of ours may lead to it.
          rows.map((cells) => cells.map((text) => (/^#\d+$/.test(text) ? text : plain(text)))),
          longestTable,
        )}`,
    ),
    metricNotes(metrics)
      .map((text) => `- ${message(text)}`)
      .join('\n'),
  ].join('\n\n');
}

function charts({ months, systems, spent, held }: Metrics, names: MetricNames): readonly string[] {
  const hours = (milliseconds: number | undefined): number => (milliseconds ?? 0) / hour;
  const bySystem = systems.flatMap(({ id, times: { toResolve } }): ChartValue[] =>
    toResolve ? [{ label: groupName(id, names.system), value: hours(toResolve.median) }] : [],
  );
  return [
    pieChart('Where the time of requests goes, in hours', [
      ...(['toValid', 'toApprove', 'toMerge', 'toProvision'] as const).map((phase) => ({
        label: phaseTitles[phase],
        value: hours(spent[phase]),
      })),
    ]),
    barChart(
      'From the question to the access, by month',
      'hours at the median',
      months
        .slice(-mostBars.months)
        .map(({ month, times: { toResolve } }) => ({ label: month, value: hours(toResolve?.median) })),
    ),
    barChart(
      'From the question to the access, by system',
      'hours at the median',
      bySystem.toSorted((a, b) => b.value - a.value).slice(0, mostBars.systems),
    ),
    pieChart('What is held now', [
      { label: 'ends by itself', value: held.temporary },
      { label: 'without an end', value: held.standing },
    ]),
  ].flatMap((chart) => chart ?? []);
}
