/** Who approves what in a new repository. */
import type { ApprovalPolicy, Approvals } from '../model/approvals.ts';
import type { Role } from '../model/system.ts';
import type { Company } from './company.ts';

/** Any second person: in a company of ten, everybody knows what everybody does. */
const small: Approvals = {
  version: 1,
  policies: [
    {
      id: 'any-second-person',
      title: 'Approved by any second person',
      stages: [{ approvers: ['everyone'], count: 1 }],
    },
  ],
  // The rules themselves too, so that the founder does not change them alone.
  policyChanges: [{ paths: ['**'], stages: [{ approvers: ['everyone'], count: 1 }] }],
};

const escalation = { after: '2d', to: ['policy-owner'] };

const twoStages = (id: string, title: string, when: ApprovalPolicy['when']): ApprovalPolicy => ({
  id,
  title,
  ...(when ? { when } : {}),
  stages: [{ approvers: ['manager', 'policy-owner'] }, { approvers: ['system-owner'] }],
  escalation,
});

const isSensitive = ({ risk }: Role): boolean => risk === 'high' || risk === 'critical';

/** The approval policies. Of the first ones, only those that some role fulfils. */
export function approvalsFor({ systems, small: isSmall }: Company): Approvals {
  if (isSmall) return small;
  const roles = [...systems.values()].flatMap((system) => Object.values(system.roles));
  const policies: ApprovalPolicy[] = [];
  if (roles.some((role) => role.privileged))
    policies.push(
      twoStages(
        'administrators',
        'An administrator’s role, approved by the manager or a policy owner, and then by the system’s owner',
        {
          privileged: true,
        },
      ),
    );
  if (roles.some((role) => isSensitive(role) && !role.privileged))
    policies.push(
      twoStages(
        'high-risk',
        'A role of high risk, approved by the manager or a policy owner, and then by the system’s owner',
        {
          risk: ['high', 'critical'],
        },
      ),
    );
  policies.push({
    id: 'everything-else',
    title: 'Everyday access, approved by the manager or by the system’s owner',
    stages: [{ approvers: ['manager', 'system-owner'] }],
    escalation,
  });
  return { version: 1, policies };
}
