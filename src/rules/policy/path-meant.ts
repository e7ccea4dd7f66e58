/**
 * Path globs that no file is likely to match. What stands outside of `policies/` and `access-grants/`
 * nobody knows here, and files may come later: only what is nearly a known place was certainly meant for it.
 */
import { nearest } from '../../model/nearest.ts';
import { policyFiles, policyFolders } from '../../model/policy-folders.ts';

const roots = ['policies', 'access-grants'] as const;
const folders: readonly string[] = policyFolders;
const files: readonly string[] = [...policyFiles, 'README.md'];

/** Folders that many a repository has at its top for something else. */
const elsewhere: ReadonlySet<string> = new Set(['tests', 'runbooks']);

const isGlob = (text: string): boolean => /[*?[\]{}()!+@]/.test(text);

/** What a glob was probably meant to be; nothing where a file may match it. */
export function pathMeant(glob: string): string | undefined {
  // These turn a pattern around, or make it a comment.
  if (/^[!#]/.test(glob)) return undefined;
  // Paths begin with the name of a folder, and end with that of a file.
  const path = glob.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '/**');
  const meant = inRoot(path.split('/'));
  const better = meant?.join('/') ?? path;
  return better === glob || better === '' ? undefined : better;
}

/** The steps of a path from the top, as they were meant; nothing where they are fine or unknown. */
function inRoot([first = '', ...rest]: readonly string[]): readonly string[] | undefined {
  if (isGlob(first)) return undefined;
  if (first === 'policies') return rest.length === 0 ? [first, '**'] : prefixed(first, inPolicies(rest));
  if (first === 'access-grants') return rest.every((step) => !isGlob(step)) ? inGrants(rest) : undefined;
  if (elsewhere.has(first)) return undefined;
  if (folders.includes(first)) return ['policies', ...(inPolicies([first, ...rest]) ?? [first, ...rest])];
  if (rest.length === 0 && files.includes(first) && first !== 'README.md') return ['policies', first];
  // A file at the top is called as its owner likes.
  const root = rest.length === 0 && first.includes('.') ? undefined : nearest(first, roots);
  return root === undefined ? undefined : (inRoot([root, ...rest]) ?? [root, ...rest]);
}

const prefixed = (first: string, rest: readonly string[] | undefined): readonly string[] | undefined =>
  rest && [first, ...rest];

/** The steps under `policies/`. */
function inPolicies([first = '', ...rest]: readonly string[]): readonly string[] | undefined {
  if (isGlob(first)) return undefined;
  if (rest.length === 0) {
    if (files.includes(first)) return undefined;
    if (folders.includes(first)) return [first, '**'];
    const meant = nearest(first, [...folders, ...files]);
    return meant === undefined ? undefined : folders.includes(meant) ? [meant, '**'] : [meant];
  }
  const folder = nearest(first, folders);
  if (folder === undefined) return undefined;
  const [name = '', ...more] = rest;
  // Each kind of policy is one file in its folder.
  const isBare = more.length === 0 && !isGlob(name) && !/\.ya?ml$/.test(name);
  const last = isBare ? [`${name}.yaml`] : rest.map((step) => step.replace(/\.yml$/, '.yaml'));
  return folder === first && last.join('/') === rest.join('/') ? undefined : [folder, ...last];
}

/** The steps under `access-grants/`, of which the third is a file. */
const inGrants = (steps: readonly string[]): readonly string[] | undefined =>
  steps.length < 3 ? ['access-grants', ...steps, '**'] : undefined;
