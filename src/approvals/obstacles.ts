/** What stands in the way of a decision besides findings and missing approvals. */
import type { Facts } from '../model/facts.ts';
import type { Obstacle } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { fillPlaces } from './matching.ts';
import type { ResolvedRequirement } from './requirements.ts';
import { isReadable, type Objection, stateMeant } from './reviews.ts';
import type { ResolvedStage } from './stages.ts';

/** Places that cannot be filled by anybody, whatever happens. They wait; they do not fail by themselves. */
export function nobodyLeft(stages: readonly ResolvedStage[], distinct: boolean, path: string): Obstacle[] {
  const known = stages.filter(({ teams }) => teams.length === 0);
  const empty = known.flatMap(({ eligible, needed, approvers }) =>
    eligible.size >= needed
      ? []
      : stuck(
          `\`${path}\` needs ${needed} of ${approvers.map((each) => `\`${each}\``).join(', ')}, and ${eligible.size === 0 ? 'nobody' : `only ${eligible.size}`} may approve it who is neither the subject nor had a hand in this pull request`,
        ),
  );
  if (empty.length > 0 || !distinct || known.length < stages.length) return empty;
  // Each stage has somebody, but it may be the same person.
  const places = stages.flatMap(({ eligible, needed }) => Array.from({ length: needed }, () => eligible));
  const people = new Set(stages.flatMap(({ eligible }) => [...eligible]));
  const filled = fillPlaces(places, [...people]).filter((person) => person !== undefined).length;
  return filled === places.length
    ? []
    : stuck(
        `\`${path}\` needs ${places.length} different people, and those who may approve it can fill only ${filled} of these places`,
      );
}

const stuck = (message: string): Obstacle[] => [
  {
    kind: 'nobody-can-approve',
    message,
    help: 'ask a policy owner: the approval policy needs somebody else, or an escalation',
    blocks: false,
  },
];

/** Changes requested by somebody who could approve stand, even if that person may not approve just this. */
export function mayObject({ by }: Objection, resolved: readonly ResolvedRequirement[]): boolean {
  return resolved.some(({ stages }) => stages.some(({ named }) => by.some((person) => named.has(person))));
}

export const objectionObstacle = (objection: Objection, workspace: Workspace): Obstacle => ({
  kind: 'objection',
  message: `${nameOf(objection, workspace)} asks for changes${saying(objection)}`,
  help: 'settle it with that person, who then approves; only they or a policy owner can take the objection away',
  review: objection.review.id,
  blocks: true,
});

/** In characters. The ledger keeps what stands in the way, and the start of each review by which it says so again. */
const longestQuote = 500;

const saying = ({ review }: Objection): string => {
  const words = review.body?.trim() ?? '';
  if (words === '') return '';
  return `: “${words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words}”`;
};

function nameOf({ by: [person, ...others], login }: Objection, { people }: Workspace): string {
  return (others.length === 0 ? people.get(person)?.value.displayName : undefined) ?? `\`${login}\``;
}

/** Whether the facts are all that has to be known; `judged` is the commit that they have to be of. */
export function incomplete(
  { complete, commits, pullRequest, reviews }: Facts,
  judged: string | undefined,
): Obstacle[] {
  const again = 'run the job again; if it stays, split the pull request into smaller ones';
  const obstacle = (why: string, help: string): Obstacle[] => [
    { kind: 'incomplete-facts', message: `${why}, so it cannot be decided`, help, blocks: true },
  ];
  // What is known of another commit says nothing about this one.
  if (judged !== undefined && judged !== pullRequest.head.sha)
    return obstacle(
      `the facts are of commit \`${pullRequest.head.sha.slice(0, 10)}\`, and the branch is at \`${judged.slice(0, 10)}\``,
      'read the facts anew, or name the commit that they are of as `--head`',
    );
  if (!complete) return obstacle('not everything about this pull request could be read', again);
  if (commits.length === 0) return obstacle('this pull request shows no commit', again);
  if (!commits.some(({ sha }) => sha === pullRequest.head.sha))
    return obstacle('the newest commit is not among the commits of this pull request', again);
  const odd = reviews.toSorted((a, b) => a.id - b.id).find((review) => !isReadable(review));
  if (!odd) return [];
  const meant = stateMeant(odd);
  return obstacle(
    `nobody can tell what the review ${odd.id} of ${odd.user ? `\`${odd.user.login}\`` : 'a deleted account'} means${meant === undefined ? '' : `: its state is \`${odd.state}\``}`,
    meant === undefined ? 'close this pull request and open a new one' : `a state is written \`${meant}\``,
  );
}

/** Without the members of a team nobody can tell whose objection stands, even where others have approved. */
export const unreadTeams = (resolved: readonly ResolvedRequirement[]): Obstacle[] =>
  [...new Set(resolved.flatMap(({ stages }) => stages.flatMap(({ unread }) => unread)))].map((team) => ({
    kind: 'incomplete-facts',
    message: `the members of the team \`${team}\` are not known, so it cannot be decided`,
    help: 'run the job again with a token that may read them: that of a GitHub App with *Members: read*',
    blocks: true,
  }));

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
