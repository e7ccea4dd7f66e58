/** Who has to approve a change, in plain words, before anybody has: for whoever is about to ask. */
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInWords } from './approvers-in-words.ts';
import { fitting, pathCode } from './markdown.ts';
import { stageInWords } from './outlook-text.ts';
import { amount } from './summary.ts';
import { onOneLine, withoutCommands } from './text.ts';

/** What the same people have to approve is said once. */
interface Group {
  readonly requirement: Requirement;
  readonly paths: readonly string[];
}

const title = 'Who has to approve';

/** Nobody reads more of them in a terminal. */
const mostGroups = 40;

/** A section for a terminal, ending with a line break; nothing where nothing changes. */
export function neededApprovals(requirements: readonly Requirement[], workspace: Workspace): string {
  if (requirements.length === 0) return '';
  const groups = groupsOf(requirements);
  const lines = groups.slice(0, mostGroups).flatMap(({ requirement, paths }) => {
    const [first = '', ...more] = paths;
    const what = `  ${first}${more.length > 0 ? ` and ${amount(more.length, 'other file')}` : ''}`;
    const { stages, satisfiedBy } = requirement;
    if (satisfiedBy === 'expired') return [`${what}: nobody, since it was over already`];
    if (stages.length === 0) return [`${what}: nobody can, since no approval policy matches`];
    return [what, ...stages.map((stage, index) => `    ${index + 1}. ${stageInWords(stage, workspace)}`)];
  });
  const left = groups.length - mostGroups;
  if (left > 0) lines.push(`  … and ${left} more`);
  return withoutCommands(`${[`${title}:`, ...lines].map(onOneLine).join('\n')}\n`);
}

const longestSection = 20_000;

/** The same for Markdown. */
export function neededApprovalsMarkdown(requirements: readonly Requirement[], workspace: Workspace): string {
  if (requirements.length === 0) return '';
  const items = groupsOf(requirements).map(({ requirement, paths: [first = '', ...more] }) => {
    const others = more.length > 0 ? ` and ${amount(more.length, 'other file')}` : '';
    return `- ${pathCode(first)}${others}: ${approversInWords(requirement, systemOf(first), workspace)}`;
  });
  const shown = fitting(items, '\n', longestSection);
  const left = items.length - shown.length;
  return [`#### ${title}\n`, ...shown, ...(left > 0 ? [`- … and ${left} more`] : []), ''].join('\n');
}

const systemOf = (path: string): string | undefined =>
  path.startsWith('access-grants/') ? path.split('/')[1] : undefined;

function groupsOf(requirements: readonly Requirement[]): Group[] {
  const groups = new Map<string, { requirement: Requirement; paths: string[] }>();
  for (const requirement of requirements) {
    const { change, policy, stages, satisfiedBy } = requirement;
    // The names of Markdown speak of the system, so that grants of two systems are not one group.
    const key = JSON.stringify([systemOf(change.path), policy, stages, satisfiedBy]);
    const group = groups.get(key);
    if (group) group.paths.push(change.path);
    else groups.set(key, { requirement, paths: [change.path] });
  }
  return [...groups.values()];
}
