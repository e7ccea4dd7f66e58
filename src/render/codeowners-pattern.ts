/**
 * Path globs of `policyChanges` as patterns of CODEOWNERS. The two look alike and differ: a glob holds for the whole
 * path of a file; a pattern holds at any depth unless a `/` anchors it, and also for what is in a folder of its name
 * (GitHub Docs, "About code owners"; gitignore(5), "Pattern format").
 */
import { minimatch } from 'minimatch';

/** The parts of a pattern that is anchored at the top. `**` stands for any number of them; at the end for at least one. */
export type Segments = readonly string[];

/** One alternative of a glob. */
export type ReadGlob =
  | { readonly segments: Segments }
  /** It has no equal among the patterns, but nothing outside of this folder matches it; `[]` is the whole repository. */
  | { readonly within: Segments }
  /** No path ever matches it. */
  | 'never';

/** More alternatives would be a longer list than anybody reads. */
const mostAlternatives = 200;

/** The alternatives of a glob: `{src,test}/**` has two. */
export function readGlob(glob: string): readonly ReadGlob[] {
  if (glob.startsWith('#')) return ['never'];
  if (glob.startsWith('!')) return [{ within: [] }];
  const alternatives = minimatch.braceExpand(glob, { braceExpandMax: mostAlternatives + 1 });
  return alternatives.length > mostAlternatives ? [{ within: [] }] : alternatives.map(readAlternative);
}

/** Paths of files begin with neither of these, and end without a `/`. */
const never = /^(?:\/|\.\.?\/)|\/$/;

/** What means the same to both. `[ ]`, `!` and `\` do not work in CODEOWNERS, and a `#` may begin a comment. */
const plain = /^[\p{L}\p{M}\p{N} ._@+=~*-]+$/u;

function readAlternative(glob: string): ReadGlob {
  if (glob === '' || never.test(glob)) return 'never';
  const parts = glob.split('/');
  // It would be taken out together with the part before it.
  if (parts.includes('..')) return { within: [] };
  const strange = parts.findIndex((part) => !plain.test(part) || part === '.');
  if (strange < 0) return { segments: normal(parts) };
  const literal = parts.findIndex((part, index) => index === strange || part.includes('*'));
  return { within: parts.slice(0, literal) };
}

/** The same with one way to write it: `a/**\/**` and `a/**\/*` are `a/**`, and `a**b` is `a*b`. */
function normal(parts: readonly string[]): Segments {
  const segments = parts
    .map((part) => (part === '**' ? part : part.replace(/\*+/g, '*')))
    .filter((part, index, all) => part !== '**' || all[index - 1] !== '**');
  return segments.at(-1) === '*' && segments.at(-2) === '**' ? segments.slice(0, -1) : segments;
}

/** A pattern as CODEOWNERS has it. */
export function written(segments: Segments): string {
  const isFolder = segments.at(-1) === '**';
  const parts = isFolder ? segments.slice(0, -1) : segments;
  if (parts.length === 0) return '*';
  const text = `${parts.join('/')}${isFolder ? '/' : ''}`.replaceAll(' ', '\\ ');
  return parts[0] === '**' ? text : `/${text}`;
}

/** What a pattern holds for beyond its glob: everything in a folder of its name. A lone `*` at its end is for files alone. */
export const beyond = (segments: Segments): Segments | undefined =>
  segments.at(-1) === '**' || segments.at(-1) === '*' ? undefined : [...segments, '**'];

/** Whether every path of `narrow` is one of `wide`, for certain. */
export function covers(wide: Segments, narrow: Segments): boolean {
  const [first, ...rest] = wide;
  if (first === undefined || narrow.length === 0) return wide.length === narrow.length;
  if (first === '**') return rest.length === 0 || covers(rest, narrow) || covers(wide, narrow.slice(1));
  if (narrow[0] === '**' || (first !== '*' && first !== narrow[0])) return false;
  return covers(rest, narrow.slice(1));
}

/** Whether no path is of both, for certain. */
export function areApart(one: Segments, other: Segments): boolean {
  const [a, b] = [one[0], other[0]];
  if (a === '**' || b === '**') return false;
  if (a === undefined || b === undefined) return a !== b;
  const mayMeet = a.includes('*') ? b.includes('*') || minimatch(b, a, { dot: true }) : fits(a, b);
  return !mayMeet || areApart(one.slice(1), other.slice(1));
}

const fits = (name: string, segment: string): boolean =>
  segment === name || (segment.includes('*') && minimatch(name, segment, { dot: true }));

/** The part of a pattern that is inside of a folder at the top. */
export function inFolder(folder: string, segments: Segments): readonly Segments[] {
  const [first, ...rest] = segments;
  if (first === undefined || rest.length === 0) return first === '**' ? [[folder, '**']] : [];
  if (first !== '**') return fits(folder, first) ? [[folder, ...rest]] : [];
  // `**` stands for the folder and what follows, or for nothing at all.
  return [[folder, ...segments], ...inFolder(folder, rest)];
}
