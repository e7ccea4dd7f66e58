/** What the ledger holds on a person. */
import type { LedgerRecord, ProvisioningStep } from '../model/record.ts';
import type { LinePlace } from './chain.ts';
import { type PersonNames, speaksOf } from './person-names.ts';

/** A line of the ledger that speaks of somebody. */
export interface RecordOfPerson {
  readonly place: LinePlace;
  readonly digest: string;
  readonly kind: LedgerRecord['kind'];
  readonly commit: string;
  readonly recordedAt: string;
  readonly pullRequest?: number;
  /** What the person has to do with it, in words. */
  readonly as: readonly string[];
  /** What they decided. */
  readonly decisions: readonly {
    readonly decision: 'approved' | 'denied';
    readonly at: string;
    readonly counted: boolean;
    readonly reason?: string;
  }[];
  /** What was done with their accounts in the system, or by them. */
  readonly steps: readonly ProvisioningStep[];
  /** Every place in the record that names them, as a JSON pointer (RFC 6901). */
  readonly fields: readonly string[];
}

/** A line that was read. */
interface ReadLine {
  readonly place: LinePlace;
  readonly digest: string;
  readonly record?: LedgerRecord;
}

export function recordsOfPerson(lines: readonly ReadLine[], names: PersonNames): readonly RecordOfPerson[] {
  const speaks = speaksOf(names);
  return lines.flatMap(({ place, digest, record }) => {
    const fields = record ? fieldsIn(record, speaks, names) : [];
    if (!record || fields.length === 0) return [];
    const { userName, ids } = names;
    const isThem = (by: { readonly id: number; readonly person?: string }) =>
      ids.includes(by.id) || by.person === userName;
    return [
      {
        ...{ place, digest, kind: record.kind, commit: record.commit, recordedAt: record.recordedAt },
        ...(record.kind === 'decision' && record.pullRequest !== undefined
          ? { pullRequest: record.pullRequest }
          : {}),
        as: [...new Set(fields.map((field) => roleOf(field, record.kind)))],
        decisions:
          record.kind === 'decision'
            ? record.decisions.filter(isThem).map(({ decision, at, counted, reason }) => ({
                ...{ decision, at, counted },
                ...(reason === undefined ? {} : { reason }),
              }))
            : [],
        steps:
          record.kind === 'provisioned'
            ? record.steps.filter((step) => step.subject === userName || (step.by && isThem(step.by)))
            : [],
        fields,
      },
    ];
  });
}

/** Pointers to every text that names them, and to every number of their accounts. */
function fieldsIn(
  value: unknown,
  speaks: (text: string) => boolean,
  names: PersonNames,
  pointer = '',
): readonly string[] {
  if (typeof value === 'string') return speaks(value) ? [pointer] : [];
  if (typeof value === 'number') return pointer.endsWith('/id') && names.ids.includes(value) ? [pointer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...(speaks(key) ? [at] : []), ...fieldsIn(each, speaks, names, at)];
  });
}

/** The first that fits says it. */
const roles: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^\/changes\/\d+\/path/, 'a changed file is about them'],
  [/^\/grants\/\d+\/path/, 'access of theirs was found on the first day'],
  [/^\/owner/, 'what was found stands under their name'],
  [/^\/decisions\//, 'they approved or denied it'],
  [/^\/by\//, 'they signed for what was found, or began the ledger'],
  [/^\/steps\/\d+\/by\//, 'they did work in a system by hand'],
  [/^\/steps\/\d+\/proof/, 'a note on work in a system names them'],
  [/^\/steps\//, 'access of theirs was given or taken away in a system'],
  [/^\/facts\/pullRequest\//, 'they opened it, or it was asked for on their behalf'],
  [/^\/facts\/commits\//, 'they wrote or pushed a commit of it'],
  [/^\/facts\/(reviews|dismissals)\//, 'they reviewed it, or a review names them'],
  [/^\/facts\/teams\//, 'they were a member of a team that it names'],
  [/^\/facts\//, 'the facts that it was decided by name them'],
  [/^\/verdict\/requirements\/\d+\/stages\/\d+\/candidates/, 'they could have approved it'],
  [/^\/verdict\//, 'the verdict names them'],
  [/^\/reasons\//, 'the reasons why it is not approved name them'],
];

const roleOf = (field: string, kind: LedgerRecord['kind']): string =>
  roles.find(([pattern]) => pattern.test(field))?.[1] ?? `the record (${kind}) names them`;
