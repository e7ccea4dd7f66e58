/** What is proposed as an end is accepted when it is typed. */
import { expect, test } from 'vitest';
import type { Grant } from '../../src/model/grant.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const ana = 'policies/people/ana.costa.yaml';
const text = (path: string) => exampleCompany[path] ?? '';
const capped = {
  [examplePaths.payroll]: text(examplePaths.payroll).replace(
    'risk: medium',
    'risk: medium\n    maxDuration: 7d',
  ),
};
const leaving = (end: string) => ({ [ana]: `${text(ana)}endDate: ${end}\n` });
const admin = { role: 'admin', requestedAt: '2026-11-23' } as const;

/** What is found about periods in the company with these files and this grant. */
function found(files: Readonly<Record<string, string>>, values: Partial<Grant>) {
  const grant = grantFile({ validUntil: undefined, ...values });
  const all = { ...exampleCompany, ...files, [examplePaths.grant]: null, ...grant };
  return judgeTree(workspaceOf(all), { now: noon('2026-11-23') }).filter(({ code }) =>
    code.startsWith('GB2'),
  );
}

test.each<[title: string, files: Readonly<Record<string, string>>, values: Partial<Grant>]>([
  ['from today', {}, {}],
  ['from a later day', {}, { validFrom: '2027-01-11' }],
  ['from a later hour', {}, { validFrom: '2027-01-11T18:00:00+00:00' }],
  ['from a day that has passed', {}, { validFrom: '2026-11-02' }],
  ['where the role allows less', capped, {}],
  ['where somebody leaves before', leaving('2026-12-11'), {}],
  ['where somebody leaves at noon', leaving('2026-12-11T12:00:00+00:00'), {}],
  ['where somebody leaves later', leaving('2027-12-11'), {}],
  ['where hours are allowed', {}, admin],
  ['in an emergency', {}, { ...admin, emergency: true, incident: 'INC-1' }],
])('%s', (_title, files, values) => {
  for (const without of [{}, { standing: true as const }]) {
    const help = found(files, { ...values, ...without })[0]?.help ?? '';
    const [, key = '', value = ''] = /`(validUntil|duration): ([^`]+)`/.exec(help) ?? [];
    expect(help).not.toBe('');
    expect(found(files, { ...values, [key]: value })).toEqual([]);
  }
});
