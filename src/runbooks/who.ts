/** Who asks, who approves, who does the work, and who keeps the page right. */
import { durationInWords } from '../model/period.ts';
import type { Line, Section } from '../model/runbook.ts';
import { isByHand } from '../model/runbook-parts.ts';
import type { RunbookFacts } from './facts.ts';
import { missing } from './missing.ts';
import { anyOf, anyOfInShort } from './people.ts';
import { approvalInWords, capital, requestersOf } from './roles.ts';

const same = (all: readonly string[]): string | undefined => (new Set(all).size === 1 ? all[0] : undefined);

export function whoSection(facts: RunbookFacts): Section {
  const { system, roles } = facts;
  const ask = same(roles.map((each) => anyOfInShort(requestersOf(each), facts)));
  const approve = same(roles.map(({ approval }) => approvalInWords(approval, facts)));
  const { executors = [], connector } = system.value;
  const byHand = isByHand(system.value);
  const lag = connector?.lag === undefined ? '' : ` within ${durationInWords(connector.lag)}`;
  const work = executors.length === 0 ? '' : capital(anyOf(executors, facts));
  const rows: (readonly Line[])[] = [
    [
      [{ strong: 'Requestor' }],
      [ask === undefined ? 'It depends on the role: see the next table.' : `${capital(ask)}.`],
      ['Says which role, what for, and for how long.'],
    ],
    [
      [{ strong: 'Approver' }],
      [approve ?? 'It depends on the role: see the next table.'],
      ['Looks at whether the person needs it, and whether a smaller role would do. Says yes or no.'],
    ],
    [
      [{ strong: 'Executor' }],
      [
        byHand
          ? `${work === '' ? 'Nobody is named yet' : work}.`
          : `No person: the tool does it by itself.${work === '' ? '' : ` What it cannot do goes to ${anyOf(executors, facts)}.`}`,
      ],
      byHand
        ? [
            `Changes the account in ${system.value.name}${lag}, and says so under the task: `,
            { exact: '/done' },
            '.',
          ]
        : ['Looks only at what could not be done.'],
    ],
  ];
  return {
    title: 'Who does what',
    blocks: [
      { kind: 'table', headings: ['Part', 'Who', 'What they do'], rows },
      ...missing('executor', facts),
    ],
  };
}
