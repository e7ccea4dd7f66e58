import { describe, expect, test } from 'vitest';
import type { PolicyImpact } from '../../src/approvals/impact.ts';
import { type ImpactOptions, impact } from '../../src/commands/impact.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { repository, temporaryFolder, writeFiles } from '../support/repository.ts';

type Files = Readonly<Record<string, string | null>>;

const folderOf = (files: Files): string => {
  const dir = temporaryFolder();
  const present = Object.entries({ ...exampleCompany, ...files }).filter(([, text]) => text !== null);
  writeFiles(dir, Object.fromEntries(present));
  return dir;
};

/** `grantbook impact` from the example company to the same with some files changed. */
const run = (head: Files, base: Files = {}, format: ImpactOptions['format'] = 'text') =>
  runHere(folderOf({ ...base, ...head }), (context) => impact({ base: folderOf(base), format }, context));
const found = async (head: Files, base: Files = {}): Promise<PolicyImpact> =>
  JSON.parse((await run(head, base, 'json')).out);

/** A file of the example company with something replaced in it. */
const edit = (path: string, from: string | RegExp, to: string): Files => {
  const text = exampleCompany[path] ?? '';
  expect(text).toMatch(from);
  return { [path]: text.replace(from, to) };
};
const person = (user: string) => `policies/people/${user}.yaml`;

test('a change that touches nobody says so', async () => {
  const nobody = 'Nobody may ask for, hold or approve anything else than before.\n';
  expect(await run({})).toEqual({ status: 0, out: nobody, err: '' });
  expect(await run(edit(examplePaths.payroll, 'Pays the salaries.', 'Pays them.'))).toMatchObject({
    out: nobody,
  });
  // Another order of the same people, and another name for the same policy.
  expect(
    await run({
      ...edit(examplePaths.payroll, '[rui.alves, marta.dias]', '[marta.dias, rui.alves]'),
      ...edit(examplePaths.approvals, 'id: standard', 'id: everyday'),
    }),
  ).toMatchObject({ out: nobody });
});

describe('who may ask for what', () => {
  test.each([
    [
      'a job function gets a role',
      edit(
        examplePaths.matrix,
        '  finance-lead:\n    payroll:\n',
        '  finance-lead:\n    payroll:\n      editor: { maxDuration: 8h }\n',
      ),
      { role: 'editor', kind: 'gained', after: { duration: '8h' }, people: ['rui.alves'] },
      'Rui Alves may ask for Editor in Payroll (payroll/editor): at most 8 hours',
    ],
    [
      'a job function loses one',
      edit(examplePaths.matrix, '      editor: { maxDuration: 30d }\n', ''),
      { role: 'editor', kind: 'lost', before: { duration: '30d' }, people: ['ana.costa'] },
      'Ana Costa may no longer ask for Editor in Payroll (payroll/editor)',
    ],
    [
      'a longer period',
      edit(examplePaths.matrix, 'editor: { maxDuration: 30d }', 'editor: { maxDuration: 9w }'),
      { role: 'editor', kind: 'longer', people: ['ana.costa'] },
      'Ana Costa may ask for Editor in Payroll (payroll/editor) for longer: at most 30 days → at most 9 weeks',
    ],
    [
      'a shorter one, by the role itself',
      edit(examplePaths.payroll, '    ticketPattern', '    maxDuration: 7d\n    ticketPattern'),
      { role: 'editor', kind: 'shorter', people: ['ana.costa'] },
      'Ana Costa may ask for Editor in Payroll (payroll/editor) for less time: at most 30 days → at most 7 days',
    ],
    [
      'no end any more',
      edit(examplePaths.matrix, 'editor: { maxDuration: 30d }', 'editor: standing'),
      { role: 'editor', kind: 'longer', after: { kind: 'standing' } },
      'for longer: at most 30 days → without an end',
    ],
    [
      'fewer renewals',
      edit(
        examplePaths.matrix,
        'editor: { maxDuration: 30d }',
        'editor: { maxDuration: 30d, maxTotal: 60d }',
      ),
      { role: 'editor', kind: 'shorter' },
      'at most 30 days → at most 30 days (60 days in all)',
    ],
  ])('%s', async (_title, head, change, sentence) => {
    expect((await found(head)).asking).toMatchObject([change]);
    expect((await run(head)).out).toContain(sentence);
  });

  test('a new job function is a gain, and leaving is a loss of everything', async () => {
    const promoted = (await found(edit(person('ana.costa'), '[accountant]', '[accountant, finance-lead]')))
      .asking;
    expect(promoted).toMatchObject([
      { role: 'viewer', kind: 'longer', after: { kind: 'standing' }, people: ['ana.costa'] },
    ]);
    const left = (await found(edit(person('ana.costa'), 'active: true', 'active: false'))).asking;
    expect(left.map(({ role, kind }) => `${kind} ${role}`)).toEqual([
      'lost viewer',
      'lost editor',
      'lost releaser',
      'lost admin',
    ]);
  });

  test('people who change alike are told together', async () => {
    const eva = {
      [person('eva.reis')]: (exampleCompany[person('ana.costa')] ?? '')
        .replace('Ana Costa', 'Eva Reis')
        .replace('101', '106')
        .replace('ana-costa', 'eva-reis'),
    };
    const head = edit(examplePaths.matrix, '      editor: { maxDuration: 30d }\n', '');
    expect((await found(head, eva)).asking).toMatchObject([{ people: ['ana.costa', 'eva.reis'] }]);
  });
});

describe('who may ask for whom', () => {
  const byOthers = (who: string) =>
    edit(examplePaths.payroll, '    risk: medium\n', `    risk: medium\n    requesters: ${who}\n`);

  test('a role that names its requesters, against the person and the manager', async () => {
    const { out } = await run(byOthers('[manager, "group:security"]'));
    expect(out).toContain(`Others may ask for 1 role on somebody’s behalf.

Who may ask for whom
  Viewer in Payroll (payroll/viewer)
      before: the person themselves or the manager
      after: the manager or Sofia Lopes
`);
  });

  test('the same in other words is no change', async () => {
    expect((await found(byOthers('[manager, self]'))).requesters).toEqual([]);
  });

  test('somebody more in the group that may ask', async () => {
    const asking = byOthers('["group:security"]');
    const more = edit(examplePaths.settings, 'sofia.lopes', 'sofia.lopes, marta.dias');
    const { out } = await run({ ...asking, ...more }, asking);
    expect(out).toMatch(/Viewer in Payroll \(payroll\/viewer\)\n\s+also Marta Dias/);
  });
});

describe('what people hold', () => {
  const stricter = edit(examplePaths.matrix, '      viewer: { maxDuration: 30d }\n', '');

  test('and could hold no longer is told with the reason', async () => {
    expect((await found(stricter)).forbidden).toMatchObject([
      { path: examplePaths.grant, subject: 'ana.costa', findings: [{ rule: 'role-outside-matrix' }] },
    ]);
    const { out, status } = await run(stricter);
    expect(status).toBe(0);
    expect(out).toContain(`What people hold and could hold no longer
  Ana Costa: Viewer in Payroll (payroll/viewer)
      GB106 the role matrix does not allow`);
    expect(out).toMatch(/; 1 present grant would not be allowed any more/);
  });

  test('was wrong before, and is nothing new', async () => {
    expect((await found({}, stricter)).forbidden).toEqual([]);
  });

  test('does not hold what the change itself brings', async () => {
    const wrong = grantFile({ subject: 'rui.alves', role: 'releaser', validUntil: '2027-11-23' });
    expect((await found(wrong)).forbidden).toEqual([]);
  });
});

describe('whose approvers change', () => {
  test('a new owner, for all roles and for removals', async () => {
    const head = edit(examplePaths.payroll, '[rui.alves, marta.dias]', '[rui.alves, sofia.lopes]');
    const { approvers } = await found(head);
    expect(approvers).toMatchObject([
      { roles: ['payroll/viewer', 'payroll/editor', 'payroll/releaser'], situations: ['added', 'extended'] },
      {
        roles: ['payroll/viewer', 'payroll/editor', 'payroll/releaser', 'payroll/admin'],
        situations: ['removed'],
      },
      { roles: ['payroll/admin'], situations: ['added', 'extended', 'emergency'] },
    ]);
    expect(approvers[0]?.before?.stages).toEqual([
      { approvers: ['manager', 'system-owner'], people: ['rui.alves', 'marta.dias'], needed: 1 },
    ]);
    const { out } = await run(head);
    expect(out).toContain(
      '(payroll/releaser) (new access, renewals)\n      also Sofia Lopes; no longer Marta Dias\n',
    );
    // Sofia is of the group security, which may end access anyway.
    expect(out).toContain('(payroll/admin) (removals)\n      no longer Marta Dias\n');
  });

  test('another policy, stage by stage', async () => {
    const head = edit(
      examplePaths.approvals,
      '      - approvers: [manager, system-owner]\n',
      '      - approvers: [manager]\n      - approvers: ["group:security", "github-team:acme/audit"]\n    escalation: { after: 2d, to: [policy-owner] }\n',
    );
    const { out } = await run(head);
    expect(out).toContain(`
      before: the manager, Rui Alves or Marta Dias
      after: first the manager; then a member of acme/audit or Sofia Lopes; after 2 days also Sofia Lopes or Rui Alves
`);
  });

  test('a policy that no longer matches leaves nobody', async () => {
    const head = edit(examplePaths.approvals, '    stages:', '    when: { risk: [low] }\n    stages:');
    expect((await run(head)).out).toMatch(
      /before: the manager, Rui Alves or Marta Dias\n +after: nobody can\n/,
    );
  });

  test('a role that is new, and one that is gone', async () => {
    const { out } = await run(edit(examplePaths.payroll, '  viewer:', '  reader:'));
    expect(out.split('\n')[0]).toContain('1 role is new; 1 role is gone');
    expect(out).toContain(`
New roles, and who approves them
  Viewer in Payroll (payroll/reader) (new access, renewals)
      the manager, Rui Alves or Marta Dias
`);
    expect(out).toContain(`
Roles that are gone
  Viewer in Payroll (payroll/viewer)
`);
    expect(out).not.toMatch(/approvers of|no such role|Whose approvers/);
  });

  test('a stand-in of today counts, one of tomorrow does not', async () => {
    const standIn = (from: string) => ({
      [person('marta.dias')]:
        `${exampleCompany[person('marta.dias')]}delegations: [{ to: sofia.lopes, from: ${from}, until: 2026-12-31 }]\n`,
    });
    expect((await run(standIn('2026-11-20'))).out).toContain('also Sofia Lopes');
    expect((await found(standIn('2026-11-24'))).approvers).toEqual([]);
  });

  test('a new colleague changes nothing where anybody may approve', async () => {
    const open = edit(examplePaths.approvals, '[manager, system-owner]', '[everyone]');
    const eva = (exampleCompany[person('ana.costa')] ?? '')
      .replace('Ana Costa', 'Eva Reis')
      .replace('101', '106')
      .replace('ana-costa', 'eva-reis');
    expect((await found({ [person('eva.reis')]: eva }, open)).approvers).toEqual([]);
  });

  test('another manager, by name', async () => {
    const { out } = await run(edit(person('ana.costa'), 'manager: rui.alves', 'manager: marta.dias'));
    expect(out).toBe(`1 person gets another manager.

Managers
  Ana Costa: Rui Alves → Marta Dias
`);
  });
});

describe('who approves changes of files', () => {
  const changes = (list: string): Files => ({
    [examplePaths.approvals]: `${exampleCompany[examplePaths.approvals]}policyChanges: ${list}\n`,
  });
  const entries = (list: readonly string[]): Files =>
    list.length > 0
      ? changes(`[${list}]`)
      : { [examplePaths.approvals]: exampleCompany[examplePaths.approvals] ?? '' };
  const people = '{ paths: ["policies/people/**"], stages: [{ approvers: ["group:security"] }] }';
  const all = '{ paths: ["policies/**"], stages: [{ approvers: ["user:marta.dias"] }] }';

  const rana = '{ paths: ["policies/people/ana.costa.yaml"], stages: [{ approvers: ["user:marta.dias"] }] }';
  const owners = edit(
    examplePaths.settings,
    'policyOwners: [sofia.lopes, rui.alves]',
    'policyOwners: [sofia.lopes]',
  );
  const two = people
    .replace(']', ' ]')
    .replace('["group:security"]', '["group:security", "user:marta.dias"], count: 2');
  const inStages = people.replace('[{ approvers', '[{ approvers: [policy-owner] }, { approvers');

  test.each<[string, string[], string[], string]>([
    [
      'a new entry',
      [],
      [people],
      `  policies/people/
      before: Sofia Lopes or Rui Alves
      after: Sofia Lopes
`,
    ],
    [
      'a lost one',
      [people],
      [],
      `  policies/people/
      before: Sofia Lopes
      after: Sofia Lopes or Rui Alves
`,
    ],
    [
      'a general entry above a special one, which decides no more',
      [people],
      [all, people],
      `  policies/ but for policies/people/
      before: Sofia Lopes or Rui Alves
      after: Marta Dias
  policies/people/
      before: Sofia Lopes
      after: Marta Dias
`,
    ],
    [
      'the same entries in another order',
      [people, all],
      [all, people],
      `  policies/people/
      before: Sofia Lopes
      after: Marta Dias
`,
    ],
    [
      'an entry for one file above the one for its folder',
      [people],
      [rana, people],
      `  policies/people/ana.costa.yaml
      before: Sofia Lopes
      after: Marta Dias
`,
    ],
    [
      'a folder but for one of its files',
      [rana],
      [rana, people],
      `  policies/people/ but for policies/people/ana.costa.yaml
      before: Sofia Lopes or Rui Alves
      after: Sofia Lopes
`,
    ],
    [
      'a file and folders that nobody has made yet',
      [],
      [
        '{ paths: ["policies/people/hr-*.yaml", "docs/{a,b}/**", CODEOWNERS], stages: [{ approvers: ["user:marta.dias"] }] }',
      ],
      `  policies/people/hr-*.yaml, docs/a/**, docs/b/**, CODEOWNERS
      before: Sofia Lopes or Rui Alves
      after: Marta Dias
`,
    ],
    [
      'everything',
      [],
      ['{ paths: ["**"], stages: [{ approvers: ["user:marta.dias"] }] }'],
      `  Every file that is no grant
      before: Sofia Lopes or Rui Alves
      after: Marta Dias
`,
    ],
    [
      'a place of a stage less, and that first',
      [two],
      [two.replace(', count: 2', ''), '{ paths: ["*"], stages: [{ approvers: ["user:marta.dias"] }] }'],
      `  policies/people/: fewer approvals than before
      before: 2 of Sofia Lopes or Marta Dias
      after: Sofia Lopes or Marta Dias
  Every file that is no grant but for policies/, .github/
      before: Sofia Lopes or Rui Alves
      after: Marta Dias
`,
    ],
    [
      'a stage less',
      [inStages],
      [people],
      `  policies/people/: fewer approvals than before
      before: first Sofia Lopes or Rui Alves; then Sofia Lopes
      after: Sofia Lopes
`,
    ],
  ])('%s', async (_title, before, after, told) => {
    const { out } = await run(entries(after), entries(before));
    expect(out).toBe(`The approvers of files change.\n\nWho approves changes of files\n${told}`);
  });

  test.each<[string, string[], string[]]>([
    ['an entry behind one that holds for the same file', [people], [people, rana]],
    ['other globs for the same files', [people], [people.replace('**', '*.yaml'), people.replace('**', '*')]],
    [
      'an entry that names the policy owners themselves',
      [],
      [people.replace('group:security', 'policy-owner')],
    ],
  ])('%s changes nothing', async (_title, before, after) => {
    expect((await found(entries(after), entries(before))).files).toEqual([]);
  });

  test('other policy owners, wherever they decide', async () => {
    expect((await run(owners)).out).toContain(`Who approves changes of files
  Every file that is no grant
      no longer Rui Alves
`);
    expect((await run({ ...owners, ...changes(`[${people}]`) }, changes(`[${people}]`))).out).toContain(
      '  Every file that is no grant but for policies/people/\n      no longer Rui Alves\n',
    );
  });
});

test('as Markdown, harmless, and with its names in bold', async () => {
  const head = {
    ...edit(person('rui.alves'), 'Rui Alves', 'Rui @all <b>Alves</b>'),
    ...edit(examplePaths.payroll, 'owners: [rui.alves, marta.dias]', 'owners: [rui.alves, sofia.lopes]'),
    ...edit(person('ana.costa'), 'manager: rui.alves', 'manager: marta.dias'),
  };
  const { out } = await run(head, {}, 'markdown');
  expect(out).toMatch(
    /^#### What the new policies would do\n\nThe approvers of 4 roles change; 1 person gets another manager\.\n\n/,
  );
  expect(out).toContain('- **Ana Costa**: **Rui @\u200ball \\<b\\>Alves\\</b\\>** → **Marta Dias**');
});

test('between two revisions, what merging the head would do', async () => {
  const repo = repository();
  repo.commit(exampleCompany);
  repo.git('checkout', '--quiet', '-b', 'stricter');
  repo.commit(edit(examplePaths.matrix, '      editor: { maxDuration: 30d }\n', ''));
  repo.git('checkout', '--quiet', 'main');
  repo.commit(edit(person('ana.costa'), 'manager: rui.alves', 'manager: marta.dias'));
  const result = await runHere(repo.dir, (context) =>
    impact({ base: 'main', head: 'stricter', format: 'text' }, context),
  );
  expect(result).toMatchObject({
    status: 0,
    err: '',
    out: expect.stringMatching(/^1 person may ask for less\.\n/),
  });
});

test('new policies that cannot be read as a whole are status 1: there may be more to it', async () => {
  const result = await run({ [person('rui.alves')]: 'displayName: [\n' });
  expect(result.status).toBe(1);
  expect(result.err).toMatch(
    /^policies\/people\/rui\.alves\.yaml:\d+:\d+: .*, so that there may be more to it\n/,
  );
});
