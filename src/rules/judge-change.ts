/** Judges what a pull request does: new wrongs are its own, old ones are reported without blocking it. */
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import type { Workspace } from '../model/workspace.ts';
import { findAll, type JudgedAt, wholeTree } from './judge.ts';
import { type Judged, placed } from './place.ts';
import { byPlace } from './report.ts';

export interface JudgedChange {
  /** The policies of the base with the grants of the head. */
  readonly judged: Workspace;
  /** The policies of the base with the changed grants as they were; asked for only where it matters. */
  readonly judgeableBefore: () => Workspace;
  /** Everything on both sides, where the change touches the policy. */
  readonly whole?: { readonly base: Workspace; readonly head: Workspace };
  readonly grants: readonly GrantChange[];
  readonly changedGrants: readonly string[];
  readonly changedPolicies: readonly string[];
  readonly otherPaths: readonly string[];
}

/** The diagnostics of a change, by the policies of its base. */
export function judgeChange(change: JudgedChange, at: JudgedAt): Diagnostic[] {
  const touched = new Set([...change.changedGrants, ...change.changedPolicies, ...change.otherPaths]);
  const own = findAll(change.judged, at, {
    grants: change.grants.flatMap(({ path }) => change.judged.grants.get(path) ?? []),
    // What was wrong with a policy that the change repairs is not wrong any more; its other side is judged below.
    problems: change.whole
      ? change.judged.problems.filter(({ path }) => !change.changedPolicies.includes(path))
      : change.judged.problems,
    policy: false,
    change: { grants: change.grants, otherPaths: [...change.changedPolicies, ...change.otherPaths] },
    touched,
  });
  const lighter = new Set(
    change.grants.filter((grant) => grant.kind === 'reduced').map((grant) => grant.path),
  );
  const wasWrong =
    lighter.size > 0 ? keysOf(judgeGrants(change.judgeableBefore(), at, lighter)) : new Set<string>();
  const findings = own.map((found) => {
    // A problem elsewhere was there before. Making a wrong grant smaller must never be forbidden.
    const old = !touched.has(found.path) || (lighter.has(found.path) && wasWrong.has(keyOf(found)));
    return old ? asOld(found) : found;
  });
  const show = (all: readonly Judged[], workspace: Workspace) =>
    placed(
      all.filter((one) => !isExceptedElsewhere(one, touched)),
      workspace,
    ).sort(byPlace);
  // Only after all is compared may anything be counted in place of being shown.
  const shown = show(findings, change.judged);
  if (!change.whole) return shown;
  const { whole, changedPolicies } = change;
  return merge(shown, show(judgePolicyChange(whole, changedPolicies, at), whole.head));
}

/** What an exception allows somewhere else is no news to whoever changes something that has to do with neither. */
const isExceptedElsewhere = ({ path, exception }: Judged, touched: ReadonlySet<string>): boolean =>
  exception !== undefined && !touched.has(path) && !touched.has(`policies/exceptions/${exception.id}.yaml`);

/** What a change of the policy does to everything that is there: only what was not wrong before stands in its way. */
function judgePolicyChange(
  whole: { base: Workspace; head: Workspace },
  changed: readonly string[],
  at: JudgedAt,
): Judged[] {
  const sentence = (found: Judged) => `${keyOf(found)} ${found.message}`;
  const before = new Map<string, Severity>();
  for (const found of findAll(whole.base, at, wholeTree(whole.base)))
    if (before.get(sentence(found)) !== 'error') before.set(sentence(found), found.severity);
  const touched = new Set(changed);
  return findAll(whole.head, at, wholeTree(whole.head, touched)).map((found) => {
    const was = before.get(sentence(found));
    const isOld = was === 'error' || was === found.severity;
    if (isOld && !touched.has(found.path)) return asOld(found);
    // What a day alone can cause was caused by the change after all, where it was not there before.
    const { notCausedByChange, ...caused } = found;
    return isOld || notCausedByChange === undefined ? found : caused;
  });
}

const judgeGrants = (workspace: Workspace, at: JudgedAt, paths: ReadonlySet<string>): Judged[] =>
  findAll(workspace, at, {
    grants: [...workspace.grants.values()].filter((grant) => paths.has(grant.path)),
    problems: [],
    policy: false,
    touched: paths,
  });

/** The same finding before and after, although its line, or a day in its words, has moved. */
const keyOf = ({ code, path }: Judged): string => `${code} ${path}`;
const keysOf = (found: readonly Judged[]): Set<string> =>
  new Set(found.filter(({ severity }) => severity !== 'note').map(keyOf));

const asOld = (found: Judged): Judged =>
  found.severity === 'error'
    ? { ...found, severity: 'warning', notCausedByChange: 'before' }
    : { ...found, notCausedByChange: found.notCausedByChange ?? 'before' };

/** Both lists without repetition; where both say the same, the sterner stays. */
function merge(first: readonly Diagnostic[], second: readonly Diagnostic[]): Diagnostic[] {
  const at = ({ code, path, line, column }: Diagnostic) => `${code} ${path}:${line}:${column}`;
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of [...first, ...second]) {
    const held = merged.get(at(diagnostic));
    if (held?.severity !== 'error') merged.set(at(diagnostic), diagnostic);
  }
  return [...merged.values()].sort(byPlace);
}
