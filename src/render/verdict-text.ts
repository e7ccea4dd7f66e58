/** A verdict for a terminal: the decision first, then what is missing and from whom, then who counted and who did not. */
import type { Requirement, StageRequirement, Verdict } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { nameAndHow } from './approvers-in-words.ts';
import { momentInWords } from './grant-words.ts';
import { amount, countBySeverity } from './summary.ts';
import { type Colors, onOneLine } from './text.ts';

/** The text of a verdict, ending with a line break. */
export function renderVerdict(verdict: Verdict, workspace: Workspace, colors: Colors): string {
  const { error } = countBySeverity(verdict.findings);
  const paint = { approved: colors.green, pending: colors.yellow, rejected: colors.red }[verdict.verdict];
  const lines = [
    paint(colors.bold(headline(verdict, error))),
    ...verdict.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path, line, message }) => `  ${code} ${path}:${line}: ${message}`),
    ...verdict.obstacles.flatMap(({ message, help }) => [
      `  ${message}`,
      ...(help === undefined ? [] : [`    = help: ${help}`]),
    ]),
    ...verdict.requirements.flatMap((requirement) => requirementLines(requirement, workspace)),
    ...verdict.counted.map(
      ({ person, review, stage }) =>
        `  counted: ${person} (${review === null ? 'as the author' : `review ${review}`}) for ${stage}`,
    ),
    ...verdict.discounted.map(
      ({ user, review, reason, explanation, objection }) =>
        `  not counted: ${user} (${objection ? 'objection in ' : ''}review ${review}), ${reason}: ${explanation}`,
    ),
  ];
  return `${lines.map(onOneLine).join('\n')}\n`;
}

function headline({ verdict, requirements }: Verdict, errors: number): string {
  if (verdict === 'approved' && requirements.some(({ satisfiedBy }) => satisfiedBy === 'alone'))
    return 'approved: nobody else works here, so that there was no second person';
  if (verdict === 'approved') return 'approved: everybody whom the policy names has approved';
  if (verdict === 'pending') return 'pending: approvals are missing';
  return errors > 0
    ? `rejected: ${amount(errors, 'error')} ${errors === 1 ? 'stands' : 'stand'} in the way`
    : 'rejected: something stands in the way';
}

function requirementLines(requirement: Requirement, workspace: Workspace): string[] {
  const { change, policy, stages, satisfiedBy } = requirement;
  const head = `  ${change.path} (${change.kind}, policy ${policy ?? 'none'})`;
  if (satisfiedBy === 'expired') return [`${head}: it was over already, so nobody has to approve`];
  if (satisfiedBy === 'alone') return [`${head}: there is no second person who could approve`];
  if (stages.length === 0) return [`${head}: no approval policy matches`];
  return [
    head,
    ...stages.map((stage, index) => `    ${index + 1}. ${stageLine(stage, workspace)}`),
    ...escalationLines(requirement, workspace),
  ];
}

/** From when on somebody else may answer, while somebody is waited for. */
function escalationLines({ stages, escalation }: Requirement, { settings }: Workspace): string[] {
  const waits = stages.some(
    ({ approvedBy, needed, escalatedTo }) => approvedBy.length < needed && !escalatedTo,
  );
  if (!escalation || !waits) return [];
  const from = momentInWords(escalation.from, settings?.value.timeZone ?? 'UTC');
  return [`    without an answer, ${escalation.to.join(' or ')} too from ${from}`];
}

function stageLine(stage: StageRequirement, workspace: Workspace): string {
  const name = (user: string) => nameAndHow(user, stage.indirect, workspace);
  const missing = stage.needed - stage.approvedBy.length;
  const by = stage.approvedBy.length > 0 ? `approved by ${stage.approvedBy.map(name).join(', ')}` : '';
  if (missing <= 0) return `${stage.approvers.join(' or ')}: ${by}`;
  const left = stage.candidates.filter((user) => !stage.approvedBy.includes(user));
  const names = [...left.map(name), ...stage.teams.map((team) => `a member of ${team}`)];
  const from = names.length > 0 ? names.join(' or ') : stage.approvers.join(' or ');
  return `${stage.approvers.join(' or ')}: ${by === '' ? '' : `${by}; `}${missing === 1 ? 'missing' : `${missing} missing`}, from ${from}`;
}
