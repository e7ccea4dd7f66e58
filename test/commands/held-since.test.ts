/** Since when access has been held, as the history says: renewals add up, and a break begins anew. */
import { expect, test } from 'vitest';
import { evaluateChange } from '../../src/commands/evaluate.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { mergeChange } from '../../src/source/change.ts';
import { commitOf, gitAt } from '../../src/source/git.ts';
import { repository } from '../support/repository.ts';
import { noon } from '../support/workspace.ts';

const [path = ''] = Object.keys(grantFile({}));
const until = (day: string) => grantFile({ validUntil: day })[path] ?? '';
const company = {
  ...exampleCompany,
  [examplePaths.matrix]:
    'version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: {maxDuration: 30d, maxTotal: 60d}\n',
};

/** The codes of a renewal until 22 December, asked for on 23 November, after these commits. */
function codesAfter(...history: readonly (readonly [day: string, content: string | null])[]): string[] {
  const repo = repository();
  repo.commit(company, '2026-01-01');
  repo.commit({ [path]: null }, '2026-01-02');
  for (const [day, content] of history) repo.commit({ [path]: content }, day);
  repo.git('checkout', '--quiet', '-b', 'request');
  repo.commit({ [path]: until('2026-12-22') }, '2026-11-23');
  const git = gitAt(repo.dir);
  const place = (name: string) => ({ commit: commitOf(git, name) ?? '', label: name });
  const { diagnostics } = evaluateChange(
    mergeChange(git, place('main'), place('request')),
    () => noon('2026-11-23'),
    undefined,
  );
  return diagnostics.map(({ code }) => code);
}

test('a renewal counts from the first merge of the file', () => {
  expect(codesAfter(['2026-11-01', until('2026-11-25')])).toEqual([]);
  expect(codesAfter(['2026-10-01', until('2026-10-30')], ['2026-10-28', until('2026-11-25')])).toEqual([
    'GB213',
  ]);
});

test('and anew after a break', () => {
  expect(
    codesAfter(
      ['2026-10-01', until('2026-10-30')],
      ['2026-11-01', null],
      ['2026-11-02', until('2026-11-25')],
    ),
  ).toEqual([]);
});
