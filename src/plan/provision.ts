/** What has to be done in a real system, so that it holds what is effective now, and nothing more of ours. */
import type { Access } from '../model/effective.ts';
import {
  type Account,
  type Carried,
  type CarriedInto,
  type Holder,
  holderKey,
  type Reading,
  type Step,
} from '../model/provisioning.ts';
import type { System } from '../model/system.ts';
import type { Holding, Sourced } from '../model/workspace.ts';
import { type Desired, desiredOf, type Missing } from './provision-desired.ts';

/** What is known of one system. */
export interface ProvisioningInput {
  readonly system: Sourced<System>;
  /** Its grants, as they are now. */
  readonly accesses: readonly Access[];
  /** What is written down and could not be read: nobody loses access because of that. */
  readonly unread: readonly Holding[];
  /** What the system says; absent where it cannot be read, and the ledger stands for it. */
  readonly reading: Reading | undefined;
  readonly carried: CarriedInto;
  readonly accounts: ReadonlyMap<string, Account>;
  /** The accounts that a grant of a role ever named, by `holderKey`, and whose they are. */
  readonly everNamed: ReadonlyMap<string, string>;
  readonly objectIdOf: (path: string) => string | undefined;
  /** So many removals at once are for a person to look at. */
  readonly limit: number;
  readonly prevailing?: ((roles: readonly string[]) => string) | undefined;
}

/** What is left as it is, and why. */
export interface LeftAlone {
  readonly role: string;
  readonly account: string;
  readonly name: string;
  readonly why: string;
}

/** What would be done in one system. Revocations come first. */
export interface ProvisioningPlan {
  readonly system: string;
  readonly revoke: readonly Step[];
  readonly grant: readonly Step[];
  /** Already as the grants say. */
  readonly inPlace: readonly Desired[];
  /** Of these the ledger does not know yet. */
  readonly firstSeen: readonly Step[];
  readonly leftAlone: readonly LeftAlone[];
  /** Who should have access and cannot be given it. */
  readonly missing: readonly Missing[];
  /** Changed in the system itself, and only said, as the settings have it. */
  readonly reported: readonly Step[];
  /** Of these nobody can tell, by `holderKey`; they stay as they are. */
  readonly unsure: ReadonlyMap<string, string>;
  readonly isTooMuch: boolean;
  readonly limit: number;
}

/** Nothing is planned from half an answer: `reading` is whole, or it is not there at all. */
export function planProvisioning(input: ProvisioningInput): ProvisioningPlan {
  const { system, carried, limit } = input;
  const { desired, missing, unsure } = desiredOf(input);
  const wanted = new Map(desired.map((each) => [holderKey(each), each]));
  const before = new Map(carried.all.map((each) => [holderKey(each), each]));
  const holders =
    input.reading?.holders.map((holder) => asGiven(holder, wanted, before)) ??
    carried.all.filter(({ isHeld }) => isHeld).map(asHolder);
  const held = new Set(holders.map(holderKey));
  const surplus = holders.filter((holder) => !wanted.has(holderKey(holder)));
  const written = writtenFor(input);
  const judged = surplus.map((holder) => judge(holder, { ...input, before, unsure, written }));
  const revoke = judged.flatMap(({ revoke: step }) => step ?? []);
  const grant = desired
    .filter((each) => !held.has(holderKey(each)))
    .map((each) => stepFor(each, before.get(holderKey(each))));
  const inPlace = desired.filter((each) => held.has(holderKey(each)));
  const only = system.value.connector?.drift === 'report';
  const drifted = (steps: readonly Step[], isDrift: boolean) =>
    steps.filter((step) => (only && step.isDrift === true) === isDrift);
  return {
    system: system.id,
    revoke: drifted(revoke, false),
    grant: drifted(grant, false),
    reported: [...drifted(revoke, true), ...drifted(grant, true)],
    inPlace,
    firstSeen: inPlace
      .filter((each) => before.get(holderKey(each))?.isHeld !== true)
      .map((each) => stepFor(each, undefined)),
    leftAlone: judged.flatMap(({ left }) => left ?? []),
    missing,
    unsure,
    isTooMuch: drifted(revoke, false).length > limit,
    limit,
  };
}

const asHolder = ({ role, account, subject }: Carried): Holder => ({
  role,
  account,
  name: subject || account,
});

/** Where a system shows more than was given: what should be there, or else was there, is what is there. */
function asGiven(
  holder: Holder,
  wanted: ReadonlyMap<string, unknown>,
  before: ReadonlyMap<string, Carried>,
): Holder {
  if (!holder.mayBe) return holder;
  const { account } = holder;
  const roles = [holder.role, ...holder.mayBe];
  const role =
    roles.find((each) => wanted.has(holderKey({ role: each, account }))) ??
    roles.find((each) => before.get(holderKey({ role: each, account }))?.isHeld === true);
  return role === undefined ? holder : { ...holder, role };
}

/** What was given and is gone has been taken away by somebody else. */
const stepFor = (
  { role, subject, account, name, path, objectId, until }: Desired,
  before: Carried | undefined,
): Step => ({
  action: 'grant',
  role,
  subject,
  account,
  name,
  path,
  ...(objectId === undefined ? {} : { objectId }),
  ...(until === undefined ? {} : { until }),
  ...(before && before.since > 0 ? { follows: before.since } : {}),
  ...(before?.isHeld === true ? { isDrift: true } : {}),
});

interface Judging extends ProvisioningInput {
  readonly before: ReadonlyMap<string, Carried>;
  readonly unsure: ReadonlyMap<string, string>;
  readonly written: ReadonlyMap<string, Access>;
}

/** The grants by the account that they speak of. */
function writtenFor({ accesses, accounts }: ProvisioningInput): ReadonlyMap<string, Access> {
  return new Map(
    accesses.flatMap((access) => {
      const { role, subject } = access.grant.value;
      const found = accounts.get(subject);
      return found && 'account' in found
        ? [[holderKey({ role, account: found.account }), access] as const]
        : [];
    }),
  );
}

/** Whether somebody who holds a role without a grant that is effective loses it. */
function judge(
  holder: Holder,
  { before, unsure, everNamed, written, system, prevailing }: Judging,
): { readonly revoke?: Step; readonly left?: LeftAlone } {
  const { role, account, name } = holder;
  const key = holderKey(holder);
  const left = (why: string) => ({ left: { role, account, name, why } });
  const notKnown = unsure.get(key);
  if (notKnown !== undefined) return left(notKnown);
  const known = before.get(key);
  const access = written.get(key);
  const isNamed = (each: string) => before.has(each) || written.has(each) || everNamed.has(each);
  // An account has one role at a time there: whoever was made more than we made them is still ours to take away.
  const isOurs =
    isNamed(key) ||
    (prevailing !== undefined &&
      Object.keys(system.value.roles).some((other) => isNamed(holderKey({ role: other, account }))));
  if (!isOurs && system.value.connector?.manage !== 'all') return left('no grant ever named it');
  const subject = access?.grant.value.subject ?? (known?.subject || everNamed.get(key)) ?? '';
  return {
    revoke: {
      action: 'revoke',
      role,
      subject,
      account,
      name,
      why: access?.notEffective ?? (isOurs ? 'no grant any more' : 'no grant ever named it'),
      ...(access ? { path: access.grant.path } : {}),
      ...(known && known.since > 0 ? { follows: known.since } : {}),
      // Taken away before, or never given by us: somebody else put it there.
      ...(known?.isHeld === true ? {} : { isDrift: true }),
    },
  };
}
