/** Who should hold what in a real system now, by account. */
import type { Access, NotEffective } from '../model/effective.ts';
import type { Instant } from '../model/period.ts';
import { type Account, holderKey } from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Holding, Sourced } from '../model/workspace.ts';

/** Access that is effective now. */
export interface Desired {
  readonly role: string;
  readonly subject: string;
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly objectId?: string;
  /** The first instant without it; absent for standing access. */
  readonly until?: Instant;
}

/** Somebody who should have access and cannot be given it. */
export interface Missing {
  readonly subject: string;
  readonly role: string;
  readonly why: string;
}

interface Input {
  readonly system: Sourced<System>;
  readonly accesses: readonly Access[];
  readonly unread: readonly Holding[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly objectIdOf: (path: string) => string | undefined;
  readonly prevailing?: ((roles: readonly string[]) => string) | undefined;
}

/** What nobody can tell: whoever has such access keeps it, and nobody gets it. */
const undecided: ReadonlySet<NotEffective> = new Set(['flawed', 'end unknown']);

/** A person does not come and go with the hours of a day. */
const notByHand: ReadonlySet<NotEffective> = new Set(['outside its hours', 'not started']);

const whyUnsure = (why: NotEffective): string =>
  why === 'flawed'
    ? 'its grant, or the file of the person, has an error'
    : why === 'end unknown'
      ? 'nobody can tell when its grant ends'
      : 'its grant has hours, which are not followed by hand';

/** Of people who share an account, none is given anything: nobody could tell whose it is. */
export function desiredOf({ system, accesses, unread, accounts, objectIdOf, prevailing }: Input): {
  readonly desired: readonly Desired[];
  readonly missing: readonly Missing[];
  /** By `holderKey`: why nobody can tell. */
  readonly unsure: ReadonlyMap<string, string>;
} {
  const byHand = (system.value.connector?.type ?? 'task') === 'task';
  const unsure = new Map<string, string>();
  const inDoubt = new Set<string>();
  const leave = (holder: { readonly role: string; readonly account: string }, why: string): void => {
    unsure.set(holderKey(holder), why);
    inDoubt.add(holder.account);
  };
  const doubt = (role: string, subject: string, why: string): void => {
    const found = accounts.get(subject);
    if (found && 'account' in found) leave({ role, account: found.account }, why);
  };
  for (const { role, subject } of unread)
    doubt(role, subject, 'its grant, or the file of the person, could not be read');
  const missing: Missing[] = [];
  const desired: Desired[] = [];
  // Somebody who left and came back under another name shares an account with nobody who has access.
  const effective = new Set(
    accesses.flatMap(({ grant, notEffective }) => (notEffective === undefined ? [grant.value.subject] : [])),
  );
  const owners = sharedAccounts([...accounts].filter(([user]) => effective.has(user)));
  for (const access of accesses) {
    const { grant, notEffective, end } = access;
    const { subject, role } = grant.value;
    if (notEffective !== undefined) {
      if (undecided.has(notEffective) || (byHand && notByHand.has(notEffective)))
        doubt(role, subject, whyUnsure(notEffective));
      continue;
    }
    const found = accounts.get(subject) ?? { missing: 'nobody could say which account is theirs' };
    if ('missing' in found) {
      missing.push({ subject, role, why: found.missing });
      continue;
    }
    const others = (owners.get(found.account) ?? []).filter((user) => user !== subject);
    if (others.length > 0) {
      missing.push({ subject, role, why: `\`${others.join('`, `')}\` has the same account` });
      leave({ role, account: found.account }, 'several people have this account');
      continue;
    }
    const objectId = objectIdOf(grant.path);
    desired.push({
      role,
      subject,
      account: found.account,
      name: found.name,
      path: grant.path,
      ...(objectId === undefined ? {} : { objectId }),
      ...(typeof end === 'string' ? {} : { until: end.at }),
    });
  }
  return { desired: prevailing ? oneEach(desired, inDoubt, prevailing) : desired, missing, unsure };
}

function sharedAccounts(
  accounts: Iterable<readonly [user: string, Account]>,
): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [user, found] of accounts)
    if ('account' in found) owners.set(found.account, [...(owners.get(found.account) ?? []), user]);
  return owners;
}

/** Where an account holds one role at a time, the greatest of its roles is given; in doubt about one, nothing changes. */
function oneEach(
  desired: readonly Desired[],
  inDoubt: ReadonlySet<string>,
  prevailing: (roles: readonly string[]) => string,
): readonly Desired[] {
  const roles = new Map<string, string[]>();
  for (const { account, role } of desired) roles.set(account, [...(roles.get(account) ?? []), role]);
  return desired.filter(
    ({ account, role }) => !inDoubt.has(account) && prevailing(roles.get(account) ?? []) === role,
  );
}
