/** Text from files and people, made harmless for HTML. */
import { printable } from './text.ts';

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text between tags, or within the quotes of an attribute. */
export const html = (text: string): string =>
  printable(text.replaceAll(/\s+/g, ' ')).replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
