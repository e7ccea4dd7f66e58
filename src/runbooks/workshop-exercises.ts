/** An exercise for each system that a department may have, and its answers. */
import type { Block, Line, Section } from '../model/runbook.ts';
import { spoken } from '../model/spoken.ts';
import type { RoleFacts, RunbookFacts, WorkshopFacts } from './facts.ts';
import { both, textOf } from './people.ts';
import { approvalInWords, lengthOf } from './roles.ts';

/** For the pairs; the answers stand on a page of their own. */
export const exercisesSection = ({ systems }: WorkshopFacts): Section | undefined =>
  systems.length === 0
    ? undefined
    : {
        title: 'Exercises with your own systems',
        ownPage: true,
        blocks: systems.map(
          (facts): Block => ({
            kind: 'case',
            title: facts.system.value.name,
            blocks: [{ kind: 'steps', items: exerciseIn(facts).map((line) => ({ line, pictures: [] })) }],
          }),
        ),
      };

/** For whoever leads. */
export const answersSection = ({ systems }: WorkshopFacts): Section | undefined =>
  systems.length === 0
    ? undefined
    : {
        title: 'Answers to the exercises',
        ownPage: true,
        blocks: systems.map(
          (facts): Block => ({
            kind: 'case',
            title: facts.system.value.name,
            blocks: [
              {
                kind: 'text',
                line: [
                  `${smallestOf(facts)?.role.title ?? ''} is enough for the first. The table says the rest.`,
                ],
              },
              {
                kind: 'table',
                headings: ['Role', 'For how long', 'Who approves'],
                rows: facts.roles.map((each): readonly Line[] => [
                  [{ strong: each.role.title }, needs(each)],
                  [lengthOf(each)],
                  [approvalInWords(each.approval, facts)],
                ]),
              },
            ],
          }),
        ),
      };

/** The role with the fewest permissions; of several, the first. */
const smallestOf = ({ roles }: RunbookFacts): RoleFacts | undefined =>
  roles.toSorted((a, b) => a.role.permissions.length - b.role.permissions.length)[0];

function exerciseIn(facts: RunbookFacts): readonly Line[] {
  const { system, roles } = facts;
  const smallest = smallestOf(facts);
  const [permission = ''] = smallest?.role.permissions ?? [];
  const wish = system.value.permissions[permission] ?? permission;
  const other = roles.findLast((each) => each !== smallest);
  return [
    [
      `You want to do this: “${textOf(wish, facts)}”. ${other ? 'Which role is the smallest that is enough?' : 'Which role do you ask for?'}`,
    ],
    ['For how long may you ask for it? Who says yes? Find it on the page of the system.'],
    ...(other ? [[`What is different if you ask for ${other.role.title}?`]] : []),
    ['Write one sentence that says what you need it for. Would a stranger understand it in a year?'],
  ];
}

const needs = ({ role: { requiresTraining = [], ticketPattern } }: RoleFacts): string => {
  const wanted = [
    ...requiresTraining.map((id) => `the training “${spoken(id)}”`),
    ...(ticketPattern === undefined ? [] : ['a ticket']),
  ];
  return wanted.length === 0 ? '' : `. Asks for ${both(wanted)}.`;
};
