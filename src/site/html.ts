/** HTML as a value: whatever is put into a template is text, and escaped, unless it is HTML itself. */

/** A piece of HTML that is safe to be written as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template. Nothing, `false` and `undefined` leave no trace. */
export type Part = string | number | Html | false | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or for an attribute in quotation marks. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

const written = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escaped(part);
  return typeof part === 'number' ? String(part) : part.map(written).join('');
};

/** Templates: html`<p title="${text}">${text}</p>`. Attributes always stand in quotation marks. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + written(parts[index - 1]) + string));

/** Parts with something between them. */
export const joined = (parts: readonly Part[], between: Part): Html =>
  html`${parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))}`;

/** "a, b or c". */
export const alternatives = (parts: readonly Part[], word = 'or'): Html =>
  parts.length < 2 ? html`${parts}` : html`${joined(parts.slice(0, -1), ', ')} ${word} ${parts.at(-1)}`;

/** A sentence of ours, in which what stands between backticks is a value: "write `30d`". */
export const sentence = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
