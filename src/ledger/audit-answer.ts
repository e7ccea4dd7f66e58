/** The whole answer to an auditor’s question, as it is printed, drawn and written as JSON. */
import type { ExceptionUse, IncidentEvent, ReviewEvent } from './audit-events.ts';
import type { AuditRow } from './audit-report.ts';

/** What was asked, and where the answer was read. */
export interface AuditAnswer {
  readonly organization: string;
  /** In which days are counted, as the settings are now. */
  readonly timeZone: string;
  readonly asked: {
    /** The first and the last day, both as a whole. */
    readonly from: string;
    readonly to: string;
    readonly system?: string;
    readonly role?: string;
    readonly person?: string;
  };
  /** RFC 3339, UTC: the first instant of the first day, and the first after the last one. */
  readonly from: string;
  readonly to: string;
  readonly readAt: string;
  readonly branch: { readonly name: string; readonly commit: string };
  /** Absent where the clone holds none. `began` is absent where nothing that it says counts. */
  readonly ledger?: { readonly commit: string; readonly records: number; readonly began?: string };
  /** The policies as they were at the end of the time: their commit and their digest. */
  readonly policy?: { readonly commit: string; readonly digest: string; readonly since: string };
  /** `https://github.com/owner/repo`, where the settings say it. */
  readonly repository?: string;
  /** What cannot be told, each a sentence. */
  readonly unknown: readonly string[];
  readonly access: readonly AuditRow[];
  readonly incidents: readonly IncidentEvent[];
  readonly reviews: readonly ReviewEvent[];
  readonly exceptions: readonly ExceptionUse[];
  /** What people call whom and what is named in it. */
  readonly names: Names;
}

export interface Names {
  readonly people: Readonly<Record<string, string>>;
  readonly systems: Readonly<Record<string, SystemNames>>;
}

export interface SystemNames {
  readonly name: string;
  /** The titles of its roles. */
  readonly roles: Readonly<Record<string, string>>;
  /** The roles of administrators. */
  readonly privileged: readonly string[];
}

/** Everybody whom the rows name, besides those who hold the access. */
export function peopleNamedIn({
  access,
  reviews,
}: Pick<AuditAnswer, 'access' | 'reviews'>): readonly string[] {
  return [
    ...new Set([
      ...access.flatMap(({ person, requestedBy, approval, found, next, provisioned, deprovisioned }) => [
        person,
        requestedBy,
        ...(approval?.approvedBy ?? []).map((each) => each.person),
        ...(next && 'approvedBy' in next ? next.approvedBy.map((each) => each.person) : []),
        ...[found?.owner, found?.signedBy, provisioned?.by, deprovisioned?.by].flatMap((user) => user ?? []),
      ]),
      ...reviews.flatMap(({ by }) => by),
    ]),
  ];
}
