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
