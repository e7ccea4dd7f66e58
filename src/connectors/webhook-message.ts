/** What a webhook is sent, and how it is signed (Standard Webhooks, github.com/standard-webhooks/standard-webhooks). */
import { createHash, createHmac } from 'node:crypto';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { Step } from '../model/provisioning.ts';
import type { AccountHolder } from './connector.ts';
import type { Secret } from './reach.ts';

/** The body of a message, as receivers read it. */
export interface Message {
  readonly version: 1;
  readonly id: string;
  readonly action: 'grant' | 'revoke';
  readonly system: string;
  /** What the role is called there. */
  readonly role: string;
  readonly subject: {
    readonly account: string;
    readonly userName?: string;
    readonly displayName?: string;
    readonly email?: string;
  };
  /** The grant that it is done for. `until` is the first instant without the access. */
  readonly grant: { readonly path?: string; readonly objectId?: string; readonly until?: string };
  readonly issuedAt: string;
}

/**
 * The same for the same step for ever, so that a receiver that remembers it does it once; another one for whatever
 * differs, the next shift of the same grant too.
 */
export function idempotencyKey(system: string, name: string, step: Step): string {
  const { role, account, action, path = null, objectId = null, until = null, follows = null } = step;
  const told = JSON.stringify([system, role, name, account, action, path, objectId, until, follows]);
  return `gb_${createHash('sha256').update(told).digest('base64url')}`;
}

const inWords = (instant: Instant): string => new Date(instant).toISOString();

export function messageOf(
  step: Step,
  of: {
    readonly system: string;
    readonly name: string;
    readonly person: AccountHolder | undefined;
    readonly issuedAt: Instant;
  },
): Message {
  const { action, account, subject, path, objectId, until } = step;
  const { system, name, person, issuedAt } = of;
  return {
    version: 1,
    id: idempotencyKey(system, name, step),
    action,
    system,
    role: name,
    subject: {
      account,
      ...(subject === '' ? {} : { userName: subject }),
      ...(person === undefined ? {} : { displayName: person.displayName }),
      ...(person?.email === undefined ? {} : { email: person.email }),
    },
    grant: {
      ...(path === undefined ? {} : { path }),
      ...(objectId === undefined ? {} : { objectId }),
      ...(until === undefined ? {} : { until: inWords(until) }),
    },
    issuedAt: inWords(issuedAt),
  };
}

/** Bytes of a key: the specification asks for 24 to 64. */
const [shortestKey, longestKey] = [24, 64];

/**
 * The key in a secret, as the specification writes it: `whsec_` and the bytes in base64.
 * @throws EnvironmentFailure where it is written otherwise, or is too short to be safe.
 */
export function keyOf({ name, value }: Secret): Buffer {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? [];
  const key = Buffer.from(base64, 'base64');
  if (key.length < shortestKey || key.length > longestKey)
    throw new EnvironmentFailure(
      `what is in \`${name}\` is no key for a webhook: it is \`whsec_\` and ${shortestKey} to ${longestKey} bytes in base64, as \`echo "whsec_$(openssl rand -base64 32)"\` makes it`,
    );
  return key;
}

/** The headers that prove who sent a body, and when. The same id may be sent again, with the time of then. */
export function signatureHeaders(
  key: Uint8Array,
  id: string,
  sentAt: Instant,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
