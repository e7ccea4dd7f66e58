/**
 * The floor: what the bare libraries need for the same files, in a process of its own. Reads every file, parses it
 * with `yaml`'s `parseDocument` and `toJS`, and validates it with the bare compiled schema.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseDocument } from 'yaml';

const [dir = '.', schemas = 'schemas'] = process.argv.slice(2);
const ajv = addFormats.default(new Ajv({ strict: false, logger: false }));
const validator = (name: string) => {
  const { $id: _, ...schema } = JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
  return ajv.compile(schema);
};
const folders = [
  ['access-grants', validator('grant')],
  ['policies/people', validator('person')],
  ['policies/systems', validator('system')],
] as const;

let read = 0;
for (const [folder, validate] of folders) {
  for (const entry of readdirSync(join(dir, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const document = parseDocument(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    if (!validate(document.toJS())) throw new Error(`${entry.name}: ${ajv.errorsText(validate.errors)}`);
    read += 1;
  }
}
console.log(read);
