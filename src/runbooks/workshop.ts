/** The sheet for half an hour with a department: made from the systems that its people may have, and from no clock. */

import { durationInWords } from '../model/period.ts';
import { type Block, type Line, pageName, type RunbookPage, type Section } from '../model/runbook.ts';
import { spoken } from '../model/spoken.ts';
import type { WorkshopFacts } from './facts.ts';
import { formLink } from './links.ts';
import { both, either } from './people.ts';
import { approvalInWords } from './roles.ts';
import { answersSection, exercisesSection } from './workshop-exercises.ts';

/** One part of the half hour. */
interface Part {
  readonly minutes: number;
  readonly what: string;
  readonly how: string;
  readonly show: Line;
}

/** In minutes. */
export const wholeTime = 30;

export function workshopPage(facts: WorkshopFacts): RunbookPage {
  const { id, department, workspace, systems } = facts;
  const names = systems.map(({ system }) => system.value.name);
  const sections: readonly (Section | undefined)[] = [
    planSection(facts),
    bringSection(facts),
    exercisesSection(facts),
    questionsSection(facts),
    afterSection(facts),
    answersSection(facts),
  ];
  return {
    id,
    title: `Half an hour about access: ${department}`,
    label: 'Workshop sheet',
    organization: workspace.settings?.value.organization ?? '',
    facts: [
      ['For', [department]],
      ['Time', [`${wholeTime} minutes`]],
      ['Systems', [names.length > 0 ? both(names) : 'None of its own yet']],
      ['Led by', ['Anybody who has gone through the practice page']],
    ],
    sections: sections.filter((section) => section !== undefined),
  };
}

/** What has a fixed time; the practice gets what is left. */
export function partsOf(facts: WorkshopFacts): readonly Part[] {
  const own = facts.systems.length > 0;
  const fixed = { welcome: 4, own: own ? 8 : 0, questions: 4, close: 2 };
  const practice = wholeTime - Object.values(fixed).reduce((sum, minutes) => sum + minutes, 0);
  return [
    {
      minutes: fixed.welcome,
      what: 'What it is for',
      how: 'Say it in three sentences. Each access has a reason. Somebody else says yes. It has a last day.',
      show: ['The first page of the access site, with its list of systems.'],
    },
    {
      minutes: practice,
      what: 'Practise',
      how: 'Each person goes through the practice page, on their own. Help where somebody is stuck, but do not click for them.',
      show: [practiceLink(facts), facts.trainingForm ? ', up to the code at its end.' : ', up to its end.'],
    },
    ...(own
      ? [
          {
            minutes: fixed.own,
            what: 'Your own systems',
            how: 'In pairs, do one or two of the exercises below. Then compare with the answers on the last page.',
            show: ['The page of each system, on the access site.'],
          },
        ]
      : []),
    {
      minutes: fixed.questions,
      what: 'Three questions',
      how: 'Ask them aloud, and let people answer first.',
      show: ['The answers below them.'],
    },
    {
      minutes: fixed.close,
      what: 'Close',
      how: `Each person ${facts.trainingForm ? 'sends the code, and ' : ''}says which access they could give back.`,
      show: facts.trainingForm ? ['The form ', trainingLink(facts), '.'] : ['The list of forms on GitHub.'],
    },
  ];
}

const practiceLink = ({ workspace }: WorkshopFacts): Line[number] => {
  const page = workspace.settings?.value.practice?.page;
  return { text: 'The practice page of the access site', ...(page === undefined ? {} : { href: page }) };
};

const trainingLink = ({ trainingForm, workspace }: WorkshopFacts): Line[number] =>
  trainingForm ? formLink(trainingForm, { workspace }) : '';

const planSection = (facts: WorkshopFacts): Section => ({
  title: 'The plan',
  blocks: [
    {
      kind: 'table',
      headings: ['Minutes', 'What', 'How', 'Show'],
      rows: partsOf(facts).map(({ minutes, what, how, show }): readonly Line[] => [
        [`${minutes}`],
        [{ strong: what }],
        [how],
        show,
      ]),
    },
  ],
});

const bringSection = ({ systems }: WorkshopFacts): Section => ({
  title: 'Print and bring',
  blocks: [
    {
      kind: 'checks',
      items: [
        ['This sheet, once for whoever leads.'],
        ...(systems.length > 0 ? [['The exercises, once for each pair.']] : []),
        ...systems.map(
          ({ system: { id, value } }): Line => [
            'The runbook of ',
            { text: value.name, relative: `../runbooks/${pageName(id)}.html` },
            ', once for the team.',
          ],
        ),
        ['For each person a computer or a telephone, and their login on GitHub.'],
      ],
    },
  ],
});

function questionsSection({ systems, workspace }: WorkshopFacts): Section {
  const before = (workspace.settings?.value.reminders?.beforeEnd ?? []).map(durationInWords);
  const emergency = systems.flatMap(({ roles, system }) =>
    roles.flatMap(({ role }) => (role.emergency ? [`${role.title} in ${system.value.name}`] : [])),
  );
  const [first] = systems;
  const [role] = first?.roles ?? [];
  const example =
    first && role
      ? ` For ${role.role.title} in ${first.system.value.name}, it is this: ${approvalInWords(role.approval, first)}`
      : '';
  const cases: readonly (readonly [string, string])[] = [
    [
      'May I approve my own access, if my manager is away?',
      `No, nobody may. The answer under your form says who is asked, and who steps in.${example}`,
    ],
    [
      'What happens on the last day, and what do I do if I need it for longer?',
      `It ends by itself at midnight. ${before.length > 0 ? `You are told ${either(before, 'and')} before.` : 'Look at the day when you get it.'} Answer there, say why, and somebody approves it again.`,
    ],
    [
      'Something is broken, and I need access now. What do I do?',
      emergency.length > 0
        ? `Use the form for emergency access, and call whoever is on call. It can give you ${either(emergency)}. It lasts for hours, and somebody looks at it afterwards.`
        : 'None of your roles can be given in an emergency. Ask in the usual way, and call whoever approves it.',
    ],
  ];
  return {
    title: 'Three questions',
    blocks: cases.map(
      ([title, text]): Block => ({
        kind: 'case',
        title,
        blocks: [{ kind: 'text', line: [text] }],
      }),
    ),
  };
}

function afterSection(facts: WorkshopFacts): Section | undefined {
  const training = facts.workspace.settings?.value.practice?.training;
  if (training === undefined || !facts.trainingForm) return undefined;
  const roles = facts.systems.flatMap(({ roles: all, system }) =>
    all.flatMap(({ role }) =>
      role.requiresTraining?.includes(training) ? [`${role.title} in ${system.value.name}`] : [],
    ),
  );
  return {
    title: 'Afterwards',
    blocks: [
      {
        kind: 'text',
        line: [
          'Each person sends the code by the form ',
          trainingLink(facts),
          `. Somebody looks at it, and the training “${spoken(training)}” then stands in the file of that person.${roles.length > 0 ? ` These roles ask for it: ${both(roles)}.` : ''}`,
        ],
      },
    ],
  };
}
