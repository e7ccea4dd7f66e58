/** What the runbooks are made of, asked of those who decide it: the forms, the periods and the approval policies. */
import { resolving, type Way, wayOf } from '../approvals/ways.ts';
import type { NamedForm } from '../forms/form-kind.ts';
import { periodOf, shorterFor } from '../forms/periods.ts';
import { formsOf } from '../forms/registry.ts';
import { matchPolicy } from '../model/approval-match.ts';
import { jobFunctionsWith } from '../model/entitlement.ts';
import type { Instant } from '../model/period.ts';
import type { RunbookPage } from '../model/runbook.ts';
import { runbookOf } from '../model/runbook-parts.ts';
import type { System } from '../model/system.ts';
import { exampleTicket } from '../model/ticket-example.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { departmentsOf } from '../runbooks/departments.ts';
import type { Approval, FormLink, RoleFacts, RunbookFacts } from '../runbooks/facts.ts';
import { runbookPage } from '../runbooks/page.ts';
import { workshopPage } from '../runbooks/workshop.ts';
import { timeZoneOf } from './check.ts';

/** How a page is made. */
export interface RunbookOptions {
  /** With the names of people; without, what they are. */
  readonly names: boolean;
  /** Months differ in length, so that lengths are compared at a time. Nothing on a page says when it was made. */
  readonly now: Instant;
}

/** The runbook of each system, in the order of their files. */
export function runbookPages(workspace: Workspace, { names, now }: RunbookOptions): readonly RunbookPage[] {
  const at = { now, timeZone: timeZoneOf(workspace) };
  const forms = formsOf(workspace).map(({ named }) => named);
  return workspace.systems
    .all()
    .map((system) => runbookPage(factsOf(system, { workspace, at, forms, names, among: undefined })));
}

interface About {
  readonly workspace: Workspace;
  readonly at: { readonly now: Instant; readonly timeZone: string };
  readonly forms: readonly NamedForm[];
  readonly names: boolean;
  /** The job functions that count; all, unless they are named. */
  readonly among: readonly string[] | undefined;
}

/** A system with its roles; where job functions are named, only with those that these may have. */
function factsOf(system: Sourced<System>, { workspace, at, forms, names, among }: About): RunbookFacts {
  const roles = Object.keys(system.value.roles)
    .flatMap((role) => roleFacts(system, role, workspace, at, among))
    .filter(({ jobFunctions }) => among === undefined || jobFunctions.length > 0);
  return {
    workspace,
    timeZone: at.timeZone,
    system,
    runbook: runbookOf(system, workspace),
    roles,
    forms: {
      ...formIn(forms, 'access', `access-${system.id}`),
      ...formIn(forms, 'emergency', 'emergency-access'),
      ...formIn(forms, 'end', 'change-or-end-access'),
      ...formIn(forms, 'toolDown', 'tool-is-down'),
      ...formIn(forms, 'undo', 'undo-a-mistake'),
    },
    names,
  };
}

/** The sheet of each department in which somebody works, by their names. They name nobody. */
export function workshopPages(workspace: Workspace, now: Instant): readonly RunbookPage[] {
  const at = { now, timeZone: timeZoneOf(workspace) };
  const forms = formsOf(workspace).map(({ named }) => named);
  const { training } = formIn(forms, 'training', 'finished-training');
  return departmentsOf(workspace).map(({ department, id, jobFunctions }) =>
    workshopPage({
      department,
      id,
      workspace,
      systems: workspace.systems
        .all()
        .map((system) => factsOf(system, { workspace, at, forms, names: false, among: jobFunctions }))
        .filter(({ roles }) => roles.length > 0),
      trainingForm: training,
    }),
  );
}

/** A form as the list on GitHub shows it; none where the policies make none. */
function formIn<K extends string>(
  forms: readonly NamedForm[],
  key: K,
  file: string,
): { [Key in K]?: FormLink } {
  const found = forms.find((each) => each.file === file);
  if (!found) return {};
  return { [key]: { name: found.form.name, file: `${file}.yml` } } as { [Key in K]: FormLink };
}

function roleFacts(
  system: Sourced<System>,
  roleId: string,
  workspace: Workspace,
  at: { readonly now: Instant; readonly timeZone: string },
  among: readonly string[] | undefined,
): readonly RoleFacts[] {
  const role = system.value.roles[roleId];
  if (!role) return [];
  const by = resolving(workspace, at);
  const id = { system: system.id, role: roleId };
  const period = periodOf(workspace, system.id, system.value, roleId, at, among);
  const example = role.ticketPattern === undefined ? undefined : exampleTicket(role.ticketPattern);
  const about = {
    systemId: system.id,
    system: system.value,
    roleId,
    role,
    emergency: true,
    change: 'added',
  } as const;
  const policy = workspace.approvals && matchPolicy(workspace.approvals.value, about);
  return [
    {
      id: roleId,
      role,
      period: period && {
        ...(period.cap ? { longest: period.cap.duration } : {}),
        mayStand: period.mayStand,
        shorter: shorterFor(workspace, system.id, system.value, roleId, at, among),
      },
      jobFunctions: jobFunctionsWith(workspace, system.id, roleId).filter(
        (each) => among === undefined || among.includes(each),
      ),
      approval: approvalOf(wayOf(id, 'added', by)),
      removal: approvalOf(wayOf(id, 'removed', by)),
      ...(example === undefined ? {} : { ticketExample: example }),
      ...(role.emergency
        ? {
            emergency: {
              longest: role.emergency.maxDuration,
              approval: approvalOf(wayOf(id, 'emergency', by)),
              ...(policy?.postReview ? { lookedAtWithin: policy.postReview.within } : {}),
            },
          }
        : {}),
    },
  ];
}

const approvalOf = (way: Way | undefined): Approval => ({
  stages: (way?.stages ?? []).map(({ approvers, needed }) => ({ approvers, needed })),
  ...(way?.escalation
    ? { escalation: { after: way.escalation.after, approvers: way.escalation.approvers } }
    : {}),
});
