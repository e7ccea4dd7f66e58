import { expect, test } from 'vitest';
import { soundsLikeApproval } from '../../src/render/notes.ts';

test.each([
  'Approved',
  'approved!',
  'LGTM 👍',
  '@grantbook ok',
  'I approve this, thanks.',
  '**Yes**',
  '+1',
  'Approved by me',
])('%j sounds like an approval', (text) => expect(soundsLikeApproval(text)).toBe(true));

test.each([
  'Why?',
  'not approved',
  'Approved only until March',
  'ok, but who asks?',
  '',
  'Who approved this last year?',
])('%j does not', (text) => expect(soundsLikeApproval(text)).toBe(false));
