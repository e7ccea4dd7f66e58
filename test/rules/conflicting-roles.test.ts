import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const roles = ['viewer', 'editor', 'releaser', 'admin'] as const;
const path = (role: string) => `access-grants/payroll/${role}/ana.costa.yaml`;

function conflicts(held: readonly string[], set: readonly string[], cardinality: number, touched?: string) {
  const files = {
    ...exampleCompany,
    [examplePaths.grant]: null,
    [examplePaths.separation]: `version: 1\nsets:\n  - { id: s, reason: Why, roles: [${set.map((role) => `payroll/${role}`)}], cardinality: ${cardinality} }\n`,
    ...Object.assign({}, ...held.map((role) => grantFile({ role, ticket: 'FIN-1' }))),
  };
  return judgeTree(
    workspaceOf(files),
    { now: noon('2026-11-23') },
    touched === undefined ? undefined : new Set([path(touched)]),
  ).filter(({ rule }) => rule === 'conflicting-roles');
}

describe('conflicting roles', () => {
  test('are found whichever grant comes first, and however the set is written', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...roles], { minLength: 1 }),
        fc.shuffledSubarray([...roles], { minLength: 2 }),
        fc.integer({ min: 1, max: 3 }),
        (held, set, cardinality) => {
          const inSet = held.filter((role) => set.includes(role));
          const expected = inSet.length > cardinality;
          // Said once where nothing was touched.
          expect(conflicts(held, set, cardinality)).toHaveLength(expected ? 1 : 0);
          // Said on whichever grant of the set a change touches.
          for (const touched of inSet)
            expect(conflicts(held, set, cardinality, touched).map((finding) => finding.path)).toEqual(
              expected ? [path(touched)] : [],
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('name every other grant and the set', () => {
    const [finding] = conflicts(['editor', 'releaser', 'admin'], ['editor', 'releaser', 'admin'], 2);
    expect(finding?.related.map((place) => place.path)).toEqual([
      path('admin'),
      path('editor'),
      examplePaths.separation,
    ]);
  });
});
