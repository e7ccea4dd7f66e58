import type { Pointer } from '../../model/diagnostic.ts';
import type { Person } from '../../model/person.ts';
import type { PolicyRule } from '../../model/rule.ts';
import type { Sourced } from '../../model/workspace.ts';
import { finding } from '../define.ts';
import { companyFiles, exampleCompany } from '../example-company.ts';

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
    valid: [
      {
        title: 'everybody has an account of their own',
        files: companyFiles(ana, 'policies/people/rui.alves.yaml'),
      },
    ],
    invalid: [
      { title: 'the same number', files: { [ana]: text.replace('id: 101', 'id: 102') } },
      {
        title: 'the same name in capital letters',
        files: { [ana]: text.replace('login: ana-costa', 'login: Rui-Alves') },
      },
      {
        title: 'the second account of one person is the first of another',
        files: { [ana]: text.replace('id: 101 }', 'id: 101, others: [{ login: rui, id: 102 }] }') },
      },
    ],
  },
  *check({ workspace }) {
    const byAccount = new Map<string, { readonly person: Sourced<Person>; readonly pointer: Pointer }>();
    for (const person of workspace.people.all())
      for (const { pointer, key, words } of accountsOf(person.value)) {
        const other = byAccount.get(key);
        byAccount.set(key, { person, pointer });
        if (!other) continue;
        const [one, two] = [person.id, other.person.id];
        yield finding(person, pointer, {
          message:
            one === two ? `\`${one}\` has ${words} twice` : `\`${one}\` and \`${two}\` both have ${words}`,
          help:
            one === two
              ? 'keep one of the two entries'
              : `an account belongs to one person: correct \`${person.path}\` or \`${other.person.path}\``,
          related: [
            { path: other.person.path, pointer: other.pointer, message: `the account of \`${two}\`` },
          ],
        });
      }
  },
};

/** Each number and each name of an account, with where it stands. */
function accountsOf({ github }: Person): { pointer: Pointer; key: string; words: string }[] {
  if (!github) return [];
  const places: (readonly [Pointer, { login: string; id: number }])[] = [
    [['github'], github],
    ...(github.others ?? []).map((account, index) => [['github', 'others', index], account] as const),
  ];
  return places.flatMap(([pointer, { login, id }]) => [
    { pointer: [...pointer, 'id'], key: `id ${id}`, words: `the account number \`${id}\`` },
    {
      pointer: [...pointer, 'login'],
      key: `login ${login.toLowerCase()}`,
      words: `the account \`${login}\``,
    },
  ]);
}
