/** "Change or end access": another role, another end or other words for what somebody holds; or the end of it, at once. */
import type { Grant } from '../model/grant.ts';
import type { FormAnswers, FormElement, IssueForm } from '../model/issue-form.ts';
import { grantPath } from '../model/with-grant.ts';
import type { Workspace } from '../model/workspace.ts';
import { allRoles, chosenRole, type RoleChoice, squeezed } from './all-roles.ts';
import { type Change, changedGrant, grantInstead } from './change-grant.ts';
import { subjectsIn } from './for-whom.ts';
import type { Asked, FormKind, Reading, Unclear } from './form-kind.ts';
import { dayMissing, endOfChoice, lengthChoices, periodOf } from './periods.ts';
import { permissionsNamed } from './permissions.ts';
import { nameOf, namesOf, oneLine, whyQuestion } from './questions.ts';

const labels = {
  role: 'Which access is it about?',
  who: 'Whose access is it?',
  what: 'What is to happen?',
  until: 'New last day',
  instead: 'Which role instead?',
  why: 'What is it needed for now?',
  permissions: 'What is really needed of it?',
  ticket: 'New ticket',
};

const endIt = 'End it now';
const keepEnd = 'Leave its end as it is, and change what I write below';
const newEnd = 'New time: ';

type At = Parameters<FormKind['forms']>[1];

const capsAndPeriods = (workspace: Workspace, roles: readonly RoleChoice[], at: At) => {
  const periods = roles.flatMap(({ system, role }) => {
    const file = workspace.systems.get(system);
    return (file && periodOf(workspace, system, file.value, role, at)) ?? [];
  });
  return { periods, caps: periods.flatMap(({ cap }) => cap?.duration ?? []) };
};

function read(answers: FormAnswers, _about: string, reading: Reading): Asked | Unclear {
  const { workspace } = reading;
  const roles = allRoles(workspace);
  const chosen = chosenRole(answers.role, roles);
  const whom = subjectsIn(answers.who, labels.who, reading);
  const change = changeIn(answers, chosen, roles, reading);
  const problems = [
    ...(chosen ? [] : [`${labels.role} Choose one from the list`]),
    ...('problems' in whom ? whom.problems : []),
    ...('problems' in change ? change.problems : []),
  ];
  if (!chosen || 'problems' in whom || 'problems' in change || problems.length > 0) return { problems };
  const held = whom.subjects.map((subject) => heldBy(subject, chosen, workspace));
  const missing = held.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (missing.length > 0) return { problems: missing };
  const paths = held.flatMap((one) => ('path' in one ? [one.path] : []));
  const whose = namesOf(whom.subjects, workspace);
  if ('isEnd' in change) return { title: `End ${chosen.choice} of ${whose}`, grants: [], ends: paths };
  const before = held.flatMap((one) => ('grant' in one && one.grant ? [one.grant] : []));
  if (before.length < paths.length)
    return { problems: [`${labels.role} A file of it could not be read; the policy owners can repair it`] };
  const { instead } = change;
  const changed = before.map((grant) =>
    instead ? grantInstead(grant, instead.role, change, reading) : changedGrant(grant, change, reading),
  );
  const wrong = changed.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (wrong.length > 0) return { problems: [...new Set(wrong)] };
  const grants = changed.flatMap((one) => ('problem' in one ? [] : [one.grant]));
  return instead
    ? { title: `${instead.value.title} instead of ${chosen.choice} for ${whose}`, grants, ends: paths }
    : {
        title: `${change.end ? 'Another end' : 'Change'} of ${chosen.choice} for ${whose}`,
        grants,
        ends: [],
      };
}

/** What the answers say of the access, whoever holds it. */
function changeIn(
  answers: FormAnswers,
  chosen: RoleChoice | undefined,
  roles: readonly RoleChoice[],
  reading: Reading,
): (Change & { readonly instead: RoleChoice | undefined }) | { readonly isEnd: true } | Unclear {
  const problems: string[] = [];
  const what = squeezed(answers.what ?? '');
  const changes = (['instead', 'permissions', 'ticket', 'until'] as const).filter(
    (id) => answers[id] !== undefined,
  );
  if (what === endIt) {
    if (changes.length === 0) return { isEnd: true };
    return {
      problems: changes.map(
        (id) => `${labels[id]}: leave it empty to end the access, or choose another answer above`,
      ),
    };
  }
  const instead = answers.instead === undefined ? undefined : chosenRole(answers.instead, roles);
  if (answers.instead !== undefined && (!instead || (chosen && instead.system !== chosen.system)))
    problems.push(`${labels.instead} Choose another role of the same system from the list`);
  else if (instead && instead.role === chosen?.role)
    problems.push(`${labels.instead} This is the role that it is already; choose another one, or none`);
  const end = what === keepEnd ? undefined : endIn(what, answers, roles, reading, problems);
  const after = instead ?? chosen;
  const needed = permissionsNamed(answers.permissions, after, reading.workspace);
  if ('problems' in needed) problems.push(...needed.problems.map((one) => `${labels.permissions} ${one}`));
  if (problems.length > 0) return { problems };
  const { permissions } = 'problems' in needed ? {} : needed;
  const why = answers.why === undefined ? undefined : oneLine(answers, 'why');
  return { instead, end, why, ticket: answers.ticket, permissions };
}

function endIn(
  what: string,
  answers: FormAnswers,
  roles: readonly RoleChoice[],
  reading: Reading,
  problems: string[],
): Change['end'] {
  const { workspace, now, timeZone, readDay } = reading;
  const until = answers.until === undefined ? undefined : readDay(answers.until);
  if (until && 'problem' in until) problems.push(`${labels.until}: ${until.problem}`);
  const { caps } = capsAndPeriods(workspace, roles, reading);
  const day = until && 'day' in until ? until.day : undefined;
  const choice = what.startsWith(newEnd) ? what.slice(newEnd.length) : '';
  const end = endOfChoice(choice, { from: undefined, until: day }, { now, timeZone, caps });
  if (end === undefined) problems.push(`${labels.what} Choose one from the list`);
  if (typeof end === 'object') return end;
  if (end === dayMissing && answers.until === undefined)
    problems.push(`${labels.until}: write the day, such as 2026-12-23, or choose a length above`);
  return undefined;
}

function heldBy(
  subject: string,
  { system, role, choice }: RoleChoice,
  workspace: Workspace,
): { readonly path: string; readonly grant: Grant | undefined } | { readonly problem: string } {
  const path = grantPath({ system, role, subject });
  return workspace.holdings.at(path) === undefined
    ? { problem: `${labels.who} ${nameOf(subject, workspace)} does not hold ${choice}` }
    : { path, grant: workspace.grants.get(path)?.value };
}

function formOf(workspace: Workspace, roles: readonly RoleChoice[], at: At): IssueForm {
  const choices = roles.map(({ choice }) => choice);
  const input = (id: keyof typeof labels, description: string, placeholder?: string): FormElement => ({
    type: 'input',
    id,
    attributes: { label: labels[id], description, ...(placeholder === undefined ? {} : { placeholder }) },
  });
  const lengths = lengthChoices(capsAndPeriods(workspace, roles, at).periods, at);
  return {
    name: 'Change or end access',
    description:
      'Another role, another end or another reason for access that is there; or give back what is not needed any more.',
    title: 'Change or end access',
    labels: ['access-request'],
    body: [
      {
        type: 'dropdown',
        id: 'role',
        attributes: { label: labels.role, options: choices },
        validations: { required: true },
      },
      input(
        'who',
        'Leave it empty for your own. Otherwise the names, with commas between them.',
        'ana.costa, Rui Alves',
      ),
      {
        type: 'dropdown',
        id: 'what',
        attributes: {
          label: labels.what,
          description: 'To end it, nothing below has to be answered. A length counts from the approval.',
          options: [endIt, keepEnd, ...lengths.map((length) => `${newEnd}${length}`)],
        },
        validations: { required: true },
      },
      input('until', 'Only if you chose so above.', 'YYYY-MM-DD'),
      {
        type: 'dropdown',
        id: 'instead',
        attributes: {
          label: labels.instead,
          description: 'Only for another role of the same system. The present one ends when it is approved.',
          options: choices,
        },
      },
      whyQuestion(labels.why, { isNeeded: false, text: 'Needed for another role, and for more time.' }),
      input('permissions', 'Only to narrow it down: what you do with it, with commas between.'),
      input('ticket', 'Leave it empty where it stays the same.'),
    ],
  };
}

export const changeForm: FormKind = {
  forms: (workspace, at) => {
    const roles = allRoles(workspace);
    return roles.length === 0
      ? []
      : [{ file: 'change-or-end-access', about: '', form: formOf(workspace, roles, at) }];
  },
  read,
};
