/** The request that somebody practises with: judged, approved and held against a clock by the functions that decide in truth. */
import { type Decision, decide } from '../../approvals/decide.ts';
import { untilDay } from '../../forms/periods.ts';
import { type NotEffective, whyNotEffective } from '../../model/effective.ts';
import type { Facts } from '../../model/facts.ts';
import { addDays, type Day, dayOf, daysBetween, type Instant, startOfDay } from '../../model/period.ts';
import type { Workspace } from '../../model/workspace.ts';
import { grantChanges } from '../../plan/grant-changes.ts';
import { type At, type Request, requestOf } from '../request.ts';
import { practiceSystem, you } from './company.ts';

/** What was answered in the three fields. */
export interface PracticeDraft {
  readonly role: string;
  readonly why: string;
  readonly until: string;
}

/** The file of the request, and what `check` would say of it. */
export function practiceRequest(base: Workspace, { role, why, until }: PracticeDraft, at: At): Request {
  const request = requestOf(
    base,
    { system: practiceSystem, role, subject: you, why, length: untilDay, until },
    at,
  );
  if (!request) throw new Error('the practice asks for a role of its own system');
  return request;
}

/** The only commit of the request. */
const head = 'a'.repeat(40);

/** What GitHub would know of it: who asks, and who pressed "Approve", in this order. */
function factsOf(base: Workspace, approvals: readonly string[], now: Instant): Facts {
  const accountOf = (user: string) => {
    const { login = user, id = 0 } = base.people.get(user)?.value.github ?? {};
    return { login, id, type: 'User' };
  };
  const time = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const author = accountOf(you);
  return {
    pullRequest: {
      number: 1,
      author,
      base: { ref: 'main', sha: 'b'.repeat(40) },
      head: { ref: 'request', sha: head },
      openedAt: time(-60),
    },
    commits: [{ sha: head, parents: ['b'.repeat(40)], author, pushedAt: time(-60) }],
    reviews: approvals.map((user, index) => ({
      id: index + 1,
      user: accountOf(user),
      state: 'APPROVED',
      commit: head,
      submittedAt: time(index - approvals.length),
    })),
    complete: true,
  };
}

/** Who counts, who does not, and whether it is enough. */
export function decidePractice(
  base: Workspace,
  { path, judged }: Request,
  approvals: readonly string[],
  { now, timeZone }: At,
): Decision {
  const grants = grantChanges(base, judged.workspace, [path], { now, timeZone });
  return decide({
    facts: factsOf(base, approvals, now),
    change: { grants, policies: [], others: [] },
    workspace: base,
    now,
    timeZone,
    gaining: new Set(),
    objectIdOf: () => undefined,
  });
}

/** From today to the day after the last one. */
export interface Clock {
  readonly today: Day;
  readonly last: Day;
  /** How many days the last one is away. */
  readonly days: number;
}

export function clockOf({ grant }: Request, { now, timeZone }: At): Clock {
  const today = dayOf(now, timeZone);
  const { validUntil: last = today } = grant;
  return { today, last, days: daysBetween(today, last) };
}

/** The day that many days from today, and why there is no access at noon of it; nothing where there is. */
export function accessOn(
  { path, judged }: Request,
  days: number,
  { now, timeZone }: At,
): { readonly day: Day; readonly why: NotEffective | undefined } {
  const { workspace } = judged;
  const grant = workspace.grants.get(path);
  const day = addDays(dayOf(now, timeZone), days);
  const noon = startOfDay(day, timeZone) + 12 * 3_600_000;
  const why = grant
    ? whyNotEffective(grant, workspace.people.get(you), {
        now: noon,
        timeZone,
        startedAt: now,
        isRecorded: true,
      })
    : 'flawed';
  return { day, why };
}
