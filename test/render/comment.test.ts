/** What an approver sees of a change, and in which order. */
import { describe, expect, test } from 'vitest';
import type { GrantChange } from '../../src/model/change.ts';
import { renderCheckSummary, renderComment } from '../../src/render/comment.ts';
import { examplePaths } from '../../src/rules/example-company.ts';
import { added, commentOn, edited, inputOf, many, read, section, windows } from '../support/comment.ts';
import { diagnosticWith } from '../support/diagnostic.ts';

describe('the comment', () => {
  const grants = [added(), added({ subject: 'rui.alves', role: 'admin' })];
  const files = { 'policies/systems/payroll.yaml': 'changed' } as const;
  const findings = [
    diagnosticWith({ message: 'an error' }),
    diagnosticWith({ severity: 'warning', message: 'a warning' }),
    diagnosticWith({ severity: 'note', message: 'a note', exception: { id: 'x', validUntil: '2026-12-31' } }),
  ];

  test('says what decides first and what explains later', () => {
    const body = commentOn({ grants, files, findings });
    const headings = body.split('\n').filter((line) => /^#|^\*\*What|^<sub>/.test(line));
    expect(headings.map((line) => line.slice(0, 40))).toEqual([
      '### ❌ 1 thing to repair before anybody c',
      '#### To repair',
      '#### All 2 changed grants',
      '#### Changed files besides grants',
      expect.stringContaining('Rui Alves gets Administrator'),
      expect.stringContaining('Ana Costa gets Viewer'),
      '#### Worth a look',
      '#### Excepted',
      '**What happens next:** repair what is li',
      '<sub>Judged by the policies of commit `1',
    ]);
    expect(renderCheckSummary(inputOf({ grants, files, findings }))).toBe(
      body.split('\n').slice(3).join('\n'),
    );
  });

  test('lists thirty errors and twenty remarks, and counts the others', () => {
    const body = commentOn({
      findings: [
        ...many(45, (index) => diagnosticWith({ message: `error ${index}` })),
        ...many(25, (index) => diagnosticWith({ severity: 'warning', message: `warning ${index}` })),
      ],
    });
    expect(body).toContain('### ❌ 45 things to repair');
    expect(body).toContain('30. **Error 29.**');
    expect(body).not.toContain('Error 30.');
    expect(body).toContain('… and 15 more, in the check run’s annotations.');
    expect(body).toContain('20. **Warning 19.**');
    expect(body).toContain('… and 5 more, in the check run’s annotations.');
  });

  test('of one grant needs no overview', () => {
    expect(commentOn({ grants: [added()] })).not.toContain('All 1 changed grant');
  });
});

describe('the overview', () => {
  test('has one line for each grant, the most dangerous first', () => {
    const removed: GrantChange = { kind: 'removed', path: examplePaths.grant, before: read({}) };
    const body = commentOn({
      grants: [
        removed,
        edited({ windows }, { ticket: 'FIN-1' }),
        edited({}, { validUntil: '2027-06-30' }, 'extended'),
        added({
          subject: 'rui.alves',
          role: 'admin',
          emergency: true,
          validUntil: undefined,
          duration: '4h',
        }),
        added({ subject: 'marta.dias', validUntil: undefined, standing: true }),
        { kind: 'added', path: 'access-grants/payroll/editor/sofia.lopes.yaml' },
      ],
    });
    expect(section(body, 'All 6 changed grants').slice(2)).toEqual([
      '| 🚨 **Rui Alves** gets | Administrator in Payroll | 4 hours from approval | **Rui Alves** |',
      '| **Sofia Lopes** gets | Editor in Payroll | not readable | **Rui Alves** |',
      '| **Ana Costa** keeps, changed (hours, ticket) | Viewer in Payroll | 22 Dec 2026 | **Rui Alves** |',
      '| **Ana Costa** keeps for longer | Viewer in Payroll | 22 Dec 2026 → 30 Jun 2027 | **Rui Alves** |',
      '| **Marta Dias** gets | Viewer in Payroll | **no end** | **Rui Alves** |',
      '| **Ana Costa** loses | Viewer in Payroll | now | **Rui Alves** |',
    ]);
  });

  test.each([
    [40, 40],
    [300, 300],
    [5000, 300],
  ])('of %d grants shows %d, also when only twenty have details', (count, shown) => {
    const grant = added();
    const body = commentOn({ grants: many(count, () => grant) });
    expect(section(body, 'changed grants').filter((line) => line.includes('** gets |'))).toHaveLength(shown);
    expect(body.includes('more changed grants, in the files')).toBe(count > shown);
    expect(body.match(/^#### Ana Costa gets/gm)?.length ?? 0).toBeLessThanOrEqual(20);
    expect(body).toMatch(/The details of [\d,]+ more changed grants are not shown here/);
  });

  test('says when nobody can approve', () => {
    const input = inputOf({ grants: [added(), added()] });
    const body = renderComment({ ...input, verdict: { ...input.verdict, requirements: [] } });
    expect(section(body, 'changed grants')[2]).toContain('**nobody can**');
  });
});

describe('the changed files', () => {
  test('begin with what runs here and what is deleted', () => {
    const body = commentOn({
      files: {
        'notes.md': 'new',
        'policies/approvals.yaml': 'deleted',
        'dist/action.js': 'changed',
        '.github/workflows/evil.yml': 'new',
      },
    });
    expect(section(body, 'Changed files')).toEqual([
      'Must approve: **Rui Alves** (the manager)',
      '- ⚙️ `dist/action.js` is changed, and part of what runs here',
      '- ⚙️ `.github/workflows/evil.yml` is new, and part of what runs here',
      '- `policies/approvals.yaml` is **deleted**',
      '- `notes.md` is new',
    ]);
  });

  test('are named without a word where nobody knows what happens to them', () => {
    const { fileStates: _, ...input } = inputOf({ files: { 'action.yml': 'new', 'a.md': 'new' } });
    expect(section(renderComment(input), 'Changed files').slice(1)).toEqual([
      '- ⚙️ `action.yml` is part of what runs here',
      '- `a.md`',
    ]);
  });

  test('are counted where there are too many, and a workflow is never among the counted', () => {
    const files = Object.fromEntries([
      ...many(500, (index) => [`a/${'long/'.repeat(50)}${index}.md`, 'new' as const]),
      ['.github/workflows/evil.yml', 'new' as const],
    ]);
    const lines = section(commentOn({ files }), 'Changed files');
    expect(lines[1]).toContain('`.github/workflows/evil.yml` is new');
    expect(lines.length).toBeLessThanOrEqual(52);
    expect(lines.at(-1)).toMatch(/^- … and 4\d\d more files$/);
    // The beginning and the name of a long path are what tells it.
    expect(lines[2]).toMatch(/^- `a\/long.*….*\/0\.md` is new$/);
  });

  test('say how many of the counted ones run here', () => {
    const files = Object.fromEntries(many(80, (index) => [`.github/workflows/${index}.yml`, 'new' as const]));
    expect(section(commentOn({ files }), 'Changed files').at(-1)).toBe(
      '- … and 30 more files, **30 of them part of what runs here**',
    );
  });
});
