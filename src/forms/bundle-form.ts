/** "A bundle": the roles that a new colleague or a team needs, in one go. */
import type { Grant } from '../model/grant.ts';
import type { FormAnswers } from '../model/issue-form.ts';
import { dayOf, durationInWords } from '../model/period.ts';
import type { Bundle } from '../model/policies.ts';
import type { Sourced } from '../model/workspace.ts';
import { squeezed } from './all-roles.ts';
import { subjectsIn } from './for-whom.ts';
import type { Asked, FormKind, Reading, Unclear } from './form-kind.ts';
import { namesOf, oneLine, whyQuestion } from './questions.ts';

const labels = { bundle: 'Which bundle?', who: 'For whom?', why: 'What is it needed for?' };

const choiceOf = ({ id, value }: Sourced<Bundle>): string => `${value.title} (${id})`;

function read(answers: FormAnswers, _about: string, reading: Reading): Asked | Unclear {
  const { workspace, asker, now, timeZone } = reading;
  const bundle = workspace.bundles
    .all()
    .find((each) => squeezed(answers.bundle ?? '') === squeezed(choiceOf(each)));
  const whom = subjectsIn(answers.who, labels.who, reading);
  const problems = [
    ...(bundle ? [] : [`${labels.bundle} Choose one from the list`]),
    ...('problems' in whom ? whom.problems : []),
    ...(answers.why === undefined ? [`${labels.why} Say it in a sentence`] : []),
  ];
  if (!bundle || 'problems' in whom || problems.length > 0) return { problems };
  const grants = whom.subjects.flatMap((subject) =>
    bundle.value.grants
      // What somebody holds already stays as it is.
      .filter(
        ({ system, role }) =>
          workspace.holdings.at(`access-grants/${system}/${role}/${subject}.yaml`) === undefined,
      )
      .map(
        ({ system, role, ...end }): Grant => ({
          version: 1,
          subject,
          system,
          role,
          justification: oneLine(answers, 'why'),
          ...(subject === asker ? {} : { requestedBy: asker }),
          requestedAt: dayOf(now, timeZone),
          ...end,
        }),
      ),
  );
  if (grants.length === 0) return { problems: [`${labels.bundle} All of it is held already`] };
  return { title: `${bundle.value.title} for ${namesOf(whom.subjects, workspace)}`, grants, ends: [] };
}

export const bundleForm: FormKind = {
  forms: (workspace) => {
    const bundles = workspace.bundles.all();
    if (bundles.length === 0) return [];
    const nameOf = (id: string) =>
      workspace.systems.has(id) ? (workspace.systems.get(id)?.value.name ?? id) : id;
    const contents = bundles.map(({ value }) => {
      const roles = value.grants.map(
        ({ system, role, duration }) =>
          `${role} in ${nameOf(system)}${duration === undefined ? '' : ` for ${durationInWords(duration)}`}`,
      );
      return `- **${value.title}**: ${value.description ?? ''} It holds ${roles.join(', ')}.`;
    });
    return [
      {
        file: 'bundle',
        about: '',
        form: {
          name: 'A bundle for a new colleague or a team',
          description: 'Several roles at once, as they are put together for a job or a project.',
          title: 'A bundle',
          labels: ['access-request'],
          body: [
            { type: 'markdown', attributes: { value: contents.join('\n') } },
            {
              type: 'dropdown',
              id: 'bundle',
              attributes: { label: labels.bundle, options: bundles.map(choiceOf) },
              validations: { required: true },
            },
            {
              type: 'textarea',
              id: 'who',
              attributes: {
                label: labels.who,
                description:
                  'The names, each on its line or with commas between them. Leave it empty for yourself.',
              },
            },
            whyQuestion(labels.why),
          ],
        },
      },
    ];
  },
  read,
};
