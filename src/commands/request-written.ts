/** The files of a request: judged before anything is written, then written, and never over what somebody else wrote. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accountsOf } from '../approvals/people.ts';
import { grantsAsked, type RoleAsked } from '../forms/build-grant.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Grant } from '../model/grant.ts';
import { grantPath } from '../model/with-grant.ts';
import { compareSources } from '../source/change.ts';
import { requireNoLinks } from '../source/no-links.ts';
import { withFiles } from '../source/overlay.ts';
import { filesOf } from './asked-files.ts';
import { concludeChange, type Evaluation, prepareChange } from './evaluate.ts';
import { readPolicies } from './read.ts';
import { type Desk, judgedOn } from './request-desk.ts';

/** A request as files, and what would be said of a pull request with them. */
export interface Drafted {
  readonly grants: readonly Grant[];
  readonly files: ReadonlyMap<string, string>;
  readonly evaluation: Evaluation;
}

/** Judged as the pull request that the asker would open. */
export function draft(asked: RoleAsked, desk: Desk): Drafted {
  const grants = grantsAsked(asked, desk);
  const here = readPolicies(desk.source, () => grants.map(grantPath));
  const all = filesOf({ title: '', grants, ends: [] }, here, (path) =>
    readFileSync(join(desk.root, path), 'utf8'),
  );
  const files = new Map([...all].flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
  const { base, history } = judgedOn(desk);
  const change = {
    ...compareSources(base, withFiles(base, files, 'the request')),
    ...(history ? { baseCommit: history.commit, history } : {}),
  };
  const person = desk.workspace.people.get(desk.asker);
  const [account] = person ? accountsOf(person.value) : [];
  const openedBy = account ? { ...account, type: 'User' } : null;
  const prepared = prepareChange(change, () => desk.now, { everybody: true, openedBy });
  return { grants, files, evaluation: concludeChange(prepared, undefined) };
}

/** Writes the files. One that came to be since is left alone. */
export function writeDraft({ files }: Drafted, { root, source }: Desk): void {
  requireNoLinks(root, files.keys());
  for (const [path, text] of files) {
    const full = join(root, path);
    const isThere = source.list([path]).length > 0;
    try {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text, { flag: isThere ? 'w' : 'wx' });
    } catch (error) {
      throw new EnvironmentFailure(
        `\`${path}\` could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
      );
    }
  }
}
