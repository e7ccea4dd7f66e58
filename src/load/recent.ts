/** What was worked out for the texts that were asked for last, within bounds of memory. */

/** Remembers by text. Whatever was not asked for the longest goes first; the newest stays, however long its text is. */
export class Recent<T> {
  readonly #most: { readonly texts: number; readonly characters: number };
  readonly #known = new Map<string, T>();
  #characters = 0;

  constructor(most: { readonly texts: number; readonly characters: number }) {
    this.#most = most;
  }

  /** What is remembered of a text, in a box, since it may be nothing. */
  get(text: string): { readonly value: T } | undefined {
    const value = this.#known.get(text);
    if (value === undefined && !this.#known.has(text)) return undefined;
    this.#known.delete(text);
    this.#known.set(text, value as T);
    return { value: value as T };
  }

  /** Remembers, and gives it back. */
  set(text: string, value: T): T {
    if (!this.#known.delete(text)) this.#characters += text.length;
    this.#known.set(text, value);
    for (const oldest of this.#known.keys()) {
      const fits = this.#known.size <= this.#most.texts && this.#characters <= this.#most.characters;
      if (fits || oldest === text) break;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
    return value;
  }
}
