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
  return changed
    .replace(/ Copy this file and [\s\S]*?as they say\.\n/, '\n')
    .replaceAll('See .github/SECURITY.md.', 'See SECURITY.md of Grantbook.')
    .replace('branches: [main] # your default branch', `branches: [${defaultBranch}]`);
}
