/** Carets stand under what is meant. The examples' own places are in their snapshots; here are the related ones. */
import { describe, expect, test } from 'vitest';
import type { RelatedPlace } from '../../src/model/diagnostic.ts';
import { exampleCompany, exampleDay } from '../../src/rules/example-company.ts';
import { rules } from '../../src/rules/registry.ts';
import { judgeExample } from '../support/examples.ts';

/** What a place marks, up to the end of its line. */
function marked(files: Readonly<Record<string, string | null>>, place: RelatedPlace): string {
  const line = files[place.path]?.split('\n')[place.line - 1] ?? '';
  return line.slice(place.column - 1, place.endLine === place.line ? place.endColumn - 1 : undefined);
}

/** For these, another file as a whole is what is meant. */
const aboutFiles = new Set(['policy-and-grants-together']);

describe.each(rules.filter(({ name }) => !aboutFiles.has(name)))('$code $name', (rule) => {
  test('points at values of other files, not at the files', () => {
    for (const example of rule.examples.invalid) {
      const files = { ...exampleCompany, ...example.files };
      const places = judgeExample(files, example, exampleDay)
        .filter(({ code }) => code === rule.code)
        .flatMap(({ related }) => related);
      for (const place of places) {
        if (files[place.path] === '') continue;
        expect(marked(files, place)).not.toBe('');
        expect(marked(files, place)).not.toBe('version: 1');
      }
    }
  });
});

test.each([
  ['requester-not-allowed', 0, ['[manager, "group:security"]']],
  ['requester-not-allowed', 1, ['viewer']],
  ['missing-training', 0, ['payroll-privacy']],
  ['missing-training', 1, ['payroll-privacy', '2026-12-17']],
  ['unknown-permission', 0, ['permissions']],
  ['unknown-permission', 1, ['payslip.read']],
  ['unknown-permission', 2, ['[payslips.read]']],
  ['broader-role-than-needed', 0, ['[payslips.read]']],
  ['broader-role-than-needed', 1, ['editor']],
  ['conflicting-roles', 0, ['editor', 'payroll-run']],
  ['role-outside-matrix', 2, ['finance-lead']],
  ['nobody-can-approve', 0, ['[manager]']],
  ['no-matching-approval', 0, ['viewer']],
  ['no-matching-approval', 1, ['policies']],
  ['cannot-be-judged', 0, ['stalenes']],
])('%s, example %i', (name, index, expected) => {
  const rule = rules.find((candidate) => candidate.name === name);
  const example = rule?.examples.invalid[index] ?? { title: '', files: {} };
  const files = { ...exampleCompany, ...example.files };
  const [finding] = judgeExample(files, example, exampleDay).filter(({ rule: found }) => found === name);
  expect(finding?.related.map((place) => marked(files, place))).toEqual(expected);
});
