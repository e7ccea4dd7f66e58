/** "I have finished the training": the code of the practice page becomes an entry in the file of whoever sends it. */
import type { FormAnswers, IssueForm } from '../model/issue-form.ts';
import { dayInWords, dayOf } from '../model/period.ts';
import type { Settings } from '../model/settings.ts';
import { spoken } from '../model/spoken.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Asked, FormKind, Reading, Unclear } from './form-kind.ts';
import { readPracticeCode } from './practice-code.ts';
import { nameOf } from './questions.ts';

/** As the list of forms on GitHub shows it. */
export const trainingFormName = 'I have finished the training';

/** What the practice page asks people to tick, and the form once more, where it stands under their name. */
export const statements = [
  'I went through all steps of the practice page myself.',
  'I ask for the smallest role that is enough, and say what I need it for.',
  'I never approve my own access, and never use the account of somebody else.',
  'I know that access ends on its last day, and how to ask for more time.',
  'I give back what I do not need any more.',
] as const;

const labels = {
  code: 'Which code stands at the end of the practice page?',
  read: 'What do you agree to?',
};

const practiceOf = ({ settings }: Workspace): Settings['practice'] => settings?.value.practice;

function read(answers: FormAnswers, _about: string, reading: Reading): Asked | Unclear {
  const { workspace, asker, login = '', now, timeZone } = reading;
  const practice = practiceOf(workspace);
  if (!practice) return { problems: ['there is no practice any more that ends with a code'] };
  const today = dayOf(now, timeZone);
  const { training } = practice;
  const code =
    answers.code === undefined
      ? { problem: 'copy it from there' }
      : readPracticeCode(answers.code, { training, login, today });
  const ticked = answers.read ?? '';
  const problems = [
    ...('problem' in code ? [`${labels.code} ${capital(code.problem)}`] : []),
    ...(statements.every((each) => ticked.includes(each)) ? [] : [`${labels.read} Tick each sentence`]),
  ];
  const person = workspace.people.get(asker)?.value;
  if ('problem' in code || problems.length > 0) return { problems };
  const before = person?.trainings?.find(({ id }) => id === training);
  if (before && before.completed >= code.day)
    return {
      problems: [
        `nothing is left to do: the training \`${training}\` stands in your file already, completed on \`${before.completed}\``,
      ],
    };
  return {
    title: `${nameOf(asker, workspace)} completed the training ${spoken(training)} on ${dayInWords(code.day)}`,
    grants: [],
    ends: [],
    trainings: [{ person: asker, id: training, completed: code.day }],
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const formOf = ({ training, page }: NonNullable<Settings['practice']>): IssueForm => ({
  name: trainingFormName,
  description:
    'You went through the practice page, and have the code from its end. It becomes an entry in your file.',
  title: trainingFormName,
  labels: ['access-request'],
  body: [
    {
      type: 'markdown',
      attributes: {
        value: `Some roles ask for the training *${spoken(training)}*. To get it, ${page === undefined ? 'open the page *Practise* of the access site' : `open [the practice page](${page})`}. It takes a quarter of an hour. Copy the code from its end. Somebody then looks at your entry, and says yes.`,
      },
    },
    {
      type: 'input',
      id: 'code',
      attributes: {
        label: labels.code,
        description: 'It is made for your login and the day. A code is good for 30 days.',
        placeholder: '2026-11-23-ABCD-EF23',
      },
      validations: { required: true },
    },
    {
      type: 'checkboxes',
      id: 'read',
      attributes: {
        label: labels.read,
        options: statements.map((label) => ({ label, required: true })),
      },
    },
  ],
});

export const trainingForm: FormKind = {
  forms: (workspace) => {
    const practice = practiceOf(workspace);
    return practice ? [{ file: 'finished-training', about: '', form: formOf(practice) }] : [];
  },
  read,
};
