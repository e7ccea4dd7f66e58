/** Reads what a SCIM server gives, which is only half to be believed. */

export type Resource = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of attributes are the same in small and capital letters (RFC 7643, 2.1). */
export function attribute(resource: Resource, name: string): unknown {
  if (Object.hasOwn(resource, name)) return resource[name];
  const lower = name.toLowerCase();
  const key = Object.keys(resource).find((other) => other.toLowerCase() === lower);
  return key === undefined ? undefined : resource[key];
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A count, which some servers write as text. */
export const numberOf = (value: unknown): number | undefined => {
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) ? count : undefined;
};

export const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : undefined;

/** An id is text, but some servers write their numbers as numbers. */
export const idOf = (value: unknown): string | undefined =>
  textOf(value) ?? (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined);

/**
 * Whether two names are the same but for capital letters. ASCII alone: a letter that only looks like another one, or
 * becomes it as a small letter, makes another name.
 */
export const isSameName = (one: string, other: string): boolean => lowered(one) === lowered(other);

const lowered = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));

/** Some servers write it as text. */
export const isInactive = (user: Resource): boolean => {
  const active = attribute(user, 'active');
  return active === false || (typeof active === 'string' && active.toLowerCase() === 'false');
};
