/** What a folder or a git revision holds, before any of it is read. */
export interface Entry {
  /** Relative to the root of the repository, with `/` between its parts. */
  readonly path: string;
  readonly type: 'file' | 'symlink' | 'submodule' | 'other';
}
