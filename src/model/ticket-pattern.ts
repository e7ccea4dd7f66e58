/**
 * Ticket patterns are RE2 expressions: they come from a file, and JavaScript's own engine may need longer than the
 * universe is old for `(a+)+`. RE2 matches in linear time, at the price of look-arounds and back-references.
 */
import { RE2JS, RE2JSException } from 're2js';

/** Tickets are no longer than this, by the schema of a grant. */
const longestTicket = 100;

/** A pattern that was read, or what is wrong with it. */
export type TicketPattern = { readonly matches: (ticket: string) => boolean } | { readonly wrong: string };

/** Reads a pattern. It always has to match the ticket as a whole. */
export function readTicketPattern(source: string): TicketPattern {
  try {
    const pattern = RE2JS.compile(source, RE2JS.DOTALL);
    return { matches: (ticket) => ticket.length <= longestTicket && pattern.matcher(ticket).matches() };
  } catch (error) {
    if (error instanceof RE2JSException) return { wrong: reason(error.message) };
    throw error;
  }
}

/** "error parsing regexp: missing closing ): `(a`" without what the reader knows already. */
const reason = (message: string): string =>
  message
    .replace(/^error parsing regexp: /, '')
    .replace(/: `.*`$/, '')
    .replace(/ (\S)$/, ' `$1`');
