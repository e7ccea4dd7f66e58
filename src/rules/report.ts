/** How the findings of one judgement are put together for its reader. */
import type { Diagnostic } from '../model/diagnostic.ts';
import { cannotBeJudged, forSeveral } from './grant/cannot-be-judged.ts';
import { forAll, isOrdinary, noMatchingApproval } from './grant/no-matching-approval.ts';
import type { Judged } from './place.ts';
import { roleWithoutApproval } from './policy/role-without-approval.ts';

/** What every grant would say is said once: ten thousand times the same would bury what has to be repaired. */
export function sayOnce(found: readonly Judged[], touched?: ReadonlySet<string>): Judged[] {
  const isUnmatched = ({ rule, path }: Judged) => rule === noMatchingApproval.name && !touched?.has(path);
  const unmatched = found.filter(isUnmatched).sort((a, b) => (a.path < b.path ? -1 : 1));
  // Where people hold such a role already, it is said of what they hold.
  const isSaid = ({ rule }: Judged) => rule === roleWithoutApproval.name && unmatched.some(isOrdinary);
  const others = found.filter((diagnostic) => !isUnmatched(diagnostic) && !isSaid(diagnostic));
  return [...unjudgedOnce(others), ...forAll(unmatched)];
}

/** One broken file keeps every grant from being judged. That is said of the first of them and counted. */
function unjudgedOnce(found: readonly Judged[]): Judged[] {
  const first = new Map<string, Judged>();
  const times = new Map<string, number>();
  for (const diagnostic of found.filter(({ rule }) => rule === cannotBeJudged.name)) {
    const { message, path } = diagnostic;
    times.set(message, (times.get(message) ?? 0) + 1);
    const held = first.get(message);
    if (!held || path < held.path) first.set(message, diagnostic);
  }
  return found.flatMap((diagnostic) => {
    if (diagnostic.rule !== cannotBeJudged.name) return [diagnostic];
    const { message } = diagnostic;
    if (first.get(message) !== diagnostic) return [];
    const more = (times.get(message) ?? 1) - 1;
    return [more === 0 ? diagnostic : { ...diagnostic, message: forSeveral(message, more) }];
  });
}

/** By file and line, and what the policy itself causes before the grants that suffer from it. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [first, second] = [isPolicy(a), isPolicy(b)];
  if (first !== second) return first ? -1 : 1;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
}

const isPolicy = ({ path }: Diagnostic): boolean => path.startsWith('policies/');
