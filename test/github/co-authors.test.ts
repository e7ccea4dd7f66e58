import { describe, expect, test } from 'vitest';
import { coAuthorsOf } from '../../src/github/co-authors.ts';

const rui = { login: 'rui-alves', id: 102 };
const address = '<102+rui-alves@users.noreply.github.com>';

describe('a co-author', () => {
  test.each([
    [`Co-authored-by: Rui ${address}`, [rui]],
    [`co-authored-BY: ${address}`, [rui]],
    [`Co-authored-by : Rui ${address}`, [rui]],
    [`  Co-authored-by: Rui ${address}\r`, [rui]],
    [`- Co-Authored-By: Rui ${address}`, [rui]],
    [`Co-authored-by: A ${address}\nCo-authored-by: B ${address}`, [rui, rui]],
  ])('%j is read', (trailer, expected) => {
    expect(coAuthorsOf(`Ask\n\n${trailer}\n`)).toEqual(expected);
  });

  // GitHub may read what this does not; whoever it is, they must not approve unseen.
  test.each([
    'Co-authored-by: Rui <rui@example.org>',
    'Co-authored-by: Rui',
    `Co-authored-by: Rui ${address.slice(0, -1)}`,
    `Co-authored-by:\n Rui ${address}`,
    `Co-authored-by: Rui ${address} and others`,
    'Co-authored-by: Rui <rui-alves@users.noreply.github.com>',
    `Co-authored-by: Rui <${'9'.repeat(16)}+rui-alves@users.noreply.github.com>`,
    `Co-authored-by: Rui <${'9'.repeat(400)}+rui-alves@users.noreply.github.com>`,
    `Co-authored-by: Rui <102+${'a'.repeat(40)}@users.noreply.github.com>`,
  ])('%j is somebody whom nobody can name', (trailer) => {
    expect(coAuthorsOf(`Ask\n\n${trailer}\n`)).toEqual([null]);
  });

  test('has a number that JSON can hold', () => {
    const most = { login: 'rui-alves', id: 999_999_999_999_999 };
    const named = coAuthorsOf(`Ask\n\nCo-authored-by: Rui <${most.id}+rui-alves@users.noreply.github.com>`);
    expect(JSON.parse(JSON.stringify(named))).toEqual([most]);
  });

  test('of too many is somebody whom nobody can name', () => {
    const line = `Co-authored-by: Rui ${address}\n`;
    expect(coAuthorsOf(`Ask\n\n${line.repeat(20)}`)).toEqual(Array.from({ length: 20 }, () => rui));
    expect(coAuthorsOf(`Ask\n\n${line.repeat(5000)}`)).toEqual([
      ...Array.from({ length: 20 }, () => rui),
      null,
    ]);
  });

  test('is looked for in one go, also through a million blank lines', () => {
    expect(coAuthorsOf(`Ask${'\n'.repeat(1_000_000)}Co-authored-by: Rui ${address}`)).toEqual([rui]);
  });

  test('is nobody in a message that only speaks of it', () => {
    expect(coAuthorsOf('Explain the trailer Co-authored-by: to newcomers')).toEqual([]);
  });
});
