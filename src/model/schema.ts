/**
 * Building blocks for the file schemas. One definition gives three things: the TypeScript type, the validator
 * that the loader compiles, and the published JSON Schema whose descriptions an editor shows on hover.
 */
import Type, { type TProperties, type TSchema } from 'typebox';

/** Names of the string formats that only Grantbook knows; the loader registers a strict parser for each. */
export const grantbookFormats = [
  'user-name',
  'identifier',
  'rule',
  'day',
  'moment',
  'duration',
  'time-zone',
  'time-of-day',
  'expression',
  'system-role',
  'github-login',
  'secret-name',
  'repository-address',
  'page-address',
] as const;
export type GrantbookFormat = (typeof grantbookFormats)[number];

/** A map in which an unknown key is an error. */
export function closed<P extends TProperties>(
  properties: P,
  about: { title?: string; description?: string; minProperties?: number } = {},
) {
  return Type.Object(properties, { ...about, additionalProperties: false });
}

/** A top-level file: a closed map that starts with `version: 1`. */
export function file<P extends TProperties>(title: string, description: string, properties: P) {
  return closed(
    {
      version: Type.Literal(1, { description: 'The version of this file format. Always `1`.' }),
      ...properties,
    },
    { title, description },
  );
}

export const optional = Type.Optional;

/** Free text for people, at most `maxLength` characters. */
export const text = (description: string, maxLength = 500) =>
  Type.String({ description, minLength: 1, maxLength });

/** A SCIM `userName`: lower-case ASCII, so that no two people can look alike. */
export const userName = (description: string) =>
  Type.String({ description, format: 'user-name', pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', maxLength: 64 });

/** The id of a system, role, permission, job function and so on. */
export const identifier = (description: string) =>
  Type.String({ description, format: 'identifier', pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', maxLength: 64 });

/** A rule by its name, or by the code that messages begin with. */
export const rule = (description: string) =>
  Type.String({
    description,
    format: 'rule',
    pattern: '^([a-z0-9]+([._-][a-z0-9]+)*|[Gg][Bb][0-9]{3})$',
    maxLength: 64,
  });

/** A calendar day such as `2026-12-23`, counted in the organization's time zone. */
export const day = (description: string) =>
  Type.String({ description, format: 'day', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** A calendar day, or an RFC 3339 instant with an offset. */
export const moment = (description: string) => Type.String({ description, format: 'moment' });

/** `45m`, `8h`, `30d`, `2w` or an ISO 8601 duration. */
export const duration = (description: string) => Type.String({ description, format: 'duration' });

/** A time of day such as `08:00`. */
export const timeOfDay = (description: string) =>
  Type.String({ description, format: 'time-of-day', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** An expression that names people. The description lists between backticks what it may be; messages say it again. */
export const expression = (description: string, pattern: string) =>
  Type.String({ description, format: 'expression', pattern });

/** `manager`, `group:security`, `user:ana.costa` and so on; the approval rules resolve it. */
export const approver = () =>
  expression(
    'Who may approve: `everyone`, `manager`, `manager-of-manager`, `system-owner`, `policy-owner`, `user:<userName>`, `group:<name>`, `job-function:<name>` or `github-team:<org>/<slug>`.',
    '^(everyone|manager|manager-of-manager|system-owner|policy-owner|(user|group|job-function):[a-z0-9]+([._-][a-z0-9]+)*|github-team:[A-Za-z0-9-]+/[A-Za-z0-9._-]+)$',
  );

/** A list without repetition. `minItems` is 1 unless the caller allows an empty list. */
export const list = <T extends TSchema>(
  items: T,
  description: string,
  options: { minItems?: number; maxItems?: number } = {},
) => Type.Array(items, { description, minItems: 1, uniqueItems: true, ...options });

/** A map from id to value. */
export const mapOf = <T extends TSchema>(value: T, description: string) =>
  Type.Record(Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$' }), value, {
    description,
    additionalProperties: false,
  });

/** A whole number. */
export const integer = (description: string, range: { minimum: number; maximum?: number }) =>
  Type.Integer({ description, ...range });

export const flag = (description: string) => Type.Boolean({ description });

/** One of a few words. */
export const oneOf = <const V extends string[]>(values: readonly [...V], description: string) =>
  Type.Enum([...values] as [...V], { description });
