/** What people are called where nobody may be named. */

/** In the order in which the policies name them, which tells nothing of their names. */
export class Placeholders {
  readonly #names = new Map<string, string>();

  of(user: string): string {
    const name = this.#names.get(user) ?? `person-${this.#names.size + 1}`;
    this.#names.set(user, name);
    return name;
  }

  expression(text: string): string {
    return text.startsWith('user:') ? `user:${this.of(text.slice('user:'.length))}` : text;
  }

  all(): readonly (readonly [user: string, name: string])[] {
    return [...this.#names];
  }
}
