/** A new access repository: from the bundle alone, through its own checks, to the first request end to end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleAlone, filesIn, type NewRepository, onGitHub } from '../support/new-repository.ts';
import * as hygiene from '../workflows/hygiene.ts';
import { formFindings } from '../workflows/issue-forms.ts';
import { actionlintFindings, languageServiceFindings } from '../workflows/linters.ts';

const { dir, grantbook } = bundleAlone();
const company = ['--organization', 'Example Bakery', '--time-zone', 'Europe/Lisbon', '--system', 'Payroll'];
const marta = { login: 'marta-dias', id: 1001 };
const ana = { login: 'ana-costa', id: 1002 };
const rui = { login: 'rui-alves', id: 1003 };
const typed = ({ login, id }: typeof marta, name: string) => `${name}, ${login}, ${id}`;
const owners = ['--owner', typed(marta, 'Marta Dias'), '--owner', typed(ana, 'Ana Costa')];

/** Made once; what is in it is looked at below. */
const make = (folder: string, ...args: readonly string[]) => {
  const made = grantbook('init', folder, ...args);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  return { ...made, files: filesIn(join(dir, folder)) };
};

/** What holds of every repository that `init` makes. */
function soundRepository(folder: string, files: Readonly<Record<string, string>>) {
  const workflows = Object.entries(files).filter(([path]) => path.startsWith('.github/workflows/'));
  test('its first check passes, and what is made from the policies is fresh', () => {
    const at = join(folder);
    expect(grantbook('-C', at, 'check')).toMatchObject({ status: 0 });
    expect(grantbook('-C', at, 'forms', '--check')).toMatchObject({ status: 0 });
    expect(grantbook('-C', at, 'runbooks', '--check')).toMatchObject({ status: 0 });
    expect(grantbook('-C', at, 'codeowners', '--check')).toMatchObject({ status: 0 });
  });

  test('its workflows please the linters and our own rules', async () => {
    expect(workflows.length).toBeGreaterThan(5);
    for (const [path, text] of workflows) {
      expect(await actionlintFindings(path, text)).toEqual([]);
      expect(await languageServiceFindings(path, text)).toEqual([]);
      expect(hygiene.unpinnedActions(text)).toEqual([]);
      expect(hygiene.widePermissions(text)).toEqual([]);
      expect(hygiene.expressionsInScripts(text)).toEqual([]);
      if (!hygiene.decides(text)) continue;
      expect(hygiene.untrustedTriggers(text)).toEqual([]);
      expect(hygiene.riskyCheckouts(text)).toEqual([]);
    }
  });

  test('its forms are forms', () => {
    const forms = Object.entries(files).filter(([path]) => path.startsWith('.github/ISSUE_TEMPLATE/'));
    expect(forms.length).toBeGreaterThan(3);
    for (const [path, text] of forms) expect([path, formFindings(text)]).toEqual([path, []]);
  });
}

const reason = 'Reconcile the fourth quarter salary run with the general ledger';

describe('from flags', () => {
  const { files, stdout } = make('plain', ...company, ...owners, '--person', typed(rui, 'Rui Alves'));
  soundRepository('plain', files);

  test('says what it wrote, and that the check found nothing', () => {
    expect(stdout).toMatch(
      /3 people, 1 system[\s\S]*Checked 0 grants, 3 people and 1 system: no problems\.\n$/,
    );
  });

  test('its Action is what GitHub can run', async () => {
    const text = files['.github/grantbook/action.yml'] ?? '';
    expect(await languageServiceFindings('action.yml', text)).toEqual([]);
    expect(files['.github/grantbook/dist/action.js']?.length).toBeGreaterThan(100_000);
  });

  describe('the first request', () => {
    let hub: NewRepository;
    beforeAll(async () => {
      hub = await onGitHub(join(dir, 'plain'), [marta, ana, rui]);
    });
    afterAll(() => hub.github.close());

    test('is asked for by a form, approved by somebody else, and merged', async () => {
      const asked = await hub.ask(rui.login, 'access-payroll', {
        role: 'Editor: Reads everything, writes and changes.',
        why: reason,
        length: '30 days',
      });
      expect(asked.pull, asked.said + asked.log).toBeDefined();
      const judged = await hub.approve(marta.login, asked.pull ?? 0);
      expect(judged.outputs.verdict, judged.log).toBe('approved');
      expect(hub.git('show', 'main:access-grants/payroll/editor/rui.alves.yaml')).toContain('duration: 30d');
      expect(hub.git('log', '-1', '--format=%b', 'main')).toContain('Approved-by: marta.dias');
      expect(hub.github.violations).toEqual([]);
    });

    test('of the head of the company waits for the other owner', async () => {
      const asked = await hub.ask(marta.login, 'access-payroll', {
        role: 'Viewer: Reads everything, changes nothing.',
        why: reason,
        length: '30 days',
      });
      expect((await hub.approve(marta.login, asked.pull ?? 0)).outputs.verdict).toBe('pending');
      expect((await hub.approve(ana.login, asked.pull ?? 0)).outputs.verdict).toBe('approved');
    });
  });
});

describe('for a company of ten', () => {
  const { files } = make(
    'small',
    ...company,
    '--small',
    ...owners.slice(0, 2),
    '--person',
    typed(rui, 'Rui Alves'),
  );
  soundRepository('small', files);

  test('any second person approves the founder, and nobody alone', async () => {
    const hub = await onGitHub(join(dir, 'small'), [marta, rui]);
    try {
      const asked = await hub.ask(marta.login, 'access-payroll', {
        role: 'Administrator: Changes settings and accounts.',
        why: reason,
        length: '7 days',
      });
      expect((await hub.approve(marta.login, asked.pull ?? 0)).outputs.verdict).toBe('pending');
      expect((await hub.approve(rui.login, asked.pull ?? 0)).outputs.verdict).toBe('approved');
    } finally {
      await hub.github.close();
    }
  });
});

describe('for one person alone', () => {
  const { files } = make('alone', ...company, '--small', ...owners.slice(0, 2));
  soundRepository('alone', files);

  test('before anybody asks, it is said that there is nobody else', () => {
    const asked = ['--system', 'payroll', '--role', 'viewer', '--subject', 'marta.dias'];
    const { status, stdout } = grantbook('-C', 'alone', 'approvers', ...asked);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain('Nobody else works here, so that nobody else could approve');
  });

  test('what they ask for goes through, and says that there was no second person', async () => {
    const hub = await onGitHub(join(dir, 'alone'), [marta, rui]);
    try {
      const asked = await hub.ask(marta.login, 'access-payroll', {
        role: 'Editor: Reads everything, writes and changes.',
        why: reason,
        length: '30 days',
      });
      // A bot opened it in her name, so that she has to say herself that she wants it.
      expect((await hub.comments(asked.pull ?? 0)).join()).toContain(
        'waits for the approval of `marta.dias` alone',
      );
      expect((await hub.approve(rui.login, asked.pull ?? 0)).outputs.verdict).toBe('pending');
      expect((await hub.approve(marta.login, asked.pull ?? 0)).outputs.verdict).toBe('approved');
      const message = hub.git('log', '-1', '--format=%b', 'main');
      expect(message).toContain('Second-person: none, nobody else works here');
      expect(message).toContain('Approved-by: marta.dias (@marta-dias, review ');
      expect((await hub.comments(asked.pull ?? 0)).join()).toContain(
        'Approved without a second person, since nobody else works here',
      );
    } finally {
      await hub.github.close();
    }
  });
});

describe('with the Action of another repository', () => {
  const commit = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';
  const { files } = make(
    'pinned',
    ...company,
    ...owners,
    '--action',
    `acme/grantbook@${commit}`,
    '--default-branch',
    'trunk',
  );
  soundRepository('pinned', files);

  test('nothing is checked out but to write the site and the evidence, and no copy is made', () => {
    const checkingOut = Object.keys(files).filter((path) => files[path]?.includes('actions/checkout'));
    expect(checkingOut).toEqual([
      '.github/workflows/grantbook-evidence.yml',
      '.github/workflows/grantbook-site.yml',
    ]);
    expect(Object.keys(files).filter((path) => path.startsWith('.github/grantbook'))).toEqual([]);
    expect(files['.github/workflows/grantbook.yml']).toContain(`uses: acme/grantbook@${commit}\n`);
    expect(files['.github/workflows/grantbook-record.yml']).toContain('branches: [trunk]');
  });

  test('a tag is refused: it can be moved', () => {
    const made = grantbook('init', 'tag', ...company, ...owners, '--action', 'acme/grantbook@v1');
    expect(made).toMatchObject({ status: 2, stdout: '' });
    expect(made.stderr).toContain('a tag or a branch can be moved');
  });
});

describe('what is there stays as it is', () => {
  test('a folder with something in it is refused', () => {
    expect(grantbook('init', 'plain', ...company, ...owners).stderr).toMatch(
      /^`plain` is not empty \(`\.github`/,
    );
  });

  test('a README may be there, and is kept', () => {
    mkdirSync(join(dir, 'kept'));
    writeFileSync(join(dir, 'kept', 'README.md'), '# Ours\n');
    const { files } = make('kept', ...company, ...owners);
    expect(files['README.md']).toBe('# Ours\n');
    expect(files['policies/grantbook.yaml']).toContain('Example Bakery');
  });
});

describe('without a terminal nothing is asked', () => {
  test('all that is missing is said at once', () => {
    const { status, stdout, stderr } = grantbook('init', 'nothing');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    for (const flag of ['--organization', '--time-zone', '--owner', '--system'])
      expect(stderr).toContain(flag);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a person that is none',
      [...company, '--owner', 'Marta, Dias, 1, 2', '--owner', typed(ana, 'Ana')],
      /is no person: write the name without a comma, the GitHub login/,
    ],
    [
      'an account that is none',
      [...company, '--owner', 'Marta, mar--ta, 1', '--owner', 'Ana, ana, x'],
      /`mar--ta` is no GitHub login[\s\S]*`x` is not the number/,
    ],
    [
      'the same account twice',
      [...company, '--owner', 'Marta, m, 1', '--owner', 'Ana, a, 1'],
      /two people have the same GitHub account/,
    ],
    [
      'a time zone that is none',
      [...company, '--time-zone', 'Mars/Olympus', ...owners],
      /`Mars\/Olympus` is no time zone/,
    ],
  ])('%s', (_, args, expected) => {
    const { status, stdout, stderr } = grantbook('init', 'wrong', ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(stderr).toMatch(/Nothing was written\.\n$/);
  });
});
