/** The words of the runbooks and of the forms can be read by whoever has never seen a repository. */
import { describe, expect, test } from 'vitest';
import { readPolicies } from '../../src/commands/read.ts';
import { runbookPages, workshopPages } from '../../src/commands/runbook-facts.ts';
import { formsOf } from '../../src/forms/registry.ts';
import type { Block, Line, RunbookPage } from '../../src/model/runbook.ts';
import { folder } from '../../src/source/folder.ts';
import { hardSentences } from '../support/readability.ts';

/**
 * The bound: no sentence of seven words or more that four of seven measures call too hard at the age of 16, which is the
 * end of compulsory school in much of Europe, and what the library takes where nothing is said. Shorter sentences are
 * left out, since a single long word decides about them.
 */
const bound = { age: 16, minWords: 7, threshold: 4 / 7 };

const workspace = readPolicies(folder('.'));
const now = Date.parse('2026-11-23T09:00:00Z');
const pages = runbookPages(workspace, { names: false, now });

/** What things are called here is not a matter of style: each stands as one short word. */
const names = [
  ...workspace.systems
    .all()
    .flatMap(({ value }) => [value.name, ...Object.values(value.roles).map(({ title }) => title)]),
  ...workspace.people
    .all()
    .flatMap(({ value }) => (value.trainings ?? []).map(({ id }) => id.replaceAll('-', ' '))),
].toSorted((a, b) => b.length - a.length);
const shortened = (text: string): string =>
  names
    .reduce((all, name) => all.replaceAll(name, 'this'), text)
    // Of a link, people see the words.
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[“”]/g, '');

const textOf = (line: Line): string =>
  line
    .map((words) => {
      if (typeof words === 'string') return words;
      return 'strong' in words ? words.strong : 'exact' in words ? 'this' : 'this form';
    })
    .join('');

/** The prose of a block. A list of jobs is no sentence. */
function proseOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'missing':
      return [textOf(block.line)];
    case 'list':
    case 'checks':
      return block.items.map(textOf);
    case 'steps':
      return block.items.map(({ line }) => textOf(line));
    case 'table':
      return block.rows.flat().map((cell) => textOf(cell).replace(/ For: .*/, ''));
    case 'case':
      return [block.title, ...block.blocks.flatMap(proseOf)];
  }
}

const proseIn = ({ title, sections }: RunbookPage): readonly string[] => [
  title,
  ...sections.flatMap((section) => [section.title, ...section.blocks.flatMap(proseOf)]),
];

test('the measure tells hard from easy', () => {
  const hard =
    'Provisioning of privileged entitlements necessitates authorization subsequent to compliance verification.';
  const easy = 'Ask for the smallest role that is enough for your work.';
  expect(hardSentences([hard, easy], bound)).toEqual([hard]);
});

test.each(pages.map((page) => [page.id, page] as const))('the runbook of %s is easy to read', (_, page) => {
  const prose = proseIn(page).map(shortened);
  expect(prose.length).toBeGreaterThan(50);
  expect(hardSentences(prose, bound)).toEqual([]);
});

test.each(workshopPages(workspace, now).map((page) => [page.id, page] as const))(
  'the workshop sheet of %s is easy to read',
  (_, page) => {
    const prose = proseIn(page).map(shortened);
    expect(prose.length).toBeGreaterThan(30);
    expect(hardSentences(prose, bound)).toEqual([]);
  },
);

describe('the forms', () => {
  const forms = formsOf(workspace).map(({ named }) => named);

  test.each(forms.map(({ file, form }) => [file, form] as const))('%s is easy to read', (_, form) => {
    const texts = form.body.flatMap(({ attributes }) =>
      // Of a link, people read the words and not the address.
      'value' in attributes
        ? attributes.value.replaceAll(/\]\([^)]*\)/g, ']').split('\n')
        : [attributes.label, attributes.description ?? ''],
    );
    expect(hardSentences([form.description, ...texts].map(shortened), bound)).toEqual([]);
  });
});
