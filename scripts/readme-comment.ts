/** The comments that the README shows: what the Action would really say about one new grant in the sample company. */
import { evaluateChange } from '../src/commands/evaluate.ts';
import { readWhole } from '../src/commands/read.ts';
import type { Account, Facts, ReviewFact } from '../src/model/facts.ts';
import { type Outcome, renderComment, renderNotEvaluated } from '../src/render/comment.ts';
import { compareSources } from '../src/source/change.ts';
import { folder } from '../src/source/folder.ts';
import { withFiles } from '../src/source/overlay.ts';

const path = 'access-grants/crm/exporter/andrei.popescu.yaml';

const people = readWhole(folder('.')).people.all();
const grant = (lines: string) => `version: 1
subject: andrei.popescu
system: crm
role: exporter
${lines}`;

const account = (user: string): Account => {
  const { login = user, id = 0 } = people.find((person) => person.id === user)?.value.github ?? {};
  return { login, id, type: 'User' };
};

const head = 'c0ffee'.padEnd(40, '0');
let reviews = 0;
const review = (user: string, state: string, body = ''): ReviewFact => {
  reviews += 1;
  return { id: reviews, user: account(user), state, commit: head, submittedAt: '2026-11-23T09:30:00Z', body };
};

/** What GitHub would know of a pull request that the subject opened. */
const factsWith = (given: readonly ReviewFact[]): Facts => ({
  pullRequest: {
    number: 12,
    author: account('andrei.popescu'),
    base: { ref: 'main', sha: head },
    head: { ref: 'request', sha: head },
    openedAt: '2026-11-23T09:00:00Z',
  },
  commits: [{ sha: head, parents: [], author: account('andrei.popescu') }],
  reviews: [...given],
  complete: true,
});

function commentOn(
  text: string,
  given: readonly ReviewFact[] = [],
  more: { outcome?: Outcome } = {},
): string {
  const base = folder('.');
  const evaluation = evaluateChange(
    compareSources(base, withFiles(base, new Map([[path, text]]), base.label)),
    () => Date.parse('2026-11-23T10:00:00Z'),
    factsWith(given),
  );
  return renderComment({ ...evaluation, draft: false, ...more });
}

const block = (title: string, comment: string) =>
  `${title}\n\n\`\`\`markdown\n${comment.trimEnd()}\n\`\`\`\n`;

/** A comment without the table of the grant, which is the same in each. */
const inShort = (comment: string): string =>
  comment
    .replace(/#### Andrei Popescu[\s\S]*?(?=\n\*\*What happens next)/, '…\n')
    .replace(/\n<sub>Judged.*\n/, '');

const sound = grant(
  'justification: Download the shops around Porto once for the tasting invitations\nticket: CRM-701\nvalidUntil: 2026-12-04\n',
);
const manager = () => review('camille.laurent', 'APPROVED');

/** The comment in its states, as text. */
export const readmeComments = (): string =>
  [
    block(
      'With mistakes:',
      inShort(commentOn(grant('justification: need access\nticket: MKT-1\nvalidUntil: 2027-02-28\n'))),
    ),
    block(
      'The same comment after the repair, and after the first approval:',
      commentOn(sound, [manager(), review('rui.alves', 'APPROVED')]),
    ),
    block(
      'When somebody objects:',
      inShort(
        commentOn(sound, [
          review('camille.laurent', 'CHANGES_REQUESTED', 'The invitations go out by post this time.'),
        ]),
      ),
    ),
    block(
      'When everybody has approved:',
      inShort(
        commentOn(sound, [manager(), review('katarzyna.wrona', 'APPROVED')], {
          outcome: { kind: 'merged', sha: 'f'.repeat(40) },
        }),
      ),
    ),
    block(
      'When something could not be evaluated:',
      renderNotEvaluated('the reviews could not be read: GitHub did not answer within 30 seconds'),
    ),
  ].join('\n');
