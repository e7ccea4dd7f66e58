/** What becomes of a request where one person alone works here, and the settings let that be said. */
import { aloneIn } from '../model/alone.ts';
import type { Facts } from '../model/facts.ts';
import type { Counted, Obstacle, Requirement } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Involved } from './involved.ts';
import { type People, personBehind } from './people.ts';
import type { ResolvedRequirement } from './requirements.ts';
import type { PersonalReview } from './reviews.ts';

/** What became of one requirement. */
export interface Outcome {
  readonly requirement: Requirement;
  readonly counted: readonly Counted[];
  readonly stuck: readonly Obstacle[];
  readonly satisfied: boolean;
}

/** The one person who works here, and whether the pull request is of their own account. */
export interface Alone {
  readonly person: string;
  readonly opened: boolean;
}

/** Only for a pull request in which nobody else had a hand: what a stranger opens about them waits as ever. */
export function aloneWith(
  { soleAuthor }: Involved,
  { pullRequest }: Facts,
  people: People,
  workspace: Workspace,
): Alone | undefined {
  if (soleAuthor === undefined || soleAuthor !== aloneIn(workspace)) return undefined;
  return { person: soleAuthor, opened: personBehind(pullRequest.author, people) === soleAuthor };
}

/** Whether no place can be filled by anybody at all; one without any stage is not approved by that. */
export const hasNobody = ({ stages }: ResolvedRequirement): boolean =>
  stages.length > 0 && stages.every(({ eligible, teams }) => eligible.size === 0 && teams.length === 0);

/**
 * It goes through by that person’s own word, and says of itself that there was no second person. What a machine opened
 * in their name needs that word as an approval: others may have had a hand in the issue that it was made from.
 */
export function withoutSecond(
  { requirement }: Outcome,
  { person, opened }: Alone,
  approval: PersonalReview | undefined,
): Outcome {
  const { path } = requirement.change;
  if (!opened && !approval)
    return {
      requirement,
      counted: [],
      stuck: [
        {
          kind: 'nobody-can-approve',
          message: `nobody but \`${person}\` works here, so that \`${path}\` waits for the approval of \`${person}\` alone`,
          help: 'approve it with the button *Review changes*; the evidence will say that there was no second person',
          blocks: false,
        },
      ],
      satisfied: false,
    };
  return {
    requirement: { ...requirement, satisfiedBy: 'alone' },
    counted: approval
      ? [{ user: approval.login, person, review: approval.review.id, stage: `${path}: no second person` }]
      : [],
    stuck: [],
    satisfied: true,
  };
}
