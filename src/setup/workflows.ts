/** The workflows of a new repository, made from those of Grantbook’s own, so that they cannot go stale. */
import { InternalError } from '../model/failure.ts';

/** Where the new repository gets the Action from. */
export type ActionSource =
  /** A copy of its own, which works at once and without a release. */
  | { readonly kind: 'copy' }
  /** An action of a repository, by its full commit: `owner/grantbook@<commit>`. */
  | { readonly kind: 'pinned'; readonly uses: string };

/** Where the copy lies. */
export const actionFolder = '.github/grantbook';

const localAction = 'uses: ./\n';
/** The advice to copiers, the checkout and the local action, as Grantbook’s own workflows have them. */
const ownSteps =
  /(?: +#[^\n]*\n)*( +)- (uses: actions\/checkout@[^\n]*\n +with:\n +ref: [^\n]*default_branch[^\n]*\n +persist-credentials: false\n) +- uses: \.\/\n/g;

/** The command line of Grantbook’s own checkout, with the advice above it. */
const ownRun = /(?: +#[^\n]*\n)*( +)- run: node dist\/cli\.js ([^\n]*\n)/g;

/** The command line out of the copy; or out of the commit that is pinned, which is checked out beside the company’s files. */
function runFor(
  action: ActionSource,
  checkout: string | undefined,
): (indent: string, what: string) => string {
  if (action.kind === 'copy')
    return (indent, what) => `${indent}- run: node ${actionFolder}/dist/cli.js ${what}`;
  if (checkout === undefined) throw new InternalError('a workflow runs commands without a checkout');
  const [repository = '', ref = ''] = action.uses.split('@');
  return (indent, what) =>
    [
      `${indent}- uses: ${checkout}\n${indent}  with:\n`,
      ...[`repository: ${repository}`, `ref: ${ref}`, 'path: .grantbook', 'persist-credentials: false'].map(
        (line) => `${indent}    ${line}\n`,
      ),
      `${indent}- run: node .grantbook/dist/cli.js ${what}`,
    ].join('');
}

const forCopy = (indent: string, checkout: string): string =>
  [
    `${indent}# The default branch is checked out for the code of the Action in \`${actionFolder}\`. Nothing of a pull request`,
    `${indent}# is ever checked out: add no step that does.`,
    `${indent}- ${checkout}${indent}- uses: ./${actionFolder}\n`,
  ].join('\n');

/** One workflow for the new repository: the same but for where the Action comes from, and which branch is the default one. */
export function workflowFor(text: string, action: ActionSource, defaultBranch: string): string {
  const changed = text.replaceAll(ownSteps, (_, indent: string, checkout: string) =>
    action.kind === 'copy' ? forCopy(indent, checkout) : `${indent}- uses: ${action.uses}\n`,
  );
  if (changed.includes(localAction)) throw new InternalError('a workflow has steps of another kind');
  const [, checkout] = /- uses: (actions\/checkout@[^\n]*)\n/.exec(text) ?? [];
  return changed
    .replaceAll(ownRun, (_, indent: string, what: string) => runFor(action, checkout)(indent, what))
    .replace(/ Copy this file and [\s\S]*?as they say\.\n/, '\n')
    .replaceAll('See .github/SECURITY.md.', 'See SECURITY.md of Grantbook.')
    .replace('branches: [main] # your default branch', `branches: [${defaultBranch}]`);
}
