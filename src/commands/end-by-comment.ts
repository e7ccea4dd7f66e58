/** Answers `/end` in somebody's reminder: "I am done early" ends access at once, by its holder's word. */
import { readEnd } from '../plan/comment-command.ts';
import { code } from '../render/markdown.ts';
import type { JobOptions } from './jobs.ts';
import { openDefault, presentAccess } from './open-default.ts';
import { type AboutAccess, accessMeant, askerOf } from './own-access.ts';
import { propose } from './propose.ts';

/** Says what was done, or why not. */
export async function endByComment(about: AboutAccess, options: JobOptions): Promise<string> {
  const command = readEnd(about.comment.body);
  if ('problem' in command) return `${command.problem}.`;
  const opened = await openDefault(options);
  try {
    const now = options.clock();
    const present = presentAccess(opened, now);
    const asker = askerOf(about, present, 'to end it');
    if (typeof asker === 'object') return asker.problem;
    const { accesses } = present;
    const chosen = accessMeant(
      { accesses, subject: about.subject, now },
      command.grant,
      (role) => `/end ${role}`,
    );
    if ('problem' in chosen) return chosen.problem;
    const { path, value } = chosen.grant;
    const { number, merged, verdict } = await propose(
      `end-${value.system}-${value.role}-${value.subject}`,
      {
        title: `End ${value.system}/${value.role} of ${value.subject}`,
        text: `Asked for by ${code(asker)} in a reminder: it is not needed any more.`,
        files: new Map([[path, null]]),
        about: [`${path} ended by comment ${about.comment.id}`],
        requestedBy: about.comment.author,
      },
      opened,
      options,
    );
    if (merged) return `done. #${number} took ${code(path)} away, so this access has ended.`;
    return verdict === 'approved'
      ? `#${number} takes ${code(path)} away and is approved; it ends when somebody merges it.`
      : `#${number} takes ${code(path)} away. It says who has to agree, and what is missing.`;
  } finally {
    opened.fetched.dispose();
  }
}
