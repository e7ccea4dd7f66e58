/** Systems, steps and people for connectors, and a reach that waits for nobody. */
import type { AccountHolder, Connector } from '../../src/connectors/connector.ts';
import type { Limits, Reach } from '../../src/connectors/reach.ts';
import type { Step } from '../../src/model/provisioning.ts';
import type { Role, System } from '../../src/model/system.ts';

const role: Role = { title: 'Role', description: 'A role.', permissions: ['use'], risk: 'low' };

export const testToken = 'topsecret-9f8e7d6c5b4a';
export const testKey = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

/** A reach to a test server, with what it said and how long it would have waited. */
export interface TestReach extends Reach {
  readonly said: string[];
  readonly waited: number[];
}

export function reachTo(
  connector: NonNullable<System['connector']>,
  options: {
    readonly roles?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly limits?: Partial<Limits>;
    readonly now?: () => number;
  } = {},
): TestReach {
  const said: string[] = [];
  const waited: number[] = [];
  return {
    system: {
      id: 'crm',
      value: {
        version: 1,
        name: 'CRM',
        description: 'Customers.',
        dataClassification: 'internal',
        permissions: { use: 'Use it' },
        roles: Object.fromEntries((options.roles ?? ['viewer', 'editor']).map((id) => [id, role])),
        connector,
      },
    },
    environment: options.environment ?? { CRM_TOKEN: testToken, CRM_KEY: testKey },
    log: (message) => said.push(message),
    wait: async (milliseconds) => {
      waited.push(milliseconds);
    },
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.now ? { now: options.now } : {}),
    said,
    waited,
  };
}

export const scimPolicy = (
  url: string,
  target: Readonly<Record<string, string>> = {},
  roles?: Readonly<Record<string, string>>,
): NonNullable<System['connector']> => ({
  type: 'scim',
  target: { url, tokenSecret: 'CRM_TOKEN', ...target },
  ...(roles ? { roles } : {}),
});

export const personOf = (user: string, more: Partial<AccountHolder> = {}): AccountHolder => ({
  user,
  displayName: user,
  email: `${user}@example.com`,
  ...more,
});

export const step = (
  action: Step['action'],
  role: string,
  account: string,
  more: Partial<Step> = {},
): Step => ({
  action,
  role,
  subject: account,
  account,
  name: account,
  ...more,
});

/** "grant viewer u1: done", or what went wrong. */
export async function outcomes(connector: Connector, steps: readonly Step[]): Promise<readonly string[]> {
  const results = await connector.apply(steps);
  return results.map(
    ({ step: { action, role: of, account }, result, why }) =>
      `${action} ${of} ${account}: ${result}${why === undefined ? '' : ` (${why})`}`,
  );
}

/** "viewer: u1, u2". */
export async function holdersOf(connector: Connector): Promise<readonly string[]> {
  const reading = await connector.read?.();
  return (reading?.holders ?? []).map(({ role: of, account }) => `${of}: ${account}`).sort();
}
