/** What a branch of an automation holds at present. */
import type { Automation } from '../github/automation-pull-request.ts';
import { type GitRepository, parentOf, treeOf } from '../source/git.ts';

/** The head of a branch, where there is one. */
export const branchHead = (git: GitRepository, commit: string | undefined): Automation['head'] =>
  commit === undefined ? undefined : { commit, tree: treeOf(git, commit), parent: parentOf(git, commit) };
