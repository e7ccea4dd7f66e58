import { describe, expect, test } from 'vitest';
import type { GrantChange } from '../../src/model/change.ts';
import {
  type CommentInput,
  commentMarker,
  longestBody,
  renderComment,
  renderNotEvaluated,
} from '../../src/render/comment.ts';
import { grantSection } from '../../src/render/grant-markdown.ts';
import { address, cell, code, message, plain } from '../../src/render/markdown.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { diagnosticWith } from '../support/diagnostic.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

/** Everything that GitHub's Markdown would take for more than text. */
const attacks: readonly (readonly [what: string, text: string, never: RegExp])[] = [
  ['a mention', 'hello @octocat and @acme/security', /@[a-z]/],
  ['an issue', 'see #12, acme/access#12 and GH-12', /#\d|GH-\d/],
  ['a link', '[click](https://evil.example)', /(?<!\\)\[click/],
  ['a link with a title', '[a]: https://evil.example "x"', /(?<!\\)\[a/],
  ['an image', '![x](https://evil.example/p.png)', /!\[/],
  ['an address', 'http://evil.example', /http:\/\//],
  ['an address without a scheme', 'www.evil.example', /www\./],
  ['an address behind an underscore', '_www.evil.example (WWW.evil.example', /www\./i],
  ['an address of mail', 'mailto:eva@evil.example', /mailto:|@e/],
  ['an address in angles', '<https://evil.example>', /(?<!\\)</],
  ['HTML', '<img src=x onerror=alert(1)><script>', /(?<!\\)</],
  ['a comment', 'a <!-- grantbook:check --> b', /(?<!\\)<!--/],
  ['an entity', '&lt;b&gt; &#64;octocat', /(?<!\\)&/],
  ['a bar', 'a | b || c', /(?<!\\)\|/],
  ['a bar behind backslashes', 'a \\| b \\\\| c', /(?<!\\)(?:\\\\)*\|/],
  ['bold and deleted text', '**a** __b__ ~~c~~', /(?<!\\)[*_~]/],
  ['code', 'a `b` ``c', /(?<!\\)`/],
  ['a fence', '```\nx\n```', /(?<!\\)`|\n/],
  ['a formula', '$x$ and $$y$$ and $`z`$', /(?<!\\)\$/],
  ['a heading and a list', '# a\n- b\n1. c\n> d\n---', /\n/],
  ['a footnote', 'a[^1]', /(?<!\\)\[/],
  ['an alert', '> [!NOTE]', /(?<!\\)[[>]/],
  ['characters that turn text around', 'a \u202eb', /\u202e/],
];

/** The same with what belongs to the page itself: its code spans are taken out, since GitHub looks for nothing there. */
const withoutCode = (markdown: string) => markdown.replace(/(?<![\\`])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '');

describe('text from a file', () => {
  test.each(attacks)('is never %s', (_what, text, never) => {
    expect(plain(text)).not.toMatch(never);
    expect(plain(text).split('\n')).toHaveLength(1);
    expect(withoutCode(message(`the value ${text} is wrong`))).not.toMatch(never);
  });

  test.each(attacks)('in a code span cannot get out of it: %s', (_what, text) => {
    const span = code(text);
    const [, fence = '', inside = ''] = /^(`+)([\s\S]*)\1$/.exec(span) ?? [];
    expect(fence.length).toBeGreaterThan(0);
    expect(inside.match(/`+/g)?.some((run) => run.length === fence.length) ?? false).toBe(false);
    expect(span).not.toContain('\n');
    // In a table, GitHub pairs backslashes before it looks for bars, in code too.
    expect(cell(span).replace(/\\[\\|]/g, '')).not.toContain('|');
  });

  test('stays readable', () => {
    expect(plain('Reconcile the Q4 run (30 %, see FIN-4821): à bientôt!')).toBe(
      'Reconcile the Q4 run (30 %, see FIN-4821): à bientôt!',
    );
    expect(plain('I weigh-in the www2 numbers')).toBe('I weigh-in the www2 numbers');
  });

  test('in an address cannot end it', () => {
    expect(address("access-grants/a b/(x)\u0142!*'.yaml")).toBe(
      'access-grants/a%20b/%28x%29%C5%82%21%2A%27.yaml',
    );
  });
});

const everything = attacks.map(([, text]) => text).join(' ');

/** The section of a grant that tries everything, in every key that takes text. */
function hostileSection(values: Record<string, unknown>): string {
  const files = {
    ...exampleCompany,
    ...grantFile({ justification: JSON.stringify('x'), ...values }),
    'policies/people/ana.costa.yaml':
      exampleCompany['policies/people/ana.costa.yaml']
        ?.replace(
          'displayName: Ana Costa',
          `displayName: ${JSON.stringify(everything.slice(0, 90).replaceAll('\u202e', ''))}`,
        )
        .replace('department: Finance', 'department: "**x** | @octocat"') ?? null,
  };
  const workspace = workspaceOf(files);
  const after = workspace.grants.get(examplePaths.grant);
  expect(after).toBeDefined();
  const change: GrantChange = { kind: 'added', path: examplePaths.grant, ...(after ? { after } : {}) };
  return grantSection(change, undefined, workspace, { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' });
}

describe('a grant in the comment', () => {
  test.each(attacks.map(([what, text, never]) => [what, text.replaceAll('\u202e', ''), never] as const))(
    'with %s in every text stays a table of two columns',
    (_what, text, never) => {
      for (const value of [
        { justification: JSON.stringify(text), ticket: JSON.stringify(text) },
        { validUntil: JSON.stringify(text) },
        { validUntil: undefined, duration: JSON.stringify(text) },
        { validFrom: JSON.stringify(text) },
      ]) {
        const section = hostileSection(value);
        const rows = section.split('\n').slice(4);
        for (const row of rows) {
          expect(row.replace(/\\[\\|]/g, '').match(/\|/g)).toHaveLength(3);
          const content = withoutCode(row.replace(/^\| \*\*[^*|]+\*\* \|/, '').replace(/\|$/, '')).replaceAll(
            '<br>',
            '',
          );
          expect(content.replaceAll(/\*\*/g, '')).not.toMatch(never.source.includes('*') ? /@[a-z]/ : never);
        }
      }
    },
  );
});

const workspace = workspaceOf(exampleCompany);
const inputWith = (findings: number, grants: number): CommentInput => {
  const after = workspace.grants.get(examplePaths.grant);
  return {
    verdict: {
      verdict: findings > 0 ? 'rejected' : 'pending',
      findings: Array.from({ length: findings }, (_, i) =>
        diagnosticWith({ message: `${'x'.repeat(200)} ${i}` }),
      ),
      requirements: [],
      counted: [],
      discounted: [],
      obstacles: [],
      policyDigest: 'sha256:0',
      baseSha: '1234567890abcdef',
      headSha: null,
      evaluatedAt: '2026-11-23T12:00:00.000Z',
    },
    grants: Array.from({ length: grants }, () => ({
      kind: 'added',
      path: examplePaths.grant,
      ...(after ? { after } : {}),
    })),
    workspace,
    now: noon('2026-11-23'),
    timeZone: 'Europe/Lisbon',
    draft: false,
  };
};

describe('the comment', () => {
  test('of an ordinary request', () => {
    expect(renderComment(inputWith(0, 1))).toMatchSnapshot();
  });

  test('of a request with something to repair', () => {
    expect(renderComment(inputWith(1, 1))).toMatchSnapshot();
  });

  test.each([
    [2000, 20],
    [0, 5000],
    [2000, 5000],
  ])('with %d findings and %d grants states the verdict first and fits', (findings, grants) => {
    const body = renderComment(inputWith(findings, grants));
    expect(body.length).toBeLessThanOrEqual(longestBody);
    expect(body.split('\n')[0]).toBe(commentMarker);
    expect(body.split('\n')[1]).toMatch(
      findings > 0 ? /^### ❌ 2,000 things to repair/ : /^### ⏳ Nothing to repair/,
    );
    // Nothing is left open: no half line, no half table row.
    for (const line of body.split('\n')) if (line.startsWith('|')) expect(line).toMatch(/\|$/);
    expect((body.match(/<sub>/g) ?? []).length).toBe((body.match(/<\/sub>/g) ?? []).length);
    expect(body.endsWith('\n')).toBe(true);
  });

  test('that nothing could be evaluated says why, in harmless words', () => {
    const body = renderNotEvaluated('both changed `a.yaml`\n@octocat <img> [x](https://y)');
    expect(body).toContain('### ⛔ Could not evaluate');
    expect(withoutCode(body.split('\n').slice(2).join('\n'))).not.toMatch(
      /@o|(?<!\\)<img|(?<!\\)\[x|https:\/\//,
    );
  });
});
