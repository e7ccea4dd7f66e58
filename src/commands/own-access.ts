/** Access that somebody speaks of by a comment in their reminder: theirs to speak of, and which one is meant. */
import { peopleOf, personBehind } from '../approvals/people.ts';
import type { Access } from '../model/effective.ts';
import type { Instant } from '../model/period.ts';
import { code, plain } from '../render/markdown.ts';
import type { NewComment } from './answer-comment.ts';
import type { PresentAccess } from './open-default.ts';

/** A command about the access of somebody. */
export interface AboutAccess {
  /** Whose reminder it stands in. */
  readonly subject: string;
  readonly comment: NewComment;
}

/** What to answer instead. */
export interface Refused {
  readonly problem: string;
}

/** The user name of whoever asks: the person whose access it is, or their manager. */
export function askerOf(
  { subject, comment }: AboutAccess,
  { workspace }: PresentAccess,
  what: string,
): string | Refused {
  const asker = personBehind(comment.author, peopleOf(workspace));
  const manager = workspace.people.get(subject)?.value.manager;
  if (asker !== undefined && (asker === subject || asker === manager)) return asker;
  return {
    problem: `this is about the access of ${plain(subject)}; only that person, or their manager, can ask ${what}.`,
  };
}

/** The grant that is meant: as named, or the only one there is that has not ended. */
export function accessMeant(
  { subject, accesses, now }: Pick<PresentAccess, 'accesses'> & { subject: string; now: Instant },
  named: string | undefined,
  example: (role: string) => string,
): Access | Refused {
  const held = accesses.filter(
    ({ grant, end }) => grant.value.subject === subject && (typeof end !== 'object' || end.at > now),
  );
  const nameOf = ({ grant }: Access) => `${grant.value.system}/${grant.value.role}`;
  const found = held.filter(
    (access) => named === undefined || named === nameOf(access) || named === access.grant.path,
  );
  const [only, ...more] = found;
  if (only && more.length === 0) return only;
  const [first] = held;
  if (!first) return { problem: 'nothing is left here; what has ended is asked for anew.' };
  const names = held.map((access) => code(nameOf(access))).join(', ');
  return { problem: `say which one: ${names}, as in ${code(example(nameOf(first)))}.` };
}
