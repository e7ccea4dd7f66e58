/** What guards the default branch: rulesets and classic branch protection add up, and the strictest of each holds. */
import type { People } from './doctor-people.ts';
import {
  type Finding,
  finding,
  ofList,
  type SettingId,
  type Status,
  settingIds,
  unknown,
} from './finding.ts';
import { type Guard, githubActions, type RepositorySettings } from './repository-settings.ts';

/** Settings that one guard is enough for. */
const needed: readonly (readonly [SettingId, (guard: Guard) => boolean])[] = [
  ['pull-request', (guard) => guard.requiresPullRequest],
  ['stale-reviews', (guard) => guard.dismissesStaleReviews],
  ['code-owners', (guard) => guard.requiresCodeOwners],
  ['force-pushes', (guard) => guard.blocksForcePushes],
  ['deletions', (guard) => guard.blocksDeletion],
];

/** The guards that are known, and the reasons why others may be missing. */
interface Guards {
  readonly known: readonly Guard[];
  readonly unread: readonly string[];
}

function guardsOf({ rulesets, branchProtection }: RepositorySettings): Guards {
  const known: Guard[] = [];
  const unread: string[] = [];
  if ('unknown' in rulesets) unread.push(`the rulesets could not be read: ${rulesets.unknown}`);
  else if (rulesets.value !== 'not offered') known.push(...rulesets.value);
  if ('unknown' in branchProtection)
    unread.push(`the branch protection could not be read: ${branchProtection.unknown}`);
  else if (branchProtection.value !== null && branchProtection.value !== 'not offered')
    known.push(branchProtection.value);
  return { known, unread };
}

/** The findings about the plan, the protection, and what it asks for. */
export function judgeProtection(settings: RepositorySettings, people: People, checkName: string): Finding[] {
  const { rulesets } = settings;
  const offered = !('value' in rulesets && rulesets.value === 'not offered');
  const plan = finding(
    'plan',
    'unknown' in rulesets ? 'unknown' : offered ? 'ok' : 'not ok',
    ...('unknown' in rulesets ? [rulesets.unknown] : []),
  );
  const guards = guardsOf(settings);
  const guarding = guards.known.filter(
    (guard) => guard.requiresPullRequest || guard.requiredChecks.length > 0,
  );
  if (guarding.length === 0) {
    const protection = unprotected(settings, guards, offered);
    const dependent = (['required-check', ...needed.map(([id]) => id), 'bypass'] as const).map(
      (id): Finding => ({
        id,
        status: protection.status,
        details: [],
        cause: protection.cause ?? 'protection',
      }),
    );
    return [plan, protection, ...inOrder([...dependent, judgeApprovals(guards, people)])];
  }
  const names = guarding.map(({ name }) => name).join(' and ');
  return inOrder([
    plan,
    finding('protection', 'ok', `by ${names}`),
    judgeCheck(guards, checkName),
    judgeApprovals(guards, people),
    ...needed.map(([id, holds]) =>
      guards.known.some(holds) ? finding(id, 'ok') : finding(id, missing(guards), ...guards.unread),
    ),
    judgeBypass(guards, checkName),
  ]);
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => settingIds.indexOf(a.id) - settingIds.indexOf(b.id));

/**
 * GitHub counts an approval only of somebody who may write (GitHub Docs, "Approving a pull request with required
 * reviews"). Where approvers need Read alone, a number of required approvals would hold up what they approved, and
 * what nobody has to approve.
 */
function judgeApprovals({ known, unread }: Guards, people: People): Finding {
  const id = 'required-approvals';
  const wanting = known.filter((guard) => guard.requiresApprovals).map(({ name }) => name);
  if ('value' in people && people.value.permission === 'write') return finding(id, 'ok');
  if (wanting.length === 0) return finding(id, unread.length > 0 ? 'unknown' : 'ok', ...unread);
  return 'unknown' in people
    ? unknown(id, people.unknown)
    : finding(id, 'not ok', `${wanting.join(' and ')} wants approvals by people who may write`);
}

const missing = ({ unread }: Guards): Status => (unread.length > 0 ? 'unknown' : 'not ok');

function unprotected(settings: RepositorySettings, guards: Guards, offered: boolean): Finding {
  if (!offered && guards.unread.length === 0)
    return { id: 'protection', status: 'not ok', details: [], cause: 'plan' };
  const { idleRulesets } = settings;
  const idle = 'value' in idleRulesets ? idleRulesets.value : [];
  return finding(
    'protection',
    missing(guards),
    ...guards.unread,
    ...idle.map(({ name, enforcement }) =>
      enforcement === 'active'
        ? `the ruleset \`${name}\` is active, and asks nothing of \`${settings.defaultBranch}\` that protects it`
        : `the ruleset \`${name}\` is ${enforcement === 'disabled' ? 'disabled' : 'only evaluated'}`,
    ),
  );
}

function judgeCheck(guards: Guards, checkName: string): Finding {
  const required = guards.known
    .flatMap((guard) => guard.requiredChecks)
    .filter(({ name }) => name === checkName);
  const pinned = required.flatMap(({ app }) => (app === null ? [] : [app]));
  if (pinned.length === 0)
    return finding(
      'required-check',
      missing(guards),
      ...guards.unread,
      ...(required.length > 0 ? [`\`${checkName}\` is required, but from any source`] : []),
    );
  // A check has to come from each source that is named, so one of our own is enough.
  const own = pinned.filter((app) => app !== githubActions);
  return finding(
    'required-check',
    'ok',
    own.length > 0
      ? `its source is the app ${own.join(' and ')}`
      : 'its source is GitHub Actions, which every workflow of this repository shares: good for a first try, but whoever can push a branch can publish it; a GitHub App of your own closes this',
  );
}

/** Each demand needs one guard that nobody may pass by. */
function judgeBypass(guards: Guards, checkName: string): Finding {
  const { known } = guards;
  const demands = [
    (guard: Guard) => guard.requiredChecks.some(({ name, app }) => name === checkName && app !== null),
    ...needed.map(([, holds]) => holds),
  ];
  if (!known.some((guard) => demands.some((holds) => holds(guard))))
    return { id: 'bypass', status: missing(guards), details: [], cause: 'required-check' };
  const isTight = ({ bypass }: Guard) => 'value' in bypass && bypass.value.length === 0;
  const wrong = new Set<string>();
  const unread = new Set<string>();
  for (const holds of demands) {
    const providers = known.filter(holds);
    if (providers.some(isTight)) continue;
    for (const { name, bypass } of providers)
      if ('unknown' in bypass) unread.add(`who may bypass ${name} could not be read: ${bypass.unknown}`);
      else wrong.add(`${name} may be bypassed by ${bypass.value.map((each) => each.name).join(', ')}`);
  }
  return ofList('bypass', [...wrong], [...unread]);
}
