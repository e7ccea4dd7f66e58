/**
 * Bundles the three entries and what runs in the pages of the site into `dist/`. The bundles are committed, because GitHub runs an Action from its
 * repository without an install, and so that `node dist/cli.js` works straight from a clone.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { buildSiteAssets } from './browser.ts';

// Chunks carry their digest in their name; those of the last build must not stay behind.
rmSync('dist', { recursive: true, force: true });

/** ESM output still needs a `require` for the CommonJS libraries inside the bundle. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const shared = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Names stay readable, so that whoever audits a pinned commit can read what runs.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  banner: { js: requireBanner },
} as const;

await build({
  ...shared,
  entryPoints: ['src/action.ts'],
  outfile: 'dist/action.js',
  alias: { undici: './scripts/without-undici.ts' },
});
await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', packages: 'external' });
await build({
  ...shared,
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  // Each command loads only what it needs: `--version` must not pay for a YAML parser.
  splitting: true,
  chunkNames: 'cli/[name]-[hash]',
});
await buildSiteAssets();

// What `grantbook init` makes the files of a new repository from.
mkdirSync('dist/templates/workflows', { recursive: true });
for (const name of readdirSync('.github/workflows').filter((file) => file !== 'ci.yml'))
  cpSync(`.github/workflows/${name}`, `dist/templates/workflows/${name}`);
cpSync('.github/pull_request_template.md', 'dist/templates/pull_request_template.md');
for (const name of ['action.yml', 'LICENSE']) cpSync(name, `dist/templates/${name}`);
