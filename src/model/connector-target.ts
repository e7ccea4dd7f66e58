/** What each kind of connector has to know to find a system: the keys of `connector.target`, and what may stand in them. */
import type { System } from './system.ts';

export type ConnectorType = NonNullable<System['connector']>['type'];

/** What the value of a key is. */
type TargetKind = 'address' | 'base-address' | 'secret-name' | 'repository' | 'number' | 'text';

export interface TargetKey {
  readonly kind: TargetKind;
  readonly required?: true;
  /** The only values that it may have. */
  readonly choices?: readonly string[];
  /** An example, to be copied. */
  readonly example: string;
}

const invite: TargetKey = { kind: 'text', choices: ['yes', 'no'], example: '"yes"' };

export const targetKeys: Readonly<Record<ConnectorType, Readonly<Record<string, TargetKey>>>> = {
  task: { instructions: { kind: 'text', example: 'Settings → Users → Roles' } },
  'github-team': {
    organization: { kind: 'text', required: true, example: 'acme' },
    team: { kind: 'text', example: 'web-shop' },
    id: { kind: 'number', example: '1234567' },
    invite,
  },
  'github-repository': {
    repository: { kind: 'repository', required: true, example: 'acme/web-shop' },
    id: { kind: 'number', example: '1234567' },
    invite,
  },
  scim: {
    url: { kind: 'base-address', required: true, example: 'https://crm.example/scim/v2' },
    tokenSecret: { kind: 'secret-name', required: true, example: 'CRM_SCIM_TOKEN' },
    match: { kind: 'text', choices: ['userName', 'user', 'emails', 'externalId'], example: 'emails' },
    groupPrefix: { kind: 'text', example: 'grantbook-' },
  },
  webhook: {
    url: { kind: 'address', required: true, example: 'https://crm.example/hooks/access' },
    secretName: { kind: 'secret-name', required: true, example: 'CRM_WEBHOOK_SECRET' },
    readUrl: { kind: 'address', example: 'https://crm.example/hooks/holders' },
  },
};

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Why nothing may be sent to an address, in half a sentence; nothing where it may. A token must not travel in the clear
 * (RFC 6750, 5.3; RFC 7644, 7.2), except to this very machine.
 */
export function addressProblem(text: string, kind: 'address' | 'base-address'): string | undefined {
  if (!URL.canParse(text)) return 'is not an address';
  const { protocol, hostname, username, password, hash, search } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.includes(hostname)))
    return 'does not begin with `https://`';
  if (username !== '' || password !== '') return 'holds a name or a password';
  if (hash !== '' || text.includes('#')) return 'holds a `#`';
  if (kind === 'base-address' && (search !== '' || text.includes('?'))) return 'holds a `?`';
  return undefined;
}

/** What GitHub and its Actions set themselves: none of it is for others. GitHub allows no secret of such a name. */
const reserved = /^(?:GITHUB|ACTIONS|RUNNER|INPUT|GRANTBOOK)_/;

/**
 * Why a text is not the name of a secret, in half a sentence that does not repeat it; nothing where it is. GitHub writes
 * names of secrets in capital letters, digits and `_` (GitHub Docs, "Secrets reference").
 */
export function secretNameProblem(
  text: string,
): 'looks like the secret itself' | 'is no name' | 'is reserved' | undefined {
  if (looksLikeSecret(text)) return 'looks like the secret itself';
  if (!/^[A-Z_][A-Z0-9_]*$/.test(text)) return 'is no name';
  return reserved.test(text) ? 'is reserved' : undefined;
}

const knownBeginning =
  /^(?:gh[pousr]_|github_pat_|xox[a-z]-|sk[-_](?:live|test)|whsec_|eyJ|AKIA|ASIA|SSWS |Bearer |ya29\.|-----BEGIN)/;

/** Long, and of letters and digits mixed as no words are. */
function looksLikeSecret(text: string): boolean {
  if (knownBeginning.test(text)) return true;
  return text.split(/[_\s]/).some((part) => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part));
}

type ConnectorPolicy = NonNullable<System['connector']>;

/** A value of the target, where the policy has it itself. */
export const targetValue = ({ target = {} }: ConnectorPolicy, key: string): string | undefined =>
  Object.hasOwn(target, key) ? target[key] : undefined;

/** What a role is called in the real system. */
export function nameInSystem(connector: ConnectorPolicy, role: string): string {
  const { roles = {}, type } = connector;
  const own = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (own !== undefined) return own;
  return type === 'scim' ? `${targetValue(connector, 'groupPrefix') ?? ''}${role}` : role;
}

const sameOnGitHub = new Map([
  ['pull', 'read'],
  ['push', 'write'],
]);

/**
 * Where a role leads, the same for all names of the same thing: the place, such as an address or an organization, and what
 * it is there. Nothing where roles are no more than words for a person, or the place is not said.
 */
export function destinationOf(
  connector: ConnectorPolicy,
  role: string,
): { readonly place: string; readonly name: string } | undefined {
  const name = nameInSystem(connector, role);
  const lower = name.toLowerCase();
  const at = (key: string) => targetValue(connector, key)?.toLowerCase();
  const found = (place: string | undefined, what: string) =>
    place === undefined ? undefined : { place: `${connector.type} ${place}`, name: what };
  switch (connector.type) {
    case 'scim':
    case 'webhook':
      return found(at('url')?.replace(/\/+$/, ''), name);
    case 'github-repository':
      return found(at('repository'), sameOnGitHub.get(name) ?? name);
    case 'github-team': {
      const isHere = lower === 'member' || lower === 'maintainer';
      return found(
        at('organization'),
        isHere ? `${at('team') ?? ''}/${lower}` : lower.replace(/^([^/]+)$/, '$1/member'),
      );
    }
    case 'task':
      return undefined;
  }
}
