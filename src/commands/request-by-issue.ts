/** From an issue form to a pull request: what somebody asked for in plain words, judged before it is proposed. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import type { Asked, Told } from '../forms/form-kind.ts';
import { formsOf } from '../forms/registry.ts';
import { keepPullRequest } from '../github/automation-pull-request.ts';
import { asking } from '../github/client.ts';
import { codesOf } from '../github/comment.ts';
import { tellNews } from '../github/told.ts';
import { readDay } from '../load/days.ts';
import { isOfForm, readAnswers } from '../load/form-answers.ts';
import type { ChangeSet } from '../model/change-set.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Workspace } from '../model/workspace.ts';
import {
  issueMark,
  problemsOf,
  renderForeign,
  renderOpened,
  renderSaid,
  renderUnclear,
  renderUnsure,
  requestMarker,
} from '../render/request-markdown.ts';
import { knownPeople } from '../rules/names.ts';
import { compareSources } from '../source/change.ts';
import { treeOf } from '../source/git.ts';
import { gitTree } from '../source/git-tree.ts';
import { withFiles } from '../source/overlay.ts';
import { endAt } from './access.ts';
import { filesOf } from './asked-files.ts';
import { timeZoneOf } from './check.ts';
import { digestOf } from './digest.ts';
import { prepareChange } from './evaluate.ts';
import { unclearWord } from './first-check.ts';
import type { JobOptions } from './jobs.ts';
import { type OpenedDefault, openDefault } from './open-default.ts';
import { type ChangedIssue, theirWords, whoseWords } from './own-words.ts';
import { propose } from './propose.ts';
import { readWhole } from './read.ts';

interface Issue {
  readonly number: number;
  readonly body: string;
  readonly isOpen: boolean;
  readonly author: { readonly login: string; readonly id: number };
}

/** Says in a sentence what was done. Repeating it changes nothing; editing the issue changes the same pull request. */
export async function requestByIssue(changed: ChangedIssue, options: JobOptions): Promise<string> {
  const { number } = changed;
  const issue = await fetchIssue(number, options);
  if (!issue) return 'This is no issue of a person.';
  const opened = await openDefault(options);
  try {
    const { git } = opened.fetched;
    const source = gitTree(git, opened.base, 'the default branch');
    const workspace = readWhole(source);
    const at = { now: options.clock(), timeZone: timeZoneOf(workspace) };
    const found = formOf(issue.body, workspace);
    // Also where the form was asked for by other words since, or its text was taken away to hide what it asked for.
    if (!issue.isOpen || (!found && changed.by === issue.author.id))
      return await withdraw(number, opened, options);
    if (!found) return 'This issue was not written by a form of ours.';
    const foreign = await notTheirWords(issue, changed, options);
    if (foreign !== undefined) return foreign;
    const asker = personBehind({ ...issue.author, type: 'User' }, peopleOf(workspace));
    if (asker === undefined) return await answer(issue, [nobody(issue.author, workspace)], options);
    const asked = found.kind.read(readAnswers(issue.body, found.named.form), found.named.about, {
      ...at,
      workspace,
      asker,
      login: issue.author.login,
      people: knownPeople(workspace),
      endOf: (path) =>
        endAt(
          path,
          { ...at, workspace, source, history: { git, commit: opened.base }, ledger: undefined },
          at.now,
        ),
      readDay,
    });
    if ('say' in asked) return await sayTo(issue, asked, options);
    if ('problems' in asked) return await unclear(issue, asked.problems, opened, options);
    return await ask(issue, asked, workspace, opened, options);
  } finally {
    opened.fetched.dispose();
  }
}

/** Nobody asks for anything in the name of another. */
async function notTheirWords(
  issue: Issue,
  changed: ChangedIssue,
  options: JobOptions,
): Promise<string | undefined> {
  const { number, author } = issue;
  const whose = await whoseWords(issue, changed, options.client, options.repository);
  if (whose === 'theirs') return undefined;
  if (whose === 'past') return `#${number} has been changed since; the run of that change looks at it.`;
  const text = whose === 'foreign' ? renderForeign(author.login) : renderUnsure(author.login);
  await tell(issue, `${whose}@${digestOf(issue.body)}`, text, options);
  return whose === 'foreign'
    ? `Somebody else changed #${number}, and nothing is asked for by that.`
    : `Nobody can tell whether #${number} still says what its author wrote, and nothing is asked for by that.`;
}

const branchOf = (number: number): string => `grantbook/request-${number}`;

async function fetchIssue(number: number, { client, repository }: JobOptions): Promise<Issue | undefined> {
  const { data } = await asking('the issue could not be read', () =>
    client.rest.issues.get({ ...repository, issue_number: number }),
  );
  if (data.pull_request || data.user?.type !== 'User') return undefined;
  const { login, id } = data.user;
  return { number, body: data.body ?? '', isOpen: data.state === 'open', author: { login, id } };
}

const formOf = (body: string, workspace: Workspace) =>
  formsOf(workspace).find(({ named }) => isOfForm(body, named.form));

const nobody = ({ login, id }: Issue['author'], { settings }: Workspace): string =>
  `your account \`${login}\` (number ${id}) belongs to nobody in the list of people, so nobody can tell who asks; ${(settings?.value.policyOwners ?? []).map((user) => `\`${user}\``).join(' or ')} can enter it`;

/** Judged by the same rules as any pull request, and proposed only if nothing is against it. */
async function ask(
  issue: Issue,
  asked: Asked,
  workspace: Workspace,
  opened: OpenedDefault,
  options: JobOptions,
): Promise<string> {
  const { git } = opened.fetched;
  const { number, author } = issue;
  const files = filesOf(asked, workspace, (path) =>
    git.run(['cat-file', 'blob', `${opened.base}:${path}`]).stdout.toString('utf8'),
  );
  const changeSet: ChangeSet = {
    title: asked.title,
    text: `Asked for in #${number}, by a form.\n\n${issueMark(number)}`,
    files,
    about: [`issue ${number}: ${digestOf(JSON.stringify(asked))}`],
    requestedBy: author,
  };
  const findings = findingsOf(files, author, opened, options);
  const problems = problemsOf(findings);
  if (problems.length > 0) return unclear(issue, problems, opened, options, codesOf(findings));
  const { number: pull } = await propose(`request-${number}`, changeSet, opened, options);
  await tellThem(issue, `opened@${pull}`, renderOpened(author.login, asked.title, pull), options);
  return `#${pull} asks for what #${number} says.`;
}

function findingsOf(
  files: ReadonlyMap<string, string | null>,
  author: Issue['author'],
  { fetched: { git }, base: commit, defaultBranch }: OpenedDefault,
  options: JobOptions,
): readonly Diagnostic[] {
  const base = gitTree(git, commit, `\`${defaultBranch}\``);
  const compared = compareSources(base, withFiles(base, files, 'what is asked for'));
  const change = { ...compared, baseCommit: commit, history: { git, commit } };
  const openedBy = { ...author, type: 'User' };
  return prepareChange(change, options.clock, { everybody: true, openedBy }).diagnostics;
}

/** What was open on behalf of the issue asks for something else by now. */
async function unclear(
  issue: Issue,
  problems: readonly string[],
  opened: OpenedDefault,
  options: JobOptions,
  codes: readonly string[] = [],
): Promise<string> {
  await closePull(issue.number, opened, options);
  return answer(issue, problems, options, codes);
}

async function answer(
  issue: Issue,
  problems: readonly string[],
  options: JobOptions,
  codes: readonly string[] = [],
): Promise<string> {
  const text = renderUnclear(issue.author.login, problems);
  await tellThem(issue, unclearWord(digestOf(issue.body + text), codes), text, options);
  return `#${issue.number} needs ${problems.length === 1 ? 'a repair' : `${problems.length} repairs`}.`;
}

/** Where no file holds what is asked for, an answer is all that there is. */
async function sayTo(issue: Issue, { say }: Told, options: JobOptions): Promise<string> {
  const text = renderSaid(issue.author.login, say);
  await tellThem(issue, `said@${digestOf(text)}`, text, options);
  return `#${issue.number} is answered.`;
}

async function withdraw(number: number, opened: OpenedDefault, options: JobOptions): Promise<string> {
  const closed = await closePull(number, opened, options);
  return closed
    ? `What #${number} asked for is withdrawn.`
    : `#${number} asks for nothing by a form of ours, and nothing of it is open.`;
}

/** With nothing to change, the pull request closes. */
async function closePull(number: number, opened: OpenedDefault, options: JobOptions): Promise<boolean> {
  const { fetched, base, defaultBranch } = opened;
  const kept = await keepPullRequest(options.client, options.repository, {
    branch: branchOf(number),
    defaultBranch,
    base: { commit: base, tree: treeOf(fetched.git, base) },
    changeSet: { title: '', text: '', files: new Map(), about: [] },
    closing: `What #${number} asked for was withdrawn, or changed.`,
  });
  return kept.state === 'closed';
}

/** An answer to the words of its author, which are known again by it. */
const tellThem = (issue: Issue, word: string, text: string, options: JobOptions) =>
  tellAll(issue, [word, theirWords(issue.body)], text, options);

const tell = (issue: Issue, word: string, text: string, options: JobOptions) =>
  tellAll(issue, [word], text, options);

const tellAll = (
  { number }: Issue,
  news: readonly string[],
  text: string,
  { client, repository }: JobOptions,
) =>
  tellNews(
    client,
    { ...repository, issue_number: number },
    {
      news,
      marker: requestMarker,
      comment: () => text,
      failure: 'the answer could not be written (the workflow needs `issues: write`)',
    },
  );
