/** When it does not go as planned: access is needed now, the tool is down, a change was a mistake. */
import { durationInWords } from '../model/period.ts';
import type { Block, Line, Section } from '../model/runbook.ts';
import { isByHand } from '../model/runbook-parts.ts';
import type { RunbookFacts } from './facts.ts';
import { byForm } from './links.ts';
import { missing } from './missing.ts';
import { anyOf, anyOfInShort, textOf } from './people.ts';
import { approvalInWords, titlesOf } from './roles.ts';

export function contingenciesSection(facts: RunbookFacts): Section {
  const own = facts.runbook?.value.contingencies ?? [];
  return {
    title: 'When something goes wrong',
    ownPage: true,
    blocks: [
      { kind: 'case', title: 'The access tool, or GitHub, is down', blocks: toolDown(facts) },
      { kind: 'case', title: 'Access is needed at once', blocks: emergency(facts) },
      { kind: 'case', title: 'A change was a mistake', blocks: undo(facts) },
      ...own.map(
        ({ when, do: what }): Block => ({
          kind: 'case',
          title: textOf(when, facts).replace(/\.$/, ''),
          blocks: [{ kind: 'text', line: [textOf(what, facts)] }],
        }),
      ),
    ],
  };
}

const steps = (items: readonly Line[]): Block => ({
  kind: 'steps',
  items: items.map((line) => ({ line, pictures: [] })),
});

/** Whom to call. Without names, what each is there for: numbers are for the team. */
function contacts(facts: RunbookFacts): readonly Block[] {
  const all = facts.workspace.settings?.value.contacts ?? [];
  if (all.length === 0) return missing('contacts', facts);
  if (!facts.names)
    return [
      {
        kind: 'list',
        items: all.map(
          ({ for: what }): Line => [`${textOf(what, facts)}: the number stands in the runbook of the team.`],
        ),
      },
    ];
  return [
    {
      kind: 'table',
      headings: ['Call', 'For', 'Telephone', 'E-mail'],
      rows: all.map(({ name, for: what, phone = '', email = '' }): readonly Line[] => [
        [{ strong: name }],
        [what],
        phone === '' ? [] : [{ exact: phone }],
        email === '' ? [] : [{ exact: email }],
      ]),
    },
  ];
}

function toolDown(facts: RunbookFacts): readonly Block[] {
  const { executors = [], name } = facts.system.value;
  const doer = executors.length === 0 ? 'an owner of the system' : anyOf(executors, facts);
  return [
    {
      kind: 'text',
      line: [
        `Access that was approved goes on to work in ${name}. Most requests can wait. If yours cannot, do this:`,
      ],
    },
    steps([
      ['Call one of the people below. Say who needs which role, why, and until when.'],
      [
        'Whoever approves the role says yes in writing, by mail or on paper. The table of the roles says who. A word alone is not enough.',
      ],
      [`Only then ${doer} gives the role in ${name} by hand, and writes down the day and the hour.`],
      [
        'Once the tool is back, the person asks by ',
        ...byForm(facts.forms.access, facts, 'the usual form'),
        ' on the next working day, and says there what was done by hand. What nobody approves then is taken away again.',
      ],
      [
        'Report it by ',
        ...byForm(facts.forms.toolDown, facts, 'a mail to the policy owners'),
        ', so that it is looked into.',
      ],
    ]),
    ...contacts(facts),
  ];
}

function emergency(facts: RunbookFacts): readonly Block[] {
  const able = facts.roles.filter((each) => each.emergency !== undefined);
  if (able.length === 0 || !facts.forms.emergency)
    return [
      {
        kind: 'text',
        line: [
          'No role of this system can be given in an emergency. Ask in the usual way, and call whoever approves it. What cannot wait at all is said to the contacts above.',
        ],
      },
    ];
  const rows = able.map((each): readonly Line[] => {
    const within = each.emergency?.lookedAtWithin;
    return [
      [{ strong: each.role.title }],
      [`${durationInWords(each.emergency?.longest ?? '')}, no longer.`],
      [approvalInWords(each.emergency?.approval ?? { stages: [] }, facts, anyOf)],
      [within === undefined ? 'At the next review.' : `Within ${durationInWords(within)}.`],
    ];
  });
  return [
    {
      kind: 'text',
      line: [
        'Something is broken now, and the usual way is too slow. Open ',
        ...byForm(facts.forms.emergency, facts, ''),
        `, choose ${titlesOf(able)}, and write what happened. Then call whoever approves it.`,
      ],
    },
    { kind: 'table', headings: ['Role', 'How long', 'Who approves', 'Looked at afterwards'], rows },
  ];
}

/** Whose word is enough to take access away, where it is the same for every role. */
function removalInWords(facts: RunbookFacts): string {
  const all = facts.roles.map(({ removal: { stages } }) =>
    stages.length === 1 && stages[0]?.needed === 1 ? anyOfInShort(stages[0].approvers, facts) : undefined,
  );
  const [first] = all;
  return first !== undefined && all.every((each) => each === first)
    ? `The word of one of these is enough: ${first}.`
    : 'The form says who has to agree.';
}

function undo(facts: RunbookFacts): readonly Block[] {
  const { executors = [], name } = facts.system.value;
  const byHand = isByHand(facts.system.value);
  return [
    steps([
      [
        'Somebody has too much? Take it away first: use ',
        ...byForm(facts.forms.end, facts, 'the request to end access'),
        `. ${removalInWords(facts)}`,
      ],
      [
        'Somebody lost access, or a rule is wrong? Use ',
        ...byForm(facts.forms.undo, facts, 'a mail to the policy owners'),
        `. You are told how to take the change back, or ${anyOf(['policy-owner'], facts)} does it.`,
      ],
      [
        byHand
          ? `Then the account in ${name} is put right by hand${executors.length > 0 ? `, by ${anyOf(executors, facts)}` : ''}.`
          : `The account in ${name} then follows by itself.`,
      ],
      ['Nothing is lost: every change is kept, with who made it and who approved it.'],
    ]),
  ];
}
