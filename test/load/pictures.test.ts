/** Pictures of runbooks: what is none is said, and never comes into a page. */
import { describe, expect, test } from 'vitest';
import { startLoading } from '../../src/load/workspace.ts';
import { sizeLimitOf } from '../../src/model/listing.ts';
import { workspaceOf } from '../support/workspace.ts';

const folder = 'policies/runbooks/pictures';
const png = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const jpeg = Buffer.from('\xff\xd8\xff\xe0', 'latin1');
const webp = Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1');

test.each([
  ['form.png', png, 'image/png'],
  ['a-1.new_form.jpg', jpeg, 'image/jpeg'],
  ['form.webp', webp, 'image/webp'],
])('%s is taken in', (name, bytes, mediaType) => {
  const { pictures, problems } = workspaceOf({ [`${folder}/${name}`]: bytes });
  expect(problems).toEqual([]);
  expect(pictures.get(`${folder}/${name}`)).toMatchObject({ mediaType, bytes });
});

describe('what is no picture is said, and not taken in', () => {
  test.each<[title: string, name: string, bytes: Uint8Array, said: RegExp]>([
    ['another kind than its name says', 'form.png', jpeg, /not a picture of the kind that its name says/],
    ['a page', 'form.jpg', Buffer.from('<svg onload="x">'), /not a picture of the kind/],
    ['nothing', 'form.webp', Buffer.alloc(0), /not a picture of the kind/],
    ['a drawing that can hold a script', 'form.svg', Buffer.from('<svg/>'), /only the pictures of runbooks/],
    ['a folder in the folder', 'old/form.png', png, /only the pictures of runbooks/],
    ['a runbook', 'payroll.yaml', Buffer.from('version: 1\n'), /only the pictures of runbooks/],
  ])('%s', (_, name, bytes, said) => {
    const { pictures, problems } = workspaceOf({ [`${folder}/${name}`]: bytes });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(said)]);
    expect(pictures.get(`${folder}/${name}`)).toBeUndefined();
  });

  test.each([
    ['Form.png', 'form.png'],
    ['New Account 2.PNG', 'new-account-2.png'],
    ['Übersicht.jpeg', 'ubersicht.jpg'],
  ])('a picture with the name %s is told its right one', (name, right) => {
    const { problems, pictures } = workspaceOf({ [`${folder}/${name}`]: png });
    expect(problems.map(({ message, help }) => [message, help])).toEqual([
      [
        `\`${name}\` cannot be the name of a picture`,
        `rename it to \`${right}\`: small letters, digits and dashes, and the ending \`.png\`, \`.jpg\` or \`.webp\``,
      ],
    ]);
    expect(pictures.size).toBe(0);
  });

  test('one that is too large, by its size alone', () => {
    const path = `${folder}/form.png`;
    const loader = startLoading([{ path, type: 'file' }]);
    loader.take([[path, { size: sizeLimitOf(path) + 1 }]]);
    const { problems, pictures } = loader.workspace();
    expect(problems.map(({ rule, message, help }) => [rule, message, help])).toEqual([
      [
        'file-too-large',
        'the file has 513 KiB; at most 512 KiB are read',
        'save it with fewer dots, or cut out what matters',
      ],
    ]);
    expect(pictures.get(path)).toBeUndefined();
  });

  test('a symbolic link', () => {
    const { problems, pictures } = startLoading([
      { path: `${folder}/form.png`, type: 'symlink' },
    ]).workspace();
    expect(problems.map(({ rule }) => rule)).toEqual(['unrecognized-entry']);
    expect(pictures.size).toBe(0);
  });
});
