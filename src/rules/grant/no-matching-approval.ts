import { matchPolicy } from '../../model/approval-match.ts';
import type { ChangeKind } from '../../model/approvals.ts';
import { findRole } from '../../model/entitlement.ts';
import type { GrantRule, RuleContext } from '../../model/rule.ts';
import { cached, policyOwners } from '../context.ts';
import { grantFinding } from '../define.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

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
      { title: 'a policy without conditions', files: {} },
      { title: 'a policy for this risk', files: onlyFor('{ risk: [medium] }') },
    ],
    invalid: [
      { title: 'only roles of high risk have a policy', files: onlyFor('{ risk: [high] }') },
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
