/** What `/done` says: which lines, and what shows it. */

/** The lines that are named (none: all), and the proof; or what is wrong with the comment. */
export function readDone(
  text: string,
): { readonly lines: readonly number[]; readonly proof?: string } | { readonly problem: string } {
  const [, rest = ''] = /^\/done\b([\s\S]*)$/i.exec(text.trim()) ?? [];
  const [, numbers = '', proof = ''] = /^((?:[\s,]|and\b|lines?\b|#?\d+\.?)*)([\s\S]*)$/i.exec(rest) ?? [];
  const said = proof.trim().replace(/^(?:because|since|proof:?|[-–—:])\s*/i, '');
  const lines = [...numbers.matchAll(/\d+/g)].map(([number]) => Number(number));
  // "/done all except 3" would be understood as the opposite of what it says.
  if (/^(?:all\s+)?(?:except|but|without|not)\b/i.test(said))
    return { problem: 'name the lines that are done, such as `/done 3 4`' };
  return { lines: [...new Set(lines)], ...(said === '' ? {} : { proof: said.slice(0, mostProof) }) };
}

/** So much of a comment is kept; the comment itself stays on GitHub. */
const mostProof = 500;
