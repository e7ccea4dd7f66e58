/** A rule in a line, for lists of what was broken. */
import { findRule } from './registry.ts';

/** "a grant has one end (GB201)"; of what is no rule of ours, the code. */
export function ruleInShort(code: string): string {
  if (code === 'form') return 'an answer of the form that had to be changed';
  const rule = findRule(code);
  if (!rule) return code;
  const [first = '', ...rest] = rule.summary.replaceAll('`', '').replace(/\.$/, '');
  return `${first.toLowerCase()}${rest.join('')} (${code})`;
}
