import type { Person } from '../../model/person.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { finding } from '../define.ts';
import { exampleCompany } from '../example-company.ts';

const ana = 'policies/people/ana.costa.yaml';
const text = exampleCompany[ana] ?? '';

export const duplicateAccount: PolicyRule = {
  kind: 'policy',
  code: 'GB411',
  name: 'duplicate-account',
  level: 'error',
  safety: true,
  summary: 'No two people have the same GitHub account.',
  rationale:
    'An approval is traced from the account to the person. If two people shared one, a requester could approve their own request under the other name (NIST SP 800-53 IA-4, AC-5; ISO/IEC 27001 A.5.16). Numbers are compared, and names without regard to capital letters, as GitHub does.',
  examples: {
    valid: [{ title: 'everybody has an account of their own', files: {} }],
    invalid: [
      { title: 'the same number', files: { [ana]: text.replace('id: 101', 'id: 102') } },
      {
        title: 'the same name in capital letters',
        files: { [ana]: text.replace('login: ana-costa', 'login: Rui-Alves') },
      },
    ],
  },
  *check({ workspace }) {
    const byAccount = new Map<string, Sourced<Person>>();
    for (const person of workspace.people.all()) {
      const { github } = person.value;
      if (!github) continue;
      const accounts = [
        ['id', `id ${github.id}`, `the account number \`${github.id}\``],
        ['login', `login ${github.login.toLowerCase()}`, `the account \`${github.login}\``],
      ] as const;
      for (const [key, account, words] of accounts) {
        const other = byAccount.get(account);
        byAccount.set(account, person);
        if (!other) continue;
        yield finding(person, ['github', key], {
          message: `\`${person.id}\` and \`${other.id}\` both have ${words}`,
          help: `an account belongs to one person: correct \`${person.path}\` or \`${other.path}\``,
          related: [
            { path: other.path, pointer: ['github', key], message: `the account of \`${other.id}\`` },
          ],
        });
      }
    }
  },
};
