import { createHash } from 'node:crypto';

/** By which a text is known again: twelve hexadecimal digits of its SHA-256. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);
