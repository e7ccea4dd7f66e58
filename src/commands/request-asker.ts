/**
 * Who asks: as they say with `--as`, or whose e-mail address git has. Only somebody in the list of people may go on. It
 * proves nothing, and need not: the pull request is judged by the account that opens it.
 */
import { isActive } from '../model/entitlement.ts';
import { nearestNamed } from '../model/nearest.ts';
import type { Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';
import { displayName } from '../render/approvers-in-words.ts';
import { alternatives } from '../render/markdown.ts';
import { knownPeople } from '../rules/names.ts';

interface At {
  readonly now: Instant;
  readonly timeZone: string;
}

/** What is known of whoever sits here. */
export interface Claim {
  /** `--as`. */
  readonly as: string | undefined;
  /** `user.email` of git. */
  readonly email: string | undefined;
}

/** The user name, or why nobody can tell: what to do about it is in the sentence. */
export function askerFrom(
  { as, email }: Claim,
  workspace: Workspace,
  at: At,
): { readonly asker: string } | { readonly problem: string } {
  if (as !== undefined) return checked(as, workspace, at);
  const enter = `name yourself with \`--as <userName>\`, or ask ${ownersOf(workspace)} to enter you`;
  if (email === undefined)
    return { problem: `git knows no e-mail address of yours (\`user.email\`); ${enter}` };
  const [person, ...others] = workspace.people
    .all()
    .filter(({ value }) => value.email?.toLowerCase() === email.toLowerCase());
  if (person && others.length === 0) return checked(person.id, workspace, at);
  return person
    ? {
        problem: `several people have the e-mail address \`${email}\`; name yourself with \`--as <userName>\``,
      }
    : { problem: `nobody in the list of people has the e-mail address \`${email}\`; ${enter}` };
}

/** Somebody who may ask: known, and working here. */
function checked(
  user: string,
  workspace: Workspace,
  at: At,
): { readonly asker: string } | { readonly problem: string } {
  if (!workspace.people.has(user)) {
    const near = nearestNamed(user, knownPeople(workspace));
    return {
      problem: `there is no person \`${user}\`; ${near === undefined ? `ask ${ownersOf(workspace)} to enter you` : `did you mean \`${near}\`?`}`,
    };
  }
  const person = workspace.people.get(user);
  if (!person)
    return { problem: `\`policies/people/${user}.yaml\` could not be read; \`grantbook check\` says why` };
  return isActive(person.value, at)
    ? { asker: user }
    : {
        problem: `by the list of people, \`${user}\` does not work here any more; ask ${ownersOf(workspace)} to correct it`,
      };
}

/** Who can change the policies, by name. */
export const ownersOf = (workspace: Workspace): string =>
  alternatives((workspace.settings?.value.policyOwners ?? []).map((user) => displayName(user, workspace))) ||
  'whoever looks after the policies';
