/** A page with other words: what is shown to everybody names nobody, whatever somebody wrote into a policy. */
import type { Block, Line, RunbookPage, RunbookStep, Words } from '../model/runbook.ts';

/** Every text of a page as `change` gives it. Addresses stay, and so do pictures only where `pictures` says so. */
export function inWords(
  page: RunbookPage,
  change: (text: string) => string,
  { pictures }: { readonly pictures: boolean },
): RunbookPage {
  const words = (each: Words): Words => {
    if (typeof each === 'string') return change(each);
    if ('strong' in each) return { strong: change(each.strong) };
    return 'exact' in each ? { exact: change(each.exact) } : { ...each, text: change(each.text) };
  };
  const line = (each: Line): Line => each.map(words);
  const step = (each: RunbookStep): RunbookStep => ({
    line: line(each.line),
    pictures: pictures ? each.pictures.map(({ path, alt }) => ({ path, alt: change(alt) })) : [],
  });
  const block = (each: Block): Block => {
    switch (each.kind) {
      case 'text':
      case 'missing':
        return { ...each, line: line(each.line) };
      case 'list':
      case 'checks':
        return { ...each, items: each.items.map(line) };
      case 'steps':
        return { ...each, items: each.items.map(step) };
      case 'table':
        return {
          ...each,
          headings: each.headings.map(change),
          rows: each.rows.map((cells) => cells.map(line)),
        };
      case 'case':
        return { ...each, title: change(each.title), blocks: each.blocks.map(block) };
    }
  };
  return {
    ...page,
    title: change(page.title),
    organization: change(page.organization),
    facts: page.facts.map(([label, each]) => [label, line(each)] as const),
    sections: page.sections.map((section) => ({
      ...section,
      title: change(section.title),
      blocks: section.blocks.map(block),
    })),
  };
}
