/** The job that tells the policy owners the numbers of the last month, once, in an issue. */
import { openOnce } from '../github/notice.ts';
import { bottleneckOf } from '../ledger/bottleneck.ts';
import { metricsOf } from '../ledger/metrics.ts';
import { addDays, dayOf, startOfDay } from '../model/period.ts';
import type { LedgerRecord } from '../model/record.ts';
import { type Report, renderReport, reportMarker, reportTitle } from '../render/report-markdown.ts';
import { amount } from '../render/summary.ts';
import { ledgerAt, ledgerBranch } from '../source/ledger-branch.ts';
import type { JobOptions, JobResult } from './jobs.ts';
import { allLines } from './ledger-lines.ts';
import { metricNames, metricsInput, smallestPublicGroup } from './metrics-input.ts';
import { type OpenedDefault, openDefault, presentAccess } from './open-default.ts';

/** Looks at what is there, and not at the day: a month whose report was missed is told on the next run in the month after. */
export async function reportJob(options: JobOptions): Promise<JobResult> {
  const opened = await openDefault(options);
  try {
    return await report(opened, options);
  } finally {
    opened.fetched.dispose();
  }
}

async function report(opened: OpenedDefault, options: JobOptions): Promise<JobResult> {
  const { client, repository } = options;
  const { git } = opened.fetched;
  if (opened.ledger === undefined)
    return nothing(`There is no branch \`${ledgerBranch}\` yet, so there is nothing to report`);
  const lines = allLines(ledgerAt(git, opened.ledger));
  const broken = lines.filter(({ problem }) => problem !== undefined).length;
  // Numbers without these lines would be wrong, and nobody would see it.
  if (broken > 0)
    return {
      ...nothing(
        `${amount(broken, 'line')} of the ledger could not be read, so nothing is reported; \`grantbook ledger verify\` says which`,
      ),
      failed: true,
    };
  const records = lines.flatMap(({ record }) => record ?? []);
  const now = options.clock();
  const { workspace, accesses, timeZone } = presentAccess(opened, now);
  const first = `${dayOf(now, timeZone).slice(0, 7)}-01`;
  const month = addDays(first, -1).slice(0, 7);
  const [from, to] = [startOfDay(`${month}-01`, timeZone), startOfDay(first, timeZone)];
  const [head] = lines.slice(-1);
  if (!head || !hasBegunBefore(to, records))
    return nothing(`The ledger had not begun in ${month}, so there is nothing to report`);
  const numbers = metricsOf({
    ...metricsInput({ records, workspace, accesses, timeZone, now, git }, smallestPublicGroup),
    ...{ from, to, trendFrom: Number.NEGATIVE_INFINITY },
  });
  const text: Report = {
    month,
    metrics: numbers,
    found: bottleneckOf(numbers),
    names: metricNames(workspace),
    to: (workspace.settings?.value.policyOwners ?? []).flatMap((user) =>
      workspace.people.has(user) ? (workspace.people.get(user)?.value.github?.login ?? []) : [],
    ),
    head,
  };
  const body = renderReport(text);
  const notice = { marker: reportMarker(month), title: reportTitle(month), body };
  const { number, isNew } = await openOnce(client, repository, notice, new Date(to).toISOString());
  const title = isNew
    ? `#${number} tells the policy owners the numbers of ${month}`
    : `The numbers of ${month} were told in #${number} already`;
  // Nobody is mentioned by a summary.
  return { title, summary: `${renderReport({ ...text, to: [] })}\n`, failed: false };
}

const nothing = (title: string): JobResult => ({ title, summary: `${title}.\n`, failed: false });

const hasBegunBefore = (instant: number, records: readonly LedgerRecord[]): boolean =>
  records.some(({ kind, recordedAt }) => kind === 'started' && Date.parse(recordedAt) < instant);
