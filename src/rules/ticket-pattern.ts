/**
 * Ticket patterns: a small, safe dialect of regular expressions. JavaScript's own may need longer than the
 * universe is old for `(a+)+`, and the pattern comes from a file. This one walks the text once with all the
 * positions that it could be at, so its time grows only with text × pattern.
 */

/** Positions in a text: bit n stands for "before character n". */
type Positions = bigint;
type Matcher = (text: string, at: Positions) => Positions;
type CharacterTest = (character: string) => boolean;

/** Tickets are no longer than this, by the schema of a grant. */
export const longestTicket = 100;
const longestRepeat = 100;
const deepest = 20;

/** A pattern that was read, or what is wrong with it. */
export type TicketPattern = { readonly matches: (ticket: string) => boolean } | { readonly wrong: string };

/** Reads a pattern. It always has to match the ticket as a whole. */
export function readTicketPattern(source: string): TicketPattern {
  try {
    const reader = new PatternReader(source);
    const matcher = reader.read();
    const native = reader.isCheap ? nativePattern(source) : undefined;
    if (native) {
      return { matches: (ticket) => ticket.length <= longestTicket && native.test(ticket) };
    }
    return {
      matches: (ticket) =>
        ticket.length <= longestTicket && (matcher(ticket, 1n) & (1n << BigInt(ticket.length))) !== 0n,
    };
  } catch (error) {
    if (error instanceof PatternError) return { wrong: error.message };
    throw error;
  }
}

/** JavaScript is stricter in a few corners, such as `^*`. */
function nativePattern(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, 's');
  } catch {
    return undefined;
  }
}

class PatternError extends Error {}

const one =
  (test: CharacterTest): Matcher =>
  (text, at) => {
    let next = 0n;
    for (let index = 0, bit = 1n; index < text.length; index += 1, bit <<= 1n)
      if ((at & bit) !== 0n && test(text.charAt(index))) next |= bit << 1n;
    return next;
  };

const sequence =
  (parts: readonly Matcher[]): Matcher =>
  (text, at) =>
    parts.reduce((positions, part) => (positions === 0n ? 0n : part(text, positions)), at);

const either =
  (branches: readonly Matcher[]): Matcher =>
  (text, at) =>
    branches.reduce((positions, branch) => positions | branch(text, at), 0n);

const repeat =
  (part: Matcher, least: number, most: number): Matcher =>
  (text, at) => {
    let now = at;
    for (let times = 0; times < least && now !== 0n; times += 1) {
      const next = part(text, now);
      if (next === now) break;
      now = next;
    }
    let all = now;
    for (let times = least; times < most && now !== 0n; times += 1) {
      now = part(text, now) & ~all;
      all |= now;
    }
    return all;
  };

const classes: Readonly<Record<string, CharacterTest>> = {
  d: (character) => /[0-9]/.test(character),
  D: (character) => !/[0-9]/.test(character),
  w: (character) => /\w/.test(character),
  W: (character) => !/\w/.test(character),
  s: (character) => /\s/.test(character),
  S: (character) => !/\s/.test(character),
};

class PatternReader {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #repeats = 0;
  #choices = 0;
  #repeatsGroup = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Matcher {
    const matcher = this.#branches();
    if (this.#at < this.#source.length) throw new PatternError('a `)` has no `(` before it');
    return matcher;
  }

  /** With so few ways to go back, JavaScript's own matcher is safe too, and faster. */
  get isCheap(): boolean {
    return this.#repeats <= 2 && this.#choices <= 2 && !this.#repeatsGroup;
  }

  #peek = () => this.#source.charAt(this.#at);
  #take = () => this.#source.charAt(this.#at++);
  #skip(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #branches(): Matcher {
    this.#depth += 1;
    if (this.#depth > deepest) throw new PatternError('its parentheses are nested too deep');
    const branches = [this.#sequence()];
    while (this.#skip('|')) branches.push(this.#sequence());
    if (branches.length > 1) this.#choices += 1;
    this.#depth -= 1;
    return branches.length === 1 && branches[0] ? branches[0] : either(branches);
  }

  #sequence(): Matcher {
    const parts: Matcher[] = [];
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek())
      parts.push(this.#repeated(this.#atom(), next === '('));
    return sequence(parts);
  }

  #atom(): Matcher {
    const character = this.#take();
    switch (character) {
      case '(': {
        if (this.#peek() === '?' && !this.#skip('?:')) throw new PatternError('`(?…)` is not supported');
        const inner = this.#branches();
        if (!this.#skip(')')) throw new PatternError('a `(` is not closed');
        return inner;
      }
      case '[':
        return one(this.#set());
      case '.':
        return one(() => true);
      case '^':
        return (_, at) => at & 1n;
      case '$':
        return (text, at) => at & (1n << BigInt(text.length));
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternError(`there is nothing before \`${character}\` that it could repeat`);
      case '\\':
        return one(this.#escaped());
      default:
        return one((found) => found === character);
    }
  }

  #escaped(): CharacterTest {
    const character = this.#take();
    if (character === '') throw new PatternError('it ends with a lone `\\`');
    if (Object.hasOwn(classes, character)) return classes[character] ?? (() => false);
    if (/[A-Za-z0-9]/.test(character)) throw new PatternError(`\`\\${character}\` is not supported`);
    return (found) => found === character;
  }

  #set(): CharacterTest {
    const negative = this.#skip('^');
    const tests: CharacterTest[] = [];
    while (!this.#skip(']')) {
      const from = this.#take();
      if (from === '') throw new PatternError('a `[` is not closed');
      if (from === '\\') tests.push(this.#escaped());
      else if (this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']') {
        this.#take();
        const to = this.#take();
        if (to === '\\' || to < from) throw new PatternError(`\`${from}-${to}\` is not a range`);
        tests.push((found) => found >= from && found <= to);
      } else tests.push((found) => found === from);
    }
    return (found) => tests.some((test) => test(found)) !== negative;
  }

  #repeated(part: Matcher, isGroup: boolean): Matcher {
    const bounds = this.#bounds();
    if (!bounds) return part;
    this.#repeats += 1;
    this.#repeatsGroup ||= isGroup;
    this.#skip('?'); // "lazy" makes no difference when the whole text has to match
    if (this.#bounds()) throw new PatternError('two repetitions follow one another');
    return repeat(part, ...bounds);
  }

  #bounds(): [number, number] | undefined {
    if (this.#skip('*')) return [0, longestTicket];
    if (this.#skip('+')) return [1, longestTicket];
    if (this.#skip('?')) return [0, 1];
    const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#source.slice(this.#at));
    if (!braces) {
      if (this.#peek() === '{')
        throw new PatternError('a `{` does not hold a number such as `{3}` or `{3,5}`');
      return undefined;
    }
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    const most = braces[2] === undefined ? least : braces[3] === '' ? longestTicket : Number(braces[3]);
    if (most < least || Math.max(least, most) > longestRepeat)
      throw new PatternError(`\`${braces[0]}\` has to count upwards, to ${longestRepeat} at most`);
    return [least, most];
  }
}
