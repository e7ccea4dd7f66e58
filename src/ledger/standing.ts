/**
 * What the records say of each file, one after the other: whether what it holds was approved, and if not, which commits
 * made it so. Nobody sees more of a pull request than its difference, so an approval speaks for what stood there before
 * only where the whole was judged anew.
 */
import type { Instant } from '../model/period.ts';
import type { DecisionRecord, FoundRecord, LedgerRecord } from '../model/record.ts';

export type Standing = 'approved' | 'found' | 'unapproved';
type Change = DecisionRecord['changes'][number];

/** What a commit did that nobody approved: what the file held before, as far as that is known, and after it. */
interface Open {
  readonly record: DecisionRecord;
  readonly before: string | null | undefined;
  readonly left: string | null;
}

/** What the records say of a file. */
export interface FileState {
  /** The content that the newest record of it left; `null` where it is gone. */
  readonly objectId: string | null;
  /** `found`: there on the first day, never approved, under the name of an owner until its first review. */
  readonly standing: Standing;
  readonly commit: string;
  /** When it reached the default branch. */
  readonly since: Instant;
  /** The last content that was approved or found; `undefined` where nobody can tell what stood there. */
  readonly sound: { readonly objectId: string | null | undefined; readonly standing: Standing };
  /** The commits since then that nobody approved, oldest first, as far as they are not undone. */
  readonly open: readonly Open[];
}

/** What a path held before a commit, for files that no earlier record speaks of; `undefined` where it is not known. */
export type ObjectIdBefore = (record: DecisionRecord, path: string) => string | null | undefined;

export const isGrant = (path: string): boolean => path.startsWith('access-grants/');

/** What one record made of one file. */
export interface StateAfter {
  readonly path: string;
  readonly record: FoundRecord | DecisionRecord;
  readonly state: FileState;
}

/** The state of every file that the records name. They come in the order in which they were written. */
export function statesOf(
  records: Iterable<LedgerRecord>,
  objectIdBefore: ObjectIdBefore = () => undefined,
): ReadonlyMap<string, FileState> {
  const states = new Map<string, FileState>();
  for (const { path, state } of statesAlong(records, objectIdBefore)) states.set(path, state);
  return states;
}

/** The same, record by record: what was said of each file at each time. */
export function* statesAlong(
  records: Iterable<LedgerRecord>,
  objectIdBefore: ObjectIdBefore = () => undefined,
): Generator<StateAfter> {
  const states = new Map<string, FileState>();
  const after = (path: string, record: StateAfter['record'], state: FileState): StateAfter => {
    states.set(path, state);
    return { path, record, state };
  };
  for (const record of records) {
    if (record.kind === 'found')
      for (const { path, objectId } of record.grants)
        yield after(path, record, {
          ...soundAs(objectId, 'found'),
          commit: record.commit,
          since: Date.parse(record.recordedAt),
        });
    else if (record.kind === 'decision')
      for (const change of record.changes) {
        const was = states.get(change.path) ?? unrecorded(record, change, objectIdBefore);
        yield after(change.path, record, {
          ...(record.outcome === 'approved' ? approved(was, change) : unapproved(was, record, change)),
          objectId: change.objectId,
          commit: record.commit,
          since: Date.parse(record.times.merged),
        });
      }
  }
}

type Was = Pick<FileState, 'standing' | 'sound' | 'open'> & { readonly objectId: string | null | undefined };

const soundAs = <T extends string | null | undefined>(objectId: T, standing: Standing) => ({
  objectId,
  standing,
  sound: { objectId, standing },
  open: [],
});

/**
 * A file of which there is no record yet. All grants that were there on the first day have one, so another one gets its
 * first standing from nothing but its own approval; other files are taken as they were when the ledger began.
 */
function unrecorded(record: DecisionRecord, { path }: Change, before: ObjectIdBefore): Was {
  if (isGrant(path)) return { ...soundAs(null, 'approved'), standing: 'unapproved' };
  // To look it up takes its time, and only what nobody approved asks for it.
  return soundAs(record.outcome === 'approved' ? undefined : before(record, path), 'approved');
}

/**
 * A grant that was added or edited was judged as a whole: by all rules, and by those who approve a new one. To make it
 * smaller needs no more than its holder's leave, so that says nothing of what was there before, and a review confirms what
 * was there. An extension is judged by all rules too; but a company may ask fewer people for it (`when: {change:
 * [extended]}`), who rely on others having approved the first period. So both approve what was found, whose owners
 * answer for it, and neither approves what somebody put past everybody: that is taken away, or asked for anew.
 */
function isJudgedWhole(kind: string, standing: Standing): boolean {
  if (kind === 'added' || kind === 'edited') return true;
  return (kind === 'extended' || kind === 'reviewed') && standing !== 'unapproved';
}

function approved(was: Was, { kind, path, objectId }: Change): Was {
  if (objectId === null) return soundAs(null, 'approved');
  if (isGrant(path) && isJudgedWhole(kind, was.standing)) return soundAs(objectId, 'approved');
  if (was.standing !== 'unapproved') return soundAs(objectId, was.standing);
  // What was there before anything went past the approvers comes back as what it was.
  if (objectId === was.sound.objectId) return soundAs(objectId, was.sound.standing);
  const open = upTo(was.open, objectId);
  // Of other files than grants only the difference is judged, so what nobody approved stays open until it is undone.
  // Where nobody can tell what would undo it, it could stay for ever.
  const isUnknown = !isGrant(path) && was.sound.objectId === undefined;
  return isUnknown && open.length === was.open.length ? soundAs(objectId, 'approved') : { ...was, open };
}

function unapproved(was: Was, record: DecisionRecord, { path, objectId }: Change): Was {
  if (isGrant(path)) {
    // Whoever takes access away needs nobody's leave for the access to be gone.
    if (objectId === null) return soundAs(null, 'approved');
  } else {
    // Undone by a push: there is nothing left to undo. A grant gives access only by its approval, so it is none then.
    if (was.open.length > 0 && objectId === was.sound.objectId) return soundAs(objectId, was.sound.standing);
    const left = upTo(was.open, objectId);
    if (left.length < was.open.length) return { ...was, open: left };
  }
  const open = [...was.open, { record, before: was.objectId, left: objectId }];
  return { ...was, standing: 'unapproved', open };
}

/** Whoever puts back what stood there before a commit has undone it, and everything after it. */
function upTo(open: FileState['open'], objectId: string | null): FileState['open'] {
  const undone = open.findIndex(({ before }) => before === objectId);
  return undone < 0 ? open : open.slice(0, undone);
}
