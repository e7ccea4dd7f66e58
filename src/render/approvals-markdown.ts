/** Whose review counted, whose did not and why, and what stands in the way: for the people who wonder. */
import type { Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { nameOf } from './approvers-in-words.ts';
import { sentence } from './findings-markdown.ts';
import { code, fitting, message } from './markdown.ts';
import { amount } from './summary.ts';

const longestReason = 600;

/** What stands in the way besides findings, as a list under a heading; nothing where nothing does. */
export function obstaclesSection({ obstacles }: Verdict, room: number): string {
  const items = obstacles
    .filter(({ kind }) => kind !== 'draft')
    .map(
      ({ message: said, help, blocks }) =>
        `- ${blocks ? '❌' : '⚠️'} ${message(sentence(said), longestReason)}${help === undefined ? '' : ` ${message(sentence(help), longestReason)}`}`,
    );
  if (items.length === 0) return '';
  const shown = fitting(items, '\n', room - 100);
  const more = items.length - shown.length;
  return [
    '#### What stands in the way\n',
    ...shown,
    ...(more > 0 ? [`- … and ${amount(more, 'more thing')}`] : []),
  ].join('\n');
}

/** Reviews that count, and those that do not with the reason. */
export function reviewsSection({ counted, discounted }: Verdict, workspace: Workspace, room: number): string {
  const people = new Map(counted.map(({ person, review }) => [person, review]));
  const items = [
    ...[...people].map(
      ([person, review]) =>
        `- ✅ ${nameOf(person, workspace)} ${review === null ? 'asks for it, which is enough' : 'approved'}`,
    ),
    ...discounted.map(
      ({ user, explanation, objection }) =>
        `- ⚪ The ${objection ? 'objection' : 'approval'} of ${code(user)} does not count: ${message(explanation, longestReason)}.`,
    ),
  ];
  if (items.length === 0) return '';
  const shown = fitting(items, '\n', room - 100);
  const more = items.length - shown.length;
  return ['#### Reviews\n', ...shown, ...(more > 0 ? [`- … and ${amount(more, 'more review')}`] : [])].join(
    '\n',
  );
}
