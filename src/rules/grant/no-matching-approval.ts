import { matchPolicy } from '../../model/approval-match.ts';
import type { ChangeKind } from '../../model/approvals.ts';
import { findRole } from '../../model/entitlement.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import { cached, policyOwners } from '../context.ts';
import { count, grantFinding } from '../define.ts';
import { companyFiles, exampleCompany, examplePaths, grantFile } from '../example-company.ts';
import type { Judged } from '../place.ts';

/** What to do where no policy matches. */
export const coverTheRest =
  'add a policy for it; one at the end without `when` covers everything else, such as `- { id: everything-else, stages: [{ approvers: [manager, system-owner] }] }`';

const onlyFor = (condition: string) => ({
  [examplePaths.approvals]: (exampleCompany[examplePaths.approvals] ?? '').replace(
    'id: standard\n',
    `id: standard\n    when: ${condition}\n`,
  ),
});

export const noMatchingApproval: GrantRule = {
  kind: 'grant',
  code: 'GB412',
  name: 'no-matching-approval',
  level: 'error',
  safety: true,
  summary: 'For every grant there is an approval policy, for asking and for asking again.',
  rationale:
    'Where no policy matches, nobody may approve, and that is never a yes (deny by default, NIST SP 800-53 AC-3, SC-7(5)). The policies are read from the top; a last one without conditions catches the rest.',
  examples: {
    valid: [
      { title: 'a policy without conditions', files: companyFiles(examplePaths.approvals) },
      { title: 'a policy for this risk', files: onlyFor('{ risk: [medium] }') },
    ],
    invalid: [
      { title: 'only roles of high risk have a policy', files: onlyFor('{ risk: [high] }') },
      {
        title: 'access that no policy matches is asked for',
        files: { ...onlyFor('{ risk: [high] }'), ...grantFile() },
        changes: [examplePaths.grant],
      },
      { title: 'nobody approves that it goes on', files: onlyFor('{ change: [added] }') },
    ],
  },
  *check(grant, context) {
    const { approvals } = context.workspace;
    if (!approvals) return;
    const { system, role, emergency = false } = grant.value;
    const missing = uncoveredKind(system, role, emergency, context);
    if (missing === undefined) return;
    const what = `${emergency ? 'emergency access' : 'access'} to \`${system}/${role}\``;
    yield grantFinding(grant, ['role'], {
      message:
        missing === 'added'
          ? `nobody may approve ${what}: no approval policy matches it`
          : `nobody may approve that ${what} is extended: no approval policy matches that`,
      help: `ask ${policyOwners(context.workspace)} to add a policy for it; one without \`when\`, at the end, covers everything else`,
      related: [{ path: approvals.path, pointer: ['policies'], atKey: true, message: 'who approves what' }],
    });
  },
};

/**
 * The same for every grant that no policy matches, at its cause: with the last policy gone, each grant would say it.
 * The policy owners read this, not whoever holds the access.
 */
export function forAll(found: readonly Judged[]): readonly Judged[] {
  const [first] = found;
  const [cause] = first?.finding.related ?? [];
  if (!first || !cause) return [];
  const more = new Set(found.map(({ message }) => message)).size - 1;
  const message =
    more === 0
      ? first.message
      : `${first.message.replace(/: no .*$/, '')}, nor to ${count(more, 'other role')} that people hold: no approval policy matches them`;
  const { message: _, ...place } = cause;
  const { path, pointer = [] } = first.finding;
  const finding = {
    ...place,
    message,
    help: coverTheRest,
    related: [{ path, pointer, message: 'a grant that nobody may approve' }],
  };
  return [{ ...first, message, path: place.path, finding }];
}

/** Whether a finding is about asking for access in the ordinary way. */
export const isOrdinary = ({ message }: Judged): boolean => message.startsWith('nobody may approve access ');

const answers = cached((_: RuleContext) => new Map<string, ChangeKind | 'none'>());

/** The kind of change that no policy covers. The same for all grants of a role, so it is worked out once. */
function uncoveredKind(
  systemId: string,
  roleId: string,
  emergency: boolean,
  context: RuleContext,
): ChangeKind | undefined {
  const known = answers(context);
  const key = emergency ? `${systemId}/${roleId}!` : `${systemId}/${roleId}`;
  let answer = known.get(key);
  if (answer === undefined) {
    const found = findRole(context.workspace, systemId, roleId);
    const approvals = context.workspace.approvals?.value;
    const kinds: readonly ChangeKind[] = ['added', 'extended'];
    const missing =
      found &&
      approvals &&
      kinds.find((change) => {
        const of = { systemId, system: found.system.value, roleId, role: found.role, emergency, change };
        return matchPolicy(approvals, of) === undefined;
      });
    answer = missing ?? 'none';
    known.set(key, answer);
  }
  return answer === 'none' ? undefined : answer;
}
