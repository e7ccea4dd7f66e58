/** Which entry of `policyChanges` decides about a file that is no grant: the first with a path that matches. */
import { Minimatch } from 'minimatch';
import type { Approvals } from '../model/approvals.ts';

export type FileRule = NonNullable<Approvals['policyChanges']>[number];

/** Looks entries up. Nothing where none matches: then the policy owners decide. */
export function fileRules(approvals: Approvals | undefined): (path: string) => FileRule | undefined {
  const entries = (approvals?.policyChanges ?? []).map((rule) => ({
    rule,
    patterns: rule.paths.map((glob) => new Minimatch(glob, { dot: true })),
  }));
  return (path) => entries.find(({ patterns }) => patterns.some((pattern) => pattern.match(path)))?.rule;
}

/** Whom a file waits for about which no entry speaks. */
export const restOfFiles: FileRule['stages'] = [{ approvers: ['policy-owner'] }];
