/** What somebody writes to go on with access: `/renew 30d because …`, or `/renew payroll/viewer until 2027-01-31 because …`. */

export interface RenewalCommand {
  /** `payroll/viewer` or the whole path, where it was said. */
  readonly grant?: string;
  readonly until?: string;
  readonly length?: string;
  readonly because: string;
}

const form = '`/renew 30d because …`, or `/renew payroll/viewer until 2027-01-31 because …`';

/** Nothing where the text is no such command; what to write instead, where it is one that is not understood. */
export function readRenewal(text: string): RenewalCommand | { readonly problem: string } | undefined {
  const line = text.replaceAll('\r\n', '\n').trim();
  if (!/^\/renew\b/i.test(line)) return undefined;
  const [, head = '', because = ''] = /^\/renew\b([^\n]*?)(?:\s+because\s+([\s\S]+))?$/i.exec(line) ?? [];
  if (because.trim() === '') return { problem: `say why it is still needed: ${form}` };
  const words = head
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '' && !/^(until|for)$/i.test(word));
  const end = words.pop();
  const isDay = end !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(end);
  if (end === undefined || words.length > 1 || (!isDay && !/^\d{1,4}[mhdw]$/i.test(end)))
    return { problem: `say until when, or for how long: ${form}` };
  const [grant] = words;
  return {
    ...(grant === undefined ? {} : { grant }),
    ...(isDay ? { until: end } : { length: end.toLowerCase() }),
    because: because.trim().replaceAll(/\s+/g, ' '),
  };
}
