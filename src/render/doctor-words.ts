/** Each setting in words: what is right, why it matters, and where to click. */
import type { SettingId } from '../model/finding.ts';

/** `title` says how it should be; `repair` is the way to it on the website. */
export interface SettingWords {
  readonly title: string;
  readonly why: string;
  readonly repair: string;
}

const ruleset = 'Settings → Rules → Rulesets → the ruleset of the default branch';
const general = 'Settings → General → Pull Requests';
const actions = 'Settings → Actions → General → Workflow permissions';

/** The list under *Actions* shows the name of a workflow, and not its file. */
const enable = (name: string, file: string, runNow = ''): string =>
  `Actions → ${name} → Enable workflow${runNow}; where it is not in the list, copy \`.github/workflows/${file}\` of Grantbook to the default branch, with the \`on: schedule\` in it`;
/** `grantbook.yml` alone cannot be started by hand. */
const runNow = ', then Run workflow for what was missed';

/** See "Settings that the repository needs" in `.github/SECURITY.md`. */
export const settingWords: Readonly<Record<SettingId, SettingWords>> = {
  plan: {
    title: 'GitHub offers rulesets for this repository',
    why: 'Without them, everybody with write access can merge what nobody approved, and change what decides.',
    repair:
      'rulesets of private repositories need a paid plan: Organization settings → Billing and licensing → Upgrade to GitHub Team; until then give write access to policy owners alone, and read what `git log` says of each merge',
  },
  protection: {
    title: 'The default branch is guarded by an active ruleset',
    why: 'A ruleset that is disabled, or only evaluated, stops nobody.',
    repair:
      'Settings → Rules → Rulesets → New branch ruleset; Enforcement status: Active; Target branches: Include default branch',
  },
  'required-check': {
    title: 'The check `grantbook` is required, from a chosen source',
    why: 'Anybody with write access can post a green check of any name; only a chosen source refuses those of others.',
    repair: `${ruleset} → Require status checks to pass → Add checks: \`grantbook\`, and choose the app as its source`,
  },
  'pull-request': {
    title: 'Changes come by pull request only',
    why: 'Otherwise a push to the default branch goes around every rule and every approver.',
    repair: `${ruleset} → Require a pull request before merging`,
  },
  'stale-reviews': {
    title: 'New commits dismiss approvals from before',
    why: 'Whoever approved has seen what was there before, not what was pushed afterwards.',
    repair: `${ruleset} → Require a pull request before merging → Dismiss stale pull request approvals when new commits are pushed`,
  },
  'code-owners': {
    title: 'Code owners have to approve what they own',
    why: 'Whoever may write could otherwise change the policies or the workflow that decides, without a policy owner.',
    repair: `${ruleset} → Require a pull request before merging → Require review from Code Owners`,
  },
  'required-approvals': {
    title: 'GitHub itself asks for no approvals that readers cannot give',
    why: 'GitHub counts only those who may write. With `codeowners: policies` approvers need Read alone, and the check `grantbook` counts them.',
    repair: `${ruleset} → Require a pull request before merging → Required approvals: 0, and no approval of the most recent push; or write \`codeowners: all\` in \`policies/grantbook.yaml\` and give approvers Write`,
  },
  'force-pushes': {
    title: 'Force pushes are blocked',
    why: 'The history is the audit trail, and a force push rewrites it.',
    repair: `${ruleset} → Block force pushes`,
  },
  deletions: {
    title: 'The default branch cannot be deleted',
    why: 'The policies that decide, and the history that proves, are on it.',
    repair: `${ruleset} → Restrict deletions`,
  },
  bypass: {
    title: 'Nobody may bypass what guards the default branch',
    why: 'Whoever is on the bypass list can merge without any approval, and so can whoever takes over the account.',
    repair: `${ruleset} → Bypass list → delete each entry (with classic protection: Settings → Branches → Edit → Do not allow bypassing the above settings); where the list is not told, run this with the token of an administrator`,
  },
  'ledger-branch': {
    title: 'Only the App writes `grantbook-ledger`, and nobody rewrites or deletes it',
    why: 'What stands there gives access. Whoever may push to it could write a line of their own, or take one away.',
    repair:
      'Settings → Rules → Rulesets → New branch ruleset, with `grantbook-ledger` as its target (Add target → Include by pattern) and Enforcement status: Active; twice: one with Restrict creations and Restrict updates, and the App alone on the Bypass list; one with Restrict deletions and Block force pushes, and nobody on it; `GITHUB_TOKEN` cannot be told from other workflows, so this needs an App of your own; where the list is not told, run this with the token of an administrator',
  },
  'automation-branches': {
    title: 'No branch is in the way of those that the automations write',
    why: 'Git has no branch `grantbook/expire` beside one called `grantbook`. What has ended would stay, and nothing undone.',
    repair:
      'Code → Branches → Delete branch, for each that is named above; a ruleset with Restrict creations and Restrict updates for `grantbook`, `grantbook/*` and `grantbook/**/*`, and the App alone on its Bypass list, keeps it so',
  },
  'merge-method': {
    title: 'Only squash merging is allowed',
    why: 'One pull request is then one commit, which can be found in the history and taken back.',
    repair: `${general} → Allow squash merging on, Allow merge commits and Allow rebase merging off`,
  },
  'workflow-token': {
    title: 'Workflows get a token that only reads, unless they say otherwise',
    why: 'A workflow that somebody adds could otherwise write to the repository without asking for it.',
    repair: `${actions} → Read repository contents and packages permissions`,
  },
  'workflow-approvals': {
    title: 'Workflows may not approve pull requests',
    why: 'A workflow that approves could stand in for the code owner whom nobody asked.',
    repair: `${actions} → Allow GitHub Actions to create and approve pull requests: off`,
  },
  'pinned-actions': {
    title: 'Workflows name each action by its full commit',
    why: 'A tag or a branch can be moved to other code, which then runs with the token of the workflow.',
    repair:
      'write the 40 digits of the commit behind `@` in each line named above; Settings → Actions → General → Require actions to be pinned to a full-length commit SHA keeps it so',
  },
  'codeowners-file': {
    title: 'CODEOWNERS has no errors',
    why: 'GitHub passes over a line with an error, and what it should protect has no owner then.',
    repair:
      'run `grantbook codeowners` and commit the file; Settings → Collaborators and teams → give each owner in it Write, which GitHub asks of code owners',
  },
  'job-decide': {
    title: '`grantbook.yml`, which decides open pull requests again, ran within a day',
    why: 'People leave teams and escalations fall due without any event, and GitHub switches schedules off where nothing happens for 60 days.',
    repair: enable('Grantbook', 'grantbook.yml'),
  },
  'job-record': {
    title: '`grantbook-record.yml`, which writes down what was merged, ran within a day',
    why: 'What reached the default branch past the approvers is found by this job, and what is not in the ledger gives no access.',
    repair: enable('Grantbook ledger', 'grantbook-record.yml', runNow),
  },
  'job-expire': {
    title: '`grantbook-expire.yml`, which removes what has ended, ran within a day',
    why: 'The access is over without it, but what has ended stays in the files and looks like access.',
    repair: enable('Grantbook expiry', 'grantbook-expire.yml', runNow),
  },
  'job-remind': {
    title: '`grantbook-remind.yml`, which reminds people of access that ends soon, ran within two days',
    why: 'Whoever hears nothing loses access without having had the time to renew it.',
    repair: enable('Grantbook reminders', 'grantbook-remind.yml', runNow),
  },
  'job-runbooks': {
    title: '`grantbook-runbooks.yml`, which asks whether runbooks are right still, ran within two days',
    why: 'A runbook that nobody has looked at for long sends people the wrong way when it matters.',
    repair: enable('Grantbook runbooks', 'grantbook-runbooks.yml', runNow),
  },
  'job-apply': {
    title: '`grantbook-apply.yml`, which carries access into the systems and out of them, ran within a day',
    why: 'What is approved is not given, and what is over is not taken away in the systems themselves.',
    repair: enable('Grantbook provisioning', 'grantbook-apply.yml', runNow),
  },
  'job-report': {
    title:
      '`grantbook-report.yml`, which tells the policy owners the numbers of each month, ran within two days',
    why: 'Where requests wait, and what is overdue in the systems, nobody sees unless somebody looks.',
    repair: enable('Grantbook report', 'grantbook-report.yml', runNow),
  },
  'approver-accounts': {
    title: 'Approvers’ accounts have the logins that their files say',
    why: 'A login can be renamed and then taken by somebody else; only the number stays.',
    repair:
      'correct `github:` in `policies/people/<userName>.yaml`; https://api.github.com/users/<login> shows the number',
  },
  'approver-access': {
    title: 'Everybody whom the policies name as approver has the access for it',
    why: 'GitHub asks nobody for a review who cannot see the repository, and the request waits for ever.',
    repair:
      'Settings → Collaborators and teams → Add people, with the role Read (Write where `codeowners: all` makes them code owners)',
  },
  teams: {
    title: 'Every team that the policies name is there, with somebody in it',
    why: 'A request that only an empty team may approve waits for ever.',
    repair:
      'Organization → Teams → the team → Members → Add a member; to read teams, the token needs Members: read of the organization',
  },
  forks: {
    title: 'Whoever may only read can open a pull request',
    why: 'A pull request needs a branch: one pushed here, which takes write access, or one in a fork.',
    repair:
      'Settings → General → Features → Allow forking (Organization settings → Member privileges → Allow forking of private repositories comes first); where the organization does not want forks, give those who ask for access Write, and rely on the ruleset',
  },
};
