/** A request as somebody puts it together, choice by choice: its file, what would be said of it, and what is missing. */
import { endOfChoice, lengthChoices, periodOf, untilDay } from '../forms/periods.ts';
import { grantText } from '../load/write.ts';
import { allowancesFor, findRole, jobFunctionsWith, lengthOf } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { dayOf, durationInWords, type Instant, parseDay } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { type JudgedText, judgeText, type Known } from './judge-text.ts';
import { withStranger } from './stranger.ts';

/** What was chosen and typed so far. What is not there, or empty, was not answered. */
export interface Draft {
  readonly system?: string;
  readonly role?: string;
  /** The user name of whoever gets the access. */
  readonly subject?: string;
  /** What that person does, where the page knows no people. */
  readonly jobFunction?: string;
  /** Who asks, where it is somebody else. */
  readonly askedBy?: string;
  /** One of `lengthsFor`. */
  readonly length?: string;
  readonly until?: string;
  readonly from?: string;
  readonly why?: string;
  readonly ticket?: string;
  /** The incident: with it, the request is for emergency access. */
  readonly incident?: string;
}

export interface Request {
  readonly path: string;
  readonly text: string;
  readonly grant: Grant;
  readonly judged: JudgedText;
}

/** What a page that knows no people is judged with in place of a user name, until somebody writes one. */
export const nobodyYet = 'user.name';

export interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** Who does what, as far as a draft tells: the person's own job functions, or the one that was chosen. */
const jobFunctionsOf = (workspace: Workspace, { subject, jobFunction }: Draft): readonly string[] => {
  if (jobFunction) return [jobFunction];
  const person = subject && workspace.people.has(subject) ? workspace.people.get(subject) : undefined;
  return person?.value.jobFunctions ?? [];
};

/** The lengths to choose from, the shortest first; those that anybody may ask for, until it is known who asks. */
export function lengthsFor(workspace: Workspace, draft: Draft, at: At): readonly string[] {
  const { system = '', role = '' } = draft;
  const found = findRole(workspace, system, role);
  if (!found) return [];
  const of = (among?: readonly string[]) => periodOf(workspace, system, found.system.value, role, at, among);
  const period = of(jobFunctionsOf(workspace, draft)) ?? of();
  return period ? lengthChoices([period], at) : [untilDay];
}

/** A length that is usual and no longer than needed: a month, or the longest below it. */
export function usualLength(choices: readonly string[], at: At): string | undefined {
  const month = lengthOf('30d', at.now, at.timeZone);
  const lengths = ['1h', '4h', '8h', '1d', '7d', '14d', '30d'].filter(
    (each) => lengthOf(each, at.now, at.timeZone) <= month && choices.includes(durationInWords(each)),
  );
  const longest = lengths.at(-1);
  return longest === undefined ? choices[0] : durationInWords(longest);
}

/** The job functions that may hold a role, and all others. */
export function jobFunctionsFor(
  workspace: Workspace,
  system: string,
  role: string,
): { readonly may: readonly string[]; readonly others: readonly string[] } {
  const may = jobFunctionsWith(workspace, system, role).toSorted();
  const all = new Set(workspace.matrix.flatMap((file) => Object.keys(file.value.matrix)));
  return { may, others: [...all].filter((each) => !may.includes(each)).toSorted() };
}

/** Whether somebody may ask for the role for themselves. */
export function asksAlone(workspace: Workspace, { system = '', role = '' }: Draft): boolean {
  const requesters = findRole(workspace, system, role)?.role.requesters;
  return requesters === undefined || requesters.includes('self');
}

/**
 * The file, and what would be said of it. Nothing until it is known what is asked for, and by whom. The file holds only
 * what was answered, so that what is missing is said in the words of the rules.
 */
export function requestOf(
  base: Workspace,
  draft: Draft,
  { now, timeZone, known }: At & { readonly known?: Known },
): Request | undefined {
  const { system, role, jobFunction } = draft;
  const subject = draft.subject || (jobFunction ? nobodyYet : '');
  if (!system || !role || !subject) return undefined;
  const grant: Grant = {
    version: 1,
    subject,
    system,
    role,
    justification: (draft.why ?? '').replaceAll(/\s+/g, ' ').trim(),
    ...(draft.ticket ? { ticket: draft.ticket.trim() } : {}),
    ...(draft.askedBy && draft.askedBy !== subject ? { requestedBy: draft.askedBy } : {}),
    requestedAt: dayOf(now, timeZone),
    ...(draft.from ? { validFrom: draft.from } : {}),
    ...endOf(base, draft, { now, timeZone }),
    ...(draft.incident ? { emergency: true, incident: draft.incident.trim() } : {}),
  };
  const workspace = jobFunction ? withStranger(base, grant, jobFunction, { now, timeZone }) : base;
  const path = `access-grants/${system}/${role}/${subject}.yaml`;
  const text = grantText(grant);
  return {
    path,
    text,
    grant,
    judged: judgeText(workspace, { path, text }, { now, ...(known ? { known } : {}) }),
  };
}

/** When it ends. Emergency access lasts as long as the role lets it. */
function endOf(
  workspace: Workspace,
  draft: Draft,
  at: At,
): Pick<Grant, 'duration' | 'validUntil' | 'standing'> {
  const { system = '', role = '' } = draft;
  const found = findRole(workspace, system, role);
  const longest = found?.role.emergency?.maxDuration;
  if (draft.incident && longest !== undefined) return { duration: longest };
  if (!found || draft.length === undefined) return {};
  const jobFunctions = jobFunctionsWith(workspace, system, role);
  const caps = [
    ...(found.role.maxDuration ? [found.role.maxDuration] : []),
    ...allowancesFor(workspace, { jobFunctions }, system, role).flatMap(({ allowance }) =>
      allowance === 'standing' ? [] : [allowance.maxDuration],
    ),
  ];
  const answers = {
    from: draft.from && parseDay(draft.from) !== undefined ? draft.from : undefined,
    until: draft.until || undefined,
  };
  const end = endOfChoice(draft.length, answers, { ...at, caps });
  return typeof end === 'object' ? end : {};
}
