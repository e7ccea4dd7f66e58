import { minimatch } from 'minimatch';
import { describe, expect, test } from 'vitest';
import { pathMeant } from '../../src/rules/policy/path-meant.ts';

describe('a path that no file can match', () => {
  test.each([
    ['policies/poeple/**', 'policies/people/**'],
    ['policies/Systems/*.yaml', 'policies/systems/*.yaml'],
    ['people/**', 'policies/people/**'],
    ['role-matrix.yaml', 'policies/role-matrix.yaml'],
    ['policies', 'policies/**'],
    ['policies/', 'policies/**'],
    ['policies/people', 'policies/people/**'],
    ['policies/people/', 'policies/people/**'],
    ['policies/poeple', 'policies/people/**'],
    ['policies/aprovals.yaml', 'policies/approvals.yaml'],
    ['policies/people/ana.costa', 'policies/people/ana.costa.yaml'],
    ['policies/people/*.yml', 'policies/people/*.yaml'],
    ['polices/**', 'policies/**'],
    ['polices/poeple/**', 'policies/people/**'],
    ['acces-grants/**', 'access-grants/**'],
    ['access-grants', 'access-grants/**'],
    ['access-grants/payroll/', 'access-grants/payroll/**'],
    ['access-grants/payroll/viewer', 'access-grants/payroll/viewer/**'],
    ['/policies/**', 'policies/**'],
    ['./src/**', 'src/**'],
    ['docs/', 'docs/**'],
  ])('%s was meant as %s', (glob, meant) => {
    expect(pathMeant(glob)).toBe(meant);
    expect(minimatch(meant.replaceAll('**', 'a/b').replaceAll('*', 'a'), glob, { dot: true })).toBe(false);
    // What is proposed is not doubted again.
    expect(pathMeant(meant)).toBeUndefined();
  });
});

describe('a path that a file can match', () => {
  test.each([
    ['**', 'README.md'],
    ['policies/**', 'policies/approvals.yaml'],
    ['policies/*', 'policies/approvals.yaml'],
    ['policies/README.md', 'policies/README.md'],
    ['policies/{people,systems}/**', 'policies/people/ana.costa.yaml'],
    ['policies/peopl?/*', 'policies/people/ana.costa.yaml'],
    ['policies/tests/**', 'policies/tests/first.yaml'],
    ['policies/role-matrix*', 'policies/role-matrix.yaml'],
    ['policies/people/ana.costa.yaml', 'policies/people/ana.costa.yaml'],
    ['policies/**/*.yml', 'policies/people/ana.costa.yml'],
    ['access-grants/**', 'access-grants/README.md'],
    ['access-grants/payroll/**', 'access-grants/payroll/viewer/ana.costa.yaml'],
    ['access-grants/payroll/*/ana.costa.yaml', 'access-grants/payroll/viewer/ana.costa.yaml'],
    ['.github/**', '.github/workflows/ci.yaml'],
    ['src/**', 'src/cli.ts'],
    ['tests/**', 'tests/first.ts'],
    ['package*.json', 'package.json'],
    ['README.md', 'README.md'],
    ['LICENSE', 'LICENSE'],
    ['policies.md', 'policies.md'],
    ['!policies/**', 'README.md'],
  ])('%s, such as %s', (glob, path) => {
    expect(minimatch(path, glob, { dot: true })).toBe(true);
    expect(pathMeant(glob)).toBeUndefined();
  });
});
