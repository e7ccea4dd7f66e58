/** The pages say what the policies say; where nobody may be named, nobody is; and text of files stays text. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { approvers } from '../../src/commands/approvers.ts';
import { readPolicies } from '../../src/commands/read.ts';
import { runbookPages } from '../../src/commands/runbook-facts.ts';
import { runbookTexts } from '../../src/commands/runbook-texts.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { renderRunbookHtml } from '../../src/render/runbook-html.ts';
import { renderRunbookMarkdown } from '../../src/render/runbook-markdown.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { folder } from '../../src/source/folder.ts';
import { runHere } from '../support/command.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const now = noon('2026-11-23');
const sample = readPolicies(folder('.'));
const texts = runbookTexts(sample, now);
const textIn = (all: ReadonlyMap<string, string>, name: string) => all.get(name) ?? '';
const markdown = (workspace: Workspace, names = true) =>
  runbookPages(workspace, { names, now }).map(renderRunbookMarkdown).join('\n');

const path = 'policies/runbooks/payroll.yaml';
const runbook = (more = '') => `version: 1
title: Access to the payroll
objective: Give the right people access to the payroll.
audience: [Finance]
owner: sofia.lopes
reviewEvery: 90d
lastReviewed: 2026-10-15
${more}`;
const companyWith = (files: Record<string, string | Uint8Array>) =>
  workspaceOf({ ...exampleCompany, ...files });

describe('the pages of the sample company', () => {
  test('are two for each system, and a list of them, as they are committed', () => {
    const committed = readdirSync('docs/runbooks').map((name) => [
      name,
      readFileSync(`docs/runbooks/${name}`, 'utf8'),
    ]);
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(texts));
    expect(texts.size).toBe(2 * sample.systems.ids.length + 1);
  });

  test('are the same whenever they are made', () => {
    for (const days of [-400, 90, 400]) expect(runbookTexts(sample, now + days * 86_400_000)).toEqual(texts);
  });

  test.each(sample.systems.ids)('%s has all that an issue asks of a runbook, and lacks nothing', (id) => {
    const page = textIn(texts, `${id}.md`);
    const headings = [...page.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(
      expect.arrayContaining([
        'Objective',
        'Who does what',
        'Step by step',
        'Security checks',
        'When something goes wrong',
        'The access tool, or GitHub, is down',
        'Access is needed at once',
        'A change was a mistake',
        'Questions that people ask',
      ]),
    );
    for (const part of ['Requestor', 'Approver', 'Executor']) expect(page).toContain(`| **${part}** |`);
    expect(page).toContain(`/quinta-aveia/access/issues/new?template=access-${id}.yml)`);
    // By these, access is ended and a mistake undone: words alone would leave people to look for them.
    for (const form of ['change-or-end-access', 'tool-is-down', 'undo-a-mistake'])
      expect(page).toContain(`/quinta-aveia/access/issues/new?template=${form}.yml)`);
    for (const { phone = 'none', name } of sample.settings?.value.contacts ?? []) {
      expect(page).toContain(`| **${name}** |`);
      expect(page).toContain(phone);
    }
    expect(page).not.toContain('Missing');
    expect(page).not.toContain('undefined');
  });

  test('a job that may ask for less time than others is told so', () => {
    expect(textIn(texts, 'payroll.md')).toContain(
      '| At most 90 days at a time. Some jobs less. For: accountant and controller 30 days. |',
    );
    // Where one job may hold it without an end, a length is less too.
    expect(textIn(texts, 'crm.md')).toMatch(
      /Editor\*\*.*Some jobs less. For: support lead and support supervisor 180 days/,
    );
    expect(textIn(texts, 'payroll.md')).toMatch(/\*\*Preparer\*\*\..*\| At most 180 days at a time\. \|/);
  });

  test.each(
    sample.systems
      .all()
      .flatMap(({ id, value }) => Object.keys(value.roles).map((role) => [id, role] as const)),
  )('%s/%s names whoever is asked to approve', async (system, role) => {
    const allowed = sample.people
      .all()
      .find(({ value }) =>
        value.jobFunctions.some((job) =>
          sample.matrix.some((file) => file.value.matrix[job]?.[system]?.[role] !== undefined),
        ),
      );
    if (!allowed) return;
    const options = { system, role, subject: allowed.id, change: 'added', format: 'json' } as const;
    for (const emergency of [false, true]) {
      if (emergency && !sample.systems.get(system)?.value.roles[role]?.emergency) continue;
      const { out } = await runHere('.', (context) => approvers({ ...options, emergency }, context));
      const { stages } = JSON.parse(out) as { stages: { approvers: string[]; candidates: string[] }[] };
      // Whoever the manager is depends on who asks.
      const fixed = stages.filter(({ approvers: all }) => !all.some((each) => each.startsWith('manager')));
      for (const user of fixed.flatMap(({ candidates }) => candidates))
        expect(textIn(texts, `${system}.md`)).toContain(sample.people.get(user)?.value.displayName);
    }
  });

  test('need nothing else: no script, no other file, no network, and the picture is in the page', () => {
    for (const [name, text] of texts) {
      if (!name.endsWith('.html')) continue;
      expect(text).not.toMatch(/<script|<link|<iframe|@import|url\(|\son\w+=/i);
      expect(
        [...text.matchAll(/\ssrc="([^"]{0,30})/g)].every(([, source]) => source?.startsWith('data:image/')),
      ).toBe(true);
      expect(text).toContain("default-src 'none'");
    }
    expect(textIn(texts, 'payroll.html')).toContain('src="data:image/png;base64,iVBORw0KGgo');
    expect(textIn(texts, 'payroll.md')).toContain(
      '(../../policies/runbooks/pictures/salaria-new-account.png)',
    );
  });
});

describe('without names', () => {
  const page = markdown(sample, false);

  test('nobody is named, and nobody can be reached', () => {
    for (const { id, value } of sample.people.all()) {
      expect(page).not.toContain(value.displayName);
      expect(page).not.toContain(id);
      if (value.email !== undefined) expect(page).not.toContain(value.email);
    }
    for (const { phone = 'none', email = 'none' } of sample.settings?.value.contacts ?? []) {
      expect(page).not.toContain(phone);
      expect(page).not.toContain(email);
    }
    expect(page).toContain('an owner of Salaria');
  });

  test('names in the texts of a file are left out too', () => {
    const workspace = companyWith({
      [path]: runbook(
        'checks: ["Rui Alves, or rui.alves, or @marta-dias has looked at it. Alvesson may stay."]\n',
      ),
    });
    expect(markdown(workspace, false)).toContain(
      'a colleague, or a colleague, or @\u200ba colleague has looked at it. Alvesson may stay.',
    );
    expect(markdown(workspace)).toContain('Rui Alves, or rui.alves');
  });
});

describe('what is not there', () => {
  test('is said where it has to be, with whoever can put it right', () => {
    const page = markdown(workspaceOf(exampleCompany));
    expect(page.match(/\*\*Missing:\*\* [^.]*\./g)).toEqual([
      '**Missing:** Nobody has written yet what this runbook is for.',
      '**Missing:** Nobody is named who does the work by hand.',
      '**Missing:** Nobody has written yet what to do by hand.',
      '**Missing:** Nobody has written yet what to look at before the work is done.',
      '**Missing:** Nobody is named whom to call when the tool is down.',
      '**Missing:** Nobody has written yet what people ask about this system.',
    ]);
    expect(page).toContain('This can be put right by an owner of Payroll (Rui Alves or Marta Dias).');
    expect(page).toContain('(../../../../issues/new?template=access-payroll.yml)');
  });

  test('is no emergency access where no role has it', () => {
    const payroll = (exampleCompany[examplePaths.payroll] ?? '').replace(/ +emergency:.*\n/, '');
    expect(markdown(companyWith({ [examplePaths.payroll]: payroll }))).toContain(
      'No role of this system can be given in an emergency.',
    );
  });

  test('is a picture that could not be read, and the page says so', () => {
    const [page] = runbookPages(
      companyWith({ [path]: runbook('pictures: [{ file: form.png, alt: The form }]\n') }),
      { names: true, now },
    );
    expect(page && renderRunbookHtml(page, () => undefined)).toContain('The picture is missing: The form');
  });
});

test('whoever leaves on a day is named with that day, and whoever has left is not named', () => {
  const rui = 'policies/people/rui.alves.yaml';
  const marta = 'policies/people/marta.dias.yaml';
  const page = markdown(
    companyWith({
      [path]: runbook(),
      [rui]: `${exampleCompany[rui]}endDate: 2026-12-31\n`,
      [marta]: (exampleCompany[marta] ?? '').replace('active: true', 'active: false'),
    }),
  );
  expect(page).toContain('**An owner of Payroll** is Rui Alves (until 31 December 2026).');
  expect(page).not.toContain('Marta');
});

describe('text of a file', () => {
  const hostile = '<img src=x onerror=alert(1)> [link](javascript:x) @sofia-lopes #12 | **bold** ](x';
  const workspace = companyWith({
    [path]: runbook(
      `checks: [${JSON.stringify(hostile)}]\nquestions: [{ question: ${JSON.stringify(hostile)}, answer: ${JSON.stringify(hostile)} }]\n`,
    ).replace('title: Access to the payroll', `title: ${JSON.stringify(hostile)}`),
  });
  const all = runbookTexts(workspace, now);

  test('is no HTML in a page', () => {
    const page = textIn(all, 'payroll.html');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img');
  });

  test('is no Markdown, no mention and no reference', () => {
    const page = textIn(all, 'payroll.md');
    expect(page).not.toMatch(/(?<!\\)<img|@sofia|#12|(?<!\\)\]\(javascript|[^\\]\*\*bold/);
  });
});

test('a system with one role tells nobody to choose a smaller one', () => {
  const matrix = 'version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: standing\n';
  const page = markdown(companyWith({ [examplePaths.matrix]: matrix }));
  expect(page).toContain('There is one role, Viewer.');
  expect(page).not.toContain('Choose the smallest role');
});
