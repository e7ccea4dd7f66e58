/** An exercise for each system that a department may have, with its answers. */

import type { Block, Line, Section } from '../model/runbook.ts';
import { spoken } from '../model/spoken.ts';
import type { RoleFacts, RunbookFacts, WorkshopFacts } from './facts.ts';
import { both, textOf } from './people.ts';
import { approvalInWords, lengthOf } from './roles.ts';

export function exercisesSection(facts: WorkshopFacts): Section | undefined {
  if (facts.systems.length === 0) return undefined;
  return {
    title: 'Exercises with your own systems',
    ownPage: true,
    blocks: facts.systems.map(
      (system): Block => ({
        kind: 'case',
        title: system.system.value.name,
        blocks: exerciseIn(system),
      }),
    ),
  };
}

/** What the fewest rights are enough for is asked of the smallest role; its answer stands in the table. */
function exerciseIn(facts: RunbookFacts): readonly Block[] {
  const { system, roles } = facts;
  const [smallest] = roles.toSorted((a, b) => a.role.permissions.length - b.role.permissions.length);
  if (!smallest) return [];
  const [permission = ''] = smallest.role.permissions;
  const wish = system.value.permissions[permission] ?? permission;
  const last = roles.length > 1 ? roles.at(-1) : undefined;
  return [
    {
      kind: 'steps',
      items: [
        [`You want to do this: “${textOf(wish, facts)}”. Which role is the smallest that is enough?`],
        ['For how long may you ask for it? Who says yes? Find it on the page of the system.'],
        ...(last ? [[`What is different if you ask for ${last.role.title}?`]] : []),
        ['Write one sentence that says what you need it for. Would a stranger understand it in a year?'],
      ].map((line) => ({ line, pictures: [] })),
    },
    { kind: 'text', line: [{ strong: 'Answer: ' }, `${smallest.role.title} is enough for the first.`] },
    {
      kind: 'table',
      headings: ['Role', 'For how long', 'Who approves'],
      rows: roles.map((each): readonly Line[] => [
        [{ strong: each.role.title }, needs(each)],
        [lengthOf(each)],
        [approvalInWords(each.approval, facts)],
      ]),
    },
  ];
}

const needs = ({ role: { requiresTraining = [], ticketPattern } }: RoleFacts): string => {
  const wanted = [
    ...requiresTraining.map((id) => `the training “${spoken(id)}”`),
    ...(ticketPattern === undefined ? [] : ['a ticket']),
  ];
  return wanted.length === 0 ? '' : `. Asks for ${both(wanted)}.`;
};
