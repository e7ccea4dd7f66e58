/** What the doctor found, for a terminal and for machines. */
import type { Finding, Status } from '../model/finding.ts';
import { settingWords } from './doctor-words.ts';
import { renderCheckJson } from './json.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** What was examined, and when. */
export interface Examination {
  /** `owner/name`. */
  readonly repository: string;
  readonly evaluatedAt: string;
  readonly findings: readonly Finding[];
}

const labels: Readonly<Record<Status, string>> = { ok: 'OK', 'not ok': 'NOT OK', unknown: 'UNKNOWN' };
const margin = ' '.repeat('UNKNOWN'.length + 2);

/** Whether everything is known to be right. */
export const isHealthy = ({ findings }: Pick<Examination, 'findings'>): boolean =>
  findings.length > 0 && findings.every(({ status }) => status === 'ok');

/** A setting after the other, and the sum of it at the end. */
export function renderExamination(examination: Examination, colors: Colors): string {
  const { findings, repository, evaluatedAt } = examination;
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const paint = isHealthy(examination) ? colors.green : colors.red;
  const sum = (['ok', 'not ok', 'unknown'] as const).map((status) => `${count(status)} ${labels[status]}`);
  const last = `${repository}: ${sum.join(', ')} (${evaluatedAt}).`;
  const lines = [
    ...findings.flatMap((one) => linesOf(one, colors)),
    '',
    paint(colors.bold(onOneLine(last))),
    ...(count('unknown') > 0
      ? ['What is UNKNOWN counts as not OK: nobody could read that it is right.']
      : []),
  ];
  return withoutCommands(`${lines.join('\n')}\n`);
}

function linesOf({ id, status, details, cause }: Finding, colors: Colors): string[] {
  const { title, why, repair } = settingWords[id];
  const paint = { ok: colors.green, 'not ok': colors.red, unknown: colors.yellow }[status];
  const head = `${paint(colors.bold(labels[status].padEnd(margin.length)))}${title}`;
  // What follows from something else is repaired with it.
  if (cause) return [head, `${margin}it needs this first: ${settingWords[cause].title}`];
  return [
    head,
    ...details.map((detail) => `${margin}${onOneLine(detail)}`),
    `${margin}${colors.dim(why)}`,
    ...(status === 'ok' ? [] : [`${margin}${colors.blue('=')} ${colors.bold('repair')}: ${repair}`]),
  ];
}

/** The same as JSON. */
export const renderExaminationJson = (examination: Examination): string =>
  renderCheckJson({
    repository: examination.repository,
    evaluatedAt: examination.evaluatedAt,
    healthy: isHealthy(examination),
    findings: examination.findings.map((one) => ({ ...one, ...settingWords[one.id] })),
  });
