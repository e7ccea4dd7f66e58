/** The roles of a system: what each lets somebody do, for how long, who may ask and who approves. */
import { durationInWords } from '../model/period.ts';
import type { Block, Line, Section } from '../model/runbook.ts';
import { spoken } from '../model/spoken.ts';
import type { Approval, RoleFacts, RunbookFacts } from './facts.ts';
import { type anyOf, anyOfInShort, both, either, meant } from './people.ts';

/** Where a role does not say who may ask. */
const usualRequesters = ['self', 'manager'];

export const requestersOf = ({ role }: RoleFacts): readonly string[] => role.requesters ?? usualRequesters;

/** "At most 90 days at a time." */
export function lengthOf({ period }: RoleFacts): string {
  if (!period) return 'No job may hold it.';
  const { longest, mayStand, shorter } = period;
  const lengths = [...new Set(shorter.map((each) => each.longest))];
  const less = lengths.map((length) => {
    const jobs = shorter.flatMap((each) => (each.longest === length ? [spoken(each.jobFunction)] : []));
    return `${both(jobs)} ${durationInWords(length)}`;
  });
  const limit = longest === undefined ? 'Until any day' : `At most ${durationInWords(longest)} at a time`;
  return `${limit}${mayStand ? ', or without an end where the job allows it' : ''}.${less.length > 0 ? ` Some jobs less. For: ${less.join('; ')}.` : ''}`;
}

/** "First their manager; then an owner of Salaria." */
export function approvalInWords(
  { stages, escalation }: Approval,
  facts: RunbookFacts,
  who: typeof anyOf = anyOfInShort,
): string {
  if (stages.length === 0) return 'Nobody can approve it.';
  const each = stages.map(
    ({ approvers, needed }) => `${needed > 1 ? `${needed} of ` : ''}${who(approvers, facts)}`,
  );
  const [first = '', ...more] = each;
  const order = more.length === 0 ? capital(first) : `First ${first}; then ${more.join('; then ')}`;
  const late = escalation
    ? ` After ${durationInWords(escalation.after)} without an answer, ${who(escalation.approvers, facts)} may step in.`
    : '';
  return `${order}.${late}`;
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Everybody by whom a role is asked for or approved. */
const expressionsOf = (each: RoleFacts): readonly string[] => [
  ...requestersOf(each),
  ...each.approval.stages.flatMap(({ approvers }) => approvers),
  ...(each.approval.escalation?.approvers ?? []),
];

export function rolesSection(facts: RunbookFacts): Section {
  const rows = facts.roles.map((each): readonly Line[] => [
    [
      { strong: each.role.title },
      `. ${each.role.description}${each.jobFunctions.length > 0 ? ` For: ${each.jobFunctions.map(spoken).join(', ')}.` : ''}`,
    ],
    [`${capital(anyOfInShort(requestersOf(each), facts))}.`],
    [lengthOf(each)],
    [approvalInWords(each.approval, facts)],
  ]);
  const names = meant(facts.roles.flatMap(expressionsOf), facts);
  return {
    title: 'The roles, and who approves them',
    blocks: [
      { kind: 'table', headings: ['Role', 'Who may ask', 'For how long', 'Who approves'], rows },
      ...(names.length > 0
        ? [
            {
              kind: 'list',
              items: names.map(([what, who]): Line => [{ strong: capital(what) }, ` is ${who}.`]),
            } satisfies Block,
          ]
        : []),
      {
        kind: 'text',
        line: [
          'Nobody approves their own access. Whoever is away may have a stand-in. The request says who is asked.',
        ],
      },
    ],
  };
}

/** "Viewer, Preparer or Approver". */
export const titlesOf = (roles: readonly RoleFacts[]): string => either(roles.map(({ role }) => role.title));
