/** "End access": what is not needed any more goes at once, by the word of whoever holds it or answers for it. */
import type { FormAnswers } from '../model/issue-form.ts';
import { allRoles, chosenRole } from './all-roles.ts';
import { subjectsIn } from './for-whom.ts';
import type { Asked, FormKind, Reading, Unclear } from './form-kind.ts';
import { nameOf, namesOf } from './questions.ts';

const labels = { role: 'Which access is to end?', who: 'Whose access?' };

function read(answers: FormAnswers, _about: string, reading: Reading): Asked | Unclear {
  const { workspace } = reading;
  const chosen = chosenRole(answers.role, allRoles(workspace));
  const whom = subjectsIn(answers.who, labels.who, reading);
  const problems = [
    ...(chosen ? [] : [`${labels.role} Choose one from the list`]),
    ...('problems' in whom ? whom.problems : []),
  ];
  if (!chosen || 'problems' in whom) return { problems };
  const { system, role } = chosen;
  const paths = whom.subjects.map((subject) => `access-grants/${system}/${role}/${subject}.yaml`);
  const missing = whom.subjects.filter((_, index) => workspace.holdings.at(paths[index] ?? '') === undefined);
  if (missing.length > 0)
    return {
      problems: missing.map(
        (user) => `${labels.who} ${nameOf(user, workspace)} does not hold ${chosen.choice}`,
      ),
    };
  return { title: `End ${chosen.choice} of ${namesOf(whom.subjects, workspace)}`, grants: [], ends: paths };
}

export const endForm: FormKind = {
  forms: (workspace) => {
    const roles = allRoles(workspace);
    if (roles.length === 0) return [];
    return [
      {
        file: 'end-access',
        about: '',
        form: {
          name: 'End access',
          description:
            'Give back access that is not needed any more, your own or that of somebody you answer for.',
          title: 'End access',
          labels: ['access-request'],
          body: [
            {
              type: 'dropdown',
              id: 'role',
              attributes: { label: labels.role, options: roles.map(({ choice }) => choice) },
              validations: { required: true },
            },
            {
              type: 'input',
              id: 'who',
              attributes: {
                label: labels.who,
                description: 'Leave it empty for your own. Otherwise the names, with commas between them.',
                placeholder: 'ana.costa, Rui Alves',
              },
            },
          ],
        },
      },
    ];
  },
  read,
};
