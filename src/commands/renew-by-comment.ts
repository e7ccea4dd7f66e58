/** Answers `/renew` in somebody's reminder: opens the pull request that moves the end, or says why not. */
import { editTexts } from '../load/edit.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { planRenewal } from '../plan/renew.ts';
import { readRenewal } from '../plan/renewal-command.ts';
import { code } from '../render/markdown.ts';
import type { JobOptions } from './jobs.ts';
import { openDefault, presentAccess } from './open-default.ts';
import { type AboutAccess, accessMeant, askerOf } from './own-access.ts';
import { propose } from './propose.ts';

/** Says what was done, or why not. */
export async function renewByComment(about: AboutAccess, options: JobOptions): Promise<string> {
  const command = readRenewal(about.comment.body);
  if (!command) return 'there is nothing to renew in this comment.';
  if ('problem' in command) return command.problem;
  const opened = await openDefault(options);
  try {
    const now = options.clock();
    const present = presentAccess(opened, now);
    const asker = askerOf(about, present, 'to go on with it');
    if (typeof asker === 'object') return asker.problem;
    const { accesses, timeZone } = present;
    const chosen = accessMeant(
      { accesses, subject: about.subject, now },
      command.grant,
      (role) => `/renew ${role} 30d because …`,
    );
    if ('problem' in chosen) return chosen.problem;
    const plan = planRenewal(chosen, { ...command, requestedBy: asker }, { now, timeZone });
    const { path, value } = chosen.grant;
    if ('problem' in plan) return `${code(path)} cannot be renewed: ${plan.problem}.`;
    const text = opened.fetched.git.run(['cat-file', 'blob', `${opened.base}:${path}`]);
    if (text.status !== 0) throw new EnvironmentFailure(`\`${path}\` could not be read`);
    const { number } = await propose(
      `renew-${value.system}-${value.role}-${value.subject}`,
      {
        title: `Renew ${value.system}/${value.role} of ${value.subject}`,
        text: `Asked for by ${code(asker)} in a reminder.`,
        files: new Map([[path, editTexts(text.stdout.toString('utf8'), plan.values)]]),
        about: [`${path} renewed by comment ${about.comment.id}`],
        requestedBy: about.comment.author,
      },
      opened,
      options,
    );
    return `#${number} asks for it. It says who approves, and what is missing; you hear of it there.`;
  } finally {
    opened.fetched.dispose();
  }
}
