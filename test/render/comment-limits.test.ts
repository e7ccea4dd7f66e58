/** Nothing that the author of a pull request writes hides what an approver must see. */
import { describe, expect, test } from 'vitest';
import type { GrantChange } from '../../src/model/change.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { longestBody } from '../../src/render/comment.ts';
import {
  added,
  type Case,
  commentOn,
  edited,
  many,
  manyWindows,
  read,
  row,
  section,
} from '../support/comment.ts';
import { diagnosticWith } from '../support/diagnostic.ts';

describe('nothing pushes out what decides', () => {
  const hostile = '|@a #1 `x` <b> [c](https://d) ~~**__\\ \u200b\u202e'.repeat(400);
  const giant = read({ justification: JSON.stringify('a'.repeat(900)), windows: manyWindows });
  const longName = `${'a_'.repeat(31)}a`;
  const stretched = (index: number): GrantChange => ({
    kind: 'added',
    path: `access-grants/${longName}/${longName}/${longName.slice(0, 50)}${index}.yaml`,
    after: {
      ...giant,
      value: { ...giant.value, system: longName, role: longName, subject: longName, justification: hostile },
    },
  });
  const findings = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    many(400, () =>
      diagnosticWith({ severity, message: hostile, help: hostile, path: `${'p/'.repeat(2000)}x.yaml` }),
    ),
  );
  const files = Object.fromEntries([
    ...many(300, (index) => [`${hostile}/${index}`, 'new' as const]),
    ['.github/workflows/evil.yml', 'new' as const],
  ]);
  const link = ({ path, line }: Diagnostic) => `https://github.example/${path}#L${line}`;

  test.each<[string, Case]>([
    [
      'sixteen grants with giant lists',
      { grants: many(16, () => ({ kind: 'added', path: giant.path, after: giant })), files },
    ],
    ['three hundred grants with long names', { grants: many(300, stretched), files }],
    ['everything at once', { grants: many(300, stretched), files, findings, link }],
    ['findings alone', { findings, link, files }],
  ])('not %s', (_title, given) => {
    const body = commentOn(given);
    expect(body.length).toBeLessThanOrEqual(longestBody);
    expect(body.split('\n')[1]).toMatch(/^### /);
    expect(section(body, 'Changed files')[1]).toContain('.github/workflows/evil.yml');
    const grants = given.grants?.length ?? 0;
    expect(section(body, 'changed grants').filter((line) => line.includes('** gets |'))).toHaveLength(grants);
    expect(body).toContain('\n**What happens next:**');
    expect(body.trimEnd().split('\n').at(-1)).toMatch(/^<sub>Judged .*<\/sub>$/);
    if (given.findings)
      expect(section(body, 'To repair').at(-1)).toMatch(/^… and 3\d\d more, in the check run/);
  });

  test('and none of it is a mention, a link, an image, HTML or a new line of a table', () => {
    const change = edited(
      { ticket: 'FIN-1' },
      { ticket: JSON.stringify(hostile.replace(/[\u200b\u202e]/g, '').slice(0, 90)) },
    );
    const body = commentOn({
      grants: [change, ...many(3, stretched)],
      files,
      findings,
      link: () => undefined,
    });
    const bare = body
      .replace(/(?<![\\`])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '')
      .replace(/<br>|<\/?sub>|<!-- grantbook:check -->/g, '');
    expect(bare).not.toMatch(/@[a-z]|#\d|https?:\/\/|(?<!\\)[[<]/);
    for (const line of body.split('\n').filter((each) => each.startsWith('|')))
      expect([3, 5]).toContain(line.replace(/\\[\\|]/g, '').match(/\|/g)?.length);
  });

  test('and no cell, path or message is longer than anybody reads', () => {
    const body = commentOn({ grants: many(3, stretched), files, findings, link });
    for (const line of body.split('\n')) expect(line.length, line.slice(0, 80)).toBeLessThan(1500);
  });

  test('and a text is cut between characters, never in an escape, a code span or an entity', () => {
    for (const sign of ['|', '`', '\\', '&lt;', '@', '\u200b', '💶', 'é'.normalize('NFD')]) {
      for (const length of [148, 149, 150, 151, 298, 299, 300, 301]) {
        const justification = `${'x'.repeat(length)}${sign.repeat(400)}`;
        const change = added();
        const after = change.after && { ...change.after, value: { ...change.after.value, justification } };
        const why = row(commentOn({ grants: [{ ...change, ...(after ? { after } : {}) }] }), 'Why') ?? '';
        const content = why.replace(/^\| \*\*Why\*\* \| | \|$/g, '');
        expect(content.replace(/\\[!-~]/g, '')).not.toMatch(/[\\|`&<>]|[\ud800-\udbff](?![\udc00-\udfff])/);
        expect(content).toMatch(/…$/);
      }
    }
  });
});
