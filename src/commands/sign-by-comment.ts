/** Answers `/sign`: an owner answers for what was found at their system on the first day. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { closeIssue } from '../github/notice.ts';
import { answerableFor } from '../ledger/adoption.ts';
import { foundAt } from '../ledger/signatures.ts';
import type { SignedRecord, Unchained } from '../model/record.ts';
import { code, listed, plain } from '../render/markdown.ts';
import { amount } from '../render/summary.ts';
import { gitTree } from '../source/git-tree.ts';
import { ledgerAt } from '../source/ledger-branch.ts';
import { version } from '../version.ts';
import type { NewComment } from './answer-comment.ts';
import { timeToRecord, untilWritten, writeRecords } from './append-records.ts';
import { timeZoneOf } from './check.ts';
import type { JobOptions } from './jobs.ts';
import { allLines } from './ledger-lines.ts';
import { openDefault } from './open-default.ts';
import { readWhole } from './read.ts';

interface AboutSystem {
  readonly system: string;
  readonly comment: NewComment;
}

const settled = (text: string) => ({ text, isSettled: true });
const unsettled = (text: string) => ({ text, isSettled: false });

/** Says what was done, or why not. */
export async function signByComment(about: AboutSystem, options: JobOptions): Promise<string> {
  const { system, comment } = about;
  const { client, defaultBranch, fetched } = await openDefault(options);
  try {
    const { base: tip = '' } = fetched.commits;
    const workspace = readWhole(gitTree(fetched.git, tip, 'the default branch'));
    const now = options.clock();
    const owners = answerableFor(system, { workspace, now, timeZone: timeZoneOf(workspace) });
    const person = personBehind(comment.author, peopleOf(workspace));
    if (person === undefined || !owners.includes(person))
      return `only those who own ${code(system)} can sign for it: ${listed(owners.map((user) => plain(user)))}.`;
    const by = { user: comment.author.login, id: comment.author.id, person };
    const answer = await untilWritten({ ...options, defaultBranch, fetched }, async ({ base, ledger }) => {
      if (ledger === undefined) return unsettled('there is no ledger yet, so there is nothing to sign for.');
      const files = ledgerAt(fetched.git, ledger);
      const records = allLines(files).flatMap(({ record }) => record ?? []);
      const found = foundAt(records).find((each) => each.found.system === system);
      if (!found) return unsettled(`nothing was found at ${code(system)} when the ledger began.`);
      if (found.signed)
        return settled(
          `${plain(found.signed.by.person)} signed for it on ${found.signed.at.slice(0, 10)} already.`,
        );
      const recordedAt = timeToRecord(files, now);
      const record: Unchained<SignedRecord> = {
        version: 1,
        recordedAt,
        tool: version,
        kind: 'signed',
        commit: base,
        system,
        by,
        at: new Date(now).toISOString(),
        comment: comment.id,
      };
      const message = `Signed for: ${system}, by ${person}`;
      const written = await writeRecords(client, options, files, { records: [record], message });
      const count = amount(found.left.length, 'grant');
      return written === 'moved'
        ? written
        : settled(
            `thank you. The ledger keeps that ${plain(person)} answers for the ${count} that ${found.left.length === 1 ? 'was' : 'were'} found at ${code(system)}.`,
          );
    });
    if (answer.isSettled) await closeIssue(client, options.repository, comment.number);
    return answer.text;
  } finally {
    fetched.dispose();
  }
}
