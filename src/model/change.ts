import type { ChangeKind } from './approvals.ts';
import type { Grant } from './grant.ts';
import type { Sourced } from './workspace.ts';

/** What a change does to one grant file. A file that could not be read has no content here, and a problem. */
export interface GrantChange {
  readonly kind: Exclude<ChangeKind, 'ended'>;
  readonly path: string;
  readonly before?: Sourced<Grant>;
  readonly after?: Sourced<Grant>;
}

/** What a change does to a file. */
export type FileState = 'new' | 'deleted' | 'changed';

/** Whose access to what a change is about: as its file says, or its path where nobody could read it. */
export const caseOf = ({
  path,
  before,
  after,
}: GrantChange): { readonly system: string; readonly role: string; readonly subject: string } =>
  (after ?? before)?.value ?? saidBy(path);

/** A grant that nobody could read tells nothing itself. What it gives, its path says. */
function saidBy(path: string): { system: string; role: string; subject: string } {
  const [, system = '', role = '', file = ''] = path.split('/');
  return { system, role, subject: file.replace(/\.yaml$/, '') };
}
