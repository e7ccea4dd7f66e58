/** What somebody asks for by a comment in an issue of ours: one word after a slash, at the very beginning. */

/** The words, and what each is for. */
export const commentCommands = ['renew', 'end', 'sign', 'confirm', 'done'] as const;
export type CommentCommand = (typeof commentCommands)[number];

/** The word, if the comment begins with one of ours. */
export function commandIn(text: string): CommentCommand | undefined {
  const [, word = ''] = /^\/(\w+)\b/.exec(text.trim().toLowerCase()) ?? [];
  return commentCommands.find((command) => command === word);
}

const form = '`/end`, or `/end payroll/viewer` where there are several';

/** What `/end` names: a role as `payroll/viewer`, the path of a grant, or nothing. */
export function readEnd(text: string): { readonly grant?: string } | { readonly problem: string } {
  const [first = ''] = text.trim().split('\n');
  const [, head = ''] = /^\/end\b(.*?)(?:\s+because\b.*)?$/i.exec(first) ?? [];
  const [grant, ...more] = head.trim().split(/\s+/);
  if (more.length > 0) return { problem: `name one at a time: ${form}` };
  return grant ? { grant } : {};
}
