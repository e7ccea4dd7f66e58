/** "Ask for access": one form for each system, with its roles in plain words. */
import { lengthOf } from '../model/entitlement.ts';
import type { FormAnswers, FormElement, IssueForm } from '../model/issue-form.ts';
import { durationInWords } from '../model/period.ts';
import { spoken } from '../model/spoken.ts';
import type { Role, System } from '../model/system.ts';
import type { Sourced, Workspace } from '../model/workspace.ts';
import { squeezed } from './all-roles.ts';
import { grantsAsked } from './build-grant.ts';
import { subjectsIn } from './for-whom.ts';
import type { Asked, FormKind, NamedForm, Reading, Unclear } from './form-kind.ts';
import { dayMissing, endOfChoice, lengthChoices, periodOf, type RolePeriod, shorterFor } from './periods.ts';
import { and, namesOf, ticketQuestion, whyQuestion } from './questions.ts';

const labels = {
  who: 'For whom?',
  why: 'What is it needed for?',
  length: 'For how long?',
  until: 'Last day',
  from: 'First day',
};

interface OfferedRole {
  readonly id: string;
  readonly role: Role;
  readonly period: RolePeriod;
  /** As it stands in the list of choices. */
  readonly choice: string;
}

type At = Parameters<FormKind['forms']>[1];

/** The roles that somebody may hold at all, by the role matrix. */
function rolesOf({ id, value }: Sourced<System>, workspace: Workspace, at: At): readonly OfferedRole[] {
  return Object.entries(value.roles).flatMap(([roleId, role]) => {
    const period = periodOf(workspace, id, value, roleId, at);
    return period ? [{ id: roleId, role, period, choice: `${role.title}: ${role.description}` }] : [];
  });
}

const roleLabel = ({ id, value }: Sourced<System>): string => `Which role in ${value.name} (${id})?`;

/** So many shorter lengths are told in the form; of more, the shortest of each role, and whoever asks is told their own. */
const mostLess = 4;

interface Less {
  readonly title: string;
  readonly jobFunction: string;
  readonly longest: string;
}

function lessInWords(less: readonly Less[], { now, timeZone }: At): string {
  if (less.length === 0) return '';
  const said = 'For some jobs it is less';
  if (less.length <= mostLess)
    return ` ${said}: ${less.map(({ title, jobFunction, longest }) => `${title} for ${spoken(jobFunction)} ${durationInWords(longest)}`).join(', ')}.`;
  const length = ({ longest }: Less) => lengthOf(longest, now, timeZone);
  const shortest = new Map<string, Less>();
  for (const each of less) {
    const before = shortest.get(each.title);
    if (!before || length(each) < length(before)) shortest.set(each.title, each);
  }
  const downTo = [...shortest.values()].map(
    ({ title, longest }) => `${title} down to ${durationInWords(longest)}`,
  );
  return ` ${said}: ${downTo.join(', ')}. If you choose too much, you hear here how long you may ask for.`;
}

function formOf(
  system: Sourced<System>,
  roles: readonly OfferedRole[],
  workspace: Workspace,
  at: At,
): IssueForm {
  const { name, description } = system.value;
  const withTicket = roles.filter(({ role }) => role.ticketPattern !== undefined);
  const ticketWords =
    withTicket.length > 0
      ? ` For ${and(withTicket.map(({ role }) => role.title))} the ticket is needed too.`
      : '';
  const limits = roles.flatMap(({ role, period: { cap } }) =>
    cap ? [`${role.title} at most ${durationInWords(cap.duration)}`] : [],
  );
  const less = roles.flatMap(({ id, role: { title } }) =>
    shorterFor(workspace, system.id, system.value, id, at).map((each) => ({ title, ...each })),
  );
  const input = (id: keyof typeof labels, text: string, placeholder?: string): FormElement => ({
    type: 'input',
    id,
    attributes: {
      label: labels[id],
      description: text,
      ...(placeholder === undefined ? {} : { placeholder }),
    },
  });
  return {
    name: `Access to ${name}`,
    description: `Ask for access to ${name}. ${description}`.slice(0, 200),
    title: `Access to ${name}`,
    labels: ['access-request'],
    body: [
      {
        type: 'markdown',
        attributes: {
          value: `${description}\n\nThree answers are enough: the role, what for, and for how long.${ticketWords} You hear here who has to approve, and when the access begins.`,
        },
      },
      {
        type: 'dropdown',
        id: 'role',
        attributes: {
          label: roleLabel(system),
          description:
            roles.length > 1 ? 'Choose the smallest one that is enough.' : 'There is only this one.',
          options: roles.map(({ choice }) => choice),
        },
        validations: { required: true },
      },
      whyQuestion(labels.why, {
        placeholder: 'Compare the sales of the spring fairs with those of last year',
      }),
      {
        type: 'dropdown',
        id: 'length',
        attributes: {
          label: labels.length,
          description: `Counted from the approval.${limits.length > 0 ? ` ${limits.join(', ')}.` : ''}${lessInWords(less, at)}`,
          options: lengthChoices(
            roles.map(({ period }) => period),
            at,
          ),
        },
        validations: { required: true },
      },
      input('until', 'Only if you chose so above.', 'YYYY-MM-DD'),
      input('from', 'Leave it empty for as soon as it is approved.', 'YYYY-MM-DD'),
      ...ticketQuestion(
        roles.map(({ role: { title, ticketPattern } }) => ({ title, pattern: ticketPattern })),
      ),
      input(
        'who',
        'Leave it empty for yourself. Otherwise the names, with commas between them.',
        'ana.costa, Rui Alves',
      ),
    ],
  };
}

function read(answers: FormAnswers, about: string, reading: Reading): Asked | Unclear {
  const { workspace, now, timeZone, readDay } = reading;
  const system = workspace.systems.has(about) ? workspace.systems.get(about) : undefined;
  if (!system) return { problems: [`the system \`${about}\` is not there any more; open a new form`] };
  const roles = rolesOf(system, workspace, reading);
  const chosen = roles.find(({ choice, role }) => {
    const answer = squeezed(answers.role ?? '');
    return answer === squeezed(choice) || answer === role.title;
  });
  const problems: string[] = [];
  if (!chosen)
    problems.push(`${roleLabel(system)} Choose one of: ${roles.map(({ role }) => role.title).join(', ')}`);
  if (answers.why === undefined) problems.push(`${labels.why} Say it in a sentence`);
  const day = (id: 'from' | 'until'): string | undefined => {
    const text = answers[id];
    if (text === undefined) return undefined;
    const found = readDay(text);
    if ('day' in found) return found.day;
    problems.push(`${labels[id]}: ${found.problem}`);
    return undefined;
  };
  const [from, until] = [day('from'), day('until')];
  const caps = roles.flatMap(({ period: { cap } }) => cap?.duration ?? []);
  const end = endOfChoice(answers.length ?? '', { from, until }, { now, timeZone, caps });
  if (end === undefined) problems.push(`${labels.length} Choose one of the lengths in the list`);
  else if (end === dayMissing && answers.until === undefined)
    problems.push(`${labels.until}: write the day, such as 2026-12-23, or choose a length above`);
  const whom = subjectsIn(answers.who, labels.who, reading);
  if ('problems' in whom) problems.push(...whom.problems);
  if (problems.length > 0 || !chosen || typeof end !== 'object' || 'problems' in whom) return { problems };
  const grants = grantsAsked(
    {
      system: system.id,
      role: chosen.id,
      subjects: whom.subjects,
      why: answers.why ?? '',
      ticket: answers.ticket,
      from,
      end,
    },
    reading,
  );
  return {
    title: `${chosen.role.title} in ${system.value.name} for ${namesOf(whom.subjects, workspace)}`,
    grants,
    ends: [],
  };
}

export const accessForm: FormKind = {
  forms: (workspace, at) =>
    workspace.systems.all().flatMap((system): NamedForm[] => {
      const roles = rolesOf(system, workspace, at);
      return roles.length === 0
        ? []
        : [{ file: `access-${system.id}`, about: system.id, form: formOf(system, roles, workspace, at) }];
    }),
  read,
};
