/** What git is told of the person who works here. */
import { gitAt } from './git.ts';

/** The e-mail address that commits made in a folder get; nothing where none is set. */
export function userEmail(dir: string): string | undefined {
  const { status, stdout } = gitAt(dir).run(['config', '--get', 'user.email']);
  const email = stdout.toString('utf8').trim();
  return status === 0 && email !== '' ? email : undefined;
}
