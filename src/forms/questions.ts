/** What several forms ask, and how they say whose access it is. */
import type { FormAnswers, FormElement } from '../model/issue-form.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import type { Workspace } from '../model/workspace.ts';

/** Why, in a sentence that becomes the justification. Where it is not always needed, `text` says when. */
export const whyQuestion = (
  label: string,
  {
    placeholder,
    text,
    isNeeded = true,
  }: { readonly placeholder?: string; readonly text?: string; readonly isNeeded?: boolean } = {},
): FormElement => ({
  type: 'textarea',
  id: 'why',
  attributes: {
    label,
    description: `One sentence that somebody understands a year from now.${text === undefined ? '' : ` ${text}`}`,
    ...(placeholder === undefined ? {} : { placeholder }),
  },
  ...(isNeeded ? { validations: { required: true } } : {}),
});

/** The ticket, where some of these roles ask for one: which, and what a ticket of theirs looks like. */
export function ticketQuestion(
  roles: readonly { readonly title: string; readonly pattern: string | undefined }[],
): readonly FormElement[] {
  const asking = roles.flatMap(({ title, pattern }) => (pattern === undefined ? [] : [{ title, pattern }]));
  if (asking.length === 0) return [];
  const examples = [...new Set(asking.flatMap(({ pattern }) => exampleTicket(pattern) ?? []))];
  const [placeholder] = examples;
  return [
    {
      type: 'input',
      id: 'ticket',
      attributes: {
        label: 'Ticket',
        description: `Needed for ${and(asking.map(({ title }) => title))}.${examples.length > 1 ? ` It looks like ${examples.join(' or ')}.` : ''}`,
        ...(placeholder === undefined ? {} : { placeholder }),
      },
    },
  ];
}

/** "Viewer, Preparer and Administrator". */
export const and = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A text on one line, as a file holds it. */
export const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The same of an answer. */
export const oneLine = (answers: FormAnswers, id: string): string => onOneLine(answers[id] ?? '');

/** The name of a person as people say it. */
export const nameOf = (user: string, { people }: Workspace): string =>
  people.get(user)?.value.displayName ?? user;

/** "Ana Costa", or "3 people". */
export const namesOf = (users: readonly string[], workspace: Workspace): string =>
  users.length === 1 ? users.map((user) => nameOf(user, workspace)).join() : `${users.length} people`;
