/** Which known name somebody may have meant. */
import { distance } from 'fastest-levenshtein';

/** What may be written, and what people call the same thing: `ana.costa` is "Ana Costa". */
export interface Named {
  readonly id: string;
  readonly names: readonly string[];
}

/** The known word nearest to one that is not known, when it is near enough to be a slip of the pen. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: { word: string; slips: number } | undefined;
  for (const candidate of known) {
    const slips = distance(lower, candidate.toLowerCase());
    if (!best || slips < best.slips) best = { word: candidate, slips };
  }
  return best && best.slips <= Math.max(2, Math.floor(word.length / 3)) ? best.word : undefined;
}

/** Whether a text is the id or a name of something, in whatever letters. */
export const isNameOf = (text: string, { id, names }: Named): boolean =>
  [id, ...names].some((name) => fold(name) === fold(text));

/** The id that a text is, or else the only one of which it is the whole name, in whatever letters. */
export function idNamed(text: string, known: readonly Named[]): string | undefined {
  if (known.some(({ id }) => id === text)) return text;
  const [only, ...others] = known.filter((each) => isNameOf(text, each));
  return others.length === 0 ? only?.id : undefined;
}

/** The id that somebody means who wrote a name of it, in whatever letters; or one of its words, where only one has it. */
export function idOfName(name: string, known: readonly Named[]): string | undefined {
  const folded = fold(name);
  if (folded === '') return undefined;
  const spellings = known.map(({ id, names }) => ({ id, all: [id, ...names] }));
  const meant = (fits: (spelling: string) => boolean): string | undefined => {
    const [only, ...others] = new Set(spellings.flatMap(({ id, all }) => (all.some(fits) ? [id] : [])));
    return others.length === 0 ? only : undefined;
  };
  const words = (spelling: string) => spelling.split(/[\s._-]+/).map(fold);
  return (
    meant((spelling) => fold(spelling) === folded) ??
    meant((spelling) => words(spelling)[0] === folded) ??
    meant((spelling) => words(spelling).includes(folded))
  );
}

/** The same, or else the id nearest to a slip of the pen in the id or in a name. */
export function nearestNamed(word: string, known: readonly Named[]): string | undefined {
  const byName = idOfName(word, known);
  if (byName !== undefined) return byName;
  const near = nearest(
    word,
    known.flatMap(({ id, names }) => [id, ...names]),
  );
  return known.find(({ id, names }) => id === near || names.some((name) => name === near))?.id;
}

/** Every id that a text is a part of, or a part of its names; or else the one that a slip of the pen is nearest to. */
export function idsLike(text: string, known: readonly Named[]): readonly string[] {
  const folded = fold(text);
  const exact = idOfName(text, known);
  if (exact !== undefined || folded === '') return exact === undefined ? [] : [exact];
  const parts = known.filter(({ id, names }) => [id, ...names].some((name) => fold(name).includes(folded)));
  const near = nearestNamed(text, known);
  return parts.length > 0 ? parts.map(({ id }) => id) : near === undefined ? [] : [near];
}

/** A name without what people leave out or write differently: capital letters, accents, spaces, dots, dashes. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
