/** A new access repository from lists, as spreadsheets save them: what is wrong in them, and what becomes of them. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleAlone, filesIn, onGitHub } from '../support/new-repository.ts';

const { dir, grantbook } = bundleAlone();
const write = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(dir, name), text);
  return name;
};
const named = ['--organization', 'Example & Sons', '--time-zone', 'Europe/Lisbon'];
const owners = ['--owner', 'mdias', '--owner', 'ralves'];
let folders = 0;
const init = (...args: readonly string[]) => {
  folders += 1;
  const folder = `made-${folders}`;
  const made = grantbook('init', folder, ...named, ...args);
  const at = join(dir, folder);
  return { ...made, folder, at, files: existsSync(at) ? filesIn(at) : {} };
};

const head = 'Login;Full Name;E-Mail;Job Title;Team;Line Manager;Status;Last Day;GitHub;GitHub Number';
const rows = [
  'mdias;Marta Dias;marta@x.example;Director;Management;;active;;marta-dias;1001',
  'ralves;Rui Alves;rui@x.example;Finance lead;Finance;Marta Dias;active;;rui-alves;1002',
  'acosta;Ana Costa;ana@x.example;Accountant;Finance;ralves;active;;ana-costa;1003',
  'bpinto;Bruno Pinto;bruno@x.example;Accountant;Finance;rui@x.example;active;;;',
  'cvaz;Célia Vaz;celia@x.example;Accountant;Finance;ralves;active;31.12.2098;celia-vaz;',
  'dold;Dora Old;dora@x.example;Accountant;Finance;ralves;left;;;',
  'esup;=cmd|calc!A0;eva@x.example;Support agent;Support;mdias;active;;;',
  'fsup;Fred Sup;fred@x.example;Support agent;Support;mdias;active;;;',
];
const people = write('people.csv', `\ufeff${[head, ...rows].join('\r\n')}\r\n`);
const access = write(
  'access.csv',
  `User,Application,Profile
acosta,Payroll,Preparer
bpinto,Payroll,Preparer
Célia Vaz,Payroll,Preparer
acosta,Payroll,Approver
ralves,Payroll,Approver
MDIAS,Payroll,Administrator
esup,Help desk,Agent
fsup,Help desk,Agent
fsup,Payrol,Viewer
dold,Payroll,Preparer
zorro,Help desk,Agent
`,
);

describe('from a list of people and one of present access', () => {
  const made = init(
    '--people',
    people,
    '--access',
    access,
    '--propose-matrix',
    ...owners,
    '--owner',
    'acosta',
  );
  const report = made.files['present-access.md'] ?? '';
  const section = (title: string) =>
    [...(report.split(`## ${title}`)[1]?.split('\n## ')[0] ?? '').matchAll(/^- (.+)$/gm)].map(
      ([, line]) => line,
    );

  test('the first check has no errors', () => {
    expect(made, made.stderr).toMatchObject({ status: 0 });
    expect(grantbook('-C', made.folder, 'check')).toMatchObject({ status: 0 });
  });

  test('what was written is what the policies give, in whatever order the lists name the systems', () => {
    for (const command of ['forms', 'codeowners']) {
      const again = grantbook('-C', made.folder, command, '--check');
      expect(again, again.stderr).toMatchObject({ status: 0 });
    }
  });

  test('people are those of the list, with their managers, whatever named them', () => {
    expect(Object.keys(made.files).filter((path) => path.startsWith('policies/people/'))).toHaveLength(
      rows.length,
    );
    expect(made.files['policies/people/ralves.yaml']).toContain('manager: mdias\n');
    expect(made.files['policies/people/bpinto.yaml']).toContain('manager: ralves\n');
    expect(made.files['policies/people/cvaz.yaml']).toContain('endDate: 2098-12-31\n');
    expect(made.files['policies/people/dold.yaml']).toContain('active: false\n');
    expect(made.files['policies/people/esup.yaml']).toContain('displayName: =cmd|calc!A0\n');
  });

  test('a role is proposed where half of a job function, and two, have it', () => {
    const matrix = made.files['policies/role-matrix.yaml'] ?? '';
    expect(matrix.replace(/^#.*\n/gm, '')).toBe(`version: 1
matrix:
  accountant:
    payroll:
      preparer: standing
  director:
    payroll:
      administrator:
        maxDuration: 90d
  finance-lead:
    payroll:
      approver:
        maxDuration: 90d
  support-agent:
    help-desk:
      agent: standing
`);
    expect(report).toContain('at least half of the people with that job function have it');
  });

  test('present access is found, never approved, and looked at within ninety days', () => {
    const grant = (path: string) => made.files[`access-grants/${path}.yaml`] ?? '';
    expect(grant('payroll/preparer/acosta')).toMatch(
      /justification: Found on .*nobody has approved it[\s\S]*standing: true/,
    );
    expect(grant('payroll/administrator/mdias')).toMatch(/validUntil: \d{4}-\d{2}-\d{2}\n/);
    // An end of employment ends it all the same.
    expect(grant('payroll/preparer/cvaz')).toMatch(/validUntil: /);
    for (const gone of ['payroll/preparer/dold', 'help-desk/agent/zorro']) expect(grant(gone)).toBe('');
    expect(made.files['policies/systems/payroll.yaml']).toContain('every: 90d');
  });

  test.each<[string, readonly RegExp[]]>([
    ['Access of people who have left', [/^Dora Old \(`dold`\): `payroll\/preparer`$/]],
    ['Access of somebody who is not in the list of people', [/^`zorro` in line 12: `help-desk\/agent`/]],
    ['Administrators', [/^Marta Dias/]],
    ['Access that nobody else with the same job has', [/Ana Costa.*approver/, /Fred Sup.*viewer/]],
    ['Access outside of the role matrix', [/Ana Costa.*approver/, /Fred Sup.*viewer/]],
    ['One person prepares and approves', [/`payroll\/preparer` and `payroll\/approver`: Ana Costa/]],
    ['Roles that one person alone has', [/Marta Dias/, /Fred Sup/]],
    ['Names that are nearly the same', [/`payroll` and `payrol`/]],
    ['People who cannot approve yet', [/Célia Vaz/]],
  ])('the report says: %s', (title, expected) => {
    const lines = section(title);
    expect(lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(pattern);
    expect(made.stdout).toContain(`${title}: ${expected.length}`);
  });

  test('a formula is text wherever it is shown', () => {
    expect(made.files['.github/ISSUE_TEMPLATE/access-payroll.yml']).not.toContain('=cmd');
    expect(report).not.toMatch(/^=/m);
  });

  test('its first request is decided by its own policies', async () => {
    const hub = await onGitHub(made.at, [
      { login: 'marta-dias', id: 1001 },
      { login: 'rui-alves', id: 1002 },
      { login: 'ana-costa', id: 1003 },
    ]);
    try {
      const why = 'Let the fourth quarter salary run through before the holidays';
      const ask = (title: string) =>
        hub.ask('rui-alves', 'access-payroll', {
          role: `${title}: What somebody with “${title}” can do, in plain words.`,
          why,
          length: '30 days',
        });
      const refused = await ask('Administrator');
      expect(refused.pull).toBeUndefined();
      expect(refused.said).toContain('the role matrix does not allow `administrator`');
      const { pull = 0, said } = await ask('Approver');
      expect(said).toContain('was understood');
      // A role of high risk: first the manager, then an owner of the system.
      expect((await hub.approve('marta-dias', pull)).outputs.verdict).toBe('pending');
      expect((await hub.approve('ana-costa', pull)).outputs.verdict).toBe('approved');
      expect(hub.git('show', 'main:access-grants/payroll/approver/ralves.yaml')).toContain(why);
    } finally {
      await hub.github.close();
    }
  });
});

test('without a proposal, each job function may have what somebody in it has', () => {
  const made = init('--people', people, '--access', access, ...owners);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(Object.keys(made.files).filter((path) => path.startsWith('policies/exceptions/'))).toEqual([]);
  expect(made.files['policies/role-matrix.yaml']).toMatch(/accountant:\n {4}payroll:\n {6}approver:/);
});

test('with a list of people alone, a first system is for everybody', () => {
  const made = init('--people', people, '--system', 'Wiki', ...owners);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(made.files['policies/role-matrix.yaml']).toMatch(/support-agent:\n {4}wiki:\n {6}viewer: standing/);
});

test('columns are told by hand where their headers say nothing', () => {
  const odd = write('odd.csv', 'A\tB\tC\tD\tE\nmdias\tMarta\tHead\tm\t1\nralves\tRui\tHead\tr\t2\n');
  const columns = 'userName=A,displayName=B,jobFunction=C,githubLogin=D,githubId=E';
  const made = init('--people', odd, '--columns', columns, '--system', 'Wiki', ...owners);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(made.files['policies/people/ralves.yaml']).toContain('login: r\n');
});

describe('lists of elsewhere in Europe', () => {
  const german = `\ufeffBenutzername;Name;Stelle;Abteilung;Vorgesetzter;GitHub;GitHub-ID;Kostenstelle\r
muellerj;Müller, Jörg;Leitung;Leitung;;jmueller;1001;7\r
noelr;Noël, Renée;Buchhaltung;Finanzen;Müller, Jörg;renee-n;1002;7\r
`;
  const held = 'Benutzername;Anwendung;Rolle\r\nnoelr;Lohn;Vorbereiten\r\n';

  test('are read by their own headers, with names in the order in which people say them', () => {
    const lists = ['--people', write('leute.csv', german), '--access', write('zugang.csv', held)];
    // One owner by the name as it is spoken, one as the list has it.
    const made = init(...lists, '--owner', 'Jörg Müller, jmueller, 1001', '--owner', 'noelr');
    expect(made, made.stderr).toMatchObject({ status: 0 });
    expect(made.files['policies/people/muellerj.yaml']).toContain('displayName: Jörg Müller\n');
    expect(made.files['policies/people/noelr.yaml']).toContain('manager: muellerj\n');
    expect(made.files['policies/people/noelr.yaml']).toContain('department: Finanzen\n');
    expect(made.files['access-grants/lohn/vorbereiten/noelr.yaml']).toContain('subject: noelr\n');
    expect(made.files['README.md']).toContain('`present-access.md` says what stands out');
    expect(made.stdout).toContain('it is not known what they mean: `Kostenstelle` of `leute.csv`.');
    expect(made.stdout).not.toContain('who manages whom');
  });

  test.each<[string, string, string]>([
    ['a column of first names beside “Name”', 'Vorname;Name;Funktion\nAna;Costa;Chefin\n', 'Ana Costa'],
    [
      'a column of last names beside “Nombre”',
      'Nombre;Apellidos;Puesto\nAna;Costa Ruiz;Jefa\n',
      'Ana Costa Ruiz',
    ],
    ['first and last names', 'Prénom;Nom de famille;Poste\nAna;Costa;Cheffe\n', 'Ana Costa'],
    ['a whole name beside its parts', 'Nome completo;Nome próprio;Cargo\nAna Costa;Ana;Chefe\n', 'Ana Costa'],
  ])('%s', (_, text, expected) => {
    const list = write('name.csv', text);
    const args = ['--people', list, '--system', 'Wiki', '--small', '--owner', `${expected}, ana-costa, 1`];
    const made = init(...args);
    expect(made, made.stderr).toMatchObject({ status: 0 });
    const people = Object.entries(made.files).filter(([path]) => path.startsWith('policies/people/'));
    expect(people.map(([, file]) => /displayName: (.*)/.exec(file)?.[1])).toEqual([expected]);
  });

  test('that no manager is named is said', () => {
    const list = write('flat.csv', 'Login;Name;Funktion\na;Ana;X\nb;Bea;X\n');
    const made = init('--people', list, '--system', 'Wiki', '--owner', 'a, ana, 1', '--owner', 'b, bea, 2');
    expect(made, made.stderr).toMatchObject({ status: 0 });
    expect(made.stdout).toContain('No column of `flat.csv` says who manages whom');
  });
});

describe('what is wrong is said all at once, with its line and column, and nothing is written', () => {
  const wrong = (expected: readonly RegExp[], ...args: readonly string[]) => {
    const made = init(...args);
    expect(made).toMatchObject({ status: 1, stdout: '', files: {} });
    for (const pattern of expected) expect(made.stderr).toMatch(pattern);
    expect(made.stderr).toMatch(/Nothing was written\.\n$/);
    return made.stderr;
  };

  test('in a list of people', () => {
    const list = write(
      'bad.csv',
      `name,mail,job,boss,start,end date,type,github,github id,status
Ana Costa,ana@,accountant,rui.alvez,03/04/2021,,alien,ana--c,12x,maybe
Rui Alves,rui@x.example,,marta,2021-02-30,,,,,
"Rui
Alves",rui@x.example,lead,Rui Alves,,,,,,
Łukasz Żuk,,dev,Bea,2021-03-01 00:00:00,,,,,
Bea,,dev,Łukasz Żuk,,,,,,
`,
    );
    const said = wrong(
      [
        /^bad\.csv:2, column “mail”: `ana@` is no e-mail address/m,
        /^bad\.csv:2, column “boss”: the manager `rui\.alvez` is not in the list; did you mean `/m,
        /^bad\.csv:2, column “start”: `03\/04\/2021` is not a day that can only mean one.*`2021-04-03` or `2021-03-04`/m,
        /^bad\.csv:2, column “type”: `alien` is no kind of employment/m,
        /^bad\.csv:2, column “github”: `ana--c` is no GitHub login/m,
        /^bad\.csv:2, column “github id”: `12x` is not the number/m,
        /^bad\.csv:2, column “status”: `maybe` does not say/m,
        /^bad\.csv:3, column “job”: the job function is missing/m,
        /^bad\.csv:3, column “start”: `2021-02-30`/m,
        /^bad\.csv:4, column “mail”: the e-mail address `rui@x\.example` stands in line 3 already/m,
        /^bad\.csv:6, column “boss”: whoever manages `lukasz\.zuk` is managed by `lukasz\.zuk` in the end/m,
      ],
      ...['--people', list, '--system', 'Wiki', '--owner', 'rui', '--owner', 'bea'],
    );
    expect(said).not.toContain('2021-03-01');
  });

  test('in a list of access', () => {
    const list = write(
      'bad-access.csv',
      'User,App,Role,Risk,Owner,Admin\nacosta,,Viewer,huge,nobody,perhaps\n,Payroll,,,,\n',
    );
    wrong(
      [
        /^bad-access\.csv:2, column “App”: the system is missing/m,
        /^bad-access\.csv:2, column “Risk”: `huge` is no risk; write `low`/m,
        /^bad-access\.csv:2, column “Owner”: the owner `nobody` is not in the list/m,
        /^bad-access\.csv:2, column “Admin”: `perhaps` is neither yes nor no/m,
        /^bad-access\.csv:3, column “User”: nobody is named/m,
        /^bad-access\.csv:3, column “Role”: the role is missing/m,
      ],
      ...['--people', people, '--access', list, ...owners],
    );
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    [
      'another encoding',
      Buffer.from('Name;Job\nJos\xe9;Chef\n', 'latin1'),
      /^x\.csv:2: the file is not UTF-8 text.*“CSV UTF-8/m,
    ],
    [
      'UTF-16',
      Buffer.from('\ufeffName;Job\nAna;Chef\n', 'utf16le'),
      /^x\.csv:1: the file is saved as UTF-16.*“CSV UTF-8/m,
    ],
    [
      'characters that nobody sees',
      'Name,Job\nAna\u202e,Chef\n',
      /^x\.csv:2: the file contains a character that reverses/m,
    ],
    ['a quote that is never closed', 'Name,Job\n"Ana,Chef\n', /^x\.csv:2: a quote is opened here/m],
    [
      'a cell too many',
      'Name,Job\nCosta, Ana,Chef\n',
      /^x\.csv:2: this row has 3 cells, and the first line names 2 columns/m,
    ],
    ['nothing at all', '', /^x\.csv:1: the list is empty/m],
    [
      'unknown headers',
      'Jméno,Pozice\nAna,Chef\n',
      /^x\.csv:1: no column says the `displayName`.*there are `Jméno`, `Pozice`.*--columns/m,
    ],
  ])('%s', (_, text, expected) => {
    wrong([expected], '--people', write('x.csv', text), '--system', 'Wiki', ...owners);
  });

  test('lists that speak of nobody in common, of which nothing would be left', () => {
    const list = write('ids.csv', 'User,App,Role\nX1,Payroll,Viewer\nX2,Payroll,Viewer\n');
    const expected =
      /^ids\.csv: nobody in the column “User” is in `people\.csv`, where people are called `mdias`, .*`--columns userName="…"`/m;
    wrong([expected], '--people', people, '--access', list, ...owners);
  });

  test('the columns of both lists', () => {
    const [staff, list] = [write('staff.csv', 'Name,Pozice\nAna,X\n'), write('held.csv', 'User,App\na,b\n')];
    wrong(
      [/^staff\.csv:1: no column says the `jobFunction`/m, /^held\.csv:1: no column says the `accessRole`/m],
      ...['--people', staff, '--access', list, ...owners],
    );
  });

  test('a column that is not there, and a field that is none', () => {
    const args = ['--people', people, '--system', 'Wiki', ...owners];
    wrong([/no list has a column `Logon`; did you mean `Login`\?/], ...args, '--columns', 'userName=Logon');
    wrong([/knows nothing of `userNam`; did you mean `userName`\?/], ...args, '--columns', 'userNam=Login');
  });

  test('owners who are not in the list, or could not approve', () => {
    wrong(
      [
        /`--owner mdia` is not in the list of people; did you mean `mdias`\?/,
        /`--owner Mara Diash` is not in the list of people; did you mean `mdias`\?/,
        /`--owner nobody` is not in the list of people; write a user name of it, such as `mdias` \(Marta Dias\)/,
        /`bpinto` answers for the policies and needs a GitHub account/,
      ],
      ...['--people', people, '--system', 'Wiki', '--owner', 'mdia', '--owner', 'bpinto'],
      ...['--owner', 'Mara Diash, marta-dias, 1001', '--owner', 'nobody'],
    );
  });
});

test.each<[readonly string[], RegExp]>([
  [['--access', access], /`--access` needs `--people`/],
  [['--people', people, '--propose-matrix'], /`--propose-matrix` needs `--access`/],
  [['--people', 'nowhere.csv', '--system', 'Wiki'], /there is no file `nowhere\.csv`/],
  [['--people', people, '--person', 'X'], /`--person` does not go with `--people`/],
])('%j is wrong usage', (args, expected) => {
  const made = init(...args, ...owners);
  expect(made).toMatchObject({ status: 2, stdout: '', files: {} });
  expect(made.stderr).toMatch(expected);
});
