/** What somebody asks for as grants, whichever way they were asked: by a form or in a terminal. */
import type { Grant } from '../model/grant.ts';
import { dayOf } from '../model/period.ts';
import type { Reading } from './form-kind.ts';
import type { GrantEnd } from './periods.ts';
import { onOneLine } from './questions.ts';

/** One role for one person or several, and all that stands in each of their files. */
export interface RoleAsked {
  readonly system: string;
  readonly role: string;
  readonly subjects: readonly string[];
  readonly why: string;
  readonly ticket?: string | undefined;
  readonly from?: string | undefined;
  readonly end: GrantEnd;
  readonly permissions?: readonly string[] | undefined;
}

/** One grant for each person. */
export const grantsAsked = (
  { system, role, subjects, why, ticket, from, end, permissions }: RoleAsked,
  { asker, now, timeZone }: Pick<Reading, 'asker' | 'now' | 'timeZone'>,
): readonly Grant[] =>
  subjects.map((subject) => ({
    version: 1,
    subject,
    system,
    role,
    justification: onOneLine(why),
    ...(ticket === undefined ? {} : { ticket }),
    ...(subject === asker ? {} : { requestedBy: asker }),
    requestedAt: dayOf(now, timeZone),
    ...(from === undefined ? {} : { validFrom: from }),
    ...(permissions === undefined || permissions.length === 0 ? {} : { permissions: [...permissions] }),
    ...end,
  }));
