/** What a change of the policies would do, in sections of sentences. Text and Markdown differ in how they write names. */
import type { ApproverChange, PolicyImpact } from '../approvals/impact.ts';
import type { AskingChange } from '../approvals/impact-asking.ts';
import type { Place } from '../approvals/impact-places.ts';
import type { Situation, Way, WayStage } from '../approvals/ways.ts';
import { findRole } from '../model/entitlement.ts';
import type { Longest } from '../model/longest-period.ts';
import { durationInWords } from '../model/period.ts';
import { approversOf, type Fate, type Sides } from './impact-in-short.ts';
import { alternatives, listed } from './markdown.ts';
import { amount } from './summary.ts';

/** How to write what comes from files. */
export interface Writer {
  readonly plain: (text: string) => string;
  readonly code: (text: string) => string;
  /** A message of ours, with what it quotes in backticks. */
  readonly message: (text: string) => string;
  /** The name of a person. */
  readonly name: (text: string) => string;
}

export interface ImpactSection {
  readonly title: string;
  /** Each a line, and lines that belong under it. */
  readonly items: readonly (readonly string[])[];
}

type Sayer = ReturnType<typeof sayer>;

/** So many roles can be taken in without counting them. */
const mostRoles = 4;

/** Who reads of more exceptions counts them anyway. */
const mostExceptions = 8;

/** The sections that have something to say. What opens access comes first. */
export function impactSections(impact: PolicyImpact, sides: Sides, writer: Writer): ImpactSection[] {
  const say = sayer(sides, writer);
  const order = ['gained', 'longer', 'shorter', 'lost'];
  const asking = impact.asking.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const of = (fate: Fate) => approversOf(impact.approvers, sides, fate);
  return [
    { title: 'Who may ask for what', items: asking.map((change) => [say.asking(change)]) },
    {
      title: 'What people hold and could hold no longer',
      items: impact.forbidden.map((grant) => [
        `${say.person(grant.subject)}: ${say.role(`${grant.system}/${grant.role}`)}`,
        ...grant.findings.map(({ code, message }) => `${code} ${writer.message(message)}`),
      ]),
    },
    {
      title: 'Who may ask for whom',
      items: impact.requesters.map((change) => [
        shortRoles(change.roles, say),
        ...say.change(change, 'nobody'),
      ]),
    },
    { title: 'New roles, and who approves them', items: approverItems(of('new'), say, newRole) },
    { title: 'Roles that are gone', items: goneItems(of('gone'), say) },
    { title: 'Whose approvers change', items: approverItems(of('changed'), say, sameRole) },
    {
      title: 'Who approves changes of files',
      items: [
        ...impact.files.map((change) => [
          `${listed(change.places.map((place) => placeInWords(place, writer)))}${change.isWeaker ? ': fewer approvals than before' : ''}`,
          ...say.change(change, 'nobody'),
        ]),
      ],
    },
    {
      title: 'Managers',
      items: impact.managers.map(({ person, before, after }) => [
        `${say.person(person)}: ${say.someone(before)} → ${say.someone(after)}`,
      ]),
    },
  ].filter(({ items }) => items.length > 0);
}

/** "`policies/people/` but for `policies/people/ana.costa.yaml`". */
function placeInWords({ path, except }: Place, writer: Writer): string {
  const all = path === '' ? 'Every file that is no grant' : writer.code(path);
  const shown = except.slice(0, mostExceptions).map((place) => placeInWords(place, writer));
  const more = except.length - shown.length;
  if (more > 0) shown.push(`${more.toLocaleString('en')} more`);
  return `${all}${shown.length > 0 ? ` but for ${listed(shown)}` : ''}`;
}

/** The sentences, with the names of both sides. What is there no more is known from before. */
function sayer({ base, head }: Sides, { plain, code, name }: Writer) {
  const someFile = (user: string) =>
    [head, base].flatMap(({ people }) => (people.has(user) ? (people.get(user) ?? []) : []))[0];
  const person = (user: string): string => name(someFile(user)?.value.displayName ?? user);
  const role = (id: string): string => {
    const [systemId = '', roleId = ''] = id.split('/');
    const found = findRole(head, systemId, roleId) ?? findRole(base, systemId, roleId);
    return found ? `${plain(found.role.title)} in ${plain(found.system.value.name)} (${code(id)})` : code(id);
  };
  const stage = ({ approvers, people, needed }: WayStage): string => {
    const names = [...approvers.flatMap(dependent), ...people.map(person)];
    const many = needed > 1 ? `${needed} of ` : '';
    return names.length === 0 ? `${many}nobody at present` : `${many}${alternatives(names, 300)}`;
  };
  const dependent = (expression: string): readonly string[] =>
    expression.startsWith('github-team:')
      ? [`a member of ${code(expression.slice('github-team:'.length))}`]
      : (withoutNames[expression] ?? []);
  const way = ({ stages, distinct, escalation }: Way): string => {
    if (stages.length === 0) return 'nobody can';
    const steps = stages.map(
      (each, index) => `${stages.length < 2 ? '' : index === 0 ? 'first ' : 'then '}${stage(each)}`,
    );
    const late = escalation ? [`after ${durationInWords(escalation.after)} also ${stage(escalation)}`] : [];
    return [...steps, ...late, ...(distinct ? [] : ['one person may do all'])].join('; ');
  };
  return {
    person,
    role,
    someone: (user: string | undefined) => (user === undefined ? 'nobody' : person(user)),
    way,
    change: ({ before, after }: WayChange, none: string): string[] =>
      before && after && isAlike(before, after)
        ? differences(before, after, person)
        : [`before: ${before ? way(before) : none}`, `after: ${after ? way(after) : none}`],
    asking: ({ system, role: id, kind, before, after, people }: AskingChange): string => {
      const who = listed(people.map(person), ', ');
      const what = role(`${system}/${id}`);
      if (kind === 'gained') return `${who} may ask for ${what}: ${longestInWords(after)}`;
      if (kind === 'lost') return `${who} may no longer ask for ${what}`;
      return `${who} may ask for ${what} for ${kind === 'longer' ? 'longer' : 'less time'}: ${longestInWords(before)} → ${longestInWords(after)}`;
    },
  };
}

/** Whom these mean depends on who asks. */
const withoutNames: Readonly<Record<string, readonly string[]>> = {
  everyone: ['any colleague'],
  subject: ['the person themselves'],
  manager: ['the manager'],
  'manager-of-manager': ['the manager’s manager'],
};

const situationWords: Readonly<Record<Situation, string>> = {
  added: 'new access',
  extended: 'renewals',
  emergency: 'emergencies',
  reviewed: 'reviews',
  removed: 'removals',
};

type Lines = (change: ApproverChange, say: Sayer) => string[];

/** A new role has no approvers from before. */
const newRole: Lines = ({ after }, say) => (after ? [say.way(after)] : []);
/** A role that stays may be given in an emergency only now, or no longer. */
const sameRole: Lines = (change, say) => say.change(change, 'not possible');

const goneItems = (changes: readonly ApproverChange[], say: Sayer): string[][] =>
  [...new Set(changes.flatMap(({ roles }) => roles))].map((id) => [say.role(id)]);

/** Roles that change in the same words are told together. */
function approverItems(changes: readonly ApproverChange[], say: Sayer, linesOf: Lines): string[][] {
  const groups = new Map<string, { roles: string[]; when: string; lines: readonly string[] }>();
  for (const change of changes) {
    const when = change.situations.map((situation) => situationWords[situation]).join(', ');
    const lines = linesOf(change, say);
    const key = [when, ...lines].join('\n');
    const group = groups.get(key) ?? { roles: [], when, lines };
    groups.set(key, group);
    group.roles.push(...change.roles);
  }
  return [...groups.values()].map(({ roles, when, lines }) => [
    `${shortRoles(roles, say)} (${when})`,
    ...lines,
  ]);
}

const shortRoles = (roles: readonly string[], say: Sayer): string =>
  `${roles.length > mostRoles ? `${amount(roles.length, 'role')}: ` : ''}${listed(roles.map(say.role), ', ')}`;

interface WayChange {
  readonly before: Way | undefined;
  readonly after: Way | undefined;
}

/** Whether the policy says the same, and only the people whom it names are others. */
function isAlike(before: Way, after: Way): boolean {
  const shape = ({ stages, distinct, escalation }: Way) =>
    JSON.stringify([
      stages.map(({ approvers, needed }) => [approvers, needed]),
      distinct,
      escalation?.after,
      escalation?.approvers,
    ]);
  return shape(before) === shape(after);
}

function differences(before: Way, after: Way, person: (user: string) => string): string[] {
  const line = (label: string, was: readonly string[], is: readonly string[]): string[] => {
    const [less, more] = [was.filter((user) => !is.includes(user)), is.filter((user) => !was.includes(user))];
    const parts = [
      ...(more.length > 0 ? [`also ${listed(more.map(person))}`] : []),
      ...(less.length > 0 ? [`no longer ${listed(less.map(person))}`] : []),
    ];
    return parts.length > 0 ? [`${label}${parts.join('; ')}`] : [];
  };
  const { escalation } = before;
  return [
    ...before.stages.flatMap(({ people }, index) =>
      line(before.stages.length > 1 ? `stage ${index + 1}: ` : '', people, after.stages[index]?.people ?? []),
    ),
    ...(escalation
      ? line(
          `after ${durationInWords(escalation.after)} without an answer: `,
          escalation.people,
          after.escalation?.people ?? [],
        )
      : []),
  ];
}

function longestInWords(longest: Longest | undefined): string {
  if (longest === undefined) return 'not at all';
  if (longest.kind === 'standing') return 'without an end';
  if (longest.kind === 'any') return 'until any day';
  const total = longest.total === undefined ? '' : ` (${durationInWords(longest.total)} in all)`;
  return `at most ${durationInWords(longest.duration)}${total}`;
}
