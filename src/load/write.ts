/** Values as the YAML of a new file. A file that is there already is edited, so that every other byte stays. */
import { stringify } from 'yaml';
import type { Grant } from '../model/grant.ts';

/** Block style, nothing folded: a line of the file is a line of the text. What stands twice is written twice. */
export const yamlText = (value: unknown): string =>
  stringify(value, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });

/** The keys of a grant in the order in which a person would write them. */
const order: readonly (keyof Grant)[] = [
  'version',
  'subject',
  'system',
  'role',
  'justification',
  'ticket',
  'requestedBy',
  'requestedAt',
  'validFrom',
  'permissions',
  'validUntil',
  'duration',
  'standing',
  'windows',
  'activation',
  'emergency',
  'incident',
];

/** A new grant file. */
export function grantText(grant: Grant): string {
  const known = order.flatMap((key) => (grant[key] === undefined ? [] : [[key, grant[key]] as const]));
  return yamlText(Object.fromEntries(known));
}
