/** "The access tool is down": whom to call, and what to do by hand until it is back. */
import type { FormAnswers } from '../model/issue-form.ts';
import type { FormKind, Reading, Told, Unclear } from './form-kind.ts';
import { nameOf } from './questions.ts';

const labels = { what: 'What does not work?', urgent: 'Who is waiting, and until when can it wait?' };

function read(answers: FormAnswers, _about: string, { workspace }: Reading): Told | Unclear {
  if (answers.what === undefined) return { problems: [`${labels.what} Say it in a sentence`] };
  const settings = workspace.settings?.value;
  const owners = (settings?.policyOwners ?? []).map((user) => nameOf(user, workspace));
  const contacts = (settings?.contacts ?? []).map(({ name, for: what, phone, email }) =>
    [`${name} (${what})`, phone, email && `\`${email}\``].filter((part) => part !== undefined).join(', '),
  );
  return {
    say: [
      ...(contacts.length > 0
        ? ['Call one of these:', { items: contacts }]
        : [`Nobody is named for this yet. Ask ${owners.join(' or ')}.`]),
      'Access that was approved goes on to work: it is kept in the systems, not here. Until this works again, nobody gives new access by a word alone: whoever approves does it in writing, and what was done by hand is written down afterwards.',
    ],
  };
}

export const toolDownForm: FormKind = {
  forms: () => [
    {
      file: 'tool-is-down',
      about: '',
      form: {
        name: 'The access tool is down',
        description: 'Something here does not answer, or does the wrong thing. You are told whom to call.',
        title: 'The access tool is down',
        labels: ['access-tool-down'],
        body: [
          {
            type: 'textarea',
            id: 'what',
            attributes: { label: labels.what },
            validations: { required: true },
          },
          { type: 'input', id: 'urgent', attributes: { label: labels.urgent } },
        ],
      },
    },
  ],
  read,
};
