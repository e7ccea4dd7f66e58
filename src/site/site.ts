/** Everything together: the files of the site by their paths. */
import { timeOf } from '../model/period.ts';
import type { SiteInput } from './input.ts';
import { document, type Frame, type Page, type Place } from './layout.ts';
import { calendarPage } from './pages/calendar.ts';
import { cataloguePage } from './pages/catalogue.ts';
import { dashboardPage } from './pages/dashboard.ts';
import { dayInWords } from './pages/days.ts';
import { peoplePage } from './pages/people.ts';
import { practicePage } from './pages/practice.ts';
import { requestPage } from './pages/request.ts';
import { runbookPages } from './pages/runbooks.ts';
import { systemPage } from './pages/system.ts';
import { workshopPages } from './pages/workshops.ts';

/** What the scripts of a page are given. */
export type SiteData = Pick<SiteInput, 'texts' | 'known' | 'people' | 'repository' | 'forms'>;

/** The name under which they find it. */
export const dataName = 'grantbookSite';

/** The pages, and the data for those that work something out themselves. The assets are copied beside them. */
export function siteFiles(input: SiteInput): ReadonlyMap<string, string> {
  const pages: readonly Page[] = [
    cataloguePage(input),
    requestPage(input),
    practicePage(input),
    calendarPage(input),
    dashboardPage(input),
    ...runbookPages(input),
    ...workshopPages(input),
    ...(input.people ? [peoplePage(input)] : []),
    ...input.workspace.systems.all().map((system) => systemPage(input, system)),
  ];
  const frame = frameOf(input, pages);
  const { texts, known, people, repository, forms } = input;
  const data: SiteData = { texts, known, people, repository, forms };
  return new Map([
    ...pages.map((page) => [page.path, document(page, frame)] as const),
    // A script and no JSON file, so that the pages work from a folder too, where nothing may be fetched.
    ['assets/data.js', `self.${dataName}=${JSON.stringify(data)};\n`],
    // GitHub Pages would otherwise leave out files by rules of its own.
    ['.nojekyll', ''],
  ]);
}

function frameOf({ workspace, now, timeZone, people, repository }: SiteInput, pages: readonly Page[]): Frame {
  const time = timeOf(now, timeZone);
  const [day = '', clock = ''] = time.split(' ');
  const places: readonly Place[] = pages.flatMap(({ path, title, within }) =>
    within === undefined ? [{ path, title }] : [],
  );
  return {
    organization: workspace.settings?.value.organization ?? 'Company',
    places,
    asOf: `${dayInWords(day)}, ${clock} (${timeZone})`,
    repository: repository?.url,
    people,
  };
}
