/** The company in this repository: right today, and never broken by the passing of time. */
import { cpSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { checkHere } from '../support/command.ts';
import { temporaryFolder } from '../support/repository.ts';

/** A copy without a history: what a merge says of durations must not depend on who cloned this. */
function company(): string {
  const dir = temporaryFolder();
  for (const root of ['policies', 'access-grants']) cpSync(root, `${dir}/${root}`, { recursive: true });
  return dir;
}

const findingsAt = async (now: string): Promise<readonly Diagnostic[]> =>
  JSON.parse((await checkHere(company(), { now, format: 'json' })).out).findings;

test('has no errors on the day it was written for', async () => {
  const findings = await findingsAt('2026-11-23');
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(['2027-06-01', '2028-01-01', '2031-01-01'])(
  'by %s time has made warnings of it, and no errors',
  async (now) => {
    const findings = await findingsAt(now);
    expect(findings.length).toBeGreaterThan(0);
    expect(
      findings.flatMap(({ severity, code, path, message }) =>
        severity === 'error' ? [`${code} ${path}: ${message}`] : [],
      ),
    ).toEqual([]);
  },
);
