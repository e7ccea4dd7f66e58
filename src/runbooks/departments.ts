/** The departments in which somebody works, and what people do there. */
import type { Workspace } from '../model/workspace.ts';

export interface Department {
  readonly department: string;
  /** What its files are called. */
  readonly id: string;
  readonly jobFunctions: readonly string[];
}

/** By their names. A department of machines, or of people who have left, has nobody to teach. */
export function departmentsOf({ people }: Workspace): readonly Department[] {
  const found = new Map<string, Set<string>>();
  for (const { value } of people.all()) {
    if (!value.active || value.employmentType === 'service') continue;
    const name = value.department.trim();
    const all = found.get(name) ?? new Set<string>();
    for (const jobFunction of value.jobFunctions) all.add(jobFunction);
    found.set(name, all);
  }
  const ids = new Set<string>();
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([department, jobFunctions]) => ({
      department,
      id: freeId(department, ids),
      jobFunctions: [...jobFunctions].toSorted(),
    }));
}

/** Letters and numbers alone, so that any disk and any address takes it; a number where two would be the same. */
function freeId(department: string, taken: Set<string>): string {
  const plain = department
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  // These are the lists of the folders.
  const first = ['', 'readme', 'index'].includes(plain) ? 'department' : plain;
  let id = first;
  for (let number = 2; taken.has(id); number += 1) id = `${first}-${number}`;
  taken.add(id);
  return id;
}
