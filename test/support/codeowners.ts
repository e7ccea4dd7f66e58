/**
 * Reads a CODEOWNERS file as GitHub does (GitHub Docs, "About code owners": "CODEOWNERS syntax" and its example file;
 * gitignore(5), "Pattern format", for the rest). Written without a look at the code that writes such files.
 */

interface Line {
  readonly matches: RegExp;
  readonly owners: readonly string[];
}

/** The owners of a path: those of the last line that matches it; none where none does. */
export function ownersIn(codeowners: string, path: string): readonly string[] {
  return linesOf(codeowners).findLast(({ matches }) => matches.test(path))?.owners ?? [];
}

function linesOf(codeowners: string): Line[] {
  // "CODEOWNERS files must be under 3 MB in size. A CODEOWNERS file over this limit will not be loaded."
  if (Buffer.byteLength(codeowners) >= 3_000_000) return [];
  return codeowners.split('\n').flatMap((line) => {
    const [, pattern = '', rest = ''] = /^\s*((?:\\.|[^\s\\])+)(.*)$/.exec(line) ?? [];
    if (pattern === '' || pattern.startsWith('#')) return [];
    // "This is an inline comment."
    const owners = rest
      .replace(/\s#.*$/, '')
      .split(/\s+/)
      .filter((owner) => owner !== '');
    const isOwner = (owner: string) => /^@[\w-]+(\/[\w.-]+)?$|^[^@\s]+@[^@\s]+$/.test(owner);
    // "If any line in your CODEOWNERS file contains invalid syntax, that line will be skipped." `!` and `[ ]` do not work.
    if (!owners.every(isOwner) || /^!|[[\]]|\*{3}/.test(pattern)) return [];
    return [{ matches: expressionOf(pattern.replace(/\\(.)/g, '$1')), owners }];
  });
}

function expressionOf(pattern: string): RegExp {
  const isFolder = pattern.endsWith('/');
  const parts = pattern
    .split('/')
    .filter((part, index, all) => part !== '' || (index > 0 && index < all.length - 1));
  // A `/` at the beginning or in the middle anchors the pattern; one at its end does not.
  const anchored = pattern.startsWith('/') || parts.length > 1;
  const last = parts.length - 1;
  const text = parts
    .map((part, index) => {
      if (part === '**') return index === last ? (isFolder ? '(?:.+/)?[^/]+' : '.+') : '(?:.+/)?';
      const name = part
        .split('*')
        .map((piece) => piece.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '[^/]'))
        .join('[^/]*');
      return `${part === '*' ? '[^/]+' : name}${index === last ? '' : '/'}`;
    })
    .join('');
  // "The `docs/*` pattern will match files like `docs/getting-started.md` but not further nested files."
  const direct = parts.length > 1 || pattern.startsWith('/') ? parts[last] === '*' && !isFolder : false;
  const below = isFolder ? '/.+' : direct ? '' : '(?:/.+)?';
  return new RegExp(`^${anchored ? '' : '(?:.+/)?'}${text}${below}$`);
}
