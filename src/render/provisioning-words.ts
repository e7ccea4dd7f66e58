/** What would be done in the real systems, in words. */
import { dayInWords, dayOf } from '../model/period.ts';
import type { Step } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import type { ProvisioningPlan } from '../plan/provision.ts';
import { cappedTable, code, plain } from './markdown.ts';
import { amount } from './summary.ts';
import { renderTable } from './table.ts';
import type { Colors } from './text.ts';

/** A plan of a system, or why there is none. */
export type PlannedSystem = { readonly system: Sourced<System> } & (
  | { readonly plan: ProvisioningPlan }
  | { readonly problem: string }
);

/** One line of a plan: what happens, in which role, to whom, and why. */
export type PlanRow = readonly [what: string, role: string, who: string, why: string];

/** "ended", "no grant any more": why access is taken away, for people. */
const untilOf = ({ until }: Step, timeZone: string): string =>
  until === undefined ? 'until it is taken away' : `until ${dayInWords(dayOf(until - 1, timeZone))}`;

const nameOf = (step: { readonly subject: string; readonly name: string }, workspace: Workspace): string => {
  const person = workspace.people.has(step.subject) ? workspace.people.get(step.subject) : undefined;
  const account = step.name === step.subject || step.name === person?.value.displayName ? '' : step.name;
  const name = person ? `${person.value.displayName} (${step.subject})` : step.subject;
  return [name, account].filter((part) => part !== '').join(', ');
};

/** The lines of a plan, in the order in which they would be done. */
export function planRows(plan: ProvisioningPlan, workspace: Workspace, timeZone: string): readonly PlanRow[] {
  const step = (each: Step): PlanRow => [
    each.action === 'grant' ? 'give' : 'take away',
    each.role,
    nameOf(each, workspace),
    [
      each.action === 'grant' ? untilOf(each, timeZone) : (each.why ?? ''),
      ...(each.isDrift ? ['somebody changed it in the system itself'] : []),
    ].join('; '),
  ];
  return [
    ...plan.revoke.map(step),
    ...plan.grant.map(step),
    ...plan.reported.map((each): PlanRow => {
      const [what, role, who, why] = step(each);
      return [`only said: ${what}`, role, who, why];
    }),
    ...plan.missing.map(({ role, subject, why }): PlanRow => ['not possible', role, subject, why]),
    ...plan.leftAlone.map(({ role, name, why }): PlanRow => ['left alone', role, name, why]),
  ];
}

/** "2 to take away, 1 to give, 12 as they should be". */
export function planInWords({ revoke, grant, inPlace, reported, missing }: ProvisioningPlan): string {
  const parts = [
    ...(revoke.length > 0 ? [`${revoke.length.toLocaleString('en')} to take away`] : []),
    ...(grant.length > 0 ? [`${grant.length.toLocaleString('en')} to give`] : []),
    ...(reported.length > 0 ? [`${reported.length.toLocaleString('en')} changed in the system itself`] : []),
    ...(missing.length > 0 ? [`${missing.length.toLocaleString('en')} not possible`] : []),
    `${inPlace.length.toLocaleString('en')} as ${inPlace.length === 1 ? 'it' : 'they'} should be`,
  ];
  return parts.join(', ');
}

/** Whether a plan is carried out, or only shown. */
export const isDryRun = ({ value: { connector } }: Sourced<System>): boolean =>
  connector !== undefined && connector.type !== 'task' && connector.mode !== 'apply';

const tooMuch = ({ revoke, limit }: ProvisioningPlan): string =>
  `${amount(revoke.length, 'removal')} at once, and \`limits.maxRemovalsPerRun\` lets ${limit} through; nothing would be taken away until a person raises the limit`;

/** For a terminal. */
export function renderPlanText(
  planned: PlannedSystem,
  workspace: Workspace,
  { timeZone, colors }: { readonly timeZone: string; readonly colors: Colors },
): string {
  const { system } = planned;
  const head = colors.bold(`${system.value.name} (${system.id}, ${system.value.connector?.type ?? 'task'})`);
  if ('problem' in planned) return `${head}: ${colors.red('cannot be planned')}: ${planned.problem}\n`;
  const { plan } = planned;
  const rows = planRows(plan, workspace, timeZone);
  const notes = [
    ...(plan.isTooMuch ? [`${colors.red('too much')}: ${tooMuch(plan)}`] : []),
    ...(isDryRun(system) && plan.revoke.length + plan.grant.length > 0
      ? [`dry run: \`connector.mode\` of \`${system.id}\` is not \`apply\`, so nothing of this is done`]
      : []),
  ];
  return [
    `${head}: ${planInWords(plan)}\n`,
    ...(rows.length > 0 ? [renderTable(['what', 'role', 'who', 'why'], rows, colors)] : []),
    ...notes.map((note) => `${note}\n`),
  ].join('');
}

/** For a job summary or an issue. */
export function renderPlanMarkdown(planned: PlannedSystem, workspace: Workspace, timeZone: string): string {
  const { system } = planned;
  const head = `### ${plain(system.value.name)}`;
  if ('problem' in planned) return `${head}\n\nNothing is changed: ${plain(planned.problem)}\n`;
  const { plan } = planned;
  const rows = planRows(plan, workspace, timeZone).map(([what, role, who, why]) => [
    what,
    code(role),
    plain(who),
    plain(why),
  ]);
  return [
    head,
    `${planInWords(plan)}${isDryRun(system) ? ` (a dry run: ${code('connector.mode')} is not ${code('apply')})` : ''}.`,
    ...(plan.isTooMuch ? [`**Nothing is taken away**: ${plain(tooMuch(plan))}.`] : []),
    ...(rows.length > 0 ? [cappedTable(['What', 'Role', 'Who', 'Why'], rows)] : []),
  ].join('\n\n');
}
