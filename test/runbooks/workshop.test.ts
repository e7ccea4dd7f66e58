/** The sheets of the departments: half an hour, made from their own systems, and nobody is named. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicies } from '../../src/commands/read.ts';
import { workshopPages } from '../../src/commands/runbook-facts.ts';
import { workshopTexts } from '../../src/commands/runbook-texts.ts';
import { siteRunbooks } from '../../src/commands/site-runbooks.ts';
import { jobFunctionsWith } from '../../src/model/entitlement.ts';
import { renderRunbookHtml } from '../../src/render/runbook-html.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { namesOfPeople } from '../../src/site/people-in-texts.ts';
import { folder } from '../../src/source/folder.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const now = noon('2026-11-23');
const sample = readPolicies(folder('.'));
const pages = workshopPages(sample, now);
const texts = workshopTexts(sample, now);

/** A person of the example company, somewhere else. */
const somebody = (department: string, more = '') =>
  `version: 1\ndisplayName: Somebody\ndepartment: ${JSON.stringify(department)}\njobFunctions: [accountant]\nemploymentType: employee\nmanager: marta.dias\nactive: true\n${more}`;
const idsOf = (files: Record<string, string>) =>
  workshopPages(workspaceOf({ ...exampleCompany, ...files }), now).map(({ id }) => id);

describe('the sheets of the sample company', () => {
  test('are two pages for each department in which somebody works, as they are committed', () => {
    const departments = new Set(
      sample.people
        .all()
        .filter(({ value }) => value.active && value.employmentType !== 'service')
        .map(({ value }) => value.department),
    );
    expect(pages.map(({ title }) => title)).toEqual(
      [...departments].toSorted().map((name) => `Half an hour about access: ${name}`),
    );
    const committed = readdirSync('docs/training').map((name) => [
      name,
      readFileSync(`docs/training/${name}`, 'utf8'),
    ]);
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(texts));
  });

  test('are the same whenever they are made', () => {
    for (const days of [-400, 90, 400]) expect(workshopTexts(sample, now + days * 86_400_000)).toEqual(texts);
  });

  test.each(pages.map((page) => [page.id, page] as const))(
    '%s has parts that add up to 30 minutes',
    (_, page) => {
      const table = page.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'table');
      const minutes = table?.kind === 'table' ? table.rows.map(([first]) => Number(first?.join(''))) : [];
      expect(minutes.length).toBeGreaterThanOrEqual(4);
      expect(minutes.every((each) => each > 0)).toBe(true);
      expect(minutes.reduce((sum, each) => sum + each, 0)).toBe(30);
    },
  );

  test.each(pages.map((page) => [page.id, page] as const))(
    '%s has an exercise for just those systems that its people may have, with their real roles',
    (id, page) => {
      const department = page.facts[0]?.[1].join('') ?? '';
      const jobFunctions = sample.people
        .all()
        .filter(({ value }) => value.department === department && value.employmentType !== 'service')
        .flatMap(({ value }) => value.jobFunctions);
      const may = sample.systems.all().flatMap(({ id: system, value }) => {
        const roles = Object.entries(value.roles).filter(([role]) =>
          jobFunctionsWith(sample, system, role).some((each) => jobFunctions.includes(each)),
        );
        return roles.length === 0 ? [] : [[value.name, roles.map(([, { title }]) => title)] as const];
      });
      expect(may.length).toBeGreaterThan(0);
      const exercises = page.sections.find(({ title }) => title.startsWith('Answers'))?.blocks ?? [];
      const asked = page.sections.find(({ title }) => title.startsWith('Exercises'))?.blocks ?? [];
      expect(asked.map((each) => each.kind === 'case' && each.title)).toEqual(may.map(([name]) => name));
      const found = exercises.map((block) => {
        if (block.kind !== 'case') return [];
        const table = block.blocks.find(({ kind }) => kind === 'table');
        const rows = table?.kind === 'table' ? table.rows : [];
        return [
          block.title,
          rows.map(([first]) => {
            const [role] = first ?? [];
            return typeof role === 'object' && 'strong' in role ? role.strong : '';
          }),
        ];
      });
      expect(found).toEqual(may);
      const text = texts.get(`${id}.md`) ?? '';
      expect(text).toContain('https://quinta-aveia.github.io/access/practice.html');
      expect(text).toContain('issues/new?template=finished-training.yml');
      expect(text.match(/^### .*\?$/gm)).toHaveLength(3);
    },
  );

  test('name nobody', () => {
    const names = namesOfPeople(sample);
    expect(names.length).toBeGreaterThan(100);
    for (const [name, text] of texts)
      expect([name, names.filter((each) => text.toLowerCase().includes(each.toLowerCase()))]).toEqual([
        name,
        [],
      ]);
  });
});

describe('a department', () => {
  test('has a name that every disk takes, and no two have the same', () => {
    expect(
      idsOf({
        'policies/people/a.yaml': somebody('R&D'),
        'policies/people/b.yaml': somebody('R / D'),
        'policies/people/c.yaml': somebody('Segurança e saúde'),
        'policies/people/d.yaml': somebody('財務'),
        'policies/people/e.yaml': somebody('../README'),
        'policies/people/f.yaml': somebody('Index'),
      }).toSorted(),
    ).toEqual(['department', 'department-2', 'department-3', 'finance', 'r-d', 'r-d-2', 'seguranca-e-saude']);
  });

  test('in which nobody works has no sheet', () => {
    expect(
      idsOf({
        'policies/people/a.yaml': somebody('Machines').replace('employee', 'service'),
        'policies/people/b.yaml': somebody('Closed').replace('active: true', 'active: false'),
      }),
    ).toEqual(['finance']);
  });

  test('without a system practises for longer', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      'policies/people/a.yaml': somebody('Canteen').replace('accountant', 'cook'),
    });
    const page = workshopPages(workspace, now).find(({ id }) => id === 'canteen');
    const html = page ? renderRunbookHtml(page, () => undefined) : '';
    expect(html).toMatch(/<td[^>]*>20<\/td><td[^>]*><strong>Practise<\/strong>/);
    expect(html).not.toMatch(/exercises/i);
    expect(html).toContain('“The practice page of the access site”');
  });

  test('speaks of a code only where the practice ends with one', () => {
    const pageOf = (settings: string) => {
      const workspace = workspaceOf({
        ...exampleCompany,
        [examplePaths.settings]: `${exampleCompany[examplePaths.settings]}${settings}`,
      });
      return JSON.stringify(workshopPages(workspace, now));
    };
    expect(pageOf('practice: { training: access-basics }\n')).toMatch(
      /sends the code, and says which access/,
    );
    expect(pageOf('')).not.toMatch(/\bcode\b/);
    expect(pageOf('')).toContain('Each person says which access they could give back.');
  });

  test('with one role alone asks for no smaller one', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      [examplePaths.matrix]: 'version: 1\nmatrix:\n  accountant:\n    payroll:\n      viewer: standing\n',
    });
    const text = JSON.stringify(workshopPages(workspace, now));
    expect(text).toContain('Which role do you ask for?');
    expect(text).not.toMatch(/the smallest that is enough/);
  });

  test('whose name is markup stays text', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      'policies/people/a.yaml': somebody('<img src=x> @rui-alves [x](http://x.example)'),
    });
    const all = [...workshopTexts(workspace, now)];
    expect(all.some(([, text]) => text.includes('img src=x'))).toBe(true);
    for (const [name, text] of all)
      expect([
        name,
        text.match(name.endsWith('.md') ? /(?<!\\)<img|\]\(http:\/\/x\.example/ : /<img/),
      ]).toEqual([name, null]);
  });
});

describe('on the site', () => {
  test('names in sentences become “a colleague” where nobody is named, and pictures are left out', () => {
    const workspace = workspaceOf({
      ...exampleCompany,
      [examplePaths.payroll]: (exampleCompany[examplePaths.payroll] ?? '').replace(
        /(description: )/,
        '$1Ask Rui Alves. ',
      ),
    });
    const without = siteRunbooks(workspace, false, now);
    const whole = siteRunbooks(workspace, true, now);
    expect(`${without.runbooks.get('payroll')}`).toContain('Ask a colleague.');
    expect(`${without.runbooks.get('payroll')}`).not.toContain('Rui Alves');
    expect(`${whole.runbooks.get('payroll')}`).toContain('Ask Rui Alves.');
    expect(siteRunbooks(sample, false, now).pictures.size).toBe(0);
    const { pictures, runbooks } = siteRunbooks(sample, true, now);
    expect([...pictures.keys()]).toEqual(['runbooks/pictures/salaria-new-account.png']);
    expect(`${runbooks.get('payroll')}`).toContain('src="pictures/salaria-new-account.png"');
  });
});
