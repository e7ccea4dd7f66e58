/** Asks the owners to sign for what was found on the first day: an issue for each system, until one of them has. */
import { keepIssues } from '../github/notice.ts';
import { answerableFor } from '../ledger/adoption.ts';
import { foundAt } from '../ledger/signatures.ts';
import { address } from '../render/markdown.ts';
import {
  renderSigning,
  type Signing,
  signingMarker,
  signingPrefix,
  signingTitle,
} from '../render/signing-markdown.ts';
import { gitTree } from '../source/git-tree.ts';
import { timeZoneOf } from './check.ts';
import type { JobOptions } from './jobs.ts';
import { recordsAt } from './ledger-lines.ts';
import type { OpenedDefault } from './open-default.ts';
import { readWhole } from './read.ts';

/** Asks GitHub nothing where everything is signed for. An issue that a person closed unsigned stays closed. */
export async function askForSignatures(opened: OpenedDefault, options: JobOptions): Promise<void> {
  const { fetched, base, ledger, client, defaultBranch } = opened;
  const { repository, serverUrl } = options;
  if (ledger === undefined) return;
  const records = recordsAt(fetched.git, ledger);
  const open = foundAt(records).filter(({ signed }) => signed === undefined);
  const [first] = open;
  if (!first) return;
  const workspace = readWhole(gitTree(fetched.git, base, 'the default branch'));
  const timeZone = timeZoneOf(workspace);
  const signings = open.flatMap(({ found: { system }, left }): Signing[] => {
    const there = left.filter((path) => workspace.holdings.at(path) !== undefined);
    if (there.length === 0) return [];
    const owners = answerableFor(system, { workspace, timeZone, now: options.clock() });
    return [
      {
        system,
        grants: there,
        logins: owners.flatMap((user) => workspace.people.get(user)?.value.github?.login ?? []),
        workspace,
        timeZone,
        deleteUrl: (path) =>
          `${serverUrl}/${repository.owner}/${repository.repo}/delete/${address(defaultBranch)}/${address(path)}`,
      },
    ];
  });
  await keepIssues(
    client,
    repository,
    signingPrefix,
    signings.map((signing) => ({
      marker: signingMarker(signing.system),
      title: signingTitle(signing),
      body: renderSigning(signing),
    })),
    { onceSince: first.found.recordedAt },
  );
}
