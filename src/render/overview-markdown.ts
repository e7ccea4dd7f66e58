/** Every changed grant in one line each, so that none of a batch is overlooked. */
import type { GrantChange } from '../model/change.ts';
import { risks } from '../model/system.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInShort, nameOf } from './approvers-in-words.ts';
import { changedLabels, isNewPeriod } from './grant-difference.ts';
import { aboutOf } from './grant-markdown.ts';
import { endInShort, roleInWords, roleOf } from './grant-words.ts';
import { capped, cell, listed } from './markdown.ts';
import { amount } from './summary.ts';

/** What an overview is made from. */
export interface OverviewInput {
  readonly grants: readonly GrantChange[];
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly workspace: Workspace;
  readonly timeZone: string;
}

/** How long the texts of a line may be. */
interface Lengths {
  readonly name: number;
  readonly changes: number;
  readonly until: number;
  readonly approvers: number;
}

const linesShown = 300;
/** From comfortable to tight: all lines in few words tell more than a few lines in many. */
const lengths: readonly Lengths[] = [
  { name: 60, changes: 80, until: 60, approvers: 160 },
  { name: 40, changes: 25, until: 40, approvers: 60 },
  { name: 14, changes: 0, until: 15, approvers: 14 },
];

/** A table with one line for each changed grant, in at most `room` characters. */
export function overviewSection(input: OverviewInput, room: number): string {
  if (input.grants.length < 2) return '';
  const grants = input.grants.slice(0, linesShown);
  const start = `#### All ${amount(input.grants.length, 'changed grant')}\n\n| What happens | Role | Until | Must approve |\n| --- | --- | --- | --- |\n`;
  let table: string[] = [];
  for (const each of lengths) {
    table = grants.map((grant) => line(grant, input, each));
    if (sizeOf(table) <= room - start.length - 100) break;
  }
  // Not even in the fewest words: as many lines as fit.
  while (table.length > 1 && sizeOf(table) > room - start.length - 100)
    table = table.slice(0, Math.floor(table.length * 0.95));
  const more = input.grants.length - table.length;
  return `${start}${table.join('\n')}${more > 0 ? `\n\n… and ${amount(more, 'more changed grant')}, in the files of this pull request.` : ''}`;
}

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, text) => sum + text.length + 1, 0);

function line(change: GrantChange, input: OverviewInput, most: Lengths): string {
  const { workspace, requirements } = input;
  const approvers = approversInShort(requirements.get(change.path), workspace, most.approvers);
  const cells = [
    happening(change, workspace, most),
    roleInWords(aboutOf(change), workspace, most.name),
    untilInShort(change, input.timeZone, most.until),
    approvers,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** "**Ana Costa** gets", to be read on into the next column. */
function happening(change: GrantChange, workspace: Workspace, most: Lengths): string {
  const words: Record<GrantChange['kind'], string> = {
    added: 'gets',
    extended: isNewPeriod(change) ? 'keeps for a new period' : 'keeps for longer',
    edited: 'keeps, changed',
    reviewed: 'keeps after review',
    reduced: 'keeps for less time',
    removed: 'loses',
  };
  const labels = change.kind === 'edited' && most.changes > 0 ? changedLabels(change) : [];
  const what = labels.length > 0 ? ` (${listed(labels, ', ', most.changes)})` : '';
  const emergency = change.after?.value.emergency ? '🚨 ' : '';
  return `${emergency}${nameOf(aboutOf(change).subject, workspace, most.name)} ${words[change.kind]}${what}`;
}

function untilInShort({ kind, before, after }: GrantChange, timeZone: string, most: number): string {
  if (kind === 'removed') return 'now';
  if (!after) return 'not readable';
  const is = endInShort(after.value, timeZone);
  const was = before && endInShort(before.value, timeZone);
  const both = was === undefined || was === is ? is : `${was} → ${is}`;
  return both.length <= most ? both : capped(is, Math.max(most, 12));
}

/** What gives or changes access before what takes it away, and the most dangerous first. */
export function mostDangerousFirst(
  grants: readonly GrantChange[],
  workspace: Workspace,
): readonly GrantChange[] {
  const weights = new Map(grants.map((change) => [change, weightOf(change, workspace)]));
  return grants.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}

function weightOf(change: GrantChange, workspace: Workspace): number {
  if (change.kind === 'removed' || change.kind === 'reduced') return 0;
  const risk = roleOf(workspace, aboutOf(change))?.role.risk;
  // A role that nobody knows is as dangerous as any.
  const rank = risk === undefined ? risks.length : risks.indexOf(risk) + 1;
  return rank + (change.after?.value.emergency ? risks.length : 0);
}
