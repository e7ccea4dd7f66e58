/**
 * Who is meant, in words that stay right: by name for the team, by function for everybody. No clock is asked, so that the
 * page changes only where a file does; whoever leaves on a day is named with that day.
 */
import { resolveApprover } from '../model/approvers.ts';
import { dayInWords } from '../model/period.ts';
import type { Person } from '../model/person.ts';
import { spoken } from '../model/spoken.ts';
import type { Workspace } from '../model/workspace.ts';
import type { RunbookFacts } from './facts.ts';

/** "A, B or C", each once. */
export function either(items: readonly string[], word = 'or'): string {
  const unique = [...new Set(items)];
  const last = unique.pop();
  if (last === undefined) return '';
  return unique.length > 0 ? `${unique.join(', ')} ${word} ${last}` : last;
}

export const both = (items: readonly string[]): string => either(items, 'and');

/** More people than these are said in the words of the policy. */
const mostNames = 8;

/** People who do not work here are named by nobody; a machine answers no telephone. */
const isThere = ({ active, employmentType }: Person): boolean => active && employmentType !== 'service';

/** The people behind an expression that does not depend on who asks; in the order of the files. */
export function peopleOf(expression: string, { workspace, system }: RunbookFacts): readonly string[] {
  if (!/^(system-owner|policy-owner|user:|group:)/.test(expression)) return [];
  // Whether somebody is there is asked of the files alone, so that no time is needed.
  const at = { now: 0, timeZone: 'UTC' };
  const found = resolveApprover(expression, { subject: '', system: system.id }, workspace, at, isThere);
  return 'people' in found ? found.people : [];
}

/** "Rui Alves", or "Rui Alves (until 31 December 2026)". */
export function nameOf(user: string, { people }: Workspace): string {
  const person = people.has(user) ? people.get(user)?.value : undefined;
  if (!person) return user;
  const { displayName, startDate, endDate } = person;
  const dates = [
    ...(startDate === undefined ? [] : [`from ${dayInWords(startDate.slice(0, 10))}`]),
    ...(endDate === undefined ? [] : [`until ${dayInWords(endDate.slice(0, 10))}`]),
  ];
  // Everybody began at some day; it matters only beside an end, or where it is all that is known.
  return endDate === undefined ? displayName : `${displayName} (${dates.at(-1)})`;
}

/** What an expression means, without a name. */
function functionOf(expression: string, { system }: RunbookFacts): string {
  const [kind = '', name = ''] = expression.split(':', 2);
  switch (kind) {
    case 'self':
      return 'the person who needs it';
    case 'subject':
      return 'the person who has it';
    case 'everyone':
      return 'any colleague';
    case 'manager':
      return 'their manager';
    case 'manager-of-manager':
      return 'the manager’s manager';
    case 'system-owner':
      return `an owner of ${system.value.name}`;
    case 'policy-owner':
      return 'a policy owner';
    case 'group':
      return `one of the group “${spoken(name)}”`;
    case 'job-function':
      return `anybody who works as ${spoken(name)}`;
    case 'github-team':
      return `a member of the team ${name} on GitHub`;
    default:
      return 'a person whom the policy names';
  }
}

/** Whom an expression means depends on who asks, or it means too many people to name them. */
const hasNames = (expression: string): boolean => /^(system-owner|policy-owner|group:)/.test(expression);

/** "Leonor Pinto, Karin Vogel or Rui Alves"; "nobody at present" where all have left. */
function namesFor(expression: string, facts: RunbookFacts): string | undefined {
  const people = peopleOf(expression, facts);
  if (!facts.names || !hasNames(expression) || people.length > mostNames) return undefined;
  return people.length === 0
    ? 'nobody at present'
    : either(people.map((user) => nameOf(user, facts.workspace)));
}

/** Without the names behind it, unless it is one person. */
function inShort(expression: string, facts: RunbookFacts): string {
  if (!facts.names || !expression.startsWith('user:')) return functionOf(expression, facts);
  const [user] = peopleOf(expression, facts);
  return user === undefined ? 'somebody who does not work here any more' : nameOf(user, facts.workspace);
}

/** "an owner of Salaria (Leonor Pinto, Karin Vogel or Rui Alves)". */
function inFull(expression: string, facts: RunbookFacts): string {
  const names = namesFor(expression, facts);
  return names === undefined ? inShort(expression, facts) : `${functionOf(expression, facts)} (${names})`;
}

/** Any one of these, with their names. */
export const anyOf = (expressions: readonly string[], facts: RunbookFacts): string =>
  either(expressions.map((expression) => inFull(expression, facts)));

/** Any one of these, by what they are: where the names stand beside it, they need not be said again. */
export const anyOfInShort = (expressions: readonly string[], facts: RunbookFacts): string =>
  either(expressions.map((expression) => inShort(expression, facts)));

/** Who is meant by each of these, once: "an owner of Salaria", and the names. */
export const meant = (
  expressions: readonly string[],
  facts: RunbookFacts,
): readonly (readonly [what: string, names: string])[] =>
  [...new Set(expressions)].flatMap((expression) => {
    const names = namesFor(expression, facts);
    return names === undefined ? [] : [[functionOf(expression, facts), names] as const];
  });

/** A text that somebody wrote; where nobody may be named, with their names left out. */
export function textOf(text: string, { names, workspace }: RunbookFacts): string {
  if (names) return text;
  const all = workspace.people
    .all()
    .flatMap(({ id, value: { displayName, email, github } }) => [displayName, id, email, github?.login])
    .filter((name) => name !== undefined && name.length > 2)
    .toSorted((a = '', b = '') => b.length - a.length)
    .map((name = '') => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (all.length === 0) return text;
  return text.replaceAll(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    'a colleague',
  );
}
