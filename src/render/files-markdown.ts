/** The changed files besides grants: which, what happens to them, and who approves them. */
import type { FileState } from '../model/change.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { approversInWords } from './approvers-in-words.ts';
import { fitting, pathCode } from './markdown.ts';
import { amount } from './summary.ts';

const groupsShown = 10;
const shownPerGroup = 50;
/** A path in a list; a longer one keeps its beginning and its name. */
const longestPath = 120;

/** What runs on GitHub and decides about everything else. */
const isMachinery = (path: string): boolean =>
  /^(?:\.github|dist)\//.test(path) || /(?:^|\/)action\.ya?ml$/.test(path);

/** A list of the files for each set of approvers, in at most `room` characters, what runs here always first. */
export function filesSection(
  requirements: readonly Requirement[],
  workspace: Workspace,
  states: ReadonlyMap<string, FileState> | undefined,
  room: number,
): string {
  const groups = new Map<string, string[]>();
  for (const requirement of requirements) {
    if (requirement.change.kind !== 'policy') continue;
    const approvers = approversInWords(requirement, undefined, workspace);
    const paths = groups.get(approvers);
    if (paths) paths.push(requirement.change.path);
    else groups.set(approvers, [requirement.change.path]);
  }
  if (groups.size === 0) return '';
  const heading = '#### Changed files besides grants';
  const sorted = [...groups].toSorted(
    ([, a], [, b]) => Number(b.some(isMachinery)) - Number(a.some(isMachinery)),
  );
  const each = Math.floor((room - heading.length) / Math.min(groupsShown, sorted.length));
  const parts = sorted
    .slice(0, groupsShown)
    .map(([approvers, paths]) => group(approvers, paths, states, each));
  const others = sorted.slice(groupsShown).flatMap(([, paths]) => paths).length;
  const more = others > 0 ? [`… and ${amount(others, 'more file')} with other approvers.`] : [];
  return [heading, ...parts, ...more].join('\n\n');
}

function group(
  approvers: string,
  paths: readonly string[],
  states: ReadonlyMap<string, FileState> | undefined,
  room: number,
): string {
  const weight = (path: string) => (isMachinery(path) ? 2 : states?.get(path) === 'deleted' ? 1 : 0);
  const sorted = paths.toSorted((a, b) => weight(b) - weight(a));
  const head = `Must approve: ${approvers}\n`;
  const items = sorted.slice(0, shownPerGroup).map((path) => item(path, states?.get(path)));
  const shown = fitting(items, '\n', room - head.length - 100);
  const rest = sorted.slice(shown.length);
  const machinery = rest.filter(isMachinery).length;
  const more =
    rest.length === 0
      ? []
      : [
          `- … and ${amount(rest.length, 'more file')}${machinery > 0 ? `, **${machinery.toLocaleString('en')} of them part of what runs here**` : ''}`,
        ];
  return [head, ...shown, ...more].join('\n');
}

function item(path: string, state: FileState | undefined): string {
  const words = {
    new: ' is new',
    deleted: ' is **deleted**',
    changed: ' is changed',
  };
  const machinery = isMachinery(path);
  const what = state === undefined ? '' : words[state];
  const warning = machinery ? `${state === undefined ? ' is' : ', and'} part of what runs here` : '';
  return `- ${machinery ? '⚙️ ' : ''}${pathCode(path, longestPath)}${what}${warning}`;
}
