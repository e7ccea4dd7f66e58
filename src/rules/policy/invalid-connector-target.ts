import { type TargetKey, targetValue } from '../../model/connector-target.ts';
import type { Finding } from '../../model/diagnostic.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { didYouMean, finding, inWords } from '../define.ts';
import { connectorsIn, type FoundConnector, payrollWith, scimExample, targetEntries } from './connectors.ts';

export const invalidConnectorTarget: PolicyRule = {
  kind: 'policy',
  code: 'GB428',
  name: 'invalid-connector-target',
  level: 'error',
  safety: false,
  summary: 'A connector has what it needs under `target`, and nothing else.',
  rationale:
    'A connector without its address or its group reaches nobody: what was approved is never given, and what has expired is never taken away. A key that it does not know has no effect, and is a slip of the pen (NIST SP 800-53 CM-6, SI-10). Which keys each kind knows stands in `docs/connectors.md`.',
  examples: {
    valid: [{ title: 'all that it needs', files: payrollWith(scimExample) }],
    invalid: [
      { title: 'no target at all', files: payrollWith('type: scim') },
      {
        title: 'a slip in a key',
        files: payrollWith(scimExample.replace('tokenSecret', 'tokenSecrt')),
      },
      {
        title: 'a key of another kind of connector',
        files: payrollWith(`${scimExample.replace('  url', '  team: payroll\n  url')}`),
      },
      {
        title: 'a way to find people that there is not',
        files: payrollWith(scimExample.replace('  url', '  match: email\n  url')),
      },
      {
        title: 'a repository without its owner',
        files: payrollWith('type: github-repository\ntarget:\n  repository: payroll-runs'),
      },
      {
        title: 'a name where a number belongs',
        files: payrollWith(
          'type: github-team\ntarget:\n  organization: acme\n  team: payroll\n  id: payroll',
        ),
      },
    ],
  },
  *check({ workspace }) {
    for (const found of connectorsIn(workspace)) {
      yield* strangers(found);
      yield* missing(found);
      yield* wrongValues(found);
    }
  },
};

function* strangers({ file, connector, keys }: FoundConnector): Iterable<Finding> {
  const known = Object.keys(keys);
  for (const key of Object.keys(connector.target ?? {}))
    if (!Object.hasOwn(keys, key))
      yield finding(file, ['connector', 'target', key], {
        message: `\`${connector.type}\` knows no \`${key}\` under \`target\``,
        help: () => didYouMean(key, known, `take it out: it knows ${inWords(known)}`),
        atKey: true,
      });
}

function* missing({ file, connector, keys }: FoundConnector): Iterable<Finding> {
  // A key that nobody knows is probably the one that is missing, and is said once.
  const strange = Object.keys(connector.target ?? {}).some((key) => !Object.hasOwn(keys, key));
  const absent = Object.entries(keys).filter(
    ([key, { required }]) => required && targetValue(connector, key) === undefined,
  );
  if (absent.length === 0 || strange) return;
  yield finding(file, connector.target ? ['connector', 'target'] : ['connector', 'type'], {
    message: `\`${connector.type}\` needs ${inWords(absent.map(([key]) => key))} under \`target\`, and there is none`,
    help: `write ${absent.map(([key, { example }]) => `\`${key}: ${example}\``).join(' and ')} under \`target\`, with the values of your system`,
  });
}

function* wrongValues(found: FoundConnector): Iterable<Finding> {
  for (const [key, value, what] of targetEntries(found)) {
    const expected = expectedOf(value, what);
    if (expected !== undefined)
      yield finding(found.file, ['connector', 'target', key], {
        message: `\`${value}\` is no value of \`${key}\``,
        help: () =>
          what.choices
            ? didYouMean(value, what.choices, `write ${inWords(what.choices, 'or')}`)
            : `write ${expected}, such as \`${key}: ${what.kind === 'number' ? `"${what.example}"` : what.example}\``,
      });
  }
}

/** What should stand there, where something else does. */
function expectedOf(value: string, { kind, choices }: TargetKey): string | undefined {
  if (choices && !choices.includes(value)) return 'one of these';
  if (kind === 'repository' && !/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(value))
    return 'the owner and the name';
  if (kind === 'number' && !/^[1-9]\d{0,17}$/.test(value)) return 'a number';
  return value.trim() === '' ? 'something' : undefined;
}
