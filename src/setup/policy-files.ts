/** The policies and grants of a new repository as files: values that the schemas know, with a word to whoever opens them. */
import { grantText, yamlText } from '../load/write.ts';
import type { Settings } from '../model/settings.ts';
import { approvalsFor } from './approvals.ts';
import type { Company } from './company.ts';

/** The files by path. */
export function policyFiles(company: Company): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (path: string, schema: string, words: readonly string[], value: object) => {
    const up = '../'.repeat(path.split('/').length - 1);
    const head = [`yaml-language-server: $schema=${up}schemas/${schema}.schema.json`, ...words];
    files.set(path, `${head.map((line) => `# ${line}\n`).join('')}${yamlText(value)}`);
  };
  const { small, people, systems, exceptions, grants } = company;
  add('policies/grantbook.yaml', 'settings', settingsWords, settingsOf(company));
  add('policies/approvals.yaml', 'approvals', small ? smallWords : approvalWords, approvalsFor(company));
  add('policies/role-matrix.yaml', 'role-matrix', matrixWords, { version: 1, matrix: company.matrix });
  for (const [user, person] of people) add(`policies/people/${user}.yaml`, 'person', [], person);
  for (const [id, system] of systems) add(`policies/systems/${id}.yaml`, 'system', [], system);
  for (const [id, exception] of exceptions) add(`policies/exceptions/${id}.yaml`, 'exception', [], exception);
  for (const grant of grants)
    files.set(
      `access-grants/${grant.system}/${grant.role}/${grant.subject}.yaml`,
      `# yaml-language-server: $schema=../../../schemas/grant.schema.json\n${grantText(grant)}`,
    );
  return files;
}

/** Who writes the ledger until there is an App of one’s own: the bot of GitHub Actions, by GitHub’s own number. */
const actionsBot = { login: 'github-actions[bot]', id: 41898282 };

const settingsOf = ({ organization, timeZone, policyOwners, small }: Company): Settings => ({
  version: 1,
  organization,
  timeZone,
  policyOwners: [...policyOwners],
  reminders: { beforeEnd: ['14d', '3d'], approvals: ['1d', '3d'] },
  merge: 'auto',
  ...(small ? { secondPerson: 'where-there-is-one' as const } : {}),
  codeowners: 'policies',
  limits: { maxRemovalsPerRun: 10, maxChangesPerPullRequest: 25 },
  ledger: { writer: actionsBot },
});

const settingsWords = [
  'Days are counted in this time zone. The policy owners answer for the files in this folder and approve changes of them.',
];
const approvalWords = [
  'Who has to approve, read from the top: the first policy whose `when` holds decides.',
  'Nobody approves their own access or their own request.',
];
const smallWords = [
  'Any second person approves, whoever asks; nobody approves their own access or their own request.',
];
const matrixWords = [
  'Job function, system, role: `standing`, or the longest time. What is not listed is not allowed.',
];
