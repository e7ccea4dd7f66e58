/**
 * The code that stands at the end of the practice page. It only says that somebody went to the end under this login: it is
 * no secret and no exam. Whoever reads this file can work one out, as they could have clicked through the page. What keeps
 * the list of trainings honest is the person who approves the entry, as with any other change of a person's file.
 */
import { addDays, type Day, parseDay } from '../model/period.ts';

/** What a code is about. */
export interface Practised {
  /** The id of the training, as `practice.training` names it. */
  readonly training: string;
  /** The GitHub login; upper and lower case are the same, as they are on GitHub. */
  readonly login: string;
  /** The day in the time zone of the organization. */
  readonly day: Day;
}

/** Nothing that could be taken for something else: no 0 and O, no 1, I and L. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 8;
/** Whoever finished longer ago does it once more; in days. */
export const validDays = 30;

/** FNV-1a with 64 bits, a checksum: enough to notice a slip of the keyboard or another login, which is all it is for. */
function digestOf(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  // The last bytes reach the low bits alone, so that the halves are mixed once more.
  return BigInt.asUintN(64, (hash ^ (hash >> 32n)) * 0x9e3779b97f4a7c15n) >> 8n;
}

/** "2026-11-23-ABCD-EF23". */
export function practiceCode({ training, login, day }: Practised): string {
  let rest = digestOf(`grantbook practice\n${training}\n${login.toLowerCase()}\n${day}`);
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += signs[Number(rest % BigInt(signs.length))] ?? '';
    rest /= BigInt(signs.length);
  }
  return `${day}-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** The day on which the practice was finished, or what is wrong with the code, as a sentence without its end. */
export function readPracticeCode(
  text: string,
  { training, login, today }: { readonly training: string; readonly login: string; readonly today: Day },
): { readonly day: Day } | { readonly problem: string } {
  const typed = text.toUpperCase().replaceAll(/[\s`*_–—]+/g, '');
  const [, written = ''] = /^(\d{4}-\d{2}-\d{2})-?[0-9A-Z]{4}-?[0-9A-Z]{4}$/.exec(typed) ?? [];
  if (parseDay(written) === undefined)
    return {
      problem:
        'this is no code of the practice page; a code looks like `2026-11-23-ABCD-EF23`, so copy it from the end of that page',
    };
  const wanted = practiceCode({ training, login, day: written });
  if (typed.replaceAll('-', '') !== wanted.replaceAll('-', ''))
    return {
      problem: `this code was not made for the login \`${login}\` and this training; a sign may be wrong, or it is the code of a colleague, so copy it once more, or finish the practice with your own login`,
    };
  if (written > today) return { problem: `\`${written}\` has not come yet; finish the practice today` };
  if (written < addDays(today, -validDays))
    return {
      problem: `the practice was finished on \`${written}\`, and a code is good for ${validDays} days; go through it once more`,
    };
  return { day: written };
}
