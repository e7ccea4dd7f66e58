/** Who else wrote a commit, by the `Co-authored-by` trailers of its message. */
import type { Account } from '../model/facts.ts';

/**
 * The accounts behind the trailers (GitHub Docs, "Creating a commit with multiple authors"). An address of GitHub's own
 * kind names its account by number; what any other address belongs to is known to GitHub alone, so it is `null`.
 */
export function coAuthorsOf(message: string): (Account | null)[] {
  // Whatever looks like one and cannot be read names somebody, and nobody can tell whom.
  const trailers = message.matchAll(/^[\s*>-]*co-?authored-?by\s*:(?<rest>.*(?:\n[ \t]+.*)*)/gim);
  return [...trailers].map(({ groups }) => {
    const [, email = ''] = /^[^<\n]*<([^>\n]*)>\s*$/.exec(groups?.rest ?? '') ?? [];
    const [, id, login] =
      /^(\d+)\+([a-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(email.trim()) ?? [];
    return id === undefined || login === undefined ? null : { login, id: Number(id) };
  });
}
