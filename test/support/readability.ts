/** How hard sentences are to read, by measures of a maintained library (unified's retext). */
import retextEnglish from 'retext-english';
import retextReadability from 'retext-readability';
import { unified } from 'unified';
import { VFile } from 'vfile';

/**
 * The sentences that most of seven measures (Dale–Chall, automated readability, Coleman–Liau, Flesch, Gunning fog, SMOG,
 * Spache) call too hard for somebody of this age, each with how sure they are.
 */
export function hardSentences(
  texts: readonly string[],
  {
    age,
    minWords,
    threshold,
  }: { readonly age: number; readonly minWords: number; readonly threshold: number },
): readonly string[] {
  const read = unified().use(retextEnglish).use(retextReadability, { age, minWords, threshold }).freeze();
  return texts.flatMap((text) => {
    const file = new VFile(text);
    read.runSync(read.parse(file), file);
    return file.messages.map(({ actual }) => actual ?? text);
  });
}
