/** The code at the end of the practice page: made there, read in the form. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { practiceCode, readPracticeCode } from '../../src/forms/practice-code.ts';
import { addDays } from '../../src/model/period.ts';

const about = { training: 'access-basics', login: 'qa-aoife-kelly' };
const today = '2026-11-23';
const code = practiceCode({ ...about, day: today });
const read = (text: string, more: { login?: string; training?: string; today?: string } = {}) =>
  readPracticeCode(text, { ...about, today, ...more });

/** A code is written down by people and kept for a month: another way to make it would void them all. */
test('stays what it is', () => {
  expect(code).toBe('2026-11-23-4MK6-3KHM');
});

test.each([
  ['as it stands there', code],
  ['in small letters', code.toLowerCase()],
  ['with spaces and marks around it', ` \`${code.replaceAll('-', ' - ')}\`\n`],
  ['with long dashes, as a phone writes them', code.replaceAll('-', '-').replace(/-(?=\w{4}$)/, '–')],
])('is read %s', (_, text) => {
  expect(read(text)).toEqual({ day: today });
});

test('is the same for a login in other letters, since GitHub does not tell them apart', () => {
  expect(practiceCode({ ...about, login: 'QA-Aoife-Kelly', day: today })).toBe(code);
  expect(read(code, { login: 'QA-AOIFE-KELLY' })).toEqual({ day: today });
});

describe('is refused in words', () => {
  test.each([
    ['no code', 'I went through it', {}, /is no code of the practice page; a code looks like `2026-11-23-/],
    ['no day', code.replace('2026-11', '2026-13'), {}, /is no code of the practice page/],
    ['nothing but the day', today, {}, /is no code/],
    ['of a colleague', code, { login: 'qa-nina-hoffmann' }, /not made for the login `qa-nina-hoffmann`/],
    ['of another training', code, { training: 'data-protection' }, /not made for .* this training/],
    ['of another day', code.replace('-23-', '-22-'), {}, /a sign may be wrong/],
    ['of tomorrow', code, { today: '2026-11-22' }, /`2026-11-23` has not come yet/],
    [
      'a day too old',
      code,
      { today: '2026-12-24' },
      /finished on `2026-11-23`, and a code is good for 30 days/,
    ],
  ])('%s', (_, text, more, said) => {
    const answer = read(text, more);
    expect('problem' in answer ? answer.problem : answer).toMatch(said);
  });

  test('and is good on its thirtieth day', () => {
    expect(read(code, { today: '2026-12-23' })).toEqual({ day: today });
  });

  test('with any one sign wrong', () => {
    for (const [index, sign] of [...code.slice(11)].entries()) {
      if (sign === '-') continue;
      for (const other of 'ABCDEFGHJKMNPQRSTUVWXYZ23456789') {
        const wrong = `${code.slice(0, 11 + index)}${other}${code.slice(12 + index)}`;
        expect('problem' in read(wrong)).toBe(other !== sign);
      }
    }
  });
});

test('differs between days, logins and trainings, and crashes at no text', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 400 }), (login, training, days) => {
      const one = practiceCode({ login, training, day: today });
      expect(one).toMatch(/^2026-11-23-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
      const others = [
        { login: `${login}x`, training, day: today },
        { login, training: `${training}x`, day: today },
        { login, training, day: addDays(today, -days) },
      ];
      for (const other of others) expect(practiceCode(other).slice(11)).not.toBe(one.slice(11));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(read(text)).toHaveProperty('problem');
    }),
  );
});
