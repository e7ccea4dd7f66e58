/** `reconcile`: a system's own list held against the grants. */
import { expect, test } from 'vitest';
import { type ReconcileOptions, reconcileCommand } from '../../src/commands/reconcile.ts';
import { exampleCompany, examplePaths, grantFile } from '../../src/rules/example-company.ts';
import { runHere } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

const anas: Readonly<Record<string, string>> = grantFile({ validUntil: '2026-12-20' });

function reconcile(csv: string | Uint8Array, options: Partial<ReconcileOptions> = {}, files = anas) {
  const dir = temporaryFolder();
  writeFiles(dir, { ...exampleCompany, ...files, 'users.csv': csv });
  return runHere(dir, (context) =>
    reconcileCommand({ system: 'payroll', from: 'users.csv', format: 'text', ...options }, context),
  );
}

test.each([
  ['by the user name and the id of the role', 'user;role\nana.costa;viewer\n'],
  ['by the name and the title of the role', 'Name,Profile\n"Costa, Ana",Viewer\n'],
  ['several roles in a cell, one row for the person', 'Login\tRole\nana.costa\tviewer\n'],
])('says that all is as it should be: %s', async (_, csv) => {
  const run = await reconcile(csv);
  expect([run.status, run.err]).toEqual([0, '']);
  expect(run.out).toMatch(/^2026-11-\d\d: 1 access as the grants say, 0 without a grant, 0 missing\.\n$/);
});

test('names what no grant gives, whose account nobody knows, and what is missing', async () => {
  const run = await reconcile(
    'user,role,status\nrui.alves,viewer,active\nsvc-export,viewer,active\nold.one,viewer,disabled\n',
  );
  expect(run.status).toBe(1);
  expect(run.out).toMatch(/2 +Rui Alves \(rui\.alves\) +viewer +take it away, or ask for it/);
  expect(run.out).toMatch(
    /3 +svc-export \(nobody that is known here\) +viewer +find out whose it is, or take it away/,
  );
  expect(run.out).toMatch(/Ana Costa \(ana\.costa\) +viewer +give it/);
  expect(run.out).toContain(
    '0 accesses as the grants say, 2 without a grant, 1 missing; 1 account switched off there',
  );
});

test('a role that the system does not have here is access without a grant', async () => {
  const run = await reconcile('user,role\nana.costa,viewer;superuser\n', { format: 'json' });
  expect(JSON.parse(run.out)).toMatchObject({
    same: 1,
    withoutGrant: [{ user: 'ana.costa', role: 'superuser', line: 2 }],
    withoutAccess: [],
  });
});

test.each([
  [
    'without a column for the person',
    'mail adress,role\nana,viewer\n',
    /users\.csv:1: no column says the `person`/,
  ],
  ['that names nobody', 'user,role\n', /users\.csv:1: the list names nobody; export it again/],
  ['with a row that names nobody', 'user,role\n,viewer\n', /users\.csv:2: `user`: nobody is named/],
  ['with a row without a role', 'user,role\nana.costa,\n', /users\.csv:2: `role`: the role is missing/],
  [
    'of which nobody can tell who is active',
    'user,role,status\nana.costa,viewer,maybe\n',
    /`maybe` is neither yes nor no/,
  ],
  ['in another encoding', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), /users\.csv:1: .*UTF-8/],
  ['that breaks off in a quote', 'user,role\n"ana.costa,viewer\n', /a quote is opened here and never closed/],
])('concludes nothing from a list %s', async (_, csv, message) => {
  const run = await reconcile(csv);
  expect([run.status, run.out]).toEqual([1, '']);
  expect(run.err).toMatch(message);
  expect(run.err).toMatch(/Nothing is concluded from a list that could not be read as a whole\.\n$/);
});

test('concludes nothing while a grant cannot be read', async () => {
  const run = await reconcile('user,role\nana.costa,viewer\n', {}, { [examplePaths.grant]: 'version: [' });
  expect([run.status, run.out]).toEqual([2, '']);
  expect(run.err).toContain('could not be read, so nothing is concluded');
});

test('a cell cannot pass for a command of the terminal', async () => {
  const run = await reconcile('user,role\n"\u001b[2Jx",viewer\n');
  expect(run.out + run.err).not.toContain('\u001b');
});

test('names the nearest system', async () => {
  expect((await reconcile('user,role\n', { system: 'payrol' })).err).toContain('did you mean `payroll`?');
});
