/** Which exception allows what a rule finds; and which one would, were there no mistake in it. */
import type { Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { Exception } from '../model/policies.ts';
import type { Rule, RuleContext } from '../model/rule.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { meantPath } from './completeness.ts';
import { cached, policyOwners } from './context.ts';

/** The exception to just this rule for just this subject; of several, the one that lasts longest. */
export function findException(ruleName: string, { about }: Finding, workspace: Workspace) {
  if (about?.subject === undefined) return undefined;
  const [match] = workspace.exceptions
    .all()
    .filter(({ value, flawed }) => {
      const sameCase = value.rule === ruleName && value.subject === about.subject && value.set === about.set;
      const inScope =
        (value.system ?? about.system) === about.system && (value.role ?? about.role) === about.role;
      return !flawed && sameCase && inScope;
    })
    .sort((a, b) => (a.value.validUntil < b.value.validUntil ? 1 : -1));
  return match && { id: match.id, validUntil: match.value.validUntil };
}

/** An exception that a mistake keeps from allowing something. */
interface BrokenException {
  /** It was meant for this finding, so that its own mistake says enough. */
  readonly isSaid: boolean;
  /** What to do about the finding. */
  readonly help: string;
}

/** The exception that would allow a finding if it could be read, or were right; `rules` are all that there are. */
export function brokenException(
  ruleName: string,
  { about }: Finding,
  { workspace, today }: RuleContext,
  rules: readonly Rule[],
): BrokenException | undefined {
  if (about?.subject === undefined) return undefined;
  const meant = workspace.exceptions
    .all()
    .find((file) => file.value.validUntil >= today && wasMeantFor(file, ruleName, about, workspace, rules));
  if (meant)
    return {
      isSaid: true,
      help: `ask ${policyOwners(workspace)} to repair \`${meant.path}\` first: it was meant to allow this`,
    };
  const unread = unreadIn(workspace);
  return (
    unread && {
      isSaid: false,
      help: `\`${unread.path}\` is broken and may allow this: ask ${policyOwners(workspace)} to repair it first`,
    }
  );
}

/** The first exception that nobody could read. */
const unreadIn = cached(({ exceptions, problems }: Workspace) =>
  problems.find(
    (problem) =>
      !problem.isCopy &&
      meantPath(problem).startsWith('policies/exceptions/') &&
      !exceptions.all().some(({ path }) => path === problem.path),
  ),
);

/** Whether each part of an exception is right for a finding, or is a mistake that is reported; and one is. */
function wasMeantFor(
  { value, flawed }: Sourced<Exception>,
  ruleName: string,
  about: NonNullable<Finding['about']>,
  workspace: Workspace,
  rules: readonly Rule[],
): boolean {
  const { people, systems, separationOfDuties } = workspace;
  // Of many exceptions nearly all are for somebody else.
  if (value.subject !== about.subject && people.has(value.subject)) return false;
  const sets = separationOfDuties?.value.sets.map(({ id }) => id);
  const system = about.system === undefined ? undefined : systems.get(about.system);
  const answers = [
    compare(
      value.rule,
      ruleName,
      !rules.some(({ name }) => name === value.rule) && isNear(value.rule, ruleName, rules),
    ),
    compare(
      value.subject,
      about.subject,
      !people.has(value.subject) && nearest(value.subject, [about.subject ?? '']) !== undefined,
    ),
    compare(
      value.set,
      about.set,
      value.set === undefined || (sets !== undefined && !sets.includes(value.set)),
    ),
    value.system === undefined ? 'fits' : compare(value.system, about.system, !systems.has(value.system)),
    value.role === undefined
      ? 'fits'
      : compare(
          value.role,
          about.role,
          system !== undefined && !Object.hasOwn(system.value.roles, value.role),
        ),
  ];
  return !answers.includes('other') && (flawed || answers.includes('mistake'));
}

const compare = (written: string | undefined, right: string | undefined, isMistake: boolean) =>
  written === right ? 'fits' : isMistake ? 'mistake' : 'other';

/** A rule by its code, or with a slip in its name. */
const isNear = (written: string, ruleName: string, rules: readonly Rule[]): boolean =>
  rules.some(({ code, name }) => name === ruleName && code === written.toUpperCase()) ||
  nearest(written, [ruleName]) !== undefined;
