/** Where the history is missing here, so that nobody can tell when a period began. */
import { amount } from '../render/summary.ts';
import { gitAt, isShallow, repositoryRoot } from '../source/git.ts';

/** Why the history is missing. */
export type Gap = 'shallow' | 'no repository';

/** What a folder lacks; nothing where it stands in a whole clone. */
export function gapIn(dir: string): Gap | undefined {
  const root = repositoryRoot(dir);
  if (root === undefined) return 'no repository';
  return isShallow(gitAt(root)) ? 'shallow' : undefined;
}

/** What cannot be said because of it, and what helps. */
export const gapInWords = (gap: Gap, grants: number): string =>
  gap === 'shallow'
    ? `This clone does not hold the whole history, so the end of ${amount(grants, 'grant')} is not known. Run \`git fetch --unshallow\`.`
    : `This folder is in no git repository, so the end of ${amount(grants, 'grant')} is not known.`;
