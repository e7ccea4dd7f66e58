/** The schemas as files, for editors. */
import { FactsSchema } from '../model/facts.ts';
import { schemas } from './schemas.ts';

/** `schemas/<name>.schema.json`, each with its text. */
export const publishedSchemas = (): readonly (readonly [path: string, text: string])[] =>
  Object.entries({ ...schemas, facts: FactsSchema }).map(([name, schema]) => {
    const head = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `https://grantbook.dev/schemas/${name}.schema.json`,
    };
    return [`schemas/${name}.schema.json`, `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`];
  });
