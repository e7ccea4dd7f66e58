/**
 * Carries steps out on GitHub: looks first, writes only what is not so yet, and looks again. An account has one place at
 * a time in a team or a repository, so to take one place away and to give another is one change of place.
 */
import { EnvironmentFailure } from '../model/failure.ts';
import type { Holder, Reading, Step, StepResult } from '../model/provisioning.ts';

/** Somebody on GitHub: an account, and the name that it goes by at this moment. */
export interface Who {
  readonly account: string;
  readonly login: string;
}

/** What a connector can do with one account. Each throws `EnvironmentFailure` with the reason. */
export interface Hands {
  read(): Promise<Reading>;
  /** Where an account has one place at a time. */
  whereIs(role: string): string;
  loginOf(account: string): Promise<string | undefined>;
  give(role: string, who: Who, holder: Holder | undefined): Promise<void>;
  take(role: string, who: Who, holder: Holder): Promise<void>;
}

interface Tried {
  readonly step: Step;
  readonly why?: string;
  /** The name that was written to; absent where nothing had to be written. */
  readonly login?: string;
}

/** Carries steps out in their order, each whatever becomes of the others. */
export async function carryOut(steps: readonly Step[], hands: Hands): Promise<readonly StepResult[]> {
  if (steps.length === 0) return [];
  const before = await attempt(() => hands.read());
  if (typeof before === 'string') return steps.map((step) => ({ step, result: 'failed', why: before }));
  const tried = await carryOutEach(steps, before, hands);
  const hasWritten = tried.some(({ login }) => login !== undefined);
  const after = hasWritten ? await attempt(() => hands.read()) : before;
  const results: StepResult[] = [];
  for (const each of tried) {
    // What an answer said is one thing, and what is so now another: an answer can be lost on its way.
    const why =
      typeof after === 'string'
        ? (each.why ?? (each.login && `what was done could not be read back: ${after}`))
        : each.why !== undefined && each.login === undefined
          ? each.why
          : await whyNotSeen(each, steps, before, after, hands);
    results.push(
      why === undefined ? { step: each.step, result: 'done' } : { step: each.step, result: 'failed', why },
    );
  }
  return results;
}

async function carryOutEach(steps: readonly Step[], before: Reading, hands: Hands): Promise<Tried[]> {
  const placeOf = ({ role, account }: Pick<Step, 'role' | 'account'>) =>
    `${hands.whereIs(role)}\u0000${account}`;
  /** The role that an account was put into by this very run; `undefined` for none. */
  const changed = new Map<string, string | undefined>();
  const tried: Tried[] = [];
  for (const [at, step] of steps.entries()) {
    const place = placeOf(step);
    const holder = before.holders.find((each) => placeOf(each) === place);
    const isSo = changed.has(place)
      ? (changed.get(place) === step.role) === (step.action === 'grant')
      : fits(holder, step.role) === (step.action === 'grant');
    if (isSo) {
      tried.push({ step });
      continue;
    }
    const next =
      step.action === 'grant'
        ? step
        : steps.slice(at + 1).find((each) => each.action === 'grant' && placeOf(each) === place);
    let login: string | undefined;
    const why = await attempt(async () => {
      login = await hands.loginOf(step.account);
      if (login === undefined) throw new EnvironmentFailure('GitHub knows no such account any more');
      const who = { account: step.account, login };
      if (next) await hands.give(next.role, who, holder);
      else if (holder) await hands.take(step.role, who, holder);
      changed.set(place, next?.role);
    });
    tried.push({
      step,
      ...(typeof why === 'string' ? { why } : {}),
      ...(login === undefined ? {} : { login }),
    });
  }
  return tried;
}

/** What is not so, whether or not it was carried out; where the name went over to somebody else, they lose it again. */
async function whyNotSeen(
  { step, why, login }: Tried,
  steps: readonly Step[],
  before: Reading,
  after: Reading,
  hands: Hands,
): Promise<string | undefined> {
  const where = hands.whereIs(step.role);
  const isThere = (each: Holder) => hands.whereIs(each.role) === where;
  const holder = after.holders.find((each) => isThere(each) && each.account === step.account);
  if (step.action === 'revoke') {
    const isNowAnother = steps.some(
      (each) =>
        each.action === 'grant' &&
        each.account === step.account &&
        hands.whereIs(each.role) === where &&
        fits(holder, each.role),
    );
    return !fits(holder, step.role) || isNowAnother
      ? undefined
      : (why ?? 'GitHub took it, and still shows the access; the next run looks again');
  }
  if (fits(holder, step.role)) return undefined;
  const stranger = after.holders.find(
    (each) =>
      isThere(each) &&
      each.name.toLowerCase() === login?.toLowerCase() &&
      !before.holders.some((old) => isThere(old) && old.account === each.account),
  );
  if (!stranger) return why ?? 'GitHub took it, and does not show the access; the next run looks again';
  const undone = await attempt(() =>
    hands.take(stranger.role, { account: stranger.account, login: stranger.name }, stranger),
  );
  return `the name \`${stranger.name}\` went over to another account just then, which ${
    typeof undone === 'string'
      ? `has the access now: take it away by hand (${undone})`
      : 'had the access for a moment and lost it again'
  }; the next run tries again`;
}

const fits = (holder: Holder | undefined, role: string): boolean =>
  holder?.role === role || holder?.mayBe?.includes(role) === true;

/** The reason where it fails, as text; a mistake of ours is no reason. */
async function attempt<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof EnvironmentFailure) return error.message;
    throw error;
  }
}
