/** The comment that reminds approvers who were asked and have not answered, since an edit of the other one sends no mail. */
import type { OverdueApprover } from '../approvals/overdue.ts';
import { dayOf, daysBetween, type Instant } from '../model/period.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { expressionInWords, nameOf } from './approvers-in-words.ts';
import { type At, momentInWords } from './grant-words.ts';
import { alternatives, code, pathCode } from './markdown.ts';

/** Begins each of these comments. */
export const overdueMarker = '<!-- grantbook:overdue -->';

/** Names the people, how long it has waited for them, and what happens next. */
export function renderOverdue(people: readonly OverdueApprover[], workspace: Workspace, at: At): string {
  const bySince = new Map<string, string[]>();
  for (const { login, since } of people) {
    const words = sinceInWords(since, at);
    bySince.set(words, [...(bySince.get(words) ?? []), `@${login}`]);
  }
  return [
    [...bySince]
      .map(([words, logins]) => `${logins.join(', ')}: this has waited for you ${words}.`)
      .join('\n'),
    'Please open *Review changes* under *Files changed*, and choose *Approve*, or *Request changes* with the reason. The first comment says who asks for what.',
    ...escalationsInWords(people, workspace, at),
  ].join('\n\n');
}

/** "since 1 December 2026 at 12:00 (Europe/Lisbon), 3 days ago". */
export function sinceInWords(since: Instant, { now, timeZone }: At): string {
  const days = daysBetween(dayOf(since, timeZone), dayOf(now, timeZone));
  const ago = days === 0 ? '' : days === 1 ? ', yesterday' : `, ${days} days ago`;
  return `since ${momentInWords(new Date(since).toISOString(), timeZone)}${ago}`;
}

/** Who may approve too, and from when, where that is still to come. */
function escalationsInWords(
  people: readonly OverdueApprover[],
  workspace: Workspace,
  { timeZone }: At,
): string[] {
  const requirements = [...new Set(people.flatMap((person) => person.requirements))];
  const paths = new Map<string, string[]>();
  for (const requirement of requirements) {
    const words = escalationInWords(requirement, workspace, timeZone);
    if (words !== undefined) paths.set(words, [...(paths.get(words) ?? []), requirement.change.path]);
  }
  const isOfAll = [...paths.values()].every(({ length }) => length === requirements.length);
  return [...paths].map(([words, of]) =>
    isOfAll
      ? `Without an answer, ${words}.`
      : `Without an answer about ${of.map((path) => pathCode(path)).join(', ')}, ${words}.`,
  );
}

function escalationInWords(
  { escalation, change }: Requirement,
  workspace: Workspace,
  timeZone: string,
): string | undefined {
  if (!escalation) return undefined;
  const [, system] = change.path.split('/');
  const who = escalation.to.map((expression) => {
    const [kind, name = ''] = expression.split(':', 2);
    if (kind === 'user') return nameOf(name, workspace);
    return kind === 'github-team'
      ? `a member of ${code(name)}`
      : expressionInWords(expression, system, workspace);
  });
  return `${alternatives(who)} may approve this too, from ${momentInWords(escalation.from, timeZone)} on`;
}
