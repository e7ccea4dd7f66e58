/** Runs the rules over a workspace and turns what they say into diagnostics: level, place, exception. */
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic, Finding, Severity } from '../model/diagnostic.ts';
import { InternalError } from '../model/failure.ts';
import type { Grant } from '../model/grant.ts';
import { dayOf, type Instant } from '../model/period.ts';
import type { Rule, RuleContext } from '../model/rule.ts';
import type { LoadProblem, Sourced, Workspace } from '../model/workspace.ts';
import { changeTooLarge } from './change/change-too-large.ts';
import { fitsOption } from './define.ts';
import { brokenException, findException } from './exceptions.ts';
import { nobodyCanApprove } from './grant/nobody-can-approve.ts';
import { requesterNotAllowed } from './grant/requester-not-allowed.ts';
import { unknownRequester } from './grant/unknown-requester.ts';
import { type Judged, placed } from './place.ts';
import { rules } from './registry.ts';
import { byPlace, sayOnce } from './report.ts';
import { withSuggestion } from './suggestions.ts';

/** The time at which something is judged, and what is known of when grants began. */
export interface JudgedAt {
  readonly now: Instant;
  readonly startedAt?: ReadonlyMap<string, Instant>;
  /** Since when the changed grants have been there without a break. */
  readonly heldSince?: ReadonlyMap<string, Instant>;
  /** The user name of the person who asks for a change, where that is known. */
  readonly openedBy?: string;
}

interface Scope {
  /** The grants to judge. */
  readonly grants: Iterable<Sourced<Grant>>;
  /** The problems to report. */
  readonly problems: readonly LoadProblem[];
  /** Whether the policy as a whole is judged too. */
  readonly policy: boolean;
  readonly change?: { readonly grants: readonly GrantChange[]; readonly otherPaths: readonly string[] };
  /** The paths that a change adds or edits; `undefined` when there is no change to speak of. */
  readonly touched?: ReadonlySet<string>;
}

/** Judges everything that was read. */
export const judgeTree = (workspace: Workspace, at: JudgedAt, touched?: ReadonlySet<string>): Diagnostic[] =>
  judge(workspace, at, wholeTree(workspace, touched));

/** The scope in which everything that was read is judged. */
export const wholeTree = (workspace: Workspace, touched?: ReadonlySet<string>): Scope => ({
  grants: workspace.grants.values(),
  problems: workspace.problems,
  policy: true,
  ...(touched ? { touched } : {}),
});

/** Judges a part of what was read. */
export const judge = (workspace: Workspace, at: JudgedAt, scope: Scope): Diagnostic[] =>
  placed(findAll(workspace, at, scope), workspace).sort(byPlace);

/** All that is found, before anybody has looked for its place. */
export function findAll(workspace: Workspace, at: JudgedAt, scope: Scope): Judged[] {
  const timeZone = workspace.settings?.value.timeZone ?? 'UTC';
  const shared = {
    workspace,
    now: at.now,
    today: dayOf(at.now, timeZone),
    timeZone,
    startedAt: at.startedAt ?? new Map(),
    heldSince: at.heldSince ?? new Map(),
    touched: scope.touched,
    openedBy: at.openedBy,
  };
  const found: Judged[] = [];
  const running = rules.flatMap((rule) => {
    const level = levelOf(rule, workspace);
    return level === 'off'
      ? []
      : [{ rule, level, context: { ...shared, options: optionsOf(rule, workspace) } }];
  });
  for (const { rule, level, context } of running)
    for (const finding of findingsOf(rule, context, scope))
      found.push(...toJudged(rule, level, finding, context));
  // Such a change is split before anybody looks at it, so that its single grants would only cost time.
  const tooLarge = found.some(({ rule, severity }) => rule === changeTooLarge.name && severity === 'error');
  // Grant by grant, not rule by rule: what one rule has looked up for a grant, the next one asks for again.
  const grantRules = running.flatMap(({ rule, ...how }) => (rule.kind === 'grant' ? [{ rule, ...how }] : []));
  const otherRules = grantRules.filter(({ rule }) => !aboutTheRequest.has(rule.name));
  const asksNothing = new Set(
    (scope.change?.grants ?? [])
      .filter(({ kind }) => kind === 'reviewed' || kind === 'reduced')
      .map(({ path }) => path),
  );
  for (const grant of tooLarge ? [] : scope.grants)
    for (const { rule, level, context } of asksNothing.has(grant.path) ? otherRules : grantRules)
      for (const finding of rule.check(grant, context))
        found.push(...toJudged(rule, level, finding, context));
  return scope.policy ? sayOnce(found, scope.touched) : found;
}

/**
 * Rules about asking. A review or a shorter period asks for nothing: that the manager has changed since the request
 * must keep nobody from confirming or ending the access.
 */
const aboutTheRequest: ReadonlySet<string> = new Set([
  unknownRequester.name,
  requesterNotAllowed.name,
  nobodyCanApprove.name,
]);

/** What the rules say that are not about single grants. */
function* findingsOf(rule: Rule, context: RuleContext, scope: Scope): Iterable<Finding> {
  switch (rule.kind) {
    case 'input':
      for (const problem of scope.problems)
        if (problem.rule === rule.name) yield withSuggestion(problem, context.workspace, rules);
      return;
    case 'grant':
      return;
    case 'policy':
      if (scope.policy) yield* rule.check(context);
      return;
    case 'change':
      if (scope.change) yield* rule.check(scope.change, context);
  }
}

function levelOf(rule: Rule, workspace: Workspace): 'off' | 'warning' | 'error' {
  const setting = workspace.settings?.value.rules;
  const level = setting && Object.hasOwn(setting, rule.name) ? setting[rule.name]?.level : undefined;
  return rule.safety ? rule.level : (level ?? rule.level);
}

/** The defaults under what the settings say. A list adds to its default; what has the wrong type is left out. */
function optionsOf(rule: Rule, workspace: Workspace): Record<string, unknown> {
  const setting = workspace.settings?.value.rules;
  const given = setting && Object.hasOwn(setting, rule.name) ? setting[rule.name]?.options : undefined;
  return Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, option]) => {
      const value = given && Object.hasOwn(given, name) ? given[name] : undefined;
      if (!fitsOption(option, value)) return [name, option.default];
      return [name, Array.isArray(option.default) ? [...option.default, ...(value as string[])] : value];
    }),
  );
}

/** A finding at its level; nothing where only a broken exception makes it one. */
function toJudged(rule: Rule, level: Severity, finding: Finding, context: RuleContext): Judged[] {
  const { workspace, today, touched } = context;
  const matching = rule.safety ? undefined : findException(rule.name, finding, workspace);
  const exception = matching && today <= matching.validUntil ? matching : undefined;
  const broken = rule.safety || exception ? undefined : brokenException(rule.name, finding, context, rules);
  if (broken?.isSaid && !touched?.has(finding.path)) return [];
  // An exception that has run out is time's doing too: it must not stop anybody who changes something else.
  const timeOnly =
    (rule.causedByTime === true || matching !== undefined) && !exception && !touched?.has(finding.path);
  const judged: Judged = {
    code: rule.code,
    rule: rule.name,
    severity: exception ? 'note' : timeOnly && level === 'error' ? 'warning' : level,
    message: finding.message,
    path: finding.path,
    finding: exception ? withoutHelp(finding) : broken ? { ...finding, help: broken.help } : finding,
    ...(timeOnly ? { notCausedByChange: 'time' } : {}),
    ...(exception ? { exception } : {}),
  };
  return [judged];
}

/** What an exception allows needs no repair, and above all no other exception. */
const withoutHelp = ({ help: _, ...finding }: Finding): Finding => finding;

/** Problems name their rule by name; a name without a rule is our mistake. */
export function assertKnown(problems: readonly LoadProblem[]): void {
  const unknown = problems.find((problem) => !rules.some((rule) => rule.name === problem.rule));
  if (unknown) throw new InternalError(`no rule explains the problem \`${unknown.rule}\``);
}
