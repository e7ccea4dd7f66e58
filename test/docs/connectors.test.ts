/** What the page about connectors shows works as it is shown. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { holdersIn } from '../../src/connectors/webhook-reading.ts';
import { type ConnectorType, targetKeys } from '../../src/model/connector-target.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { judgeTree } from '../../src/rules/judge.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const page = readFileSync('docs/connectors.md', 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
const connectors = blocks.filter((text) => text.startsWith('connector:'));

const section = (type: string): string => page.split(`\n## ${type}\n`)[1]?.split('\n## ')[0] ?? '';

test.each(connectors.map((text, index) => [index + 1, text] as const))(
  'example %i is in order',
  (_index, text) => {
    const { connector } = parse(text) as { connector: { roles?: Record<string, string> } };
    const payroll = parse(exampleCompany[examplePaths.payroll] ?? '') as { roles: Record<string, object> };
    const [some] = Object.values(payroll.roles);
    for (const role of Object.keys(connector.roles ?? {}))
      payroll.roles[role] ??= structuredClone(some ?? {});
    const files = { ...exampleCompany, [examplePaths.payroll]: stringify({ ...payroll, connector }) };
    const found = judgeTree(workspaceOf(files), { now: noon('2026-11-23') });
    expect(
      found.filter(({ severity, path }) => severity === 'error' && path === examplePaths.payroll),
    ).toEqual([]);
  },
);

describe.each(['scim', 'webhook'] as const satisfies readonly ConnectorType[])('%s', (type) => {
  test('has every key in its table, and no other', () => {
    const table = section(type).split('| key of `target`')[1]?.split('\n\n')[0] ?? '';
    const told = [...table.matchAll(/^\| `(\w+)` \| (needed)? ?\|/gm)].map(([, key, needed]) => [
      key,
      needed === 'needed',
    ]);
    const known = Object.entries(targetKeys[type]).map(([key, { required }]) => [key, required === true]);
    expect(told).toEqual(known);
  });
});

test('the answer that it shows is one that can be read', () => {
  const [, json = ''] = /```json\n(\{ "holders"[\s\S]*?)```/.exec(page) ?? [];
  expect(holdersIn(JSON.parse(json), new Map([['campaign-buyer', 'buyer']]))).toEqual({
    holders: [{ role: 'buyer', account: 'ana.costa', name: 'Ana Costa' }],
    otherRoles: [],
  });
});

test('it has a part for each kind of connector', () => {
  const kinds = [...page.matchAll(/^## ([\w-]+)$/gm)].map(([, kind]) => kind);
  expect(kinds.toSorted()).toEqual(Object.keys(targetKeys).toSorted());
});
