/** A commit that is made here and pushed nowhere: what a change would be, before anybody proposes it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet } from '../model/change-set.ts';
import { type GitRepository, gitOutput } from './git.ts';

/** Nobody's: it never leaves this machine. */
const nobody = {
  GIT_AUTHOR_NAME: 'Grantbook',
  GIT_AUTHOR_EMAIL: 'grantbook@localhost',
  GIT_COMMITTER_NAME: 'Grantbook',
  GIT_COMMITTER_EMAIL: 'grantbook@localhost',
};

/** The commit `base` with these files (`null` takes one away). */
export function commitOnto(git: GitRepository, base: string, files: ChangeSet['files']): string {
  const what = 'the change could not be put together';
  const index = join(git.dir, `grantbook-index-${process.pid}`);
  const env = { ...nobody, GIT_INDEX_FILE: index };
  const output = (args: readonly string[], input?: string): string => {
    const result = git.run(args, { env, ...(input === undefined ? {} : { input }) });
    if (result.status !== 0) gitOutput(git, args, what, input);
    return result.stdout.toString('utf8').trim();
  };
  try {
    output(['read-tree', base]);
    const lines = [...files].map(([path, content]) => {
      if (content === null) return `0 ${'0'.repeat(40)}\t${path}`;
      return typeof content === 'string'
        ? `100644 ${output(['hash-object', '-w', '--stdin'], content)}\t${path}`
        : `${content.mode} ${content.objectId}\t${path}`;
    });
    output(['update-index', '-z', '--index-info'], lines.map((line) => `${line}\0`).join(''));
    return output(['commit-tree', output(['write-tree']), '-p', base, '-m', 'What is asked for']);
  } finally {
    rmSync(index, { force: true });
  }
}
