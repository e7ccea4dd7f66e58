/** What somebody asks for as files: new ones as a person would write them, and of those that are there only what changes. */
import type { Asked } from '../forms/form-kind.ts';
import { type Edited, editTexts } from '../load/edit.ts';
import { editEntry } from '../load/edit-list.ts';
import { grantText } from '../load/write.ts';
import type { Grant } from '../model/grant.ts';
import { grantPath } from '../model/with-grant.ts';
import type { Workspace } from '../model/workspace.ts';

/** What each file holds afterwards; `null` takes it away. `textOf` reads one that is there. */
export function filesOf(
  { grants, ends, trainings = [] }: Asked,
  workspace: Workspace,
  textOf: (path: string) => string,
): ReadonlyMap<string, string | null> {
  const files = new Map<string, string | null>(ends.map((path) => [path, null]));
  for (const grant of grants) {
    const path = grantPath(grant);
    const before = workspace.grants.get(path)?.value;
    files.set(path, before ? editTexts(textOf(path), editsOf(before, grant)) : grantText(grant));
  }
  for (const { person, id, completed } of trainings) {
    const { path = `policies/people/${person}.yaml` } = workspace.people.get(person) ?? {};
    files.set(path, editEntry(files.get(path) ?? textOf(path), 'trainings', { id, values: { completed } }));
  }
  return files;
}

/** What goes with a request: that of the one before goes with its period. */
const asked = [
  'justification',
  'ticket',
  'requestedBy',
  'requestedAt',
  'validFrom',
  'validUntil',
  'duration',
  'standing',
  // Whoever asks in an emergency is approved by others; and what was one before is none for that any more.
  'emergency',
  'incident',
] as const;

function editsOf(before: Grant, grant: Grant): Readonly<Record<string, Edited>> {
  const values = Object.fromEntries(
    asked.flatMap((key) => (grant[key] === before[key] ? [] : [[key, grant[key] || null]])),
  );
  // Whoever does not say what is really needed leaves that as it is.
  const isNarrowed =
    grant.permissions !== undefined && grant.permissions.join() !== before.permissions?.join();
  return isNarrowed ? { ...values, permissions: grant.permissions ?? [] } : values;
}
