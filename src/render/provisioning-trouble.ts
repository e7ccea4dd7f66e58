/** The issue that tells what could not be carried into a system. */
import type { Step } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import type { ProvisioningPlan } from '../plan/provision.ts';
import { cappedTable, code, plain } from './markdown.ts';
import { amount } from './summary.ts';

/** What went wrong at a system. */
export interface Trouble {
  readonly system: Sourced<System>;
  /** Why nothing could be planned. */
  readonly problem?: string;
  readonly tooMuch?: Pick<ProvisioningPlan, 'revoke' | 'limit'>;
  readonly failed: readonly { readonly step: Step; readonly why: string }[];
  readonly missing: ProvisioningPlan['missing'];
  readonly reported: readonly Step[];
}

export const troublePrefix = '<!-- grantbook:provisioning ';
export const troubleMarker = (system: string): string => `${troublePrefix}${system} -->`;

/** Whether there is anything to tell. */
export const isTrouble = ({ problem, tooMuch, failed, missing, reported }: Trouble): boolean =>
  problem !== undefined || tooMuch !== undefined || failed.length + missing.length + reported.length > 0;

export const troubleTitle = ({ system, problem, tooMuch, failed, missing }: Trouble): string => {
  const name = plain(system.value.name);
  if (problem !== undefined) return `${name} could not be reached: access is not carried there`;
  if (tooMuch) return `${name}: ${amount(tooMuch.revoke.length, 'removal')}, more than one run may make`;
  if (failed.length > 0) return `${name}: ${amount(failed.length, 'step')} did not work`;
  if (missing.length > 0)
    return `${name}: ${amount(missing.length, 'person', 'people')} cannot be given what was approved`;
  return `${name}: somebody changed access in the system itself`;
};

/** What did not work, why, and who can help. `logins` are those who answer for the system. */
export function renderTrouble(trouble: Trouble, workspace: Workspace, logins: readonly string[]): string {
  const { system, problem, tooMuch, failed, missing, reported } = trouble;
  const to = logins.length === 0 ? '' : `${logins.map((login) => `@${login}`).join(', ')}: `;
  const name = (subject: string, fallback: string): string =>
    plain(
      (workspace.people.has(subject) ? workspace.people.get(subject)?.value.displayName : undefined) ??
        (subject || fallback),
    );
  const rowOf = ({ action, role, subject, name: account }: Step) => [
    action === 'grant' ? 'give' : 'take away',
    code(role),
    name(subject, account),
  ];
  return [
    `${to}not everything that was approved for ${plain(system.value.name)} is so in the system.`,
    ...(problem === undefined
      ? []
      : [`**Nothing is changed there**: ${plain(problem, 1000)}. Nobody lost access because of that.`]),
    ...(tooMuch
      ? [
          `**Nothing is taken away**: ${amount(tooMuch.revoke.length, 'person', 'people')} would lose access at once, and ${code('limits.maxRemovalsPerRun')} lets ${tooMuch.limit} through. So many may be a mistake in the policies or in the system. If it is right, raise the limit in ${code('policies/grantbook.yaml')}; if it is not, tell a policy owner.`,
          cappedTable(
            ['What', 'Role', 'Who', 'Why'],
            tooMuch.revoke.map((step) => [...rowOf(step), plain(step.why ?? '')]),
          ),
        ]
      : []),
    ...(failed.length > 0
      ? [
          'These steps did not work. They are tried again by themselves.',
          cappedTable(
            ['What', 'Role', 'Who', 'Why not'],
            failed.map(({ step, why }) => [...rowOf(step), plain(why)]),
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [
          'These people were approved, and cannot be given it.',
          cappedTable(
            ['Who', 'Role', 'Why not'],
            missing.map(({ subject, role, why }) => [name(subject, subject), code(role), plain(why)]),
          ),
        ]
      : []),
    ...(reported.length > 0
      ? [
          `Somebody changed this in the system itself, past the grants. ${code('connector.drift')} is ${code('report')}, so it stays until a person repairs it, there or by a grant.`,
          cappedTable(['What would be done', 'Role', 'Who'], reported.map(rowOf)),
        ]
      : []),
    'This issue closes by itself when all is as the grants say.',
  ].join('\n\n');
}
