/** Who else wrote a commit, by the `Co-authored-by` trailers of its message. */
import type { Account } from '../model/facts.ts';

/** So many of one commit are named. All of them are kept in the ledger, and anybody can write any number. */
const mostCoAuthors = 20;

/**
 * The accounts behind the trailers (GitHub Docs, "Creating a commit with multiple authors"). An address of GitHub's own
 * kind names its account by number; what any other address belongs to is known to GitHub alone, so it is `null`, and so
 * are all that are too many.
 */
export function coAuthorsOf(message: string): (Account | null)[] {
  // Whatever looks like one and cannot be read names somebody, and nobody can tell whom.
  // Within its line, or a message of blank lines would be gone through once for each of them.
  const trailers = [
    ...message.matchAll(/^(?:[^\S\r\n\u2028\u2029]|[*>-])*co-?authored-?by\s*:(?<rest>.*(?:\n[ \t]+.*)*)/gim),
  ];
  const named = trailers.slice(0, mostCoAuthors).map(({ groups }) => {
    const [, email = ''] = /^[^<\n]*<([^>\n]*)>\s*$/.exec(groups?.rest ?? '') ?? [];
    // No account has more digits, and JSON could not hold such a number.
    const [, id, login] =
      /^(\d{1,15})\+([a-z0-9-]{1,39}(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(email.trim()) ?? [];
    return id === undefined || login === undefined ? null : { login, id: Number(id) };
  });
  return trailers.length > mostCoAuthors ? [...named, null] : named;
}
