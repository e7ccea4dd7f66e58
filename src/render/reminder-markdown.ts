/** The issue that reminds somebody of access which ends soon. */
import { endInWords } from '../model/entitlement.ts';
import { dayOf, daysBetween, type Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import type { DueReminder, Reminder } from '../plan/remind.ts';
import { roleInWords, roleOf } from './grant-words.ts';
import { code, pathCode, plain, table } from './markdown.ts';
import { amount } from './summary.ts';

/** What the texts depend on. */
export interface ReminderContext {
  readonly workspace: Workspace;
  readonly now: Instant;
  readonly timeZone: string;
  /** Whom to mention: the person, or the manager of somebody without an account. */
  readonly login: string | undefined;
  /** The address of a file on GitHub, where it can be edited. */
  readonly editUrl: (path: string) => string;
}

const nameOf = (subject: string, { people }: Workspace): string =>
  people.get(subject)?.value.displayName ?? subject;

export const reminderMarker = (subject: string): string => `<!-- grantbook:reminder ${subject} -->`;

/** Whose reminder a text is. */
export const subjectOfReminder = (body: string): string | undefined =>
  /^<!-- grantbook:reminder (\S+) -->/.exec(body)?.[1];

export const reminderTitle = ({ subject }: Reminder, { workspace }: ReminderContext): string =>
  `Access of ${plain(nameOf(subject, workspace))} that ends soon`;

/** The whole list, as it is now. */
export function renderReminder({ subject, due }: Reminder, context: ReminderContext): string {
  const { workspace, timeZone, editUrl } = context;
  const rows = due.map(({ access: { grant, startedAt }, endsAt }) => [
    roleInWords(grant.value, workspace),
    `${plain(endInWords(grant.value, timeZone, startedAt))} (${left(endsAt, context)})`,
    `[renew it](${editUrl(grant.path)})`,
    pathCode(grant.path),
  ]);
  return [
    `${greeting(subject, context)}this access ends by itself. Whatever is no longer needed needs nothing to be done.`,
    table(['What', 'Last day', 'How to go on', 'File'], rows),
    `To go on with one, write here ${code(`/renew ${due[0]?.access.grant.value.system}/${due[0]?.access.grant.value.role} 30d because …`)} with the reason, or move its end yourself: the link opens the file. The same people approve it as before. Once it has ended, it is asked for anew.`,
    'This issue closes by itself when nothing in it ends soon any more.',
  ].join('\n\n');
}

/** What is new since this person was told last: a comment, since an edit sends no mail. */
export function renderNews(news: readonly DueReminder[], subject: string, context: ReminderContext): string {
  const { workspace } = context;
  const lines = news.map(
    ({ access: { grant }, endsAt }) =>
      `- ${roleInWords(grant.value, workspace)} ends ${left(endsAt, context)}.`,
  );
  // Of somebody without an account, the manager is told.
  const isTheirs = workspace.people.get(subject)?.value.github !== undefined;
  const whose = isTheirs ? 'your access' : `the access of ${plain(nameOf(subject, workspace))}`;
  return `${greeting(subject, context)}${whose} to ${amount(news.length, 'role')} ends soon; the list above says how to go on.\n\n${lines.join('\n')}`;
}

/** The same for a chat: plain lines. */
export const newsLines = (news: readonly DueReminder[], { workspace, ...at }: ReminderContext): string[] =>
  news.map(({ access: { grant }, endsAt }) => {
    const found = roleOf(workspace, grant.value);
    const { role, system } = grant.value;
    return `${found?.role.title ?? role} in ${found?.system.value.name ?? system} ends ${left(endsAt, { workspace, ...at })}`;
  });

const greeting = (subject: string, { login, workspace }: ReminderContext): string =>
  login === undefined ? `For ${plain(nameOf(subject, workspace))}: ` : `@${login}: `;

function left(endsAt: Instant, { now, timeZone }: ReminderContext): string {
  // The last instant of access, not the first without it.
  const days = daysBetween(dayOf(now, timeZone), dayOf(endsAt - 1, timeZone));
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}
