/** What a folder or a git revision holds, before any of it is read. */
export interface Entry {
  /** Relative to the root of the repository, with `/` between its parts. */
  readonly path: string;
  readonly type: 'file' | 'symlink' | 'submodule' | 'other';
}

/** The bytes of a file; or its size, where it is too large to be fetched; or why it could not be read. */
export type FileContent = Uint8Array | { readonly size: number } | { readonly unreadable: string };

const kibibyte = 1024;

/**
 * How large a file may be, in bytes. Anybody may propose grants and people, and there may be many, so theirs is
 * tighter. What is larger never comes into memory: it is reported by its size alone.
 */
export function sizeLimitOf(path: string): number {
  if (path.startsWith('access-grants/') || path.startsWith('policies/people/')) return 16 * kibibyte;
  // Each stands in the pages that people print, and open without a network.
  return path.startsWith('policies/runbooks/pictures/') ? 512 * kibibyte : 1024 * kibibyte;
}
