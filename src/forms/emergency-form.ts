/** "Emergency access": for hours, approved by whoever is on call, and looked at afterwards. */
import type { Grant } from '../model/grant.ts';
import type { FormAnswers } from '../model/issue-form.ts';
import { dayOf, durationInWords } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { allRoles, chosenRole, type RoleChoice } from './all-roles.ts';
import type { Asked, FormKind, Reading, Unclear } from './form-kind.ts';
import { nameOf, oneLine, ticketQuestion, whyQuestion } from './questions.ts';

const labels = { role: 'Which role?', incident: 'Which incident?', why: 'What has to be done?' };

/** The roles that opted in. */
const rolesOf = (workspace: Workspace): readonly RoleChoice[] =>
  allRoles(workspace).filter(({ value }) => value.emergency !== undefined);

function read(answers: FormAnswers, _about: string, reading: Reading): Asked | Unclear {
  const { workspace, asker, now, timeZone } = reading;
  const chosen = chosenRole(answers.role, rolesOf(workspace));
  const longest = chosen?.value.emergency?.maxDuration;
  const problems = [
    ...(chosen ? [] : [`${labels.role} Choose one from the list; other roles have no emergency access`]),
    ...(answers.incident === undefined
      ? [`${labels.incident} Write its number, or what happened in a few words`]
      : []),
    ...(answers.why === undefined ? [`${labels.why} Say it in a sentence`] : []),
  ];
  if (!chosen || longest === undefined || problems.length > 0) return { problems };
  const grant: Grant = {
    version: 1,
    subject: asker,
    system: chosen.system,
    role: chosen.role,
    justification: oneLine(answers, 'why'),
    ...(answers.ticket === undefined ? {} : { ticket: answers.ticket }),
    requestedAt: dayOf(now, timeZone),
    duration: longest,
    emergency: true,
    incident: oneLine(answers, 'incident'),
  };
  return { title: `Emergency: ${chosen.choice} for ${nameOf(asker, workspace)}`, grants: [grant], ends: [] };
}

export const emergencyForm: FormKind = {
  forms: (workspace) => {
    const roles = rolesOf(workspace);
    if (roles.length === 0) return [];
    const times = roles.map(
      ({ choice, value }) => `${choice}: ${durationInWords(value.emergency?.maxDuration ?? '')}`,
    );
    return [
      {
        file: 'emergency-access',
        about: '',
        form: {
          name: 'Emergency access',
          description:
            'For hours, when something is broken now. Whoever is on call approves it, and it is looked at afterwards.',
          title: 'Emergency access',
          labels: ['access-request', 'emergency'],
          body: [
            {
              type: 'markdown',
              attributes: {
                value: `It lasts as long as the role allows:\n\n${times.map((line) => `- ${line}`).join('\n')}`,
              },
            },
            {
              type: 'dropdown',
              id: 'role',
              attributes: { label: labels.role, options: roles.map(({ choice }) => choice) },
              validations: { required: true },
            },
            {
              type: 'input',
              id: 'incident',
              attributes: { label: labels.incident, placeholder: 'INC-1234' },
              validations: { required: true },
            },
            whyQuestion(labels.why),
            ...ticketQuestion(
              roles.map(({ choice, value: { ticketPattern } }) => ({
                title: choice,
                pattern: ticketPattern,
              })),
            ),
          ],
        },
      },
    ];
  },
  read,
};
