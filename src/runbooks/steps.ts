/** The way from a wish to access and back, in numbered steps. */
import { durationInWords } from '../model/period.ts';
import type { Line, RunbookPicture, RunbookStep, Section } from '../model/runbook.ts';
import { isByHand } from '../model/runbook-parts.ts';
import type { RunbookFacts } from './facts.ts';
import { formLink } from './links.ts';
import { missing } from './missing.ts';
import { anyOf, either, textOf } from './people.ts';
import { capital, titlesOf } from './roles.ts';

/** Where pictures of runbooks are kept. */
const picturesFolder = 'policies/runbooks/pictures';

/** The pictures beside one of the steps that the file names, or beside the form. */
const picturesAt = (step: number | undefined, facts: RunbookFacts): readonly RunbookPicture[] =>
  (facts.runbook?.value.pictures ?? [])
    .filter((picture) => picture.step === step)
    .map(({ file, alt }) => ({ path: `${picturesFolder}/${file}`, alt: textOf(alt, facts) }));

const plainStep = (line: Line): RunbookStep => ({ line, pictures: [] });

export function stepsSection(facts: RunbookFacts): Section {
  const { runbook, system } = facts;
  const own = (runbook?.value.steps ?? []).map(
    (text, index): RunbookStep => ({ line: [textOf(text, facts)], pictures: picturesAt(index + 1, facts) }),
  );
  return {
    title: 'Step by step',
    blocks: [
      ...missing('form', facts),
      ...missing('steps', facts),
      {
        kind: 'steps',
        items: [
          ...(runbook?.value.beforeAsking ?? []).map((text) => plainStep([textOf(text, facts)])),
          ...asking(facts),
          ...approving(facts),
          ...(isByHand(system.value) ? [byHand(facts)] : [byItself(facts)]),
          ...own,
          ...ending(facts),
        ],
      },
    ],
  };
}

function asking(facts: RunbookFacts): readonly RunbookStep[] {
  const { forms, roles, system } = facts;
  const offered = roles.filter(({ period }) => period !== undefined);
  if (!forms.access || offered.length === 0) return [];
  const form = formLink(forms.access, facts);
  const tickets = offered.filter(({ role }) => role.ticketPattern !== undefined);
  const examples = [...new Set(tickets.flatMap(({ ticketExample }) => ticketExample ?? []))];
  return [
    {
      line: [
        { strong: 'Requestor: ' },
        'Open the form ',
        form,
        `. You find it on GitHub too: press “Issues”, then “New issue”, and choose “${forms.access.name}”.`,
      ],
      pictures: picturesAt(undefined, facts),
    },
    plainStep([
      offered.length > 1
        ? `Choose the smallest role that is enough: ${titlesOf(offered)}. The table above says what each can do in ${system.value.name}.`
        : `There is one role, ${titlesOf(offered)}. The table above says what it can do in ${system.value.name}.`,
    ]),
    plainStep([
      'Say in one sentence what it is for. Say for how long. Then send the form.',
      ...(tickets.length > 0
        ? [
            ` For ${titlesOf(tickets)}, write the number of the ticket too${examples.length > 0 ? `, such as ${either(examples)}` : ''}.`,
          ]
        : []),
    ]),
    plainStep([
      'If something is wrong, you are told under the form what to change. Change it there, and save.',
    ]),
  ];
}

const approving = (facts: RunbookFacts): readonly RunbookStep[] => [
  plainStep([
    { strong: 'Approver: ' },
    'You are asked by name, and get a mail with a link. Read the comment at the top. It says who wants what, why, and until when.',
  ]),
  plainStep([
    'Is it needed for the work? Would a smaller role do? Is the time as short as it can be? Then press “Files changed”, “Review changes”, “Approve”, “Submit review”. If not, choose “Request changes”, and say why.',
  ]),
  ...(facts.roles.some(({ approval }) => approval.stages.length > 1)
    ? [plainStep(['Where two people have to agree, the second is asked after the first has said yes.'])]
    : []),
];

function byHand(facts: RunbookFacts): RunbookStep {
  const { executors = [], connector, name } = facts.system.value;
  const lag = connector?.lag === undefined ? '' : ` You have ${durationInWords(connector.lag)}.`;
  const who = executors.length === 0 ? 'The executor' : capital(anyOf(executors, facts));
  return plainStep([
    { strong: 'Executor: ' },
    `${who} gives the person the approved role in ${name}, and nothing else. Do nothing before it is approved.${lag}`,
  ]);
}

const byItself = ({ system }: RunbookFacts): RunbookStep =>
  plainStep([`Once it is approved, the tool gives the role in ${system.value.name} by itself.`]);

function ending(facts: RunbookFacts): readonly RunbookStep[] {
  const before = facts.workspace.settings?.value.reminders?.beforeEnd ?? [];
  const when =
    before.length === 0 ? '' : ` ${either(before.map(durationInWords), 'and')} before its last day`;
  return [
    plainStep([
      { strong: 'Everybody: ' },
      `${facts.roles.some(({ period }) => period?.mayStand) ? 'Most access' : 'Access'} has a last day. Whoever has it is told${when}.`,
      isByHand(facts.system.value)
        ? ` When it is over, the executor takes the role in ${facts.system.value.name} away, on the same day.`
        : ' When it is over, it ends by itself.',
    ]),
  ];
}
