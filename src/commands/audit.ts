/** `grantbook audit`: who had what, since when until when, why, and who approved it, years later, from a clone alone. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { dayOf } from '../model/period.ts';
import { renderAuditCsv } from '../render/audit-csv.ts';
import { renderAuditHtml } from '../render/audit-html.ts';
import { renderAuditText } from '../render/audit-text.ts';
import { byteOrderMark } from '../render/csv.ts';
import type { Colors } from '../render/text.ts';
import { type AuditDays, daysOf } from './audit-days.ts';
import { auditOf, auditPlace } from './audit-read.ts';
import { targetsOf } from './audit-targets.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { instantOf } from './places.ts';

export const auditFormats = ['text', 'csv', 'json', 'html'] as const;

export interface AuditOptions extends AuditDays {
  readonly system?: string;
  readonly person?: string;
  readonly now?: string;
  readonly format: (typeof auditFormats)[number];
  readonly out?: string;
}

/** Prints or writes the answer. Exit code 1 where a part of the ledger or of the history could not be read. */
export function audit(options: AuditOptions, context: CommandContext): ExitCode {
  const place = auditPlace(context.dir);
  const now = instantOf(options.now, place.timeZone, context.clock);
  const days = daysOf(options, dayOf(now, place.timeZone));
  const targets = targetsOf(options, place);
  const { answer, found } = auditOf(place, { ...days, ...targets }, now);
  const text = rendered(options.format, answer, context.outColors);
  if (options.out === undefined) context.out(text);
  else {
    write(
      resolve(context.dir, options.out),
      options.out,
      options.format === 'csv' ? byteOrderMark + text : text,
    );
    context.out(`Wrote \`${options.out}\`.\n`);
    for (const each of answer.unknown) context.err(`not known: ${each}\n`);
  }
  return place.isDamaged || found.unreadable.length > 0 ? exitCodes.errors : exitCodes.ok;
}

function rendered(format: AuditOptions['format'], answer: AuditAnswer, colors: Colors): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(answer, null, 2)}\n`;
    case 'csv':
      return renderAuditCsv(answer);
    case 'html':
      return renderAuditHtml(answer);
    case 'text':
      return renderAuditText(answer, colors);
  }
}

function write(path: string, named: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new EnvironmentFailure(
      `\`${named}\` could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
