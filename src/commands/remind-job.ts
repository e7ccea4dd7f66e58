/** The job that reminds people of access which ends soon. Repeating it tells nobody twice. */
import { closeIssue, openIssues } from '../github/notice.ts';
import { keepReminder } from '../github/reminder-issue.ts';
import type { News } from '../model/news.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type DueReminder, planReminders, type Reminder } from '../plan/remind.ts';
import { address } from '../render/markdown.ts';
import {
  newsLines,
  type ReminderContext,
  reminderMarker,
  reminderTitle,
  renderNews,
  renderReminder,
} from '../render/reminder-markdown.ts';
import { amount } from '../render/summary.ts';
import type { JobOptions, JobResult } from './jobs.ts';
import { type OpenedDefault, openDefault, type PresentAccess, presentAccess } from './open-default.ts';
import { sendNews } from './send-news.ts';

/** One issue for each person; those of whom nothing ends soon any more are closed. */
export async function remindJob(options: JobOptions): Promise<JobResult> {
  const { repository, serverUrl } = options;
  const opened = await openDefault(options);
  const { client, defaultBranch } = opened;
  const now = options.clock();
  const { reminders, workspace, timeZone } = plan(opened, now);
  const open = await openIssues(client, repository, '<!-- grantbook:reminder ');
  let written = 0;
  const news: News[] = [];
  for (const reminder of reminders) {
    const marker = reminderMarker(reminder.subject);
    const context: ReminderContext = {
      workspace,
      now,
      timeZone,
      login: whomToMention(reminder.subject, workspace),
      editUrl: (path) =>
        `${serverUrl}/${repository.owner}/${repository.repo}/edit/${address(defaultBranch)}/${address(path)}`,
    };
    const known = new Map(reminder.due.map((due) => [wordOf(due), due]));
    const kept = await keepReminder(
      client,
      repository,
      {
        marker,
        title: reminderTitle(reminder, context),
        body: renderReminder(reminder, context),
        news: [...known.keys()],
        comment: (words) =>
          renderNews(
            words.flatMap((word) => known.get(word) ?? []),
            reminder.subject,
            context,
          ),
      },
      open.find(({ body }) => body?.startsWith(marker)),
    );
    if (kept.isWritten) written += 1;
    const due = kept.news.flatMap((word) => known.get(word) ?? []);
    if (due.length > 0)
      news.push({
        event: 'expiring',
        title: reminderTitle(reminder, context),
        lines: newsLines(due, context),
        link: kept.url,
      });
  }
  const over = open.filter(
    ({ body }) => !reminders.some(({ subject }) => body?.startsWith(reminderMarker(subject))),
  );
  for (const { number } of over) await closeIssue(client, repository, number);
  const title = `${amount(reminders.length, 'person', 'people')} with access that ends soon; ${written} told something new, ${amount(over.length, 'reminder')} closed`;
  for (const problem of await sendNews(news, workspace.settings?.value, process.env)) options.log(problem);
  return { title, summary: `${title}.\n`, failed: false };
}

function plan(
  opened: OpenedDefault,
  now: Instant,
): PresentAccess & { readonly reminders: readonly Reminder[] } {
  try {
    const present = presentAccess(opened, now);
    const { accesses, timeZone, workspace } = present;
    const steps = workspace.settings?.value.reminders?.beforeEnd;
    return { ...present, reminders: planReminders(accesses, { now, timeZone, steps }) };
  } finally {
    opened.fetched.dispose();
  }
}

/** The same grant with another end, or at a later step, is news. */
const wordOf = ({ access: { grant }, endsAt, step }: DueReminder): string =>
  `${grant.path}@${new Date(endsAt).toISOString()}@${step}`;

/** The person, or the manager of somebody without an account. */
function whomToMention(subject: string, { people }: Workspace): string | undefined {
  const person = people.get(subject)?.value;
  if (person?.github) return person.github.login;
  const manager = person?.manager === undefined ? undefined : people.get(person.manager);
  return manager?.value.github?.login;
}
