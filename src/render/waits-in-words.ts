/** How long something took, as people say it. */

const minute = 60_000;
const hour = 60 * minute;

const half = (number: number): string =>
  number % 1 === 0 ? `${number} days` : `${Math.floor(number)} and a half days`;

/** "40 minutes", "5 hours", "a day and a half", "12 days". Milliseconds. */
export function waitInWords(milliseconds: number): string {
  if (milliseconds < minute) return 'less than a minute';
  const minutes = Math.round(milliseconds / minute);
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(milliseconds / hour);
  if (hours < 30) return `${hours} hours`;
  const days = Math.round(milliseconds / hour / 12) / 2;
  if (days === 1.5) return 'a day and a half';
  return days < 10 ? half(days) : `${Math.round(milliseconds / hour / 24)} days`;
}

/** The same for a cell of a table: "40 min", "5.2 h", "1.5 d"; a dash for what was not measured. */
export function waitInShort(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '–';
  const round = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (milliseconds < minute) return '< 1 min';
  if (milliseconds < 90 * minute) return `${Math.round(milliseconds / minute)} min`;
  const hours = milliseconds / hour;
  return hours < 48 ? `${round(hours)} h` : `${round(hours / 24)} d`;
}
