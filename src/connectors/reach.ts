/** What every connector is given, and how it reads the policy of its system and its secrets. */
import {
  addressProblem,
  nameInSystem,
  secretNameProblem,
  targetKeys,
  targetValue,
} from '../model/connector-target.ts';
import { EnvironmentFailure } from '../model/failure.ts';
import type { Instant } from '../model/period.ts';
import type { System } from '../model/system.ts';

/** How patient a connector is, and how much it takes. */
export interface Limits {
  /** Milliseconds until an answer has come as a whole. */
  readonly timeout: number;
  /** Bytes of one answer. */
  readonly size: number;
  /** Milliseconds that it waits at once because a server asks for it. */
  readonly wait: number;
  /** Milliseconds that it waits in all. */
  readonly waits: number;
}

const usualLimits: Limits = { timeout: 30_000, size: 20_000_000, wait: 90_000, waits: 300_000 };

export interface Reach {
  readonly system: { readonly id: string; readonly value: System };
  /** Where secrets are, by the names that the policies give. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: (message: string) => void;
  readonly fetch?: typeof fetch;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly now?: () => Instant;
  readonly limits?: Partial<Limits>;
}

export const limitsOf = ({ limits }: Reach): Limits => ({ ...usualLimits, ...limits });

export const policyOf = ({ system }: Reach): NonNullable<System['connector']> => {
  if (system.value.connector === undefined)
    throw new EnvironmentFailure(`the system \`${system.id}\` has no \`connector\``);
  return system.value.connector;
};

/** A value that the connector cannot do without. @throws EnvironmentFailure where it is missing. */
function needed(reach: Reach, key: string): string {
  const value = targetValue(policyOf(reach), key);
  if (value === undefined || value === '')
    throw new EnvironmentFailure(
      `the connector of \`${reach.system.id}\` has no \`${key}\` under \`target\``,
    );
  return value;
}

/**
 * The address under a key, without a slash at its end.
 * @throws EnvironmentFailure where it is missing, or nothing may be sent there.
 */
export function addressOf(reach: Reach, key: string): string {
  const text = needed(reach, key);
  const kind = targetKeys[policyOf(reach).type][key]?.kind;
  const problem = addressProblem(text, kind === 'base-address' ? kind : 'address');
  if (problem !== undefined)
    throw new EnvironmentFailure(`the address \`${key}\` of \`${reach.system.id}\` ${problem}`);
  return kind === 'base-address' ? text.replace(/\/+$/, '') : text;
}

/** A secret, and the name of the environment variable that it was in. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/**
 * The secret whose name stands under a key.
 * @throws EnvironmentFailure where there is none; its value is in no message.
 */
export function secretOf(reach: Reach, key: string, what: string): Secret {
  const name = needed(reach, key);
  const problem = secretNameProblem(name);
  if (problem !== undefined)
    throw new EnvironmentFailure(
      `\`${key}\` of \`${reach.system.id}\` ${problem}: write the name of a secret, such as \`${targetKeys[policyOf(reach).type][key]?.example ?? 'CRM_TOKEN'}\``,
    );
  // A secret is often pasted with the end of its line.
  const value = reach.environment[name]?.trim() ?? '';
  if (value === '')
    throw new EnvironmentFailure(
      `there is no ${what} in \`${name}\`; give the step \`env: {${name}: …}\` from the secret of that name`,
    );
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new EnvironmentFailure(
      `what is in \`${name}\` is no ${what}: it holds blanks or letters that none has`,
    );
  return { name, value };
}

/** The roles of the system, by what they are called there. @throws EnvironmentFailure where two share a name. */
export function rolesByName(reach: Reach): ReadonlyMap<string, string> {
  const policy = policyOf(reach);
  const byName = new Map<string, string>();
  for (const role of Object.keys(reach.system.value.roles)) {
    const name = nameInSystem(policy, role);
    const other = byName.get(name);
    if (other !== undefined)
      throw new EnvironmentFailure(
        `the roles \`${other}\` and \`${role}\` of \`${reach.system.id}\` are both called \`${name}\` there`,
      );
    byName.set(name, role);
  }
  return byName;
}
