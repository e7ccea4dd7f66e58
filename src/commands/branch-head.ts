/** What a branch of an automation holds at present. */
import type { Automation } from '../github/automation-pull-request.ts';
import { commitOf, type GitRepository, gitOutput } from '../source/git.ts';

/** The tree of a commit. */
export const treeOf = (git: GitRepository, commit: string): string =>
  gitOutput(git, ['rev-parse', `${commit}^{tree}`], 'a commit could not be read')
    .toString('utf8')
    .trim();

/** The head of a branch, where there is one. */
export const branchHead = (git: GitRepository, commit: string | undefined): Automation['head'] =>
  commit === undefined
    ? undefined
    : { commit, tree: treeOf(git, commit), parent: commitOf(git, `${commit}^1`) };
