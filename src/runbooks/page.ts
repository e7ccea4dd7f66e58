/** The runbook of one system, from its policy and its file. Depends on no clock: the same files make the same page. */
import { dayInWords, durationInWords } from '../model/period.ts';
import { reviewDueOn } from '../model/review.ts';
import type { Block, Line, RunbookPage, Section } from '../model/runbook.ts';
import { checksSection } from './checks.ts';
import { contingenciesSection } from './contingencies.ts';
import type { RunbookFacts } from './facts.ts';
import { missing } from './missing.ts';
import { both, nameOf, peopleOf, textOf } from './people.ts';
import { questionsSection } from './questions.ts';
import { capital, rolesSection } from './roles.ts';
import { stepsSection } from './steps.ts';
import { whoSection } from './who.ts';

/** How much harm the data could do, in a sentence. */
const dataWords = {
  public: 'Anybody may see what is in it.',
  internal: 'What is in it is for colleagues only.',
  confidential: 'What is in it is only for those who need it for their work.',
  restricted: 'What is in it could harm people if it got out, so few may see it.',
} as const;

export function runbookPage(facts: RunbookFacts): RunbookPage {
  const { system, runbook, workspace } = facts;
  const sections: readonly (Section | undefined)[] = [
    objectiveSection(facts),
    whoSection(facts),
    rolesSection(facts),
    stepsSection(facts),
    checksSection(facts),
    contingenciesSection(facts),
    questionsSection(facts),
    practiceSection(facts),
    peopleSection(facts),
  ];
  return {
    id: system.id,
    title: runbook
      ? `${textOf(runbook.value.title, facts)}: ${system.value.name}`
      : `Access to ${system.value.name}`,
    organization: workspace.settings?.value.organization ?? '',
    facts: factsOf(facts),
    sections: sections.filter((section) => section !== undefined),
  };
}

function factsOf(facts: RunbookFacts): RunbookPage['facts'] {
  const { system, runbook, timeZone } = facts;
  const owner: readonly [string, Line] = ['Owners of the system', [`${ownersOf(facts)}`]];
  if (!runbook) return [['System', [system.value.name]], owner];
  const { owner: keeper, lastReviewed, reviewEvery, audience } = runbook.value;
  const next = reviewDueOn(lastReviewed, reviewEvery, timeZone);
  return [
    ['System', [system.value.name]],
    owner,
    ['For', [textOf(both(audience), facts)]],
    ['Kept right by', [facts.names ? nameOf(keeper, facts.workspace) : 'the owner of this runbook']],
    [
      'Last looked at',
      [
        `${dayInWords(lastReviewed)}${next === undefined ? '' : `. Next by ${dayInWords(next)}`}`,
        `, every ${durationInWords(reviewEvery)}.`,
      ],
    ],
  ];
}

function ownersOf(facts: RunbookFacts): string {
  const owners = peopleOf('system-owner', facts).map((user) => nameOf(user, facts.workspace));
  if (!facts.names) return `${owners.length} people`;
  return owners.length > 0 ? both(owners) : 'nobody at present';
}

function objectiveSection(facts: RunbookFacts): Section {
  const { system, runbook } = facts;
  const { description, dataClassification } = system.value;
  const own: readonly Block[] = runbook
    ? [{ kind: 'text', line: [{ strong: textOf(runbook.value.objective, facts) }] }]
    : missing('objective', facts);
  return {
    title: 'Objective',
    blocks: [
      ...own,
      {
        kind: 'text',
        line: [`${system.value.name}: ${textOf(description, facts)} ${dataWords[dataClassification]}`],
      },
    ],
  };
}

function practiceSection(facts: RunbookFacts): Section | undefined {
  const training = facts.runbook?.value.training ?? [];
  if (training.length === 0) return undefined;
  return {
    title: 'Practise it',
    blocks: [{ kind: 'checks', items: training.map((text): Line => [textOf(text, facts)]) }],
  };
}

/** Those whom the page names, and how to reach them. */
function peopleSection(facts: RunbookFacts): Section | undefined {
  if (!facts.names) return undefined;
  const { system, runbook, roles, workspace } = facts;
  const duties = new Map<string, Set<string>>();
  const add = (expressions: readonly string[], duty: string) => {
    for (const expression of expressions)
      for (const user of peopleOf(expression, facts)) {
        const all = duties.get(user) ?? new Set<string>();
        duties.set(user, all.add(duty));
      }
  };
  add(['system-owner'], 'owner of the system');
  for (const { approval, emergency } of roles) {
    for (const { approvers } of approval.stages) add(approvers, 'approver');
    add(approval.escalation?.approvers ?? [], 'approver when others do not answer');
    for (const { approvers } of emergency?.approval.stages ?? []) add(approvers, 'approver in an emergency');
  }
  add(system.value.executors ?? [], 'executor');
  if (runbook) add([`user:${runbook.value.owner}`], 'keeper of this runbook');
  const rows = [...duties].map(([user, all]): readonly Line[] => {
    const email = workspace.people.get(user)?.value.email;
    return [
      [{ strong: nameOf(user, workspace) }],
      [capital(both([...all]))],
      email === undefined ? [] : [{ exact: email }],
    ];
  });
  if (rows.length === 0) return undefined;
  return { title: 'Who is who', blocks: [{ kind: 'table', headings: ['Name', 'What for', 'E-mail'], rows }] };
}
