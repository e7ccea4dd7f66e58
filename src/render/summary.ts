/** Counting and the sentences that sum up. */
import type { Diagnostic, Severity } from '../model/diagnostic.ts';

/** Why a finding does not stand in the way of the change that it was met in. */
export const whyNotBlamed = {
  before: 'it was so before this change, so it does not stop it',
  time: 'only time has passed, so it stops nobody’s change',
} as const;

export type Counts = Readonly<Record<Severity, number>>;

/** How many diagnostics there are of each severity. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

/** "1 error", "3 people". */
export const amount = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** "2 errors and 1 warning", or "no problems". */
export function countsInWords(counts: Counts): string {
  const parts = [
    counts.error > 0 ? amount(counts.error, 'error') : '',
    counts.warning > 0 ? amount(counts.warning, 'warning') : '',
    counts.note > 0 ? amount(counts.note, 'excepted finding') : '',
  ].filter((part) => part !== '');
  const last = parts.pop();
  if (last === undefined) return 'no problems';
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
}
