/** The issue in which somebody is asked to carry access into a system by hand. */
import { dayInWords, dayOf, type Instant } from '../model/period.ts';
import type { Carried, OpenTask } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { cappedTable, code, pathCode, plain } from './markdown.ts';
import { amount } from './summary.ts';

/** A line that waits. */
export interface TaskLine extends Carried {
  readonly open: OpenTask;
  readonly isOverdue: boolean;
  /** The first instant without the access, for what is to be given. */
  readonly until?: Instant;
}

/** What the text depends on. */
export interface Task {
  readonly system: Sourced<System>;
  /** In the order of their numbers. */
  readonly lines: readonly TaskLine[];
  /** The accounts of those who do it; only such of person files, whose form is checked. */
  readonly logins: readonly string[];
  /** How they do it, by the runbook. */
  readonly steps: readonly string[];
  readonly runbookUrl: string | undefined;
  readonly workspace: Workspace;
  readonly timeZone: string;
}

export const taskPrefix = '<!-- grantbook:task ';
export const taskMarker = (system: string): string => `${taskPrefix}${system} -->`;

/** Which system an issue is about. */
export const systemOfTask = (body: string): string | undefined =>
  /^<!-- grantbook:task (\S+) -->/.exec(body)?.[1];

const removals = ({ lines }: Task): readonly TaskLine[] =>
  lines.filter(({ open }) => open.action === 'revoke');
const gifts = ({ lines }: Task): readonly TaskLine[] => lines.filter(({ open }) => open.action === 'grant');

const peopleIn = (lines: readonly TaskLine[]): number =>
  new Set(lines.map(({ subject, account }) => subject || account)).size;

/** "Urgent: Panorama: take access away from 2 people, give it to 1". */
export function taskTitle(task: Task): string {
  const [away, give] = [peopleIn(removals(task)), peopleIn(gifts(task))];
  const what = [
    ...(away > 0 ? [`take access away from ${amount(away, 'person', 'people')}`] : []),
    ...(give > 0 ? [`give ${away > 0 ? 'it' : 'access'} to ${amount(give, 'person', 'people')}`] : []),
  ].join(', ');
  return `${away > 0 ? 'Urgent: ' : ''}${plain(task.system.value.name)}: ${what}`;
}

/** What to take away first, what to give, how, and how to say that it is done. */
export function renderTask(task: Task): string {
  const { logins, steps, runbookUrl, system } = task;
  const [away, give] = [removals(task), gifts(task)];
  const to = logins.length === 0 ? '' : `${logins.map((login) => `@${login}`).join(', ')}: `;
  const name = plain(system.value.name);
  const example = task.lines[0]?.open.line ?? 1;
  return [
    `${to}please do this in ${name}. All of it is approved.${logins.length === 0 ? ' **Nobody who could do it has an account here**: a policy owner enters somebody under `executors`.' : ''}`,
    ...(away.length > 0
      ? [
          '## First: take away',
          'This access is over. Until it is taken away, somebody has more than they should.',
          linesOf(away, task),
        ]
      : []),
    ...(give.length > 0 ? ['## Then: give', linesOf(give, task)] : []),
    '## How',
    ...(steps.length > 0
      ? [steps.map((step, index) => `${index + 1}. ${plain(step, 1000)}`).join('\n')]
      : []),
    ...(runbookUrl === undefined ? [] : [`The whole way stands in [the runbook](${runbookUrl}).`]),
    '## When it is done',
    `Write a comment that begins with ${code('/done')}. That means all lines. For some of them, name their numbers: ${code(`/done ${example}`)}. Add what shows it, such as the number of the change in ${name}: ${code(`/done ${example} because change 4711`)}. Your comment is kept as the proof, and this issue closes by itself. Closing it by hand, or ticking something, does not count.`,
  ].join('\n\n');
}

function linesOf(lines: readonly TaskLine[], { workspace, timeZone, system }: Task): string {
  const isAway = lines[0]?.open.action === 'revoke';
  const rows = lines.map(({ open, role, subject, account, until, isOverdue }) => {
    const person = workspace.people.has(subject) ? workspace.people.get(subject)?.value : undefined;
    const title = Object.hasOwn(system.value.roles, role) ? system.value.roles[role]?.title : undefined;
    return [
      `**${open.line}**${isOverdue ? ' (overdue)' : ''}`,
      [
        plain(person?.displayName ?? subject),
        ...(person?.email ? [code(person.email)] : []),
        code(subject || account),
      ].join(', '),
      `${plain(title ?? role)}${nameIn(system.value, role)}`,
      isAway
        ? plain(open.why ?? '')
        : until === undefined
          ? 'until it is taken away'
          : `until ${dayInWords(dayOf(until - 1, timeZone))}`,
      ...(open.path === undefined ? [''] : [pathCode(open.path)]),
    ];
  });
  return cappedTable(['Line', 'Who', 'Role', isAway ? 'Why' : 'How long', 'Grant'], rows);
}

/** What the role is called there, where it is called otherwise. */
const nameIn = ({ connector }: System, role: string): string => {
  const roles = connector?.roles ?? {};
  return Object.hasOwn(roles, role) ? ` (there: ${code(roles[role] ?? role)})` : '';
};

/** A comment, since an edit of the issue sends no mail. */
export const renderOverdueTask = (
  lines: readonly TaskLine[],
  logins: readonly string[],
  name: string,
): string =>
  `${logins.map((login) => `@${login}`).join(', ')}${logins.length > 0 ? ': ' : ''}${lines.some(({ open }) => open.action === 'revoke') ? 'somebody in ' : 'somebody waits for access to '}${plain(name)}${lines.some(({ open }) => open.action === 'revoke') ? ' has access that is over' : ''}, and ${lines.length === 1 ? `line ${lines[0]?.open.line ?? ''} is` : `lines ${lines.map(({ open }) => open.line).join(', ')} are`} overdue. Whoever does the work was asked in time; please see that it is done.`;
