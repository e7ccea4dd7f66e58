/** What ends soon: three months as a calendar, and below it day by day. */
import { addDays, type Day, dayOf, daysBetween } from '../../model/period.ts';
import { displayName } from '../../render/approvers-in-words.ts';
import { amount } from '../../render/summary.ts';
import { type Html, html } from '../html.ts';
import type { Held, SiteInput } from '../input.ts';
import type { Page } from '../layout.ts';
import { monthInWords, weekdayInWords } from './days.ts';

/** So far ahead a calendar looks, in months, with the one that it is. */
const monthsShown = 3;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Days = ReadonlyMap<Day, readonly Held[]>;

/** The first day of each month that is shown. */
function firstDays(today: Day): readonly Day[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: monthsShown }, (_, index) => {
    const at = month - 1 + index;
    return `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  });
}

const daysOfMonth = (first: Day): number => {
  const next = addDays(first, 31);
  return daysBetween(first, `${next.slice(0, 7)}-01`);
};

/** How many days after a Monday a day is. */
const afterMonday = (day: Day): number => ((daysBetween('2024-01-01', day) % 7) + 7) % 7;

function monthTable(first: Day, today: Day, days: Days): Html {
  const length = daysOfMonth(first);
  const before = afterMonday(first);
  const weeks = Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_unused, weekday) => week * 7 + weekday - before + 1),
  );
  const cell = (number: number): Html => {
    if (number < 1 || number > length) return html`<td></td>`;
    const day = addDays(first, number - 1);
    const ending = days.get(day)?.length ?? 0;
    const now = day === today && html` aria-current="date"`;
    return ending === 0
      ? html`<td${now}><span class="day">${number}</span></td>`
      : html`<td${now} class="has"><a href="#d${day}"><span class="day">${number}</span><span class="sr">: </span><span class="count">${ending}</span><span class="sr"> ${ending === 1 ? 'grant ends' : 'grants end'}</span></a></td>`;
  };
  return html`<table class="month"><caption>${monthInWords(first)}</caption>
<thead><tr>${weekdays.map((name) => html`<th scope="col"><abbr title="${name}">${name.slice(0, 2)}</abbr></th>`)}</tr></thead>
<tbody>${weeks.map((week) => html`<tr>${week.map(cell)}</tr>`)}</tbody></table>`;
}

const roleName = ({ workspace }: SiteInput, { system, role }: Held): Html => {
  const found = workspace.systems.has(system) ? workspace.systems.get(system)?.value : undefined;
  const title = found && Object.hasOwn(found.roles, role) ? found.roles[role]?.title : undefined;
  return html`<a href="systems/${system}.html#${role}">${title ?? role} in ${found?.name ?? system}</a>`;
};

function ending(input: SiteInput, held: readonly Held[]): Html {
  if (input.people)
    return html`<ul>${held.map(
      (each) =>
        html`<li><b>${displayName(each.subject ?? '', input.workspace)}</b> ${roleName(input, each)}</li>`,
    )}</ul>`;
  const counts = groups(held);
  return html`<ul>${counts.map(([each, number]) => html`<li>${roleName(input, each)}${number > 1 && html` <span class="quiet">× ${number}</span>`}</li>`)}</ul>`;
}

function groups(held: readonly Held[]): readonly (readonly [Held, number])[] {
  const found = new Map<string, [Held, number]>();
  for (const each of held) {
    const key = `${each.system}/${each.role}`;
    found.set(key, [each, (found.get(key)?.[1] ?? 0) + 1]);
  }
  return [...found.values()];
}

export function calendarPage(input: SiteInput): Page {
  const today = dayOf(input.now, input.timeZone);
  const firsts = firstDays(today);
  const end = addDays(firsts.at(-1) ?? today, daysOfMonth(firsts.at(-1) ?? today) - 1);
  const days = new Map<Day, Held[]>();
  for (const each of input.held)
    if (each.until !== undefined && each.until !== 'standing' && each.until >= today && each.until <= end)
      days.set(each.until, [...(days.get(each.until) ?? []), each]);
  const sorted = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const soon = sorted.filter(([day]) => daysBetween(today, day) <= 14).flatMap(([, held]) => held).length;
  const unknown = input.held.filter(({ until }) => until === undefined).length;
  const later = input.held.filter(({ until = '' }) => until !== 'standing' && until > end).length;
  const standing = input.held.filter(({ until }) => until === 'standing').length;
  return {
    path: 'calendar.html',
    title: 'Calendar',
    description: 'What ends soon, day by day.',
    body: html`<h1>What ends soon</h1>
<p class="lead">${soon === 0 ? 'Nothing ends' : `${amount(soon, 'grant')} ${soon === 1 ? 'ends' : 'end'}`} within two weeks. Access ends on its last day by itself; whoever needs it for longer asks for a renewal before.</p>
<div class="months">${firsts.map((first) => monthTable(first, today, days))}</div>
${sorted.length > 0 && html`<h2>Day by day</h2>`}
<ol class="agenda">${sorted.map(
      ([day, held]) =>
        html`<li id="d${day}"><h3>${weekdayInWords(day)} <span class="quiet">${inDays(daysBetween(today, day))}</span></h3>${ending(input, held)}</li>`,
    )}</ol>
<p class="quiet">${later > 0 && `${amount(later, 'grant')} more ${later === 1 ? 'ends' : 'end'} later. `}${amount(standing, 'grant')} ${standing === 1 ? 'has' : 'have'} no end and ${standing === 1 ? 'is' : 'are'} looked at from time to time.${
      unknown > 0 &&
      ` The end of ${amount(unknown, 'grant')} is not known here, because the clone that this page was made from does not hold the whole history.`
    }</p>`,
  };
}

const inDays = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`);
