/** A request before it is written, for a terminal: what it is, who will approve it, and when it begins and ends. */
import { aloneIn } from '../model/alone.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { endOfGrant } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import { dayOf, durationInWords } from '../model/period.ts';
import type { Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName } from './approvers-in-words.ts';
import { type At, momentInWords, roleOf } from './grant-words.ts';
import { stageInWords } from './outlook-text.ts';
import { type Colors, onOneLine, withoutCommands } from './text.ts';

export interface RequestInWords {
  readonly grants: readonly Grant[];
  readonly paths: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly findings: readonly Diagnostic[];
}

/** The first day of access in words. */
export const firstDay = ({ validFrom }: Grant, { timeZone }: At): string =>
  validFrom === undefined ? 'as soon as it is approved' : momentInWords(validFrom, timeZone);

/** The last day of access in words, also where it counts from an approval that is still to come. */
export function lastDay(grant: Grant, { now, timeZone }: At): string {
  if (grant.standing) return 'none; it goes on for as long as reviews keep it';
  if (grant.duration === undefined)
    return grant.validUntil === undefined ? 'not said' : momentInWords(grant.validUntil, timeZone);
  const end = endOfGrant(grant, timeZone, now);
  if (typeof end !== 'object') return `${durationInWords(grant.duration)} after the approval`;
  const moment = /[hm]$/.test(grant.duration) ? new Date(end.at).toISOString() : dayOf(end.at, timeZone);
  return `${momentInWords(moment, timeZone)}, if it is approved today: ${durationInWords(grant.duration)} after the approval`;
}

/** Each line begins with its word; findings stand last, where they are read. */
export function renderRequest(
  { grants, paths, requirements, findings }: RequestInWords,
  workspace: Workspace,
  at: At,
  colors: Colors,
): string {
  const [grant] = grants;
  if (!grant) return '';
  const found = roleOf(workspace, grant);
  const role = found ? `${found.role.title} in ${found.system.value.name}` : grant.role;
  const who = grants.map(({ subject }) => displayName(subject, workspace)).join(', ');
  const line = (label: string, text: string) => `${colors.dim(label.padEnd(11))}${onOneLine(text)}`;
  const lines = [
    colors.bold(onOneLine(`${who}: ${role} (${grant.system}/${grant.role})`)),
    ...(found ? [onOneLine(found.role.description)] : []),
    line('Why', grant.justification),
    ...(grant.ticket === undefined ? [] : [line('Ticket', grant.ticket)]),
    ...(grant.permissions === undefined ? [] : [line('Only', grant.permissions.join(', '))]),
    line('First day', firstDay(grant, at)),
    line('Last day', lastDay(grant, at)),
    ...approvalLines(requirements, workspace).map((text, index) => line(index === 0 ? 'Approval' : '', text)),
    ...paths.map((path, index) => line(index === 0 ? 'File' : '', path)),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, colors)]),
  ];
  return withoutCommands(`${lines.join('\n')}\n`);
}

function approvalLines(requirements: readonly Requirement[], workspace: Workspace): readonly string[] {
  const nobodyElse = aloneIn(workspace) !== undefined;
  const stages = requirements.map(({ stages }) =>
    nobodyElse && stages.every(({ candidates, teams }) => candidates.length + teams.length === 0)
      ? ['nobody else works here, so that nobody else could; the ledger will say so']
      : stages.length === 0
        ? ['nobody can approve it: no approval policy matches']
        : stages.map(
            (stage, index) => `${stages.length > 1 ? `${index + 1}. ` : ''}${stageInWords(stage, workspace)}`,
          ),
  );
  const same = new Set(stages.map((lines) => lines.join('\n')));
  if (same.size <= 1) return stages[0] ?? [];
  return requirements.flatMap(({ change }, index) => [
    `${change.path}:`,
    ...(stages[index] ?? []).map((line) => `  ${line}`),
  ]);
}

/** Nobody wrote the file by hand, so that its lines say nothing. */
const findingLines = ({ severity, code, message, help }: Diagnostic, colors: Colors): readonly string[] => [
  `${(severity === 'error' ? colors.red : colors.yellow)(`${severity}[${code}]`)}: ${onOneLine(message)}`,
  ...(help === undefined ? [] : [`  = help: ${onOneLine(help)}`]),
];
