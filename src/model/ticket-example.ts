/** What to write for a ticket: the text in which it stands, or one in the form of the pattern. */
import { readTicketPattern } from './ticket-pattern.ts';

/** The ticket that a text was meant to be: a part of it, with its letters and dashes as the pattern has them. */
export function ticketMeant(text: string, source: string): string | undefined {
  const pattern = readTicketPattern(source);
  if ('wrong' in pattern) return undefined;
  const forms = [text, text.toUpperCase()].flatMap((form) => [form, form.replace(/[\s_/:#]+/g, '-')]);
  const parts = forms.flatMap((form) => [form.trim(), ...form.split(/[\s,;()[\]]+/)]);
  return parts.find((part) => part !== '' && pattern.matches(part));
}

/** A ticket in the form of a pattern, such as `FIN-4821`; nothing where the pattern is too unusual for that. */
export function exampleTicket(source: string): string | undefined {
  const pattern = readTicketPattern(source);
  if ('wrong' in pattern) return undefined;
  return [4, 1]
    .map((wanted) => writeOut(source, wanted))
    .find((ticket) => ticket !== undefined && /\w/.test(ticket) && pattern.matches(ticket));
}

const digits = '4821';
const letters = 'ABCD';

/** Signs of a pattern that stand for themselves, for one of several, or for what is in brackets; and how often. */
const part = /^(?:(\()(?:\?:)?|\[(\^?)([^\]\\]|\\.)([^\]]*)\]|\\([\s\S])|([.^$])|([^()[\]{}|*+?\\]))/;
const times = /^(?:([*+?])|\{(\d{1,2})(,?)(\d{0,2})\})\??/;

/** Takes of each choice the first, and of each sign that may stand several times `wanted`, where that is allowed. */
function writeOut(source: string, wanted: number): string | undefined {
  let rest = source;

  const sequence = (): string | undefined => {
    let written = '';
    while (rest !== '' && !/^[|)]/.test(rest)) {
      const one = next();
      if (one === undefined) return undefined;
      written += one;
    }
    return written;
  };

  const choice = (): string | undefined => {
    const first = sequence();
    while (first !== undefined && rest.startsWith('|')) {
      rest = rest.slice(1);
      if (sequence() === undefined) return undefined;
    }
    return first;
  };

  const next = (): string | undefined => {
    const [all, group, not, first = '', more = '', escaped, special, plain] = part.exec(rest) ?? [];
    if (all === undefined) return undefined;
    rest = rest.slice(all.length);
    let inner: string | undefined;
    if (group !== undefined) {
      inner = choice();
      if (inner === undefined || !rest.startsWith(')')) return undefined;
      rest = rest.slice(1);
    }
    const [repeated = '', sign, least, comma, most] = times.exec(rest) ?? [];
    rest = rest.slice(repeated.length);
    const amount = amountOf(sign, least, comma, most, wanted);
    if (inner !== undefined) return inner.repeat(Math.min(amount, Math.max(1, Number(least ?? 1))));
    if (special === '^' || special === '$') return '';
    const from = plain ?? (escaped === undefined ? firstOf(not ?? '', first, more) : ofClass(escaped));
    if (from === undefined) return special === '.' ? letters.slice(0, amount) : undefined;
    return from.length === 1 ? from.repeat(amount) : from.repeat(amount).slice(0, amount);
  };

  const written = choice();
  return rest === '' ? written : undefined;
}

function amountOf(
  sign: string | undefined,
  least: string | undefined,
  comma: string | undefined,
  most: string | undefined,
  wanted: number,
): number {
  if (sign !== undefined) return sign === '?' ? 1 : wanted;
  if (least === undefined) return 1;
  const [low, high] = [Number(least), most ? Number(most) : comma ? Number.POSITIVE_INFINITY : Number(least)];
  return Math.min(Math.max(low, wanted), high);
}

/** What a class such as `\d` stands for, or the sign that was escaped. */
const ofClass = (sign: string): string | undefined =>
  sign === 'd' ? digits : sign === 'w' ? letters : /\w/.test(sign) ? undefined : sign;

function firstOf(not: string, first: string, more: string): string | undefined {
  if (not !== '' || first === '') return undefined;
  if (first.startsWith('\\')) return ofClass(first.slice(1));
  const isRange = more.startsWith('-') && more.length > 1;
  if (isRange && first === '0' && more.startsWith('-9')) return digits;
  if (isRange && /[Aa]/.test(first) && /^-[zZ]/.test(more))
    return first === 'a' ? letters.toLowerCase() : letters;
  return first;
}
