/** Security checks: what the tool looks at by itself, and what a person has to look at. */

import { findRole } from '../model/entitlement.ts';
import { durationInWords } from '../model/period.ts';
import type { Line, Section } from '../model/runbook.ts';
import { spoken } from '../model/spoken.ts';
import type { RoleFacts, RunbookFacts } from './facts.ts';
import { missing } from './missing.ts';
import { anyOf, both, textOf } from './people.ts';
import { capital } from './roles.ts';

export function checksSection(facts: RunbookFacts): Section {
  const own = facts.runbook?.value.checks ?? [];
  return {
    title: 'Security checks',
    blocks: [
      ...missing('checks', facts),
      ...(own.length > 0
        ? [
            { kind: 'text' as const, line: ['Tick these off before the work counts as done:'] },
            { kind: 'checks' as const, items: own.map((text): Line => [textOf(text, facts)]) },
          ]
        : []),
      { kind: 'text', line: ['The tool looks at these by itself, and refuses what does not fit:'] },
      { kind: 'list', items: byTheTool(facts) },
    ],
  };
}

function byTheTool(facts: RunbookFacts): readonly Line[] {
  const { roles, system, workspace } = facts;
  const { accessReview } = system.value;
  const sets = workspace.separationOfDuties?.value.sets ?? [];
  const apart = sets.flatMap(({ roles: all, reason, cardinality = 1 }) =>
    all.some((each) => each.startsWith(`${system.id}/`))
      ? [
          `Nobody has more than ${cardinality === 1 ? 'one' : cardinality} of these: ${both(all.map((each) => titleOf(each, facts)))}. ${textOf(reason, facts)}`,
        ]
      : [],
  );
  return [
    'The person works here, and the job of the person allows the role.',
    'It ends in time, and nobody approves their own access.',
    ...grouped(roles, ({ role }) => coursesOf(role.requiresTraining)).map(
      ([courses, names]) => `For ${names}: ${courses} completed.`,
    ),
    ...grouped(roles, (each) => each.ticketExample).map(
      ([ticket, names]) => `For ${names}: there is a ticket, such as ${ticket}.`,
    ),
    ...grouped(roles, ({ role }) => role.maxHolders?.toString()).map(
      ([most, names]) =>
        `${names}: no more than ${most} people at once${names.includes(' and ') ? ' in each' : ''}.`,
    ),
    ...apart,
    ...(accessReview
      ? [
          `Every ${durationInWords(accessReview.every).replace(/^1 /, '')}, ${anyOf(accessReview.reviewers, facts)} looks at the access that is there.`,
        ]
      : []),
  ].map((text) => [capital(text)]);
}

/** "the course “payroll privacy” is". */
const coursesOf = (ids: readonly string[] = []): string | undefined =>
  ids.length === 0
    ? undefined
    : `the course${ids.length === 1 ? '' : 's'} ${both(ids.map((id) => `“${spoken(id)}”`))} ${ids.length === 1 ? 'is' : 'are'}`;

/** A role of any system: "Preparer", or "Budget approver in Campaigner". */
function titleOf(inFull: string, { system, workspace }: RunbookFacts): string {
  const [id = '', role = ''] = inFull.split('/');
  const found = workspace.systems.has(id) ? findRole(workspace, id, role) : undefined;
  if (!found) return inFull;
  return id === system.id ? found.role.title : `${found.role.title} in ${found.system.value.name}`;
}

/** Roles by what they have in common: "Viewer and Approver". */
function grouped(
  roles: readonly RoleFacts[],
  keyOf: (each: RoleFacts) => string | undefined,
): readonly (readonly [key: string, titles: string])[] {
  const byKey = new Map<string, string[]>();
  for (const each of roles) {
    const key = keyOf(each);
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), each.role.title]);
  }
  return [...byKey].map(([key, titles]) => [key, both(titles)]);
}
