/** News about one pull request for a chat, in plain text: who asks for what, and what became of it. */
import { caseOf, type GrantChange } from '../model/change.ts';
import type { Grant } from '../model/grant.ts';
import type { News } from '../model/news.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName } from './approvers-in-words.ts';
import { type At, lengthInWords, momentInWords, roleOf } from './grant-words.ts';
import { alternatives, capped } from './markdown.ts';
import { sinceInWords } from './overdue-note.ts';
import { amount } from './summary.ts';
import { printable } from './text.ts';

/** What there is to tell. */
export type RequestEvent =
  | { readonly event: 'requested' | 'emergency'; readonly waitsFor: readonly string[] }
  | { readonly event: 'approved'; readonly by: readonly string[]; readonly isMerged: boolean }
  | { readonly event: 'denied'; readonly by: string; readonly reason: string }
  | {
      readonly event: 'overdue';
      readonly people: readonly { readonly user: string; readonly since: Instant }[];
    };

/** What it is about. */
export interface RequestInNews extends At {
  /** Who asks, by name. */
  readonly askedBy: string;
  readonly grants: readonly GrantChange[];
  /** The changed files that are no grants. */
  readonly files: readonly string[];
  readonly workspace: Workspace;
  /** The address of the pull request. */
  readonly link: string;
}

/** More changes than these are counted. */
const mostLines = 10;
/** In characters; the rest of the names is counted. */
const longestNames = 200;

/** The news, each text in it on one line. */
export function requestNews(told: RequestEvent, about: RequestInNews): News {
  const { event } = told;
  const [title, lines] = inWords(told, about);
  return {
    event,
    title: line(title),
    lines: lines.map((each) => line(each)),
    link: about.link,
  };
}

function inWords(told: RequestEvent, about: RequestInNews): [title: string, lines: string[]] {
  const { askedBy, workspace } = about;
  const what = wholeInWords(about);
  const asker = `${askedBy} asked for it.`;
  switch (told.event) {
    case 'requested':
    case 'emergency': {
      const first = told.event === 'emergency' ? 'Emergency: ' : '';
      const waits =
        told.waitsFor.length > 0 ? [`It waits for ${alternatives(told.waitsFor, longestNames)}.`] : [];
      return [
        `${first}${askedBy} asks for ${what}`,
        [...changeLines(about), ...reasonLines(about), ...waits],
      ];
    }
    case 'approved': {
      const by = told.by.length > 0 ? [`Approved by ${allOf(told.by)}.`] : [];
      const next = told.isMerged ? 'It was merged.' : 'It is merged by somebody with Write access.';
      return [`Approved: ${what}`, [...changeLines(about), asker, ...by, next]];
    }
    case 'denied':
      return [
        `Denied by ${told.by}: ${what}`,
        [...(told.reason.trim() === '' ? [] : [`“${short(told.reason)}”`]), ...changeLines(about), asker],
      ];
    case 'overdue': {
      const names = told.people.map(({ user }) => displayName(user, workspace));
      const waits = told.people.map(
        ({ since }, index) => `It has waited for ${names[index]} ${sinceInWords(since, about)}.`,
      );
      return [
        `Waiting for ${alternatives(names, longestNames)}: ${what}`,
        [...changeLines(about), asker, ...waits],
      ];
    }
  }
}

const wholeInWords = (about: RequestInNews): string => {
  const { grants, files } = about;
  const [first] = grants;
  if (first && grants.length + files.length === 1) return changeInWords(first, about);
  const parts = [
    ...(grants.length > 0 ? [`${amount(grants.length, 'change')} of access`] : []),
    ...(files.length > 0
      ? [`${amount(files.length, 'changed file')} of the policies and what runs here`]
      : []),
  ];
  return parts.join(' and ');
};

/** One line for each change, where the title does not say it already. */
function changeLines(about: RequestInNews): string[] {
  const { grants, files } = about;
  if (grants.length === 1 && files.length === 0) return [];
  const all = [...grants.map((grant) => upper(changeInWords(grant, about))), ...files];
  const more = all.length - mostLines;
  return more > 0 ? [...all.slice(0, mostLines), `… and ${more} more`] : all;
}

/** Why, where that is said once. */
function reasonLines({ grants }: RequestInNews): string[] {
  const grant = grants.length === 1 ? grants[0]?.after?.value : undefined;
  if (!grant) return [];
  const { justification, ticket, incident } = grant;
  return [
    `Why: ${short(justification)}`,
    ...(ticket === undefined ? [] : [`Ticket: ${short(ticket)}`]),
    ...(incident === undefined ? [] : [`Incident: ${short(incident)}`]),
  ];
}

/** "Exporter in Clientela for Andrei Popescu until 22 December 2026". */
function changeInWords(change: GrantChange, { workspace, timeZone }: RequestInNews): string {
  const about = caseOf(change);
  const found = roleOf(workspace, about);
  const what = `${short(found?.role.title ?? about.role)} in ${short(found?.system.value.name ?? about.system)}`;
  const whom = displayName(about.subject, workspace);
  const until = change.after ? endInWords(change.after.value, timeZone) : '';
  const sentences: Record<GrantChange['kind'], string> = {
    added: `${what} for ${whom}${until}`,
    extended: `more time with ${what} for ${whom}${until}`,
    edited: `other terms of ${what} for ${whom}${until}`,
    reviewed: `a review that keeps ${what} for ${whom}`,
    reduced: `less time with ${what} for ${whom}${until}`,
    removed: `the end of ${what} for ${whom}`,
  };
  return sentences[change.kind];
}

function endInWords({ standing, validUntil, duration }: Grant, timeZone: string): string {
  if (standing) return ' without an end';
  const parts = [
    ...(validUntil === undefined ? [] : [` until ${momentInWords(validUntil, timeZone)}`]),
    ...(duration === undefined ? [] : [` for ${lengthInWords(duration)} from the approval`]),
  ];
  return parts.join(', at most');
}

const allOf = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);
const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What somebody wrote, no longer than anybody reads in a chat, and on one line. */
const short = (text: string): string => capped(text.replace(/\s+/g, ' ').trim());
const line = (text: string): string => printable(capped(text.replace(/\s+/g, ' ').trim(), 600));
