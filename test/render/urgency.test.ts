/** Everything that shows only so many findings shows those first that matter most. */
import { describe, expect, test } from 'vitest';
import { mostUrgentFirst } from '../../src/model/diagnostic.ts';
import { renderAnnotations } from '../../src/render/annotations.ts';
import { findingsSection } from '../../src/render/findings-markdown.ts';
import { commentOn, many } from '../support/comment.ts';
import { diagnosticWith } from '../support/diagnostic.ts';

const old = many(60, (index) =>
  diagnosticWith({
    severity: 'warning',
    message: `old ${index}`,
    notCausedByChange: index % 2 === 0 ? 'before' : 'time',
    path: `a/${index}.yaml`,
  }),
);
const caused = diagnosticWith({ severity: 'warning', message: 'new', path: 'z.yaml' });
const error = diagnosticWith({ message: 'wrong', path: 'z.yaml' });
const excepted = diagnosticWith({ severity: 'note', message: 'excepted', path: 'b.yaml' });
const findings = [...old, excepted, caused, error];

test('errors come first, then warnings that the change caused, then old ones, then what is excepted', () => {
  const messages = mostUrgentFirst(findings).map(({ message }) => message);
  expect(messages).toEqual(['wrong', 'new', ...old.map(({ message }) => message), 'excepted']);
});

describe('old warnings do not crowd out a new one', () => {
  test('of a list that is cut', () => {
    const section = findingsSection('warning', findings, undefined, { count: 3, room: 10_000 });
    expect(section).toMatch(/1\. \*\*New\.\*\*[\s\S]*2\. \*\*Old 0\.\*\*[\s\S]*58 more/);
  });

  test('of the comment', () => {
    expect(commentOn({ findings })).toContain('**New.**');
  });

  test('of the annotations of a step, of which GitHub shows ten', () => {
    const lines = renderAnnotations(findings).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^::error .*::wrong/),
      expect.stringMatching(/^::warning .*::new/),
      expect.stringMatching(/^::warning .*::old 0/),
    ]);
  });
});
