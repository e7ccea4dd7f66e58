/** Keys that are missing, and keys that nobody knows. */
import type { Pointer } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { formats } from './formats.ts';
import type { SchemaFlaw } from './schema-errors.ts';
import { lowerFirst, meaningOf, orList, type SchemaNode, shown } from './schema-words.ts';

const bare = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `name` is a part of `displayName`. */
const partsOf = (key: string) => key.split(/(?=[A-Z])/).map((part) => part.toLowerCase());

/** What some call a key that has another name here. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  reason: ['justification'],
  justification: ['reason'],
  why: ['justification', 'reason'],
  because: ['justification', 'reason'],
  user: ['subject'],
  person: ['subject'],
  expires: ['validUntil'],
  expiry: ['validUntil'],
};

/**
 * The key that an unknown one was meant to be: one that is still missing, rather than one that is there already.
 */
export function meantKey(key: string, schema: SchemaNode, present: object): string | undefined {
  const known = Object.keys(schema.properties ?? {});
  const absent = known.filter((name) => !Object.hasOwn(present, name));
  // A line without its first colon has a key of several words.
  const [first] = key.trim().split(/\s/);
  const [part, ...others] = absent.filter((name) => partsOf(name).includes(bare(key)));
  const synonyms = Object.hasOwn(otherWords, bare(key)) ? otherWords[bare(key)] : undefined;
  return (
    absent.find((name) => bare(name) === bare(key)) ??
    absent.find((name) => name === first) ??
    nearest(key, absent) ??
    (others.length === 0 ? part : undefined) ??
    absent.find((name) => synonyms?.includes(name))
  );
}

/** Keys whose value has a form that nobody guesses. For files there is no manager whom a change could go to. */
const formOf = (key: string, pointer: Pointer): string => {
  const approvers = `[${pointer[0] === 'policyChanges' ? 'policy-owner' : 'manager'}]`;
  const forms: Readonly<Record<string, string>> = { stages: `[{ approvers: ${approvers} }]`, approvers };
  return (Object.hasOwn(forms, key) ? forms[key] : undefined) ?? '…';
};

export function missingKey(missing: string, pointer: Pointer, schema: SchemaNode): SchemaFlaw {
  const line = `\`${missing}: ${formOf(missing, pointer)}\`${meaningOf(schema.properties?.[missing] ?? {})}`;
  return {
    rule: 'missing-key',
    pointer,
    atKey: true,
    message: `\`${missing}\` is missing`,
    help:
      missing === 'version'
        ? 'write `version: 1` as the first line'
        : `add ${pointer.length === 0 ? 'a line ' : ''}${line}`,
    mild: false,
  };
}

export function unknownKey(key: string, parent: Pointer, schema: SchemaNode, present: object): SchemaFlaw {
  const flaw = { pointer: [...parent, key], atKey: true };
  if (schema.patternProperties)
    return { ...flaw, rule: 'invalid-value', ...notAnId(key, schema), mild: false };
  const meant = meantKey(key, schema, present);
  return {
    ...flaw,
    rule: 'unknown-key',
    message: `${shown(key)} is not a known key here`,
    help:
      meant === undefined
        ? whatElse(key, schema, present)
        : key.startsWith(`${meant} `)
          ? `write a \`:\` after \`${meant}\`, and put the text after it in quotes`
          : `did you mean \`${meant}\`?`,
    mild: true,
  };
}

function whatElse(key: string, schema: SchemaNode, present: object): string {
  const known = Object.keys(schema.properties ?? {});
  const twin = nearest(key, known);
  if (twin !== undefined) return `\`${twin}\` is there already: keep one of the two lines`;
  const absent = known.filter((name) => !Object.hasOwn(present, name));
  return absent.length === 0
    ? 'delete the line; all that belongs here is there already'
    : `delete the line, or choose ${orList(absent)}`;
}

/** A key that names something of the company's own: a role, a permission, a group. */
function notAnId(key: string, schema: SchemaNode): { message: string; help: string } {
  const isNoId = !Object.keys(schema.patternProperties ?? {}).some((pattern) => /A-Z/.test(pattern));
  return isNoId && !formats.identifier.accepts(key)
    ? {
        message: `${shown(key)} ${formats.identifier.wrong(key, '')}`,
        help: formats.identifier.help(key, ''),
      }
    : { message: `${shown(key)} cannot be a key here`, help: 'write it in letters, without spaces' };
}

/** What a description says to do. */
export const toWrite = ({ description }: SchemaNode): string | undefined =>
  description === undefined ? undefined : `write ${lowerFirst(description)}`;
