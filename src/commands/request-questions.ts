/** The questions about one role: why, from when, how long, under which ticket. Each answer is judged at once. */
import type { RequestFlags } from '../forms/flags.ts';
import { endOfChoice, lengthChoices } from '../forms/periods.ts';
import { own } from '../model/entitlement.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import { asAnswer } from '../render/request-markdown.ts';
import { imagine } from './imagine.ts';
import { choose, line } from './prompts.ts';
import { periodFor } from './request-choices.ts';
import type { Desk } from './request-desk.ts';

/** One role for one person. */
export interface Chosen {
  readonly system: string;
  readonly role: string;
  readonly subject: string;
}

/** The rules that speak of one answer, so that it is judged at once, and by the same rules as the pull request. */
const rulesOf = {
  why: ['missing-justification'],
  ticket: ['missing-ticket'],
  from: ['starts-too-far-ahead', 'already-expired', 'outlasts-employment'],
  end: [
    ...['expiry-exceeds-maximum', 'already-expired', 'ends-before-it-starts', 'outlasts-employment'],
    ...['standing-not-allowed', 'privileged-needs-temporary', 'total-exceeds-maximum'],
  ],
} as const;

/** What is wrong with the answers so far, as far as one question goes. */
function problemWith(
  question: keyof typeof rulesOf,
  chosen: Chosen,
  answers: { readonly [key in 'justification' | 'ticket' | 'validFrom' | 'validUntil']?: string | undefined },
  desk: Desk,
): string | undefined {
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  const request = {
    ...chosen,
    ...given,
    ...(chosen.subject === desk.asker ? {} : { requestedBy: desk.asker }),
  };
  const [found] = imagine(request, 'added', desk.workspace, desk).findings.filter(
    ({ rule, severity }) => severity === 'error' && rulesOf[question].some((name) => name === rule),
  );
  return found && asAnswer(found);
}

export async function askWhy(chosen: Chosen, before: string | undefined, desk: Desk): Promise<string> {
  return line('What is it needed for? One sentence that somebody understands a year from now.', {
    before,
    problem: (justification) => problemWith('why', chosen, { justification }, desk),
  });
}

/** The end, as the options say it. */
type EndFlags = Pick<RequestFlags, 'for' | 'until' | 'standing'>;

export async function askEnd(chosen: Chosen, from: string | undefined, desk: Desk): Promise<EndFlags> {
  const system = desk.workspace.systems.get(chosen.system);
  const period = system && periodFor(chosen.subject, system, chosen.role, desk.workspace, desk);
  const periods = period ? [period] : [];
  const choice = await choose(
    'For how long?',
    lengthChoices(periods, desk).map((label) => ({ value: label, label })),
  );
  const caps = periods.flatMap(({ cap }) => cap?.duration ?? []);
  const end = endOfChoice(choice, { from: undefined, until: undefined }, { ...desk, caps });
  if (typeof end === 'object') return { for: end.duration, standing: end.standing };
  const until = await line('The last day?', {
    placeholder: 'YYYY-MM-DD',
    problem: (text) => {
      const found = desk.readDay(text);
      return 'problem' in found
        ? found.problem
        : problemWith('end', chosen, { validFrom: from, validUntil: found.day }, desk);
    },
  });
  return { until };
}

export async function askAnswers(chosen: Chosen, before: RequestFlags, desk: Desk): Promise<RequestFlags> {
  const why = before.why ?? (await askWhy(chosen, undefined, desk));
  const from =
    before.from ??
    (await line('From which day? Press Enter for as soon as it is approved.', {
      placeholder: 'as soon as it is approved, or YYYY-MM-DD',
      problem: (text) => {
        if (text === '') return undefined;
        const found = desk.readDay(text);
        return 'problem' in found
          ? found.problem
          : problemWith('from', chosen, { validFrom: found.day }, desk);
      },
    }));
  const read = from === '' ? undefined : desk.readDay(from);
  // What no day can be made of came by an option, and is said with the others.
  const first = read && 'problem' in read ? from : read?.day;
  const isEnded = before.until !== undefined || before.for !== undefined || before.standing === true;
  const end = isEnded ? before : await askEnd(chosen, first, desk);
  const pattern = own(desk.workspace.systems.get(chosen.system)?.value.roles, chosen.role)?.ticketPattern;
  const example = pattern === undefined ? undefined : exampleTicket(pattern);
  const ticket =
    before.ticket ??
    (pattern !== undefined
      ? await line('Under which ticket?', {
          ...(example === undefined ? {} : { placeholder: example }),
          problem: (text) => problemWith('ticket', chosen, text === '' ? {} : { ticket: text }, desk),
        })
      : undefined);
  const { for: length, until, standing } = end;
  return { ...before, ...chosen, why, from: first, for: length, until, standing, ticket };
}
