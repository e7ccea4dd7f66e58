/** Bundles what runs in the pages of the site, and copies their style, into `dist/site/`. */
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { _, Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { formats } from '../src/load/formats.ts';
import { schemas } from '../src/load/schemas.ts';

const target = 'dist/site';

/**
 * A page lets no text become code, and `ajv` makes code of each schema when it starts. So that is done here, and the pages
 * get the finished functions by the title of their schema, under the very interface that `load/schemas.ts` uses.
 */
function precompiled(): string {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    validateSchema: false,
    meta: false,
    code: { optimize: true, source: true, formats: _`formats` },
  });
  addFormats.default(ajv, ['email']);
  // Only its name matters here: the function itself is the one of `load/schemas.ts`.
  ajv
    .removeKeyword('uniqueItems')
    .addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: () => true });
  for (const [name, { accepts }] of Object.entries(formats)) ajv.addFormat(name, accepts);
  const makers = Object.values(schemas).map((schema: AnySchemaObject) => {
    const validate = ajv.compile(schema);
    for (const { value } of validate.source?.scopeValues.keyword ?? [])
      if (value) value.code = _`uniqueItems`;
    const code = standalone.default(ajv, validate);
    return `${JSON.stringify(schema.title)}: (formats, uniqueItems) => { const module = {}; ${code.replace('module.exports.default =', '')}; return module.exports; }`;
  });
  return `import { fullFormats } from 'ajv-formats/dist/formats.js';
const makers = {${makers.join(',\n')}};
export class Ajv {
  formats = { email: fullFormats.email };
  addFormat(name, accepts) { this.formats[name] = accepts; return this; }
  removeKeyword() { return this; }
  addKeyword({ validate }) { this.uniqueItems = validate; return this; }
  compile({ title }) { return makers[title](this.formats, this.uniqueItems); }
}
// What is left to do of "ajv-formats": nothing.
const added = () => {};
export default Object.assign(added, { default: added });
`;
}

const withoutCompiling: Plugin = {
  name: 'schemas-compiled-before',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ajv(-formats)?$/ }, () => ({ path: 'ajv', namespace: 'precompiled' }));
    onLoad({ filter: /./, namespace: 'precompiled' }, () => ({
      contents: precompiled(),
      loader: 'js',
      resolveDir: resolve('.'),
    }));
  },
};

const shared = {
  bundle: true,
  platform: 'browser',
  // Plain scripts, which run from a folder as well as from a server.
  format: 'iife',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  outdir: target,
} satisfies BuildOptions;

/** Writes all assets of the site. */
export async function buildSiteAssets(): Promise<void> {
  await build({
    ...shared,
    entryPoints: ['src/browser/core.ts'],
    alias: { 'node:buffer': resolve('src/browser/buffer.ts') },
    inject: ['src/browser/buffer.ts'],
    plugins: [withoutCompiling],
  });
  await build({
    ...shared,
    entryPoints: ['src/browser/site.ts', 'src/browser/request.ts', 'src/browser/practice.ts'],
  });
  // Beside the command line, which puts it into a page of its own.
  await build({
    ...shared,
    entryPoints: { 'verify-page': 'src/browser/verify.ts' },
    outdir: 'dist/cli',
  });
  await build({ ...shared, entryPoints: ['src/site/style.css'] });
  cpSync('src/site/icon.svg', `${target}/icon.svg`);
}
