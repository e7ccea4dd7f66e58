/** What a new repository takes over from Grantbook’s own: its workflows, its Action, its pull request template. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentFailure } from '../model/failure.ts';
import { type ActionSource, actionFolder, workflowFor } from '../setup/workflows.ts';

/** In the bundle they lie beside it; in the sources, where GitHub wants them. */
function places(): Readonly<Record<'workflows' | 'action' | 'bundles' | 'template' | 'license', string>> {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundled = join(here, '..', 'templates');
  const root = existsSync(bundled) ? undefined : join(here, '..', '..');
  const at = (inBundle: string, inSources: string) =>
    root === undefined ? join(bundled, inBundle) : join(root, inSources);
  return {
    workflows: at('workflows', '.github/workflows'),
    action: at('action.yml', 'action.yml'),
    bundles: root === undefined ? join(here, '..') : join(root, 'dist'),
    template: at('pull_request_template.md', '.github/pull_request_template.md'),
    license: at('LICENSE', 'LICENSE'),
  };
}

/** `ci.yml` judges Grantbook itself, and is nobody else’s. */
const isForUsers = (name: string): boolean => name.endsWith('.yml') && name !== 'ci.yml';

/** The files by path. */
export function templateFiles(action: ActionSource, defaultBranch: string): ReadonlyMap<string, string> {
  const { workflows, action: metadata, bundles, template, license } = places();
  try {
    const files = new Map(
      readdirSync(workflows)
        .filter(isForUsers)
        .toSorted()
        .map((name) => [
          `.github/workflows/${name}`,
          workflowFor(text(join(workflows, name)), action, defaultBranch),
        ]),
    );
    files.set('.github/pull_request_template.md', text(template));
    if (action.kind === 'copy') {
      files.set(`${actionFolder}/action.yml`, text(metadata));
      for (const path of bundledFiles(bundles))
        files.set(`${actionFolder}/dist/${path}`, text(join(bundles, path)));
      files.set(`${actionFolder}/LICENSE`, text(license));
      // Without it, Node would have to guess which kind of JavaScript this is.
      files.set(`${actionFolder}/package.json`, '{ "private": true, "type": "module" }\n');
    }
    return files;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new EnvironmentFailure(
      `\`${path ?? 'a template'}\` could not be read (${code}); this copy of Grantbook is not whole`,
    );
  }
}

/** The Action, the command line and what it puts into the site; not what makes another new repository. */
const bundledFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^(action|cli|cli\/.*|site\/.*)\.(js|css|svg)$/.test(path))
    .toSorted();

/** A clone on Windows may have other line ends. */
const text = (path: string): string => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
