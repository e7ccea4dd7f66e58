/**
 * Whole pull requests as folders, decided by the command. `GRANTBOOK_BLESS=1` writes what is decided now into
 * `expected.json`, for a person to read. The README of each says what it is about.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decideCommand } from '../../src/commands/decide.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { runHere } from '../support/command.ts';

const root = 'test/cases';
const names = readdirSync(root).sort();

/** The decision without what changes with any byte of the company, and without the explanations. */
function told({ verdict, findings, requirements, counted, discounted, obstacles }: Verdict) {
  return {
    verdict,
    findings: findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`),
    requirements,
    counted,
    discounted: discounted.map(({ user, review, reason }) => ({ user, review, reason })),
    obstacles: obstacles.map(({ kind, message, blocks }) => ({ kind, message, blocks })),
  };
}

describe('a pull request', () => {
  test.each(names)('%s', async (name) => {
    const dir = join(root, name);
    const { status, out, err } = await runHere(dir, (context) =>
      decideCommand(
        { base: 'base', head: 'head', facts: 'facts.json', now: '2026-11-23T12:00:00Z', format: 'json' },
        context,
      ),
    );
    expect(err).toBe('');
    const decision = told(JSON.parse(out) as Verdict);
    const file = join(dir, 'expected.json');
    if (process.env.GRANTBOOK_BLESS === '1') writeFileSync(file, `${JSON.stringify(decision, null, 2)}\n`);
    expect(decision).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(status).toBe(decision.verdict === 'approved' ? 0 : 1);
  });

  test('of each verdict is among them', () => {
    const verdicts = names.map((name) => {
      const expected: unknown = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8'));
      return (expected as Verdict).verdict;
    });
    expect([...new Set(verdicts)].sort()).toEqual(['approved', 'pending', 'rejected']);
  });
});
