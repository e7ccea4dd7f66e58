/** A request that nobody has made: what would be said of it. Policy tests and `approvers` ask this. */
import type { GrantChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Grant } from '../model/grant.ts';
import { grantsNeeded } from '../model/needs.ts';
import { dayOf, type Instant } from '../model/period.ts';
import { imaginedGrant, withGrant } from '../model/with-grant.ts';
import type { Workspace } from '../model/workspace.ts';
import { judge } from '../rules/judge.ts';

/** What stands in an imagined request where nobody says why it is made; long enough for any rule. */
const anyReason =
  'Imagined by Grantbook, to see what the policies would say of such a request if somebody made it for a good reason';

/** A request, of which only what matters has to be said. */
export type ImaginedRequest = Pick<Grant, 'subject' | 'system' | 'role'> &
  Partial<Omit<Grant, 'subject' | 'system' | 'role'>>;

/** What a request does; the kinds of change that a pull request can make to one grant. */
export type RequestKind = GrantChange['kind'];

export interface Imagined {
  readonly grant: Grant;
  readonly change: GrantChange;
  readonly findings: readonly Diagnostic[];
}

/** Judges a request as a pull request that does just this. The grants that `grantsFor` names have to be read. */
export function imagine(
  request: ImaginedRequest,
  kind: RequestKind,
  workspace: Workspace,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Imagined {
  const file = imaginedGrant(grantOf(request, dayOf(now, timeZone)));
  const change: GrantChange = {
    kind,
    path: file.path,
    ...(kind === 'added' ? {} : { before: file }),
    ...(kind === 'removed' ? {} : { after: file }),
  };
  const findings = judge(
    withGrant(workspace, file),
    { now },
    {
      grants: kind === 'removed' ? [] : [file],
      problems: [],
      policy: false,
      change: { grants: [change], otherPaths: [] },
      touched: new Set([file.path]),
    },
  );
  return { grant: file.value, change, findings };
}

/** The grants that bear on requests: what their subjects hold, and who else is in a crowded role. */
export const grantsFor =
  (requests: readonly ImaginedRequest[]) =>
  (workspace: Workspace): string[] =>
    requests.flatMap((request) => {
      const file = imaginedGrant(grantOf(request, ''));
      return grantsNeeded(withGrant(workspace, file), [file]).filter((path) => path !== file.path);
    });

const grantOf = (request: ImaginedRequest, today: string): Grant => ({
  version: 1,
  justification: anyReason,
  requestedAt: today,
  ...request,
});
