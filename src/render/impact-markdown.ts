import type { PolicyImpact } from '../approvals/impact.ts';
import { sentence } from './findings-markdown.ts';
import { impactInShort, type Sides } from './impact-in-short.ts';
import { impactSections } from './impact-words.ts';
import { code, fitting, message, plain } from './markdown.ts';

/**
 * What a change of the policies would do, as Markdown for a pull request, in at most about `room` characters. What is
 * too much is counted. The sentence alone where nothing changes.
 */
export function renderImpactMarkdown(
  impact: PolicyImpact,
  sides: Sides,
  room = Number.POSITIVE_INFINITY,
): string {
  const name = (text: string) => `**${plain(text)}**`;
  const sections = impactSections(impact, sides, { plain, code, message, name });
  const parts = [`#### What the new policies would do\n\n${sentence(impactInShort(impact, sides))}`];
  let left = room - (parts[0]?.length ?? 0);
  for (const { title, items } of sections) {
    const lines = items.map((item) => `- ${item.join('<br>\n  ')}`);
    const head = `**${title}**\n\n`;
    const shown = left > head.length + 200 ? fitting(lines, '\n', left - head.length - 200) : [];
    const more = lines.length - shown.length;
    const rest =
      more > 0
        ? `${shown.length > 0 ? '\n' : ''}- … and ${more.toLocaleString('en')} more, as ${code('grantbook impact')} shows`
        : '';
    const part = `${head}${shown.join('\n')}${rest}`;
    parts.push(part);
    left -= part.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}
