/** `grantbook audit`: who had what, since when until when, why, and who approved it, years later, from a clone alone. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AuditAnswer } from '../ledger/audit-answer.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import { dayOf, type Instant } from '../model/period.ts';
import { renderAuditCsv } from '../render/audit-csv.ts';
import { renderAuditHtml } from '../render/audit-html.ts';
import { renderAuditText } from '../render/audit-text.ts';
import { byteOrderMark } from '../render/csv.ts';
import type { Colors } from '../render/text.ts';
import { type AuditDays, daysOf } from './audit-days.ts';
import { type AuditPlace, auditOf, auditPlace } from './audit-read.ts';
import { targetsOf } from './audit-targets.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { writeEvidence } from './evidence.ts';
import { instantOf } from './places.ts';

export const auditFormats = ['text', 'csv', 'json', 'html'] as const;

export interface AuditOptions extends AuditDays {
  readonly system?: string;
  readonly person?: string;
  readonly now?: string;
  readonly format: (typeof auditFormats)[number];
  readonly out?: string;
  /** The folder for a pack of evidence. */
  readonly evidence?: string;
  /** How many cases are drawn. */
  readonly sample?: string;
}

/** Prints or writes the answer. Exit code 1 where a part of the ledger or of the history could not be read. */
export function audit(options: AuditOptions, context: CommandContext): ExitCode {
  const place = auditPlace(context.dir);
  const now = instantOf(options.now, place.timeZone, context.clock);
  if (options.evidence !== undefined) return evidence(options, place, now, context);
  if (options.sample !== undefined)
    throw new EnvironmentFailure('`--sample` draws cases for a pack of evidence; write `--evidence` with it');
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

/** All cases are in it, so that a time alone is asked about: since the ledger began, unless it is said otherwise. */
function evidence(options: AuditOptions, place: AuditPlace, now: Instant, context: CommandContext): ExitCode {
  const { system, person, out, at, evidence: dir = '' } = options;
  if ([system, person, out, at].some((each) => each !== undefined) || options.format !== 'text')
    throw new EnvironmentFailure(
      'a pack of evidence holds everything of a time: `--evidence` goes with `--from`, `--to` and `--sample` alone',
    );
  if (!/^(0|[1-9]\d{0,2})$/.test(options.sample ?? '25'))
    throw new EnvironmentFailure(`\`--sample ${options.sample}\` is no number from 0 to 999`);
  const today = dayOf(now, place.timeZone);
  const [first] = place.timeline.commits;
  const began = place.timeline.ledger?.begun ?? first?.at ?? now;
  const from = options.from ?? dayOf(began, place.timeZone);
  const days = daysOf({ from, ...(options.to === undefined ? {} : { to: options.to }) }, today);
  return writeEvidence(place, { dir, ...days, sample: Number(options.sample ?? '25') }, now, context);
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
