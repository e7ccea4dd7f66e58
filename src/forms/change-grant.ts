/** What becomes of a grant that somebody wants changed: the same file with other values, or another role in its place. */
import type { End } from '../model/entitlement.ts';
import { endOfGrant } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { addDays, dayOf, type Instant, startOfDay } from '../model/period.ts';
import { grantPath } from '../model/with-grant.ts';
import { grantsAsked } from './build-grant.ts';
import type { Reading } from './form-kind.ts';
import type { GrantEnd } from './periods.ts';
import { nameOf } from './questions.ts';

/** What is to be different; what is not there stays as it is. */
export interface Change {
  readonly end: GrantEnd | undefined;
  readonly why: string | undefined;
  readonly ticket: string | undefined;
  readonly permissions: readonly string[] | undefined;
}

type Changed = { readonly grant: Grant } | { readonly problem: string };

const sayWhy = { problem: 'What is it needed for now? Say it in a sentence' };

/** Another role of the same system, which ends as the present one does unless something else is said. */
export function grantInstead(before: Grant, role: string, change: Change, reading: Reading): Changed {
  const { workspace } = reading;
  const { subject, system } = before;
  const whose = nameOf(subject, workspace);
  if (workspace.holdings.at(grantPath({ system, role, subject })) !== undefined)
    return { problem: `Which role instead? ${whose} holds this one already, so that the other one can end` };
  if (change.why === undefined) return sayWhy;
  const end = change.end ?? endAsItIs(reading.endOf(grantPath(before)), reading);
  if (end === undefined)
    return {
      problem: `What is to happen? The access of ${whose} has ended, or nobody can tell when; choose a new time`,
    };
  const { why, ticket = before.ticket, permissions } = change;
  const [grant] = grantsAsked({ system, role, subjects: [subject], why, ticket, permissions, end }, reading);
  // In which hours it works has to do with the work, not with the role.
  const { windows, activation } = before;
  return grant
    ? { grant: { ...grant, ...(windows ? { windows } : {}), ...(activation ? { activation } : {}) } }
    : sayWhy;
}

/**
 * The same role: with another end it is asked for anew, unless it only ends sooner. What was given in an emergency is
 * changed in the ordinary way: it is the form for emergencies that says that there is one, and so who approves.
 */
export function changedGrant(before: Grant, change: Change, reading: Reading): Changed {
  const { asker, now, timeZone } = reading;
  const { end, why, ticket, permissions } = change;
  const { requestedBy: _, ...rest } = asUsual(withoutEnd(before));
  const asked = before.subject === asker ? {} : { requestedBy: asker };
  const words = {
    ...(why === undefined ? {} : { justification: why }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(permissions === undefined ? {} : { permissions: [...permissions] }),
  };
  if (end === undefined) {
    const grant: Grant = { ...before, ...words };
    return isSame(grant, before)
      ? { problem: 'What is to happen? Nothing would change; write below what is to be different' }
      : { grant: { ...withoutRequester(asUsual(grant)), ...asked } };
  }
  const sooner =
    why === undefined && ticket === undefined && permissions === undefined
      ? endsSooner(before, end, reading)
      : undefined;
  if (sooner) return { grant: { ...withoutEnd(before), ...sooner } };
  if (why === undefined) return sayWhy;
  return { grant: { ...rest, ...words, ...asked, requestedAt: dayOf(now, timeZone), ...end } };
}

const isSame = (one: Grant, other: Grant): boolean => JSON.stringify(one) === JSON.stringify(other);
const withoutRequester = ({ requestedBy: _, ...grant }: Grant): Grant => grant;
const asUsual = ({ emergency: _, incident: __, ...grant }: Grant): Grant => grant;
const withoutEnd = ({ validUntil: _, duration: __, standing: ___, ...grant }: Grant): Grant => grant;

/** As a last day, since nothing else in the file says from when a length would count. Not for what counts as a length. */
function endsSooner(before: Grant, end: GrantEnd, reading: Reading): GrantEnd | undefined {
  const { now, timeZone } = reading;
  const is = endOfGrant({ ...withoutEnd(before), ...end }, timeZone, now);
  const was = reading.endOf(grantPath(before));
  if (typeof is !== 'object' || before.duration !== undefined) return undefined;
  const isSooner = was === 'standing' || (typeof was === 'object' && is.at < was.at);
  return isSooner ? { validUntil: momentOf(is.at, timeZone) } : undefined;
}

function endAsItIs(end: End | undefined, { now, timeZone }: Reading): GrantEnd | undefined {
  if (end === 'standing') return { standing: true };
  return typeof end === 'object' && end.at > now ? { validUntil: momentOf(end.at, timeZone) } : undefined;
}

/** The last day before an instant, where the instant is the beginning of a day. */
function momentOf(at: Instant, timeZone: string): string {
  const day = dayOf(at, timeZone);
  return startOfDay(day, timeZone) === at ? addDays(day, -1) : new Date(at).toISOString();
}
