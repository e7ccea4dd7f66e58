/** Names of files that are nearly right: which file was meant, and which is only a copy of another. */
import { distance } from 'fastest-levenshtein';
import { nameFrom } from './names.ts';

export const nameOfYaml = (name: string): string | undefined =>
  name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : undefined;

/** The file name that a name was meant to be, if it was meant to be one of YAML. */
export function fileName(name: string, between: '.' | '-'): string | undefined {
  // Some editors add an ending of their own: `ana.costa.yaml.txt`.
  const stem = name.replace(/(?:\.ya?ml)?(?:\.txt)?$/i, '');
  const isOther = stem === name && /\.[a-z0-9]{1,4}$/i.test(name);
  const better = isOther ? undefined : nameFrom(stem, between);
  return better === undefined ? undefined : `${better}.yaml`;
}

/** What programs and people put behind or into the name of a file that they keep a copy of. */
const copies: readonly RegExp[] = [
  /^(?<stem>.+)\.ya?ml(?:~|\.(?:bak|orig|old|backup|save|rej|tmp|copy)\d*)$/i,
  /^(?<stem>.+?)(?: copy(?: \d+)?| - Copy(?: \(\d+\))?| ?\(\d+\)|[-_.](?:copy|old|backup|bak|orig)\d*)\.ya?ml$/i,
];

/** The path of the file that a path seems to be a copy of. */
export function originalOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [stem] = copies.flatMap((pattern) => pattern.exec(name)?.groups?.stem ?? []);
  return stem === undefined ? undefined : `${path.slice(0, -name.length)}${stem}.yaml`;
}

/** How people who know what they mean spell the two folders. */
const rootSpellings: readonly (readonly [spelling: string, root: string])[] = [
  ['access-grants', 'access-grants'],
  ['access-grant', 'access-grants'],
  ['policies', 'policies'],
  ['policy', 'policies'],
];

/** Which of the two folders the name of another one was probably meant to be: nobody would read what is in it. */
export function misspeltRoot(name: string): string | undefined {
  const folded = name.toLowerCase().replace(/[_.\s]+/g, '-');
  const [, root] =
    rootSpellings.find(([spelling]) => distance(folded, spelling) <= Math.floor(spelling.length / 6)) ?? [];
  return root === name ? undefined : root;
}
