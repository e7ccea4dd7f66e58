/** The connectors of all systems, as the rules about them see them. */
import { type ConnectorType, type TargetKey, targetKeys } from '../../model/connector-target.ts';
import type { System } from '../../model/system.ts';
import type { Sourced, Workspace } from '../../model/workspace.ts';
import { exampleCompany, examplePaths } from '../example-company.ts';

export interface FoundConnector {
  readonly file: Sourced<System>;
  readonly connector: NonNullable<System['connector']>;
  /** The keys that its kind knows. */
  readonly keys: Readonly<Record<string, TargetKey>>;
}

/** A kind that the schema does not know is said there. */
export function* connectorsIn({ systems }: Workspace): Iterable<FoundConnector> {
  for (const file of systems.all()) {
    const { connector } = file.value;
    const keys = connector && keysOf(connector.type);
    if (connector && keys) yield { file, connector, keys };
  }
}

const keysOf = (type: ConnectorType): Readonly<Record<string, TargetKey>> | undefined =>
  Object.hasOwn(targetKeys, type) ? targetKeys[type] : undefined;

/** Each value of a target, with what may stand there. */
export const targetEntries = ({
  connector,
  keys,
}: FoundConnector): readonly (readonly [key: string, value: string, what: TargetKey])[] =>
  Object.entries(connector.target ?? {}).flatMap(([key, value]) => {
    const what = Object.hasOwn(keys, key) ? keys[key] : undefined;
    return what ? [[key, value, what] as const] : [];
  });

/** The payroll of the example company with a connector, for the examples of these rules. */
export const payrollWith = (connector: string): Readonly<Record<string, string>> => ({
  [examplePaths.payroll]: `${exampleCompany[examplePaths.payroll] ?? ''}connector:\n${connector
    .trim()
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`,
});

/** A connector over SCIM in which everything is in order, and which the examples change. */
export const scimExample = `type: scim
target:
  url: https://payroll.example/scim/v2
  tokenSecret: PAYROLL_SCIM_TOKEN
roles:
  viewer: Payroll viewers`;
