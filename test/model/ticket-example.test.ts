import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleTicket, ticketMeant } from '../../src/model/ticket-example.ts';
import { readTicketPattern } from '../../src/model/ticket-pattern.ts';

test.each([
  ['FIN-[0-9]+', 'FIN-4821'],
  ['(FIN|AUD)-[0-9]{3,5}', 'FIN-4821'],
  ['(?:INC|CHG)\\d{7}', 'INC4821482'],
  ['^[A-Z]{2,4}-[0-9]{1,3}$', 'ABCD-482'],
  ['[A-Z]+-\\d+(-[a-z])?', 'ABCD-4821-a'],
  ['#?[1-9][0-9]*', '#14821'],
  ['FIN-1|AUD-1', 'FIN-1'],
  ['(FIN-[0-9]', undefined],
  ['[^a]+', undefined],
])('an example for %s', (pattern, example) => {
  expect(exampleTicket(pattern)).toBe(example);
});

test.each([
  ['see FIN-4821', 'FIN-4821'],
  ['fin-4821', 'FIN-4821'],
  ['FIN 4821', 'FIN-4821'],
  ['Fin_4821', 'FIN-4821'],
  ['FIN-4821 (and FIN-4822)', 'FIN-4821'],
  ['FIN-4821999', undefined],
  ['4821', undefined],
  ['HR-4821', undefined],
])('%s was meant as', (text, meant) => {
  expect(ticketMeant(text, '(FIN|AUD)-[0-9]{3,5}')).toBe(meant);
});

test('an example always fits, whatever the pattern', () => {
  const unit = fc.constantFrom(...'ab()[]{}*+?|\\^$.,-0123d', '[0-9]', '{2,3}', '(?:');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (source) => {
      const [example, pattern] = [exampleTicket(source), readTicketPattern(source)];
      if (example !== undefined) expect('matches' in pattern && pattern.matches(example)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
