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
  ])('%j is somebody whom nobody can name', (trailer) => {
    expect(coAuthorsOf(`Ask\n\n${trailer}\n`)).toEqual([null]);
  });

  test('is nobody in a message that only speaks of it', () => {
    expect(coAuthorsOf('Explain the trailer Co-authored-by: to newcomers')).toEqual([]);
  });
});
