/** What is held on a person, for whoever answers their question. */
import type { HeldOnPerson, MentionInFile } from '../ledger/person-held.ts';
import { amount } from './summary.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** What nobody can see from a clone. */
export const notSeen: readonly string[] = [
  'on GitHub: issues, comments, the full texts of reviews, logs of workflow runs, the audit log, and branches that are not merged',
  'in the real systems: the accounts, and whatever they hold',
  'mail, chats and channels to which news were sent',
  'clones, forks and backups that somebody else has',
];

const short = (commit: string): string => commit.slice(0, 10);

/** Sections with what there is; the JSON has every version in full. */
export function renderPerson(held: HeldOnPerson, colors: Colors): string {
  const { names, personFile, grants, records, commits } = held;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [`${colors.bold(title)}\n${lines.map((line) => `  ${withoutCommands(onOneLine(line))}\n`).join('')}`];
  const file = ({ path, isThere, versions }: (typeof grants)[number]) =>
    `${path}: ${amount(versions.length, 'version')}${isThere ? '' : ', gone'} (${versions.map(({ commit, at }) => `${at.slice(0, 10)} ${short(commit)}`).join(', ')})`;
  const { displayNames, emails, logins, ids } = names;
  return [
    ...section('Known as', [[names.userName, ...displayNames, ...emails, ...logins, ...ids].join(', ')]),
    ...section('Their own file', personFile ? [file(personFile)] : []),
    ...section('Access that they have or had', grants.map(file)),
    ...section('Access of others that they asked for', held.askedFor.flatMap(mention)),
    ...section('Where policies and other files name them', held.mentions.flatMap(mention)),
    ...section(
      'In the ledger',
      records.map(
        ({ place, recordedAt, commit, as, decisions, steps }) =>
          `${place.file}:${place.line}, ${recordedAt.slice(0, 10)}, commit ${short(commit)}: ${[
            ...decisions.map(({ decision, at }) => `they ${decision} it on ${at.slice(0, 10)}`),
            ...steps.map(
              ({ action, role, account, result, at }) =>
                `${action} of \`${role}\`, account \`${account}\`: ${result} on ${at.slice(0, 10)}`,
            ),
            ...as,
          ].join('; ')}`,
      ),
    ),
    ...section(
      'In commits',
      commits.map(
        ({ commit, at, as, title }) => `${short(commit)}, ${at.slice(0, 10)}, ${as.join(' and ')}: ${title}`,
      ),
    ),
    ...section('What cannot be seen from here', notSeen),
  ].join('\n');
}

/** Of one file, no more than these lines are shown here. */
const mostLines = 5;

function mention({ path, commit, isThere, lines }: MentionInFile): readonly string[] {
  const more = lines.length - mostLines;
  return [
    ...lines
      .slice(0, mostLines)
      .map(
        ({ line, text }) => `${path}:${line}${isThere ? '' : ', not any more'} (${short(commit)}): ${text}`,
      ),
    ...(more > 0 ? [`${path}: ${amount(more, 'more line')}; \`--format json\` shows all`] : []),
  ];
}
