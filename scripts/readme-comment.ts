/** The comment that the README shows: what the Action would really say about one new grant in the sample company. */
import { evaluateChange } from '../src/commands/evaluate.ts';
import { renderComment } from '../src/render/comment.ts';
import { compareSources } from '../src/source/change.ts';
import { folder } from '../src/source/folder.ts';
import type { Source } from '../src/source/source.ts';

const path = 'access-grants/crm/exporter/andrei.popescu.yaml';

const grant = (lines: string) => `version: 1
subject: andrei.popescu
system: crm
role: exporter
${lines}`;

/** A Source with one more file. */
const withFile = (source: Source, text: string): Source => ({
  label: source.label,
  topFolders: source.topFolders,
  list: (paths) => [
    ...source.list(paths),
    ...(paths && !paths.includes(path) ? [] : [{ path, type: 'file' as const, objectId: 'new' }]),
  ],
  *read(paths) {
    const wanted = [...paths];
    yield* source.read(wanted.filter((name) => name !== path));
    if (wanted.includes(path)) yield [path, Buffer.from(text)];
  },
});

function commentOn(text: string): string {
  const base = folder('.');
  const evaluation = evaluateChange(compareSources(base, withFile(base, text)), () =>
    Date.parse('2026-11-23T10:00:00Z'),
  );
  return renderComment({ ...evaluation, draft: false });
}

const block = (title: string, comment: string) =>
  `${title}\n\n\`\`\`markdown\n${comment.trimEnd()}\n\`\`\`\n`;

/** Two comments, as text: with mistakes, and waiting for approvals. */
export const readmeComments = (): string =>
  [
    block(
      'With mistakes:',
      commentOn(grant('justification: need access\nticket: MKT-1\nvalidUntil: 2027-02-28\n')),
    ),
    block(
      'The same comment after the repair:',
      commentOn(
        grant(
          'justification: Download the shops around Porto once for the tasting invitations\nticket: CRM-701\nvalidUntil: 2026-12-04\n',
        ),
      ),
    ),
  ].join('\n');
