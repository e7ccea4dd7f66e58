import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTicketPattern } from '../../src/model/ticket-pattern.ts';

function matches(pattern: string, ticket: string): boolean {
  const read = readTicketPattern(pattern);
  if ('wrong' in read) throw new Error(read.wrong);
  return read.matches(ticket);
}

describe('ticket patterns', () => {
  test('fit the ticket as a whole', () => {
    expect(matches('FIN-[0-9]+', 'FIN-4821')).toBe(true);
    expect(matches('FIN-[0-9]+', 'see FIN-4821')).toBe(false);
    expect(matches('FIN-[0-9]+', 'FIN-4821 and more')).toBe(false);
    expect(matches('^FIN-[0-9]+$', 'FIN-1')).toBe(true);
    // Without parentheses, the end of the text belongs to the second branch alone in other tools.
    expect(matches('FIN-1|AUD-1', 'FIN-1x')).toBe(false);
  });

  test.each(['(a', 'a)', '[a', '*a', 'a**', 'a{2,1}', 'a{1001}', '(?=a)', '(a)\\1', '\\'])(
    'says what is wrong with %s',
    (pattern) => {
      expect(readTicketPattern(pattern)).toHaveProperty('wrong');
    },
  );

  test('cannot be made to hang', () => {
    const ticket = `${'a'.repeat(99)}!`;
    for (const pattern of ['(a+)+', '(a|a)*', '(a*)*b', '((a?){30}){30}', '(((a*)*)*)*', '(.*a){20}'])
      expect(matches(pattern, ticket)).toBe(false);
  });

  test('agree with the regular expressions of JavaScript', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '[a-c1]', '\\-', 'FIN');
    const repeated = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}'))
      .map(([inner, bounds]) => `(?:${inner})${bounds}`);
    const sequence = fc.array(repeated, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const pattern = fc
      .tuple(sequence, sequence, fc.constantFrom('', '*', '?', '{0,2}'))
      .map(([one, other, bounds]) => `(${one}|${other})${bounds}`);
    const ticket = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', 'FIN'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, ticket, (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`, 's').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('never throw, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|\\^$.,-012:'), maxLength: 30 }),
        fc.string({ maxLength: 100 }),
        (source, ticket) => {
          const read = readTicketPattern(source);
          if ('matches' in read) expect(typeof read.matches(ticket)).toBe('boolean');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
