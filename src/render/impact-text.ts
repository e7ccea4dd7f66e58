import type { PolicyImpact } from '../approvals/impact.ts';
import { impactInShort, type Sides } from './impact-in-short.ts';
import { impactSections } from './impact-words.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

/** What a change of the policies would do, for a terminal: in a sentence first, then one by one. */
export function renderImpactText(impact: PolicyImpact, sides: Sides, colors: Colors): string {
  const same = (text: string) => onOneLine(text);
  const sections = impactSections(impact, sides, { plain: same, code: same, message: same, name: same });
  const lines = [
    colors.bold(`${sentence(impactInShort(impact, sides))}`),
    ...sections.flatMap(({ title, items }) => [
      '',
      colors.bold(title),
      ...items.flatMap(([first = '', ...more]) => [`  ${first}`, ...more.map((line) => `      ${line}`)]),
    ]),
  ];
  return withoutCommands(`${lines.join('\n')}\n`);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
