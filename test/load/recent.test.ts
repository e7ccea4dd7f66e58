import { expect, test } from 'vitest';
import { Recent } from '../../src/load/recent.ts';
import { load } from '../support/loading.ts';

const kept = (recent: Recent<number>, ...texts: readonly string[]) =>
  texts.filter((text) => recent.get(text) !== undefined);

test('what was not asked for the longest goes first', () => {
  const recent = new Recent<number>({ texts: 2, characters: 100 });
  for (const text of ['a', 'b']) recent.set(text, 1);
  expect(recent.get('a')).toEqual({ value: 1 });
  recent.set('c', 2);
  expect(kept(recent, 'a', 'b', 'c')).toEqual(['a', 'c']);
});

test('long texts leave room for fewer, and the newest is kept however long it is', () => {
  const recent = new Recent<number>({ texts: 10, characters: 6 });
  for (const text of ['aa', 'bb', 'cc', 'cc', 'dd']) recent.set(text, 1);
  expect(kept(recent, 'aa', 'bb', 'cc', 'dd')).toEqual(['bb', 'cc', 'dd']);
  recent.set('e'.repeat(7), 1);
  expect(kept(recent, 'bb', 'cc', 'dd', 'e'.repeat(7))).toEqual(['e'.repeat(7)]);
});

test('nothing can be remembered too', () => {
  const recent = new Recent<number | undefined>({ texts: 2, characters: 100 });
  expect(recent.get('a')).toBeUndefined();
  recent.set('a', undefined);
  expect(recent.get('a')).toEqual({ value: undefined });
});

test('asking for places in two files by turns does not read them each time', () => {
  const matrix = (role: string) =>
    `version: 1\nmatrix:\n${Array.from({ length: 100 }, (_, j) => `  f${j}:\n    s:\n${Array.from({ length: 100 }, (_, i) => `      ${role}${i}: standing\n`).join('')}`).join('')}`;
  const files = [load(matrix('r'), 'role-matrix').file, load(matrix('q'), 'role-matrix').file];
  const before = process.cpuUsage();
  for (let index = 0; index < 2000; index += 1) files[index % 2]?.locate(['matrix', `f${index % 100}`, 's']);
  const { user, system } = process.cpuUsage(before);
  // What this process works, however busy the machine is. Reading takes a tenth of a second: minutes for all.
  expect((user + system) / 1000).toBeLessThan(5000);
});
