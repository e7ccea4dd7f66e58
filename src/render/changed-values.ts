/** What was changed in a file, for whoever had it changed. */
import type { Grant } from '../model/grant.ts';
import { onOneLine } from './text.ts';

/** Keys of which the old and the new value are short enough to be said. */
const told = ['validUntil', 'duration', 'ticket'] as const;

/** "Changed: validUntil 2026-12-23 → 2027-01-10, justification; removed: requestedBy. The ticket is still FIN-4821." */
export function changedValues(before: Grant, values: Readonly<Record<string, string | null>>): string {
  const changed = Object.entries(values).flatMap(([key, value]) => {
    if (value === null || before[key as keyof Grant] === value) return [];
    const short = told.find((each) => each === key);
    const was = short && before[short];
    return short ? [`${key} ${was === undefined ? '' : `${was} → `}${value}`] : [key];
  });
  const removed = Object.keys(values).filter(
    (key) => values[key] === null && before[key as keyof Grant] !== undefined,
  );
  const parts = [
    ...(changed.length > 0 ? [`changed: ${changed.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed: ${removed.join(', ')}`] : []),
  ].join('; ');
  const still =
    before.ticket !== undefined && values.ticket === undefined
      ? ` The ticket is still ${before.ticket}.`
      : '';
  return onOneLine(
    `${parts === '' ? 'Nothing changed' : parts.charAt(0).toUpperCase() + parts.slice(1)}.${still}`,
  );
}
