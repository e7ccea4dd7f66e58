/** The branches besides the default one: the ledger has to be the App's alone, and nothing may stand in the way of the automations. */
import { type Finding, ofList, unknown } from './finding.ts';
import { type Guard, githubActions, type RepositorySettings } from './repository-settings.ts';

/** Whether only the App may write the ledger, and nobody may rewrite or delete it. */
export function judgeLedgerBranch({ ledgerRulesets }: RepositorySettings): Finding {
  const id = 'ledger-branch';
  if ('unknown' in ledgerRulesets) return unknown(id, ledgerRulesets.unknown);
  if (ledgerRulesets.value === 'not offered') return { id, status: 'not ok', details: [], cause: 'plan' };
  const guards = ledgerRulesets.value;
  const wrong: string[] = [];
  const unread = new Set<string>();
  for (const { holds, isTight, none } of demands) {
    const providers = guards.filter(holds);
    if (providers.length === 0) wrong.push(none);
    if (providers.some(({ bypass }) => 'value' in bypass && isTight(bypass.value))) continue;
    for (const { name, bypass } of providers)
      if ('unknown' in bypass) unread.add(`who may bypass ${name} could not be read: ${bypass.unknown}`);
      else wrong.push(`${none}: ${name} ${passedBy(bypass.value)}`);
  }
  return ofList(id, wrong, [...unread]);
}

type Bypass = Extract<Guard['bypass'], { value: unknown }>['value'];

const nobody = (bypass: Bypass): boolean => bypass.length === 0;
/** Every workflow of the repository speaks as the app of `GITHUB_TOKEN`. */
const ownApp = (bypass: Bypass): boolean =>
  bypass.length > 0 && bypass.every(({ app }) => app !== undefined && app !== githubActions);

const passedBy = (bypass: Bypass): string =>
  bypass.length === 0
    ? 'lets nobody write, the App neither'
    : `may be bypassed by ${bypass.map(({ name }) => name).join(', ')}`;

/** What one ruleset has to see to, and whom it may let pass. */
const demands: readonly {
  readonly holds: (guard: Guard) => boolean;
  readonly isTight: (bypass: Bypass) => boolean;
  readonly none: string;
}[] = [
  {
    holds: ({ restrictsUpdates }) => restrictsUpdates,
    isTight: ownApp,
    none: 'no ruleset sees to it that the App alone writes',
  },
  {
    holds: ({ blocksForcePushes }) => blocksForcePushes,
    isTight: nobody,
    none: 'no ruleset keeps everybody from force pushes',
  },
  {
    holds: ({ blocksDeletion }) => blocksDeletion,
    isTight: nobody,
    none: 'no ruleset keeps everybody from deleting it',
  },
];

/** Git has no branch `a/b` where there is one that is called `a`. */
export function judgeAutomationBranches({ automationBranches }: RepositorySettings): Finding {
  const id = 'automation-branches';
  if ('unknown' in automationBranches) return unknown(id, automationBranches.unknown);
  return ofList(
    id,
    automationBranches.value
      .filter((name) => /^grantbook(?:\/[^/]+\/.*)?$/s.test(name))
      .map((name) => {
        const kept = name === 'grantbook' ? 'grantbook/expire' : name.split('/').slice(0, 2).join('/');
        return `the branch \`${name}\` is there, so that there can be none called \`${kept}\``;
      }),
  );
}
