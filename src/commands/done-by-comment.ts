/** Answers `/done`: whoever does the work at a system says that it is done, and the ledger keeps it. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { carriedInto } from '../ledger/carried.ts';
import type { Carried, OpenTask } from '../model/provisioning.ts';
import type { ProvisioningStep } from '../model/record.ts';
import { readDone } from '../plan/done-command.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { alternatives, code, plain } from '../render/markdown.ts';
import { ledgerBranch } from '../source/ledger-branch.ts';
import type { NewComment } from './answer-comment.ts';
import type { JobOptions } from './jobs.ts';
import { recordsAt } from './ledger-lines.ts';
import { type OpenedDefault, openDefault, presentAccess } from './open-default.ts';
import { executorsOf, keepTasks } from './provisioning-issues.ts';
import { writeProvisioned } from './write-provisioned.ts';

type Waiting = Carried & { readonly open: OpenTask };

/** Says what was understood, or why nothing was done. */
export async function doneByComment(
  about: { readonly system: string; readonly comment: NewComment },
  options: JobOptions,
): Promise<string> {
  const opened = await openDefault(options);
  try {
    return await answer(about, opened, options);
  } finally {
    opened.fetched.dispose();
  }
}

async function answer(
  { system: id, comment }: { readonly system: string; readonly comment: NewComment },
  opened: OpenedDefault,
  options: JobOptions,
): Promise<string> {
  const { fetched, ledger, defaultBranch } = opened;
  const now = options.clock();
  const { workspace, accesses, timeZone } = presentAccess(opened, now);
  const at = { workspace, accesses, timeZone, now, defaultBranch };
  const system = workspace.systems.has(id) ? workspace.systems.get(id) : undefined;
  if (!system || ledger === undefined) return `there is nothing to do at ${code(id)} any more.`;
  const executors = executorsOf(system, at);
  const person = personBehind(comment.author, peopleOf(workspace));
  if (person === undefined || !executors.includes(person))
    return `only those who do the work at ${plain(system.value.name)} can say that it is done: ${alternatives(executors.map((user) => plain(displayName(user, workspace))))}.`;
  const read = readDone(comment.body);
  if ('problem' in read) return `${read.problem}. Nothing was written down.`;
  const waiting = waitingAt(id, fetched.git, ledger);
  const unknown = read.lines.filter((line) => !waiting.some(({ open }) => open.line === line));
  if (unknown.length > 0)
    return `${unknown.length === 1 ? 'there is no line' : 'there are no lines'} ${unknown.join(', ')} that ${unknown.length === 1 ? 'waits' : 'wait'}${waiting.length === 0 ? '' : `; ${waiting.length === 1 ? 'the one that waits is' : 'those that wait are'} ${waiting.map(({ open }) => open.line).join(', ')}`}. Nothing was written down.`;
  const done = waiting.filter(({ open }) => read.lines.length === 0 || read.lines.includes(open.line));
  if (done.length === 0) return 'nothing waits here any more.';
  const by = { user: comment.author.login, id: comment.author.id, person };
  await writeProvisioned(
    [
      {
        system: id,
        connector: system.value.connector?.type ?? 'task',
        targets: undefined,
        steps: done.map((each) => stepOf(each, { by, comment: comment.id, proof: read.proof })),
      },
    ],
    { ...options, defaultBranch, fetched },
  );
  const written = fetched.more({}, { ledger: `refs/heads/${ledgerBranch}` }).ledger ?? ledger;
  await keepTasks(recordsAt(fetched.git, written), at, options);
  return `thank you. The ledger keeps that you did ${done.map(({ open, role, subject }) => `line ${open.line} (${open.action === 'grant' ? 'gave' : 'took away'} ${code(role)}, ${plain(displayName(subject, workspace))})`).join(', ')}${read.proof === undefined ? '' : `, with what you wrote as proof`}.${waiting.length > done.length ? ` ${waiting.length - done.length} more ${waiting.length - done.length === 1 ? 'waits' : 'wait'}.` : ''}`;
}

const waitingAt = (
  system: string,
  git: OpenedDefault['fetched']['git'],
  ledger: string,
): readonly Waiting[] =>
  (carriedInto(recordsAt(git, ledger)).get(system)?.all ?? []).flatMap((each) =>
    each.open ? [{ ...each, open: each.open }] : [],
  );

const stepOf = (
  { role, subject, account, open }: Waiting,
  { proof, ...more }: Pick<ProvisioningStep, 'by' | 'comment'> & { readonly proof: string | undefined },
): Omit<ProvisioningStep, 'at'> => ({
  action: open.action,
  role,
  subject,
  account,
  result: 'done',
  line: open.line,
  ...(open.path === undefined ? {} : { path: open.path }),
  ...(open.why === undefined ? {} : { why: open.why }),
  ...more,
  ...(proof === undefined ? {} : { proof }),
});
