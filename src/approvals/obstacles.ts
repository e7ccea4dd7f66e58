/** What stands in the way of a decision besides findings and missing approvals. */
import type { Facts } from '../model/facts.ts';
import type { Obstacle } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import type { ResolvedRequirement } from './requirements.ts';
import type { PersonalReview } from './reviews.ts';
import type { ResolvedStage } from './stages.ts';

/** A stage that cannot be filled by anybody, whatever happens. It waits; it does not fail by itself. */
export function nobodyLeft(stage: ResolvedStage, path: string): Obstacle[] {
  if (stage.eligible.size >= stage.needed || stage.teams.length > 0) return [];
  return [
    {
      kind: 'nobody-can-approve',
      message: `\`${path}\` needs ${stage.needed} of ${stage.approvers.map((each) => `\`${each}\``).join(', ')}, and ${stage.eligible.size === 0 ? 'nobody' : `only ${stage.eligible.size}`} may approve it who is neither the subject nor had a hand in this pull request`,
      help: 'ask a policy owner: the approval policy needs somebody else, or an escalation',
      blocks: false,
    },
  ];
}

/** Changes requested by somebody who could approve stand, even if that person may not approve just this. */
export function objectionsOf(
  objections: readonly PersonalReview[],
  resolved: readonly ResolvedRequirement[],
  workspace: Workspace,
): Obstacle[] {
  const mayObject = new Set(resolved.flatMap(({ stages }) => stages.flatMap(({ named }) => [...named])));
  return objections
    .filter(({ person }) => mayObject.has(person))
    .map(({ person, review }) => ({
      kind: 'objection' as const,
      message: `${workspace.people.get(person)?.value.displayName ?? person} asks for changes${review.body?.trim() ? `: “${review.body.trim()}”` : ''}`,
      help: 'settle it with that person, who then approves; only they or a policy owner can take the objection away',
      blocks: true,
    }));
}

export function incomplete({ complete, commits, pullRequest }: Facts): Obstacle[] {
  const why = !complete
    ? 'not everything about this pull request could be read'
    : commits.length === 0
      ? 'this pull request shows no commit'
      : commits.some(({ sha }) => sha === pullRequest.head.sha)
        ? undefined
        : 'the newest commit is not among the commits of this pull request';
  return why === undefined
    ? []
    : [
        {
          kind: 'incomplete-facts',
          message: `${why}, so it cannot be decided`,
          help: 'run the job again; if it stays, split the pull request into smaller ones',
          blocks: true,
        },
      ];
}

export const emptyChange: Obstacle = {
  kind: 'empty-change',
  message: 'this pull request changes nothing',
  help: 'close it, or push what it is meant to change',
  blocks: true,
};

export const isDraft: Obstacle = {
  kind: 'draft',
  message: 'this pull request is a draft',
  help: 'mark it as ready for review',
  blocks: false,
};
