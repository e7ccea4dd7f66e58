/** "Undo a mistaken change": who can put it right, and how. */
import type { FormAnswers } from '../model/issue-form.ts';
import type { FormKind, Reading, Told, Unclear } from './form-kind.ts';
import { nameOf } from './questions.ts';

const labels = { what: 'Which change was a mistake?', why: 'What should it be like?' };

function read(answers: FormAnswers, _about: string, { workspace }: Reading): Told | Unclear {
  const problems = [
    ...(answers.what === undefined
      ? [`${labels.what} Write the number of its pull request, or whose access to what it was`]
      : []),
    ...(answers.why === undefined ? [`${labels.why} Say it in a sentence`] : []),
  ];
  if (problems.length > 0) return { problems };
  const owners = (workspace.settings?.value.policyOwners ?? []).map((user) => nameOf(user, workspace));
  const [, number] = /#(\d+)/.exec(answers.what ?? '') ?? [];
  return {
    say: [
      number === undefined
        ? 'Find the pull request of the change (“Pull requests”, then “Closed”): at its end is the button “Revert”.'
        : { pull: Number(number), after: 'is the mistaken change: at its end is the button “Revert”.' },
      'It opens a pull request that undoes the change; giving access back takes the same approvals as giving it, taking it away needs one person who has to do with it.',
      `Whoever cannot press it asks ${owners.join(' or ')}, with the number of this issue.`,
    ],
  };
}

export const undoForm: FormKind = {
  forms: () => [
    {
      file: 'undo-a-mistake',
      about: '',
      form: {
        name: 'Undo a mistaken change',
        description: 'Somebody got or lost access, or a rule changed, and it was a mistake.',
        title: 'Undo a mistaken change',
        labels: ['access-request'],
        body: [
          {
            type: 'input',
            id: 'what',
            attributes: { label: labels.what, placeholder: '#123, or the name and the system' },
            validations: { required: true },
          },
          {
            type: 'textarea',
            id: 'why',
            attributes: { label: labels.why },
            validations: { required: true },
          },
        ],
      },
    },
  ],
  read,
};
