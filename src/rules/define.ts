/** Shorthands in which rules say what they found. */
import type { Finding, Pointer } from '../model/diagnostic.ts';
import type { Grant } from '../model/grant.ts';
import { type Named, nearestNamed } from '../model/nearest.ts';
import type { RuleOption } from '../model/rule.ts';
import type { Sourced } from '../model/workspace.ts';

interface Said {
  readonly message: string;
  readonly help?: Finding['help'] | undefined;
  readonly related?: Finding['related'];
  readonly atKey?: boolean;
}

/** A finding in a file, at a value. */
export function finding(
  file: { readonly path: string },
  pointer: Pointer,
  said: Said,
  about?: Finding['about'],
): Finding {
  return {
    path: file.path,
    pointer,
    message: said.message,
    ...(said.help === undefined ? {} : { help: said.help }),
    ...(said.related ? { related: said.related } : {}),
    ...(said.atKey ? { atKey: true } : {}),
    ...(about ? { about } : {}),
  };
}

/** A finding about a grant; an exception for its subject, system and role can silence it. */
export const grantFinding = (grant: Sourced<Grant>, pointer: Pointer, said: Said): Finding =>
  finding(grant, pointer, said, {
    subject: grant.value.subject,
    system: grant.value.system,
    role: grant.value.role,
  });

/** "`a`, `b` and `c`". */
export function inWords(items: readonly string[], joiner = 'and'): string {
  const quoted = items.map((item) => `\`${item}\``);
  const last = quoted.pop();
  if (last === undefined) return 'none';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${joiner} ${last}`;
}

/** "1 person", "3 people". */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${amount} ${amount === 1 ? one : many}`;

/**
 * "did you mean `viewer`?" when a known name is near; what else to do in any case. `written` turns the name into what
 * has to be written: `group:security`.
 */
export function didYouMean(
  word: string,
  known: readonly (string | Named)[],
  otherwise: string,
  written: (id: string) => string = (id) => id,
): string {
  const near = nearestNamed(
    word,
    known.map((name) => (typeof name === 'string' ? { id: name, names: [] } : name)),
  );
  return near === undefined ? otherwise : `did you mean \`${written(near)}\`? Otherwise ${otherwise}`;
}

/** Whether a value of the settings can stand for an option: a whole number, or a list of words. */
export const fitsOption = (option: RuleOption, value: unknown): boolean =>
  typeof option.default === 'number'
    ? typeof value === 'number' && Number.isInteger(value) && value >= 0
    : Array.isArray(value) && value.every((item) => typeof item === 'string');
