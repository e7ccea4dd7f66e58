/** Questions that people ask: those of the file, and those that come up with every system. */
import type { Block, Line, Section } from '../model/runbook.ts';
import type { RunbookFacts } from './facts.ts';
import { byForm } from './links.ts';
import { missing } from './missing.ts';
import { textOf } from './people.ts';

export function questionsSection(facts: RunbookFacts): Section {
  const own = (facts.runbook?.value.questions ?? []).map(({ question, answer }): readonly [string, Line] => [
    textOf(question, facts),
    [textOf(answer, facts)],
  ]);
  return {
    title: 'Questions that people ask',
    blocks: [
      ...missing('questions', facts),
      ...[...own, ...usual(facts)].map(
        ([title, line]): Block => ({
          kind: 'case',
          title,
          blocks: [{ kind: 'text', line }],
        }),
      ),
    ],
  };
}

/** Whether the holder's own word is enough for every role. */
const endsByOwnWord = ({ roles }: RunbookFacts): boolean =>
  roles.every(
    ({ removal: { stages } }) => stages.length === 1 && stages[0]?.approvers.includes('subject') === true,
  );

const usual = (facts: RunbookFacts): readonly (readonly [question: string, answer: Line])[] => [
  [
    'Who has to approve my request, and why does it take so long?',
    [
      'The answer under your form names the people who are asked. They are reminded by themselves. You may call them too.',
    ],
  ],
  [
    'I need it for longer. What do I do?',
    [
      'Before it ends, you are told in a message of your own. Answer there with ',
      { exact: '/renew 30d because' },
      ' and your reason. If it has ended, ask again by the form.',
    ],
  ],
  [
    'I do not need it any more. What do I do?',
    [
      'Give it back by ',
      ...byForm(facts.forms.end, facts, 'a request to end it'),
      endsByOwnWord(facts)
        ? '. It ends at once, and nobody else has to agree.'
        : '. The form says who has to agree.',
    ],
  ],
  [
    'I have no account on GitHub. How do I ask?',
    ['Your manager asks for you, by the same form. Your name goes into the last line of it.'],
  ],
];
