/** Bars over time: who had which role when, to be seen at one look. */
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import type { AuditRow } from '../ledger/audit-report.ts';
import { addDays, dayOf, daysBetween, startOfDay } from '../model/period.ts';
import { endInWords, roleInWords, rowInWords } from './audit-words.ts';
import { html } from './html.ts';

/** More lines than these are no picture any more. */
const mostLines = 200;
/** A day is shown within so many days before and after it. */
const around = { before: 45, after: 30 };

interface Scale {
  readonly from: number;
  readonly to: number;
}

export function timelineHtml(answer: AuditAnswer): string {
  const scale = scaleOf(answer);
  const lines = linesOf(answer);
  if (lines.length === 0) return '';
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines);
  return `<section>
<h2>At one look</h2>
<p class="quiet">The shaded band is the time that was asked about. A bar is access; each piece of it is one approval. Everything here is in the table below, too.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Access over time">
<table class="timeline">
<thead><tr><th scope="col">Person and role</th><th scope="col"><div class="months">${monthsHtml(scale, answer)}</div></th></tr></thead>
<tbody>
${shown.map((line) => lineHtml(line, scale, answer)).join('\n')}
</tbody>
</table>
</div>
${more > 0 ? `<p class="quiet">${more.toLocaleString('en')} more lines are in the table below alone.</p>` : ''}
<ul class="legend">${legend.map(([kind, words]) => `<li><span class="${kind}" aria-hidden="true"></span>${html(words)}</li>`).join('')}</ul>
</section>`;
}

const legend = [
  ['bar', 'Approved'],
  ['bar emergency', 'Emergency, approved'],
  ['bar found', 'Found on the first day, never approved'],
  ['bar unrecorded', 'Nobody can tell whether it was approved'],
  ['refused-mark', 'A change that nobody approved; it gave no access'],
] as const;

/** Whole days; some around them where few were asked about. */
function scaleOf({ asked, timeZone }: AuditAnswer): Scale {
  const isShort = daysBetween(asked.from, asked.to) < around.before;
  const from = isShort ? addDays(asked.from, -around.before) : asked.from;
  const to = isShort ? addDays(asked.to, around.after) : asked.to;
  return { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) };
}

const percent = (instant: number, { from, to }: Scale): string =>
  `${(((Math.min(Math.max(instant, from), to) - from) / (to - from)) * 100).toFixed(2)}%`;

const across = (from: number, to: number, scale: Scale): string =>
  `left:${percent(from, scale)};right:calc(100% - ${percent(to, scale)})`;

function monthsHtml(scale: Scale, { timeZone }: AuditAnswer): string {
  const first = dayOf(scale.from, timeZone);
  const months = Array.from({ length: 61 }, (_, index) => {
    const at = Number(first.slice(5, 7)) - 1 + index;
    return `${Number(first.slice(0, 4)) + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  }).filter((day) => startOfDay(day, timeZone) < scale.to);
  const every = Math.max(1, Math.ceil(months.length / 12));
  return months
    .filter((day, index) => index % every === 0 && startOfDay(day, timeZone) >= scale.from)
    .map(
      (day) =>
        `<span style="left:${percent(startOfDay(day, timeZone), scale)}">${html(new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day)))}</span>`,
    )
    .join('');
}

interface TimeLine {
  readonly name: string;
  readonly about: Pick<AuditRow, 'system' | 'role'>;
  readonly rows: readonly AuditRow[];
  readonly refused: readonly string[];
}

/** One line for each grant; also for one that nobody approved, which has no bar. */
function linesOf({ access, incidents, names }: AuditAnswer): readonly TimeLine[] {
  const byPath = new Map<string, AuditRow[]>();
  for (const row of access) byPath.set(row.path, [...(byPath.get(row.path) ?? []), row]);
  const refused = new Map<string, string[]>();
  for (const { paths, at } of incidents)
    for (const path of paths)
      if (path.startsWith('access-grants/')) refused.set(path, [...(refused.get(path) ?? []), at]);
  const paths = [...new Set([...byPath.keys(), ...refused.keys()])];
  return paths
    .map((path): TimeLine => {
      const rows = byPath.get(path) ?? [];
      const [, system = '', role = '', file = ''] = path.split('/');
      const user = file.replace(/\.yaml$/, '');
      return {
        name: rows[0]?.displayName ?? names.people[user] ?? user,
        ...{ about: { system, role }, rows, refused: refused.get(path) ?? [] },
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function lineHtml({ name, about, rows, refused }: TimeLine, scale: Scale, answer: AuditAnswer): string {
  const { system, role } = roleInWords(about, answer);
  const asked = across(Date.parse(answer.from), Date.parse(answer.to), scale);
  return `<tr><th scope="row"><strong>${html(name)}</strong>${html(`${role} in ${system}`)}</th><td><div class="track"><div class="asked" style="${asked}"></div>${rows.map((row) => barHtml(row, scale, answer)).join('')}${refused
    .map(
      (at) =>
        `<div class="refused-mark" role="img" aria-label="${html(`A change that nobody approved, ${at.slice(0, 10)}`)}" style="left:${percent(Date.parse(at), scale)}"></div>`,
    )
    .join('')}</div></td></tr>`;
}

function barHtml(row: AuditRow, scale: Scale, answer: AuditAnswer): string {
  const from = Date.parse(row.since);
  const to = row.until === null ? scale.to + 1 : Date.parse(row.until);
  const words = rowInWords(row, answer);
  const ended = endInWords(row);
  const label = `Since ${words.since}, until ${words.until}${ended === '' ? '' : `: ${ended}`}${row.basis === 'approved' ? `; approved by ${words.approvedBy}` : `; ${words.remark}`}`;
  const kinds = [
    'bar',
    ...(row.basis === 'approved' ? (row.emergency ? ['emergency'] : []) : [row.basis]),
    ...(from < scale.from ? ['more-before'] : []),
    ...(to > scale.to ? ['more-after'] : []),
  ];
  return `<div class="${kinds.join(' ')}" role="img" aria-label="${html(label)}" title="${html(label)}" style="${across(from, to, scale)}"></div>`;
}
