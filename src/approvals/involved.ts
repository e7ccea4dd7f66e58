/** Who had a hand in a pull request, and so approves nothing in it (NIST SP 800-53 AC-5, separation of duties). */
import type { Account, CommitFact, Facts } from '../model/facts.ts';
import type { Obstacle } from '../model/verdict.ts';
import { type People, personBehind } from './people.ts';

export type Hand = 'author' | 'requester' | 'committer';

/** What is known of the hands in a pull request. */
export interface Involved {
  /** The people, and what they did. */
  readonly hands: ReadonlyMap<string, Hand>;
  /** Those of them whom GitHub itself names. Anybody can write anybody's address into a commit. */
  readonly sure: ReadonlySet<string>;
  /**
   * The person who opened it, or for whom a machine did, where nobody else's commit is in it: in a few cases that is
   * leave enough.
   */
  readonly soleAuthor: string | undefined;
  /** Hands that nobody can be named for. */
  readonly obstacles: readonly Obstacle[];
}

/**
 * The account under which GitHub commits what people do on its pages. It is nobody; the author of the commit is
 * somebody. Anybody can write its address as the author of a commit, so it is excused as a committer alone.
 */
const isGitHubItself = ({ login }: Account, as: string): boolean =>
  as === 'committer' && login.toLowerCase() === 'web-flow';

/** Opens pull requests of its own accord, on nobody's behalf. Its number is public: https://api.github.com/users/dependabot[bot]. */
const dependabot = 49_699_333;

/** What is to be known of a change to say whether a machine may propose it by itself. */
interface ByMachine {
  /** Whether it only makes access smaller, and nobody has to ask another for that: it is for every machine. */
  readonly smaller: boolean;
  readonly grants: boolean;
  /** Whether it gives anybody more access, which is for none. */
  readonly moreAccess: boolean;
  /** The number of Grantbook's own account, which undoes what nobody approved, be it a policy or a workflow. */
  readonly itself: number | undefined;
}

export function involvedIn(facts: Facts, people: People, byMachine: ByMachine): Involved {
  const { author, requestedBy } = facts.pullRequest;
  const hands = new Map<string, Hand>();
  const sure = new Set<string>();
  const obstacles: Obstacle[] = [];
  const take = (account: Account, hand: Hand, isSure = true): boolean => {
    const behind = people.behind(account);
    if ('unknown' in behind) return false;
    // Where a number belongs to several people, each of them may have done it.
    for (const person of 'person' in behind ? [behind.person] : behind.several) {
      if (!hands.has(person)) hands.set(person, hand);
      if (isSure) sure.add(person);
    }
    return true;
  };

  const isMachine = author?.type === 'Bot';
  if (author === null) obstacles.push(noAuthor);
  else if (!isMachine && author.type !== 'User') obstacles.push(unknownKind(author));
  else if (!take(author, 'author') && !isMachine) obstacles.push(unknownAuthor(author));
  if (requestedBy) {
    if (!take(requestedBy, 'requester')) obstacles.push(unknownAuthor(requestedBy));
  } else if (isMachine && !mayProposeItself(author, facts.commits, byMachine))
    obstacles.push(onWhoseBehalf(author));

  for (const commit of facts.commits) {
    const [unknown] = handsIn(commit).filter(({ account, hand, as }) => {
      if (account === null) return true;
      const isSameMachine = isMachine && account.id === author.id;
      return !isSameMachine && !isGitHubItself(account, as) && !take(account, hand, as === 'pusher');
    });
    if (unknown) obstacles.push(unattributed(commit, unknown));
  }
  // What a machine opens on somebody's behalf is theirs.
  const person = personBehind(isMachine ? requestedBy : author, people);
  const isSole = [...hands.keys()].every((hand) => hand === person);
  return { hands, sure, soleAuthor: isSole && obstacles.length === 0 ? person : undefined, obstacles };
}

function mayProposeItself(
  { id }: Account,
  commits: Facts['commits'],
  { smaller, grants, moreAccess, itself }: ByMachine,
): boolean {
  if (smaller || (id === dependabot && !grants)) return true;
  // Anybody who may write can have a pull request opened from a branch of theirs; GitHub signs what its App commits.
  return (
    id === itself &&
    !moreAccess &&
    commits.every(
      (commit) =>
        commit.verified &&
        handsIn(commit).every(
          ({ account, as }) => account?.id === id || (account !== null && isGitHubItself(account, as)),
        ),
    )
  );
}

interface HandIn {
  readonly account: Account | null;
  readonly hand: Hand;
  readonly as: string;
}

function handsIn({ author, coAuthors = [], committer, pusher, pushers = [] }: CommitFact): HandIn[] {
  return [
    { account: author, hand: 'author', as: 'author' },
    ...coAuthors.map((account): HandIn => ({ account, hand: 'author', as: 'co-author' })),
    ...(committer ? [{ account: committer, hand: 'committer', as: 'committer' } as const] : []),
    ...[...(pusher ? [pusher] : []), ...pushers].map(
      (account): HandIn => ({ account, hand: 'committer', as: 'pusher' }),
    ),
  ];
}

const noAuthor: Obstacle = {
  kind: 'unknown-author',
  message: 'the account that opened this pull request was deleted, so nobody can tell who asks',
  help: 'close this pull request and open a new one',
  blocks: true,
};

const unknownKind = ({ login }: Account): Obstacle => ({
  kind: 'unknown-author',
  message: `the account \`${login}\`, which asks here, is of a kind that Grantbook does not know`,
  help: 'the person who wants the change opens the pull request',
  blocks: true,
});

const unknownAuthor = ({ login, id }: Account): Obstacle => ({
  kind: 'unknown-author',
  message: `the account \`${login}\` (number ${id}), which asks here, belongs to nobody in \`policies/people/\`, so nobody can tell whether its owner also approves`,
  help: `enter it in the file of the person whose it is: \`github: {login: ${login}, id: ${id}}\``,
  blocks: true,
});

const onWhoseBehalf = ({ login }: Account): Obstacle => ({
  kind: 'unknown-author',
  message: `\`${login}\` opened this pull request, and nobody can tell for whom`,
  help: 'the person who wants the change opens the pull request',
  blocks: true,
});

function unattributed({ sha }: CommitFact, { account, as }: HandIn): Obstacle {
  const who =
    account === null || account.id === 0
      ? `the ${as} of commit \`${sha.slice(0, 10)}\` is no account that GitHub knows`
      : `the ${as} of commit \`${sha.slice(0, 10)}\` is the account \`${account.login}\` (number ${account.id}), which belongs to nobody in \`policies/people/\``;
  return {
    kind: 'unattributed-commit',
    message: `${who}, so nobody can tell whether that person also approves`,
    help: 'make the commit again with the e-mail address of a GitHub account that `policies/people/` names, and push the branch anew',
    blocks: true,
  };
}
