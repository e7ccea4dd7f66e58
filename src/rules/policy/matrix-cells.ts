/** The role matrix, cell by cell. */
import { lengthOf } from '../../model/entitlement.ts';
import type { Allowance, RoleMatrixFile } from '../../model/matrix.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';

/** What one file of the matrix allows a job function for a role. */
export interface MatrixCell {
  readonly file: Sourced<RoleMatrixFile>;
  readonly jobFunction: string;
  readonly system: string;
  readonly role: string;
  readonly allowance: Allowance;
  readonly pointer: readonly string[];
}

/** Every cell of every file. */
export function* matrixCells(workspace: Workspace): Iterable<MatrixCell> {
  for (const file of workspace.matrix)
    for (const [jobFunction, systems] of Object.entries(file.value.matrix))
      for (const [system, roles] of Object.entries(systems))
        for (const [role, allowance] of Object.entries(roles)) {
          const pointer = ['matrix', jobFunction, system, role];
          yield { file, jobFunction, system, role, allowance, pointer };
        }
}

/** The length of a duration as written. Months have 31 days here, so that no answer depends on the day. */
export const fixedLength = (duration: string): number => lengthOf(duration, 0, 'UTC');
