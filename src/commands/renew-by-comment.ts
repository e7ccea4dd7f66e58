/** Answers `/renew` in somebody's reminder: opens the pull request that moves the end, or says why not. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import { keepPullRequest } from '../github/automation-pull-request.ts';
import { asking } from '../github/client.ts';
import { editTexts } from '../load/edit.ts';
import type { Access } from '../model/effective.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { planRenewal } from '../plan/renew.ts';
import { type RenewalCommand, readRenewal } from '../plan/renewal-command.ts';
import { code, plain } from '../render/markdown.ts';
import { subjectOfReminder } from '../render/reminder-markdown.ts';
import { treeOf } from '../source/git.ts';
import type { NewComment } from './answer-comment.ts';
import { branchHead } from './branch-head.ts';
import type { JobOptions } from './jobs.ts';
import { judgePullRequest } from './judge-pull-request.ts';
import { type OpenedDefault, openDefault, presentAccess } from './open-default.ts';
import { recordMerges } from './record-commits.ts';

/** Says in a sentence what was done. */
export async function renewByComment(comment: NewComment, options: JobOptions): Promise<string> {
  const command = readRenewal(comment.body);
  if (!command) return 'The comment asks for nothing.';
  const { client, repository } = options;
  const at = { ...repository, issue_number: comment.number };
  const { data: issue } = await asking('the issue could not be read', () => client.rest.issues.get(at));
  const subject = issue.user?.type === 'Bot' ? subjectOfReminder(issue.body ?? '') : undefined;
  if (subject === undefined) return 'The comment stands in no reminder.';
  const answer = await answerTo(command, { subject, comment }, options);
  await asking('the answer could not be written (the workflow needs `issues: write`)', () =>
    client.rest.issues.createComment({ ...at, body: `@${comment.author.login}: ${answer}\n` }),
  );
  return answer;
}

interface Asked {
  readonly subject: string;
  readonly comment: NewComment;
}

async function answerTo(
  command: RenewalCommand | { readonly problem: string },
  { subject, comment }: Asked,
  options: JobOptions,
): Promise<string> {
  if ('problem' in command) return command.problem;
  const opened = await openDefault(options);
  try {
    const { workspace, accesses, timeZone } = presentAccess(opened, options.clock());
    const asker = personBehind(comment.author, peopleOf(workspace));
    const manager = workspace.people.get(subject)?.value.manager;
    if (asker === undefined || (asker !== subject && asker !== manager))
      return `this is about the access of ${plain(subject)}; only that person, or their manager, can ask to go on with it.`;
    const held = accesses.filter(
      ({ grant, end }) =>
        grant.value.subject === subject && typeof end === 'object' && end.at > options.clock(),
    );
    const chosen = choose(held, command.grant);
    if ('problem' in chosen) return chosen.problem;
    const plan = planRenewal(chosen, { ...command, requestedBy: asker }, { now: options.clock(), timeZone });
    if ('problem' in plan) return `${code(chosen.grant.path)} cannot be renewed: ${plan.problem}.`;
    const number = await open(chosen, { values: plan.values, by: comment.author }, opened, options);
    return `#${number} asks for it. It says who approves, and what is missing; you hear of it there.`;
  } finally {
    opened.fetched.dispose();
  }
}

/** The grant that is meant: as named, or the only one there is. */
function choose(held: readonly Access[], named: string | undefined): Access | { readonly problem: string } {
  const nameOf = ({ grant }: Access) => `${grant.value.system}/${grant.value.role}`;
  const found = held.filter(
    (access) => named === undefined || named === nameOf(access) || named === access.grant.path,
  );
  const [only, ...more] = found;
  if (only && more.length === 0) return only;
  const [first] = held;
  if (!first) return { problem: 'nothing is left that could be renewed; what has ended is asked for anew.' };
  const names = held.map((access) => code(nameOf(access))).join(', ');
  return { problem: `say which one: ${names}, as in ${code(`/renew ${nameOf(first)} 30d because …`)}.` };
}

async function open(
  { grant }: Access,
  {
    values,
    by,
  }: { readonly values: Readonly<Record<string, string | null>>; readonly by: NewComment['author'] },
  { client, defaultBranch, fetched, base }: OpenedDefault,
  options: JobOptions,
): Promise<number> {
  const { git } = fetched;
  const name = `renew-${grant.value.system}-${grant.value.role}-${grant.value.subject}`;
  const branch = `grantbook/${name}`;
  const { [name]: head } = fetched.more({}, { [name]: `refs/heads/${branch}` });
  const text = git.run(['cat-file', 'blob', `${base}:${grant.path}`]);
  if (text.status !== 0) throw new EnvironmentFailure(`\`${grant.path}\` could not be read`);
  const edited = editTexts(text.stdout.toString('utf8'), values);
  const { subject, system, role } = grant.value;
  const kept = await keepPullRequest(client, options.repository, {
    branch,
    defaultBranch,
    base: { commit: base, tree: treeOf(git, base) },
    head: branchHead(git, head),
    changeSet: {
      title: `Renew ${system}/${role} of ${subject}`,
      text: `Asked for by ${code(values.requestedBy ?? subject)} in a reminder.`,
      files: new Map([[grant.path, edited]]),
      about: [`${grant.path} ${JSON.stringify(values)}`],
      requestedBy: by,
    },
  });
  if (!('number' in kept)) throw new EnvironmentFailure('the renewal changes nothing');
  await recordMerges([await judgePullRequest({ ...options, number: kept.number })], options);
  return kept.number;
}
