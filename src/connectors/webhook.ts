/**
 * A signed message for each step, to whatever can receive one. Where the receiver says who holds what, what is reported
 * as done was read back; where it does not, its word counts.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { nameInSystem, targetValue } from '../model/connector-target.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Reading, Step, StepResult } from '../model/provisioning.ts';
import type { AccountHolder, Connector } from './connector.ts';
import { type Answer, callerFor } from './http.ts';
import { addressOf, policyOf, type Reach, rolesByName, secretOf } from './reach.ts';
import { keyOf, messageOf, signatureHeaders } from './webhook-message.ts';
import { holdersIn } from './webhook-reading.ts';
import { named, plain } from './words.ts';

/** Milliseconds to wait before each look at what came of the steps but the first: a receiver may do it a little later. */
const looks = [0, 1000, 4000] as const;

/**
 * A connector to one receiver. The key is never in what it says.
 * @throws EnvironmentFailure where its address or its key is missing.
 */
export function webhook(reach: Reach): Connector {
  const { system, log, now = Date.now, wait = (milliseconds: number) => sleep(milliseconds) } = reach;
  const policy = policyOf(reach);
  const url = addressOf(reach, 'url');
  const readUrl = targetValue(policy, 'readUrl') === undefined ? undefined : addressOf(reach, 'readUrl');
  const secret = secretOf(reach, 'secretName', 'key');
  const key = keyOf(secret);
  const call = callerFor(reach, [secret.value]);
  const roles = rolesByName(reach);
  const people = new Map<string, AccountHolder>();

  const send = async (step: Step): Promise<string | undefined> => {
    const name = nameInSystem(policy, step.role);
    const message = messageOf(step, {
      system: system.id,
      name,
      person: people.get(step.subject),
      issuedAt: now(),
    });
    const body = JSON.stringify(message);
    const answer = await call({
      method: 'POST',
      url,
      body,
      headers: () => ({
        'content-type': 'application/json',
        'idempotency-key': message.id,
        ...signatureHeaders(key, message.id, now(), body),
      }),
      repeatable: true,
    });
    return problemOf(answer, secret.name);
  };

  const read = async (address: string): Promise<Reading> => {
    const id = `read_${randomUUID()}`;
    const answer = await call({
      method: 'GET',
      url: address,
      headers: () => ({ accept: 'application/json', ...signatureHeaders(key, id, now(), '') }),
      repeatable: true,
    });
    const refused =
      answer.status === 200 ? undefined : (problemOf(answer, secret.name) ?? `it answered ${answer.status}`);
    if (refused !== undefined)
      throw new EnvironmentFailure(`who holds what in \`${system.id}\` cannot be read: ${refused}`);
    const found = holdersIn(answer.body, roles);
    if ('problem' in found)
      throw new EnvironmentFailure(`what \`${system.id}\` answers is not who holds what: ${found.problem}`);
    if (found.otherRoles.length > 0)
      log(
        `\`${system.id}\` has roles that are not in the policies, which are left alone: ${named(found.otherRoles)}`,
      );
    return { holders: found.holders, targets: [] };
  };

  const sendAll = async (steps: readonly Step[]): Promise<ReadonlyMap<Step, string>> => {
    const problems = new Map<Step, string>();
    for (const step of steps) {
      const problem = await orSentence(() => send(step));
      if (problem !== undefined) problems.set(step, `\`${system.id}\` did not do it: ${problem}`);
    }
    return problems;
  };

  /** What is not so, after all, with the reason. */
  const readBack = async (
    steps: readonly Step[],
    address: string,
    problems: ReadonlyMap<Step, string>,
  ): Promise<ReadonlyMap<Step, string>> => {
    let wrong: ReadonlyMap<Step, string> = new Map();
    for (const pause of looks) {
      if (pause > 0) await wait(pause);
      let reading: Reading | undefined;
      const unread = await orSentence(async () => {
        reading = await read(address);
        return undefined;
      });
      wrong = new Map(
        steps.flatMap((step): [Step, string][] => {
          if (!reading) return [[step, `nobody can say what came of it: ${unread}`]];
          if (isSo(step, reading)) return [];
          const still = step.action === 'grant' ? 'does not have the role yet' : 'still has the role';
          return [[step, problems.get(step) ?? `\`${system.id}\` took it, but the account ${still}`]];
        }),
      );
      if ([...wrong.keys()].every((step) => problems.has(step))) break;
    }
    return wrong;
  };

  return {
    ...(readUrl === undefined ? {} : { read: () => read(readUrl) }),
    accountsOf: async (holders) => {
      for (const holder of holders) people.set(holder.user, holder);
      return new Map(holders.map(({ user }) => [user, { account: user, name: user }]));
    },
    apply: async (steps): Promise<readonly StepResult[]> => {
      const problems = await sendAll(steps);
      const wrong = readUrl === undefined ? problems : await readBack(steps, readUrl, problems);
      return steps.map((step) => {
        const why = wrong.get(step);
        return why === undefined ? { step, result: 'done' } : { step, result: 'failed', why };
      });
    },
  };
}

const isSo = ({ action, role, account }: Step, { holders }: Reading): boolean =>
  holders.some((holder) => holder.role === role && holder.account === account) === (action === 'grant');

/** Why a receiver did not do it, in half a sentence; nothing where it did. */
function problemOf({ status, body }: Answer, secretName: string): string | undefined {
  // 409 is what a receiver answers that has seen the idempotency key before.
  if ((status >= 200 && status < 300) || status === 409) return undefined;
  const said =
    typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
      ? `: ${plain(body.message)}`
      : '';
  if (status === 404 || status === 410)
    return `nobody is at its address any more (${status}); correct \`url\``;
  if (status === 401 || status === 403)
    return `it does not believe the signature (${status}${said}); is the key in \`${secretName}\` the same on both sides`;
  if (status === 429 || status === 503) return `it wants to be left alone for now (${status}${said})`;
  return `it answered ${status}${said}`;
}

async function orSentence(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EnvironmentFailure) return error.message;
    throw error;
  }
}
