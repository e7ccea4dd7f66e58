import type { Answer, Call } from './operation.ts';

/** One page of a list and the headers that lead to the others. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

const whole = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= 1 ? Math.floor(value) : otherwise;

/** Cuts a list as GitHub does: 30 a page, at most 100. See "Using pagination in the REST API". */
export function pageOf<Item>(call: Call, all: readonly Item[]): Page<Item> {
  const size = Math.min(100, whole(call.query.per_page, 30));
  const current = whole(call.query.page, 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (page: number, rel: string): string => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(page));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (current > 1) links.push(link(Math.min(current - 1, last), 'prev'));
  if (current < last) links.push(link(current + 1, 'next'), link(last, 'last'));
  if (current > 1) links.push(link(1, 'first'));
  return {
    items: all.slice((current - 1) * size, current * size),
    headers: links.length === 0 ? {} : { Link: links.join(', ') },
  };
}

/** Answers with one page of a list. Only what is on the page is put into words, since that can be costly. */
export function listed<Item>(call: Call, all: readonly Item[], describe: (item: Item) => unknown): Answer {
  const page = pageOf(call, all);
  return { status: 200, body: page.items.map(describe), headers: page.headers };
}
