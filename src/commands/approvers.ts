/** `grantbook approvers`: who would have to approve a request, before anybody makes it. */
import { type Outlook, outlookOf } from '../approvals/outlook.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { own } from '../model/entitlement.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { type Named, nearestNamed } from '../model/nearest.ts';
import type { Person } from '../model/person.ts';
import type { Role } from '../model/system.ts';
import type { Workspace } from '../model/workspace.ts';
import { renderOutlook } from '../render/outlook-text.ts';
import { knownPeople, knownRoles, knownSystems } from '../rules/names.ts';
import { beyondRepair } from './beyond-repair.ts';
import { timeZoneOf } from './check.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { grantsFor, type ImaginedRequest, imagine, type RequestKind } from './imagine.ts';
import { instantOf, sourceOf } from './places.ts';
import { readPolicies } from './read.ts';

export interface ApproversOptions {
  readonly system: string;
  readonly role: string;
  readonly subject: string;
  readonly requestedBy?: string;
  readonly change: RequestKind;
  readonly emergency: boolean;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

/** Prints who would have to approve. Exit code 1 where nobody could approve it, or it could not be asked for at all. */
export function approvers(options: ApproversOptions, context: CommandContext): ExitCode {
  const { subject, system, role, requestedBy, change: kind, emergency, format } = options;
  const request: ImaginedRequest = {
    subject,
    system,
    role,
    ...(requestedBy === undefined ? {} : { requestedBy }),
    ...(emergency ? { emergency, incident: 'INC-0' } : {}),
  };
  const workspace = readPolicies(sourceOf(undefined, context.dir), grantsFor([request]));
  const known = requireKnown(options, workspace);
  const timeZone = timeZoneOf(workspace);
  const now = instantOf(options.now, timeZone, context.clock);
  const { change, findings, grant } = imagine(request, kind, workspace, { now, timeZone });
  const outlook = outlookOf({ change, grant, ...known }, { workspace, now, timeZone });
  const told = findings.filter(({ rule, severity }) => beyondRepair.has(rule) && severity !== 'warning');
  const possible = told.every(({ severity }) => severity === 'note') && outlook.requirement.stages.length > 0;
  context.out(
    format === 'json'
      ? `${JSON.stringify(jsonOf(options, possible, told, outlook, now), null, 2)}\n`
      : renderOutlook({ grant, kind, findings: told, possible, ...outlook }, workspace, context.outColors),
  );
  return possible ? exitCodes.ok : exitCodes.errors;
}

/** Whom and what the request is about. */
function requireKnown(
  options: ApproversOptions,
  workspace: Workspace,
): { readonly person: Person; readonly role: Role } {
  const { subject, requestedBy, system, role } = options;
  for (const user of [subject, ...(requestedBy === undefined ? [] : [requestedBy])])
    if (!workspace.people.has(user)) throw noSuch(`person \`${user}\``, user, knownPeople(workspace));
  if (!workspace.systems.has(system)) throw noSuch(`system \`${system}\``, system, knownSystems(workspace));
  const file = workspace.systems.get(system);
  if (!file) throw unreadable(`policies/systems/${system}.yaml`);
  const found = own(file.value.roles, role);
  if (!found) throw noSuch(`role \`${role}\` in \`${system}\``, role, knownRoles(file));
  const person = workspace.people.get(subject);
  if (!person) throw unreadable(`policies/people/${subject}.yaml`);
  return { person: person.value, role: found };
}

const unreadable = (path: string) =>
  new EnvironmentFailure(`\`${path}\` could not be read; \`grantbook check\` says why`);

function noSuch(what: string, name: string, known: readonly Named[]): EnvironmentFailure {
  const near = nearestNamed(name, known);
  const few = known.length <= 12 ? `; there are ${known.map(({ id }) => `\`${id}\``).join(', ')}` : '';
  return new EnvironmentFailure(
    `there is no ${what}${near === undefined ? few : `; did you mean \`${near}\`?`}`,
  );
}

const jsonOf = (
  { subject, system, role, requestedBy, change, emergency }: ApproversOptions,
  possible: boolean,
  findings: readonly Diagnostic[],
  { requesters, longest, requirement, distinct, authorCounts, escalation, postReview }: Outlook,
  now: number,
) => ({
  request: { subject, system, role, requestedBy: requestedBy ?? subject, change, emergency },
  possible,
  findings: findings.map(({ code, rule, severity, message, help, exception }) => ({
    code,
    rule,
    severity,
    message,
    help,
    exception,
  })),
  requesters,
  longest: longest ?? null,
  policy: requirement.policy ?? null,
  title: requirement.title,
  stages: requirement.stages.map(({ approvers, candidates, teams, needed, escalatedTo, indirect }) => ({
    approvers,
    candidates,
    teams,
    needed,
    escalatedTo,
    indirect,
  })),
  distinct,
  authorCounts,
  escalation: escalation ?? null,
  postReview: postReview ?? null,
  evaluatedAt: new Date(now).toISOString(),
});
