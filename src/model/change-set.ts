/** A file as it was before, by its git object: whatever it holds, not one byte of it is other than it was. */
export interface KeptFile {
  readonly objectId: string;
  readonly mode: '100644' | '100755' | '120000';
}

/**
 * What every automation produces: file writes and deletions with a title and a text. It can be shown, written into the
 * working tree, or opened as a pull request; expiry, renewal and the rest differ only in the plan that makes it.
 */
export interface ChangeSet {
  /** One line, for a pull request and its commit. */
  readonly title: string;
  /** Markdown for whoever looks at it. */
  readonly text: string;
  /** What each file holds afterwards; `null` takes it away. */
  readonly files: ReadonlyMap<string, string | null | KeptFile>;
  /** What it is about, so that the same, once somebody has refused it, is known again. */
  readonly about: readonly string[];
  /** The account on whose behalf it is made, where that is somebody's. */
  readonly requestedBy?: { readonly login: string; readonly id: number };
}
