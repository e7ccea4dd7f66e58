import { actionsOperations } from './actions.ts';
import { activityOperations } from './activity.ts';
import { checkOperations } from './checks.ts';
import { codeownersOperations } from './codeowners.ts';
import { collaboratorOperations } from './collaborators.ts';
import { commentOperations } from './comments.ts';
import { compareOperations } from './compare.ts';
import { contentOperations } from './contents.ts';
import { gitDataOperations } from './git-data.ts';
import { issueOperations } from './issues.ts';
import { labelOperations } from './labels.ts';
import { mergeOperations } from './merge.ts';
import type { Operations } from './operation.ts';
import { organizationOperations } from './orgs.ts';
import { pullOperations } from './pulls.ts';
import { refOperations } from './refs.ts';
import { repositoryOperations } from './repos.ts';
import { invitationOperations } from './repository-invitations.ts';
import { reviewRequestOperations } from './review-requests.ts';
import { reviewOperations } from './reviews.ts';
import { rulesetOperations } from './rulesets.ts';
import { statusOperations } from './statuses.ts';
import { teamOperations } from './teams.ts';
import { timelineOperations } from './timeline.ts';
import { userOperations } from './users.ts';

/**
 * Everything that the sandbox can do, by GitHub's own operation ids. `scripts/openapi.ts` takes the description of
 * exactly these; run it after adding one.
 */
export const operations: Operations = {
  ...repositoryOperations,
  ...refOperations,
  ...gitDataOperations,
  ...contentOperations,
  ...pullOperations,
  ...mergeOperations,
  ...reviewOperations,
  ...issueOperations,
  ...commentOperations,
  ...checkOperations,
  ...activityOperations,
  ...actionsOperations,
  ...codeownersOperations,
  ...collaboratorOperations,
  ...compareOperations,
  ...invitationOperations,
  ...labelOperations,
  ...organizationOperations,
  ...reviewRequestOperations,
  ...rulesetOperations,
  ...statusOperations,
  ...teamOperations,
  ...timelineOperations,
  ...userOperations,
};
