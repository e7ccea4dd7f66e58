/** Judges what a pull request does: new wrongs are its own, old ones are reported without blocking it. */
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Workspace } from '../model/workspace.ts';
import { type JudgedAt, judge, judgeTree } from './judge.ts';

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
  const touched = new Set([...change.changedGrants, ...change.changedPolicies]);
  const own = judge(change.judged, at, {
    grants: change.grants.flatMap(({ path }) => change.judged.grants.get(path) ?? []),
    problems: change.judged.problems,
    policy: false,
    change: { grants: change.grants, otherPaths: [...change.changedPolicies, ...change.otherPaths] },
    touched,
  });
  const lighter = new Set(
    change.grants.filter((grant) => grant.kind === 'reduced').map((grant) => grant.path),
  );
  const wasWrong =
    lighter.size > 0 ? keysOf(judgeGrants(change.judgeableBefore(), at, lighter)) : new Set<string>();
  const findings = own.map((diagnostic) => {
    // A problem elsewhere was there before. Making a wrong grant smaller must never be forbidden.
    const old =
      !touched.has(diagnostic.path) || (lighter.has(diagnostic.path) && wasWrong.has(keyOf(diagnostic)));
    return old ? asOld(diagnostic) : diagnostic;
  });
  return change.whole
    ? merge(findings, judgePolicyChange(change.whole, change.changedPolicies, at))
    : findings;
}

/** What a change of the policy does to everything that is there: only what was not wrong before stands in its way. */
function judgePolicyChange(
  whole: { base: Workspace; head: Workspace },
  changed: readonly string[],
  at: JudgedAt,
): Diagnostic[] {
  const sentence = (diagnostic: Diagnostic) => `${keyOf(diagnostic)} ${diagnostic.message}`;
  const before = new Set(
    judgeTree(whole.base, at)
      .filter((diagnostic) => diagnostic.severity === 'error')
      .map(sentence),
  );
  const touched = new Set(changed);
  return judgeTree(whole.head, at, touched).map((diagnostic) =>
    before.has(sentence(diagnostic)) && !touched.has(diagnostic.path) ? asOld(diagnostic) : diagnostic,
  );
}

const judgeGrants = (workspace: Workspace, at: JudgedAt, paths: ReadonlySet<string>): Diagnostic[] =>
  judge(workspace, at, {
    grants: [...workspace.grants.values()].filter((grant) => paths.has(grant.path)),
    problems: [],
    policy: false,
    touched: paths,
  });

/** The same finding before and after, although its line, or a day in its words, has moved. */
const keyOf = (diagnostic: Diagnostic): string => `${diagnostic.code} ${diagnostic.path}`;
const keysOf = (diagnostics: readonly Diagnostic[]): Set<string> =>
  new Set(diagnostics.filter((diagnostic) => diagnostic.severity !== 'note').map(keyOf));

const asOld = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === 'error'
    ? { ...diagnostic, severity: 'warning', notCausedByChange: true }
    : { ...diagnostic, notCausedByChange: true };

/** Both lists without repetition; where both say the same, the sterner stays. */
function merge(first: readonly Diagnostic[], second: readonly Diagnostic[]): Diagnostic[] {
  const at = ({ code, path, line, column }: Diagnostic) => `${code} ${path}:${line}:${column}`;
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of [...first, ...second]) {
    const held = merged.get(at(diagnostic));
    if (held?.severity !== 'error') merged.set(at(diagnostic), diagnostic);
  }
  return [...merged.values()].sort((a, b) =>
    a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
  );
}
