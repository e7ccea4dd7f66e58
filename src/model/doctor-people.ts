/** Whether those whom the policies name can do on GitHub what the policies expect of them. */
import { type Finding, finding, ofList, type SettingId } from './finding.ts';
import type { AccountAccess, Reading, RepositorySettings } from './repository-settings.ts';

/** Somebody who may have to approve, by the account in the person's file, and what GitHub says of it. */
export interface Approver {
  readonly user: string;
  readonly login: string;
  readonly access: Reading<AccountAccess>;
}

/** A team that the policies name: how many members it has, and how many of them work here by their files. */
export interface NamedTeam {
  readonly name: string;
  readonly members: Reading<{ readonly all: number; readonly approvers: number }>;
}

/** The approvers and teams; unknown where the policies could not be read. */
export type People = Reading<{
  readonly approvers: readonly Approver[];
  readonly teams: readonly NamedTeam[];
  /** What an approver needs. */
  readonly permission: 'read' | 'write';
}>;

const ranks = ['none', 'read', 'write', 'admin'];
const atLeast = (permission: string, least: string): boolean =>
  ranks.indexOf(permission) >= ranks.indexOf(least);

/** Whether accounts are whose the files say, and may do what an approver has to. */
export function judgeAccounts(people: People): Finding[] {
  const ids = ['approver-accounts', 'approver-access'] as const;
  if ('unknown' in people) return ids.map((id) => finding(id, 'unknown', people.unknown));
  const { approvers, permission } = people.value;
  if (approvers.length === 0)
    return ids.map((id) => finding(id, 'not ok', 'no approver whom the policies name has a GitHub account'));
  return [
    judgeEach('approver-accounts', approvers, ({ user, login }, access) => {
      if (access.login === undefined) return `\`${user}\`: the account of \`${login}\` is gone`;
      return access.login.toLowerCase() === login.toLowerCase()
        ? undefined
        : `\`${user}\`: the account is called \`${access.login}\` now, not \`${login}\``;
    }),
    judgeEach('approver-access', approvers, ({ user, login }, access) =>
      // Whose account is gone has been said.
      access.login === undefined || atLeast(access.permission, permission)
        ? undefined
        : `\`${user}\` (\`${access.login ?? login}\`) has ${access.permission}, and needs ${permission}`,
    ),
  ];
}

function judgeEach(
  id: SettingId,
  approvers: readonly Approver[],
  judge: (approver: Approver, access: AccountAccess) => string | undefined,
): Finding {
  const wrong: string[] = [];
  const unread: string[] = [];
  for (const approver of approvers) {
    const { user, access } = approver;
    if ('unknown' in access) unread.push(`\`${user}\`: ${access.unknown}`);
    else wrong.push(...[judge(approver, access.value)].filter((said) => said !== undefined));
  }
  const several = approvers.length === 1 ? '1 person' : `${approvers.length} people`;
  return ofList(id, wrong, unread, [`${several} looked at`]);
}

/** Whether each team has somebody who could approve. */
export function judgeTeams(people: People): Finding {
  if ('unknown' in people) return finding('teams', 'unknown', people.unknown);
  const { teams } = people.value;
  const wrong: string[] = [];
  const unread: string[] = [];
  for (const { name, members } of teams) {
    if ('unknown' in members) unread.push(`\`${name}\`: ${members.unknown}`);
    else if (members.value.all === 0) wrong.push(`\`${name}\` is empty`);
    else if (members.value.approvers === 0)
      wrong.push(`nobody in \`${name}\` stands in \`policies/people/\` as active, so none of them counts`);
  }
  return ofList('teams', wrong, unread, teams.length === 0 ? ['the policies name no team'] : []);
}

/** Whether those with read access can open a pull request. */
export function judgeForks(settings: RepositorySettings, people: People): Finding {
  if (!settings.private) return finding('forks', 'ok', 'the repository is public');
  const { allowForking } = settings;
  if ('unknown' in allowForking) return finding('forks', 'unknown', allowForking.unknown);
  if (allowForking.value)
    return finding(
      'forks',
      'ok',
      'a pull request from a private fork is decided only where the token may see that fork; a branch pushed here always is',
    );
  if ('unknown' in people) return finding('forks', 'unknown', people.unknown);
  const { approvers } = people.value;
  const cannot = approvers.filter(
    ({ access }) => 'value' in access && !atLeast(access.value.permission, 'write'),
  );
  return ofList(
    'forks',
    cannot.length > 0
      ? [
          `${cannot.length} of ${approvers.length} approvers have no more than read, and cannot ask for anything`,
        ]
      : [],
    approvers.flatMap(({ user, access }) => ('unknown' in access ? [`\`${user}\`: ${access.unknown}`] : [])),
    ['private forks are off, and everybody looked at may push a branch'],
  );
}
