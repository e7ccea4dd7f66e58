/**
 * What git said of small blobs before. A job looks at the same policies several times, at this commit and at that one,
 * and each question is a process of git.
 */

/** So much is kept, in bytes. A company's policies are far below it, and what does not fit is asked for again. */
const room = 8 * 1024 * 1024;

/** By object id: the content behind one never changes, whichever repository was asked. */
const known = new Map<string, Uint8Array>();
let kept = 0;

/** The bytes of a blob, always the same object for the same id. */
export const knownBlob = (objectId: string): Uint8Array | undefined => known.get(objectId);

/** Keeps a copy, since the bytes may be a small part of a large answer, and gives what is kept. */
export function keepBlob(objectId: string, bytes: Uint8Array): Uint8Array {
  const before = known.get(objectId);
  if (before) return before;
  if (kept + bytes.length > room) return bytes;
  const copy = Buffer.from(bytes);
  kept += copy.length;
  known.set(objectId, copy);
  return copy;
}
