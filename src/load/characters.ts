/** Characters that a reviewer cannot see, or that make a text look different from what it says. */
import type { Flaw } from './bytes.ts';
import { rangeOf } from './position.ts';

/**
 * Control characters (but tab and line ends), and characters that hide or reorder what a reviewer reads:
 * bidirectional controls, zero-width characters, blanks that count as letters or signs, variation selectors (but for
 * U+FE0F, which makes an emoji of a sign), controls of musical and shorthand notation, separators that look like
 * spaces, half of a surrogate pair (Unicode TR36, TR39; CVE-2021-42574 "Trojan Source"). A carriage return alone is
 * one too: some programs end the line there, and YAML does not.
 */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is looked for alone
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff9-\uffff]|[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5|\r(?!\n)/u;

/** Spaces that look like the one that YAML knows; they come along when text is pasted from a mail or a document. */
const foreignSpace = /(?:^[ -]*|:)([\u00a0\u2000-\u200a\u202f\u205f\u3000])/mu;

const hex = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function describe(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) return 'a NUL character (U+0000)';
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x61c)
    return `a character that reverses the direction of text (${hex(character)})`;
  if (code === 0x0d) return 'a line end of a kind that is no longer in use (U+000D)';
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `a control character (${hex(character)})`;
  return `an invisible character (${hex(character)})`;
}

/** What nearly every file consists of, and what no unsafe character is in. */
const plainText = /^[\t\n\x20-\x7e]*$/;

/** The unsafe characters of a text as it stands in the file. */
export function findUnsafe(text: string, limit: number): Flaw[] {
  const flaws: Flaw[] = [];
  if (plainText.test(text)) return flaws;
  const all = new RegExp(unsafe, 'gu');
  for (let match = all.exec(text); match && flaws.length < limit; match = all.exec(text))
    flaws.push({
      rule: 'unsafe-characters',
      range: rangeOf(text, match.index, match.index + match[0].length),
      message: `the file contains ${describe(match[0])}`,
      help: 'delete it; if it came along when you pasted the text, type the text by hand',
    });
  return flaws;
}

/** What is wrong with a value that an escape (`"\u202e"`) has brought an unsafe character into. */
export function whyUnsafe(value: string): string | undefined {
  const [character] = unsafe.exec(value) ?? [];
  return character && `this text contains ${describe(character)}, written with a \`\\\``;
}

/** The first space that YAML does not take for one, where one has to stand. */
export function findForeignSpace(text: string): Flaw | undefined {
  const match = foreignSpace.exec(text);
  if (!match) return undefined;
  const [all, space = ''] = match;
  const at = match.index + all.length - space.length;
  return {
    rule: 'invalid-yaml',
    range: rangeOf(text, at, at + 1),
    message: `what looks like a space here is a different character (${hex(space)})`,
    help: 'delete it and press the space bar; it came along when the text was pasted',
  };
}
