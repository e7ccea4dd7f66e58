/** `grantbook audit --evidence DIR`: a folder for somebody without any account, with a digest of every file in it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carryingOf } from '../ledger/carried-out.ts';
import { type Evidence, requestsIn } from '../ledger/evidence.ts';
import { joinersIn, leaversIn } from '../ledger/movers.ts';
import { sampleOf } from '../ledger/sample.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Day, Instant } from '../model/period.ts';
import { renderAuditHtml } from '../render/audit-html.ts';
import { byteOrderMark, csv } from '../render/csv.ts';
import { caseFile, casePage, populationPage, summaryPage, verifyPage } from '../render/evidence-html.ts';
import { populationsOf } from '../render/evidence-tables.ts';
import { amount } from '../render/summary.ts';
import { everybodyIn } from './audit-history.ts';
import { type AuditPlace, auditOf } from './audit-read.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';

export interface EvidenceOptions {
  readonly dir: string;
  readonly from: Day;
  readonly to: Day;
  readonly sample: number;
}

/** Writes the pack into a folder that is new or empty. */
export function writeEvidence(
  place: AuditPlace,
  { dir, from, to, sample }: EvidenceOptions,
  now: Instant,
  context: CommandContext,
): ExitCode {
  const folder = emptyFolder(resolve(context.dir, dir), dir);
  const { answer, found } = auditOf(place, { from, to }, now);
  const requests = requestsIn(place.timeline.records, answer);
  const movers = {
    ...{
      people: everybodyIn(place.git, place.timeline),
      access: answer.access,
      now,
      timeZone: place.timeZone,
    },
    ...{ from: Date.parse(answer.from), to: Date.parse(answer.to) },
    takenAway: carryingOf(place.timeline.records).takenAway,
  };
  const evidence: Evidence = {
    ...{ answer, requests, seed: place.seed },
    joiners: joinersIn(movers, place.timeline.commits[0]?.at ?? 0),
    leavers: leaversIn(movers),
    sample: place.seed === undefined ? [] : sampleOf(requests, ({ key }) => key, place.seed, sample),
  };
  const files = filesOf(evidence);
  const digest = write(folder, dir, withManifest(files, evidence));
  context.out(
    `Wrote ${amount(files.size + 2, 'file')} to \`${dir}\`: begin with \`summary.html\`. The digest of \`manifest.json\` is ${digest}.\n`,
  );
  for (const each of answer.unknown) context.err(`not known: ${each}\n`);
  return place.isDamaged || found.unreadable.length > 0 ? exitCodes.errors : exitCodes.ok;
}

function filesOf(evidence: Evidence): ReadonlyMap<string, string> {
  const populations = populationsOf(evidence);
  const script = verifyScript();
  return new Map([
    ['summary.html', summaryPage(evidence, populations)],
    ['timeline.html', renderAuditHtml(evidence.answer)],
    ['access.json', `${JSON.stringify(evidence.answer, null, 2)}\n`],
    ...populations.flatMap((each) => [
      [`${each.id}.csv`, byteOrderMark + csv(each.headings, each.rows)] as const,
      [`${each.id}.html`, populationPage(each, evidence)] as const,
    ]),
    ...evidence.sample.map((each, index) => [caseFile(index), casePage(each, evidence, index)] as const),
    [
      'verify.html',
      verifyPage(evidence, {
        text: script,
        digest: `sha256-${createHash('sha256').update(script).digest('base64')}`,
      }),
    ],
  ]);
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The files with their list, in a form for programs and in that of `sha256sum`. */
function withManifest(
  files: ReadonlyMap<string, string>,
  { answer, seed }: Evidence,
): ReadonlyMap<string, string> {
  const listed = [...files].map(([path, text]) => ({
    ...{ path, bytes: Buffer.byteLength(text), sha256: sha256(text) },
  }));
  const { organization, asked, readAt, branch, ledger } = answer;
  const manifest = `${JSON.stringify({ version: 1, organization, asked, readAt, branch, ...(ledger ? { ledger } : {}), ...(seed === undefined ? {} : { seed }), files: listed }, null, 2)}\n`;
  const sums = [...listed, { path: 'manifest.json', sha256: sha256(manifest) }]
    .map(({ path, sha256: digest }) => `${digest}  ${path}\n`)
    .join('');
  return new Map([...files, ['manifest.json', manifest], ['SHA256SUMS', sums]]);
}

function emptyFolder(folder: string, named: string): string {
  const is = statSync(folder, { throwIfNoEntry: false });
  if (is && !is.isDirectory())
    throw new EnvironmentFailure(`\`${named}\` is a file; name a folder that is new or empty`);
  if (is && readdirSync(folder).length > 0)
    throw new EnvironmentFailure(`\`${named}\` holds other files; name a folder that is new or empty`);
  return folder;
}

function write(folder: string, named: string, files: ReadonlyMap<string, string>): string {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [path, text] of files) writeFileSync(join(folder, path), text);
  } catch (error) {
    throw new EnvironmentFailure(
      `the evidence could not be written to \`${named}\`: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
  return `sha256:${sha256(files.get('manifest.json') ?? '')}`;
}

/** What the build puts beside the command line. */
function verifyScript(): string {
  const found = ['./verify-page.js', './cli/verify-page.js', '../../dist/cli/verify-page.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new EnvironmentFailure(
      'the script of the page that verifies is missing; run `npm run build` first',
    );
  return readFileSync(found, 'utf8').trim();
}
