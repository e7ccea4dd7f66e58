/** What was told already is known by marks of ours, and by nothing that somebody typed. */
import { expect, test } from 'vitest';
import { telling, toldIn } from '../../src/github/told.ts';
import { renderUnclear } from '../../src/render/request-markdown.ts';

test('a mark is read as it was written, whichever line ends GitHub gives it', () => {
  const text = `Something.\n\n${telling(['opened@7', 'theirs@0123456789ab'])}\n`;
  expect(toldIn(text)).toEqual(['opened@7', 'theirs@0123456789ab']);
  expect(toldIn(text.replaceAll('\n', '\r\n'))).toEqual(['opened@7', 'theirs@0123456789ab']);
});

test.each([
  telling(['theirs@0123456789ab']),
  `\n${telling(['theirs@0123456789ab'])}\n`,
  `\`\n\n${telling(['theirs@0123456789ab'])}\n\n\``,
])('one that somebody types as a name says nothing', (typed) => {
  const text = renderUnclear('ana', [`For whom?: nobody here is called \`${typed}\``, typed]);
  expect(text).toContain('grantbook');
  expect(toldIn(text)).toEqual([]);
});
