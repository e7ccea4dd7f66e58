/** What a folder or a git revision holds, before any of it is read. */
export interface Entry {
  /** Relative to the root of the repository, with `/` between its parts. */
  readonly path: string;
  readonly type: 'file' | 'symlink' | 'submodule' | 'other';
}

/** The bytes of a file; or its size, where it is too large to be fetched; or why it could not be read. */
export type FileContent = Uint8Array | { readonly size: number } | { readonly unreadable: string };
