/** Carries steps into groups and reads back what came of them; what is not so yet is tried again, a few times. */
import { EnvironmentFailure } from '../model/failure.ts';
import type { Step, StepResult } from '../model/provisioning.ts';
import type { Group } from './scim-groups.ts';
import type { Refusal } from './scim-write.ts';
import { named } from './words.ts';

/** Milliseconds to wait after each try but the last: some servers show a change a little later. */
const pauses = [1000, 4000, undefined] as const;

/** What carrying out needs of a server. */
export interface Hands {
  readonly system: string;
  /** The group of a role as it is. @throws EnvironmentFailure */
  readonly look: (role: string) => Promise<Group>;
  /** @throws EnvironmentFailure where no answer came; it may have been done all the same. */
  readonly change: (step: Step, group: Group) => Promise<Refusal>;
  /** Whether a change has to begin with the group as it is right then. */
  readonly isFresh: () => boolean;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly log: (message: string) => void;
}

/** A group as it is, or why nobody can say. */
type Seen = Group | { readonly why: string };

const isSo = ({ action, account }: Step, state: Seen | undefined): boolean =>
  state !== undefined && !('why' in state) && state.people.has(account) === (action === 'grant');

/** Each step whatever becomes of the others. */
export async function carryOut(steps: readonly Step[], hands: Hands): Promise<readonly StepResult[]> {
  const roles = [...new Set(steps.map(({ role }) => role))];
  const refusals = new Map<Step, Refusal>();
  let seen = await lookAt(roles, hands);
  const isOpen = (step: Step) => !isSo(step, seen.get(step.role)) && !refusals.get(step)?.isFinal;
  for (const pause of pauses) {
    const touched = new Set<string>();
    for (const step of steps.filter(isOpen)) {
      if (hands.isFresh() && touched.has(step.role)) seen.set(step.role, await lookAgain(step.role, hands));
      touched.add(step.role);
      refusals.set(step, await tryStep(step, seen.get(step.role), hands));
    }
    const before = seen;
    if (touched.size > 0) seen = new Map([...seen, ...(await lookAt([...touched], hands))]);
    for (const role of touched) sayWhoIsGone(role, steps, before.get(role), seen.get(role), hands);
    if (pause === undefined || !steps.some(isOpen)) break;
    await hands.wait(pause);
    seen = await lookAt(roles, hands);
  }
  return steps.map((step) => resultOf(step, seen.get(step.role), refusals.get(step), hands));
}

async function lookAt(roles: readonly string[], hands: Hands): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const role of roles) seen.set(role, await lookAgain(role, hands));
  return seen;
}

async function lookAgain(role: string, { look }: Hands): Promise<Seen> {
  try {
    return await look(role);
  } catch (error) {
    return { why: sentenceOf(error) };
  }
}

async function tryStep(step: Step, state: Seen | undefined, { change }: Hands): Promise<Refusal> {
  if (!state || 'why' in state) return { why: state?.why ?? 'nobody looked', isFinal: false };
  try {
    return await change(step, state);
  } catch (error) {
    return { why: sentenceOf(error), isFinal: false };
  }
}

/** Others take people out at the same time, and a server can misunderstand: either way somebody should look. */
function sayWhoIsGone(
  role: string,
  steps: readonly Step[],
  before: Seen | undefined,
  after: Seen | undefined,
  { system, log }: Hands,
): void {
  if (!before || 'why' in before || !after || 'why' in after) return;
  const ours = new Set(steps.flatMap((step) => (step.role === role ? [step.account] : [])));
  const gone = [...before.people].filter(([account]) => !after.people.has(account) && !ours.has(account));
  if (gone.length > 0)
    log(
      `while the group of \`${role}\` in \`${system}\` was written, others went out of it: ${named(gone.map(([, name]) => name))}`,
    );
}

function resultOf(step: Step, state: Seen | undefined, refusal: Refusal, { system }: Hands): StepResult {
  if (isSo(step, state)) return { step, result: 'done' };
  if (!state || 'why' in state)
    return {
      step,
      result: 'failed',
      why: `nobody can say what came of it, since it could not be read back: ${state?.why}`,
    };
  if (refusal) return { step, result: 'failed', why: `\`${system}\` did not do it: ${refusal.why}` };
  const still = step.action === 'grant' ? 'is not in the group' : 'is still in the group';
  return { step, result: 'failed', why: `\`${system}\` says that it is done, but the account ${still}` };
}

function sentenceOf(error: unknown): string {
  if (error instanceof EnvironmentFailure) return error.message;
  throw error;
}
