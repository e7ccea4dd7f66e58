/**
 * Parts of a file that have another shape than they should: what is a level too far out, in a list, or without the
 * key around it. The validator finds fault with each piece of such a part; here it is told once, as a whole.
 */
import type { ErrorObject } from 'ajv';
import type { Pointer } from '../model/diagnostic.ts';
import type { SchemaFlaw } from './schema-errors.ts';
import { meaningOf, orList, type SchemaNode, shown } from './schema-words.ts';

/** What is said of a part, and which errors it speaks for. */
export interface Shape {
  readonly flaw: SchemaFlaw;
  readonly covers: (error: ErrorObject) => boolean;
}

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flawAt = (pointer: Pointer, atKey: boolean, message: string, help: string): SchemaFlaw => ({
  rule: 'invalid-value',
  pointer,
  atKey,
  message,
  help,
  mild: false,
});

/** The parts of a value that are told as a whole. `pointerTo` turns a path of the validator into a pointer. */
export function findShapes(
  errors: readonly ErrorObject[],
  root: SchemaNode,
  value: unknown,
  pointerTo: (path: string) => Pointer,
): readonly Shape[] {
  const skipped = root.properties?.matrix ? skippedLevels(value) : [];
  return [
    ...skipped,
    ...errors.flatMap((error) => {
      const schema = (error.parentSchema ?? {}) as SchemaNode;
      const pointer = pointerTo(error.instancePath);
      const shape =
        error.keyword === 'anyOf'
          ? flagForWord(error, schema, pointer)
          : error.keyword === 'required'
            ? (withoutItsList(error, schema, pointer) ?? withoutItsKeys(error, schema, pointer))
            : undefined;
      return shape ?? [];
    }),
  ];
}

const within = (path: string): Shape['covers'] => {
  return ({ instancePath }) => instancePath === path || instancePath.startsWith(`${path}/`);
};

/** `viewer: { standing: true }`, where the word itself is the value. */
function flagForWord({ data, instancePath }: ErrorObject, schema: SchemaNode, pointer: Pointer) {
  const words = (schema.anyOf ?? []).flatMap((branch) =>
    typeof branch.const === 'string' ? [branch.const] : [],
  );
  const [[key = '', value] = [], ...more] = isGroup(data) ? Object.entries(data) : [];
  const name = pointer.at(-1);
  if (more.length > 0 || name === undefined || !words.includes(key) || value === false) return undefined;
  const flaw = flawAt(
    pointer,
    false,
    `\`${key}\` is a word of its own here, and takes no value`,
    `write ${shown(`${name}: ${key}`)}`,
  );
  return { flaw, covers: within(instancePath) };
}

/** `approvers:` right in a policy, where it belongs to an entry of `stages:`. */
function withoutItsList({ params, instancePath, data }: ErrorObject, schema: SchemaNode, pointer: Pointer) {
  const missing = String(params.missingProperty);
  const items = schema.properties?.[missing]?.items;
  if (!isGroup(data) || !items?.properties) return undefined;
  const known = schema.properties ?? {};
  const parts = Object.entries(data).filter(
    ([key]) => !Object.hasOwn(known, key) && Object.hasOwn(items.properties ?? {}, key),
  );
  const keys = parts.map(([key]) => key);
  const [first] = keys;
  if (first === undefined || items.required?.some((key) => !keys.includes(key))) return undefined;
  const entry = parts.map(([key, value]) => `${key}: ${inline(value)}`).join(', ');
  const flaw = flawAt(
    [...pointer, first],
    true,
    `\`${first}\` belongs to an entry of \`${missing}\`, and stands here without one`,
    `write \`${missing}: [{ ${entry} }]\` instead of ${orList(keys, 'and')}`,
  );
  const covers: Shape['covers'] = (error) =>
    error.instancePath === instancePath &&
    (error.params.missingProperty === missing || keys.includes(String(error.params.additionalProperty)));
  return { flaw, covers };
}

/** `- data-protection: 2026-09-17`, where both have a key of their own. */
function withoutItsKeys({ instancePath, data }: ErrorObject, schema: SchemaNode, pointer: Pointer) {
  const [first, second, ...more] = schema.required ?? [];
  const [entry, ...others] = isGroup(data) ? Object.entries(data) : [];
  if (typeof pointer.at(-1) !== 'number' || !entry || first === undefined || second === undefined)
    return undefined;
  const [name, value] = entry;
  if (more.length + others.length > 0 || isGroup(value) || Object.hasOwn(schema.properties ?? {}, name))
    return undefined;
  const flaw = flawAt(
    pointer,
    false,
    `an item of \`${pointer.at(-2)}\` has a line for ${orList([first, second], 'and')} each`,
    `write \`- { ${first}: ${name}, ${second}: ${inline(value)} }\``,
  );
  const covers: Shape['covers'] = (error) => error.instancePath === instancePath;
  return { flaw, covers };
}

/** A value on one line. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isGroup(value))
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${inline(part)}`)
      .join(', ')} }`;
  const text = String(value);
  return typeof value === 'string' && !/^[\w.-]+$/.test(text) ? JSON.stringify(text) : text;
}

/** What the matrix says of a role: without its level, it is what stands there in place of the role. */
const isAllowance = (value: unknown): boolean =>
  value === 'standing' ||
  (isGroup(value) && ['maxDuration', 'maxTotal', 'standing'].some((key) => Object.hasOwn(value, key)));

/** `wiki: editor: …` in the role matrix, without the job function around it; and the like. */
function skippedLevels(value: unknown): Shape[] {
  const matrix = isGroup(value) ? value.matrix : undefined;
  if (!isGroup(matrix)) return [];
  return Object.entries(matrix).flatMap(([outer, inner]): Shape[] => {
    const path = `/matrix/${outer.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isAllowance(inner)) return [withoutParts(['matrix', outer], 'a job function', 'systems', path)];
    if (!isGroup(inner)) return [];
    const parts = Object.entries(inner);
    const short = parts.filter(([, part]) => isAllowance(part));
    const [[role = ''] = []] = short;
    if (short.length === 0) return [];
    if (short.length === parts.length) {
      const flaw = flawAt(['matrix', outer], true, ...levelMissing(outer, role));
      return [{ flaw, covers: within(path) }];
    }
    return short.map(([system]) =>
      withoutParts(['matrix', outer, system], 'a system', 'roles', `${path}/${system}`),
    );
  });
}

const withoutParts = (pointer: Pointer, what: string, parts: string, path: string): Shape => ({
  flaw: flawAt(
    pointer,
    true,
    `\`${pointer.at(-1)}\` stands where ${what} belongs, but has no ${parts}`,
    'job function, system and role each have a line of their own, each two spaces further to the right',
  ),
  covers: within(path),
});

const levelMissing = (outer: string, role: string): [message: string, help: string] => [
  `\`${outer}\` stands where a job function belongs, and \`${role}\` where a system belongs: a level is missing`,
  `write the job function above \`${outer}:\`, and what stands there now two spaces further to the right; or, if \`${outer}\` is the job function, the system below it`,
];

/** How to write a list whose entries stand as a group of lines, such as `data-protection: 2026-09-17`. */
export function listOfGroup(data: unknown, { items }: SchemaNode): string | undefined {
  const [first, second, ...more] = items?.required ?? [];
  const [entry] = isGroup(data) ? Object.entries(data) : [];
  if (!entry || first === undefined || Object.hasOwn(items?.properties ?? {}, entry[0])) return undefined;
  const [name, value] = entry;
  if (isGroup(value) && first === 'id')
    return `write \`- ${first}: ${name}\` instead of \`${name}:\`, and so with each of the others`;
  return second === undefined || more.length > 0 || typeof value === 'object'
    ? undefined
    : `write each on a line such as \`- { ${first}: ${name}, ${second}: ${inline(value)} }\``;
}

/** How to write a group of lines whose entries stand in a list, such as `- viewer: …` or `- id: viewer`. */
export function groupOfList(data: unknown, schema: SchemaNode): string | undefined {
  const [first] = Array.isArray(data) ? (data as unknown[]) : [];
  const [part = {}] = Object.values(schema.patternProperties ?? {});
  if (!schema.patternProperties) return undefined;
  if (typeof first === 'string') return `write \`${first}: …\` instead of \`- ${first}\`${meaningOf(part)}`;
  const [[key = '', value] = [], ...more] = isGroup(first) ? Object.entries(first) : [];
  if (key === '') return undefined;
  if (more.length === 0) return `take the dash away before \`${key}:\`, and before each of the others`;
  return typeof value === 'string' && !Object.hasOwn(part.properties ?? {}, key)
    ? `write \`${value}:\` instead of \`- ${key}: ${value}\`, and so with each of the others`
    : undefined;
}
