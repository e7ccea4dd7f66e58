/** Without `--include-people`, nobody is in the site: not in a page, and not in what the pages work with. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workspaceFrom } from '../../src/site/from-texts.ts';
import { namesOfPeople, withoutNames } from '../../src/site/people-in-texts.ts';
import { withoutPeople } from '../../src/site/without-people.ts';
import { writeFiles } from '../support/repository.ts';
import { filesOf, sampleCompany, siteOf } from '../support/site.ts';
import { noon, workspaceOf } from '../support/workspace.ts';

const textsIn = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml') && /^(policies|access-grants)\//.test(path))
      .map((path) => [path, readFileSync(`${dir}/${path}`, 'utf8')]),
  );

/** The names in a text, whatever stands around them. */
const named = (text: string, names: readonly string[]): readonly string[] => {
  const lower = text.toLowerCase();
  return names.filter((name) => lower.includes(name.toLowerCase()));
};

describe('the site of the sample company', () => {
  const company = sampleCompany();
  const names = namesOfPeople(workspaceFrom(textsIn(company.dir)));

  test('has many people to be careful of', () => {
    expect(names.length).toBeGreaterThan(120);
    expect(names).toEqual(expect.arrayContaining(['ana.costa', 'Ana Costa', '+351 21 555 0142']));
  });

  test('names nobody, in no file', () => {
    const files = filesOf(siteOf(company.dir));
    const own = [...files].filter(([path]) => !path.startsWith('assets/') || path === 'assets/data.js');
    expect(own.length).toBeGreaterThan(12);
    for (const [path, text] of own) expect([path, named(text, names)]).toEqual([path, []]);
  });

  test('has scripts and a style that are the same for every company', () => {
    for (const [path, text] of filesOf(siteOf(company.dir)))
      if (path.startsWith('assets/') && path !== 'assets/data.js')
        expect(text).toBe(readFileSync(path.replace('assets', 'dist/site'), 'utf8'));
  });

  test('names people when it is asked to, so that the search above can fail', () => {
    const files = filesOf(siteOf(company.dir, '--include-people'));
    const all = [...files.values()].join('\n');
    expect(named(all, ['ana.costa', 'Ana Costa', '+351 21 555 0142', 'fin-4821'])).toHaveLength(4);
    expect(files.has('people.html')).toBe(true);
  });

  test('holds no grant: neither who, nor why, nor the ticket', () => {
    const all = [...filesOf(siteOf(company.dir))]
      .filter(([path]) => !path.startsWith('assets/') || path === 'assets/data.js')
      .map(([, text]) => text)
      .join('\n');
    const grants = workspaceFrom(textsIn(company.dir)).grants;
    expect(grants.size).toBeGreaterThan(20);
    for (const { value } of grants.values()) expect(all).not.toContain(value.justification);
    expect(all).not.toContain('access-grants/');
  });

  test('takes names out of sentences too, and says where', () => {
    const here = sampleCompany();
    const payroll = readFileSync('policies/systems/payroll.yaml', 'utf8').replace(
      'description: The payroll,',
      'description: Ask Ana Costa (`ana.costa`, mail ana.costa@quinta-aveia.example) for the payroll,',
    );
    writeFiles(here.dir, { 'policies/systems/payroll.yaml': payroll });
    const all = filesOf(siteOf(here.dir)).get('systems/payroll.html') ?? '';
    expect(named(all, names)).toEqual([]);
    expect(all).toContain('Ask a colleague (a colleague, mail a colleague) for the payroll');
  });
});

describe('the policies without people', () => {
  const whole = workspaceOf(textsIn('.'));
  const { texts } = withoutPeople(whole, { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' });
  const redacted = workspaceFrom(texts);

  test('can be read as they are', () => {
    expect(redacted.problems).toEqual([]);
    expect(redacted.systems.ids).toEqual(whole.systems.ids);
    expect(redacted.grants.size).toBe(0);
  });

  test('call the same person by the same name wherever somebody is named', () => {
    const owners = whole.systems.get('payroll')?.value.owners ?? [];
    const placeholders = redacted.systems.get('payroll')?.value.owners ?? [];
    const nameOf = new Map(owners.map((user, index) => [user, placeholders[index]]));
    expect(placeholders).toHaveLength(3);
    expect(redacted.settings?.value.groups?.['finance-leads']).toEqual(
      (whole.settings?.value.groups?.['finance-leads'] ?? []).map((user) => nameOf.get(user)),
    );
  });

  test('keep nothing that is about people alone', () => {
    expect(redacted.exceptions.ids).toEqual([]);
    expect(redacted.policyTests.ids).toEqual([]);
    expect(redacted.settings?.value).not.toHaveProperty('contacts');
    expect(redacted.settings?.value).not.toHaveProperty('notifications');
  });
});

describe('names in sentences', () => {
  const replace = withoutNames(['ana.costa', 'Ana Costa', 'ana@bakery.example', 'will', 'rui-alves']);

  test.each([
    ['ask Ana Costa.', 'ask a colleague.'],
    ['ask ANA COSTA', 'ask a colleague'],
    ['mail ana@bakery.example now', 'mail a colleague now'],
    ['`ana.costa` or @rui-alves', 'a colleague or a colleague'],
    ['who ana.costa.', 'who a colleague.'],
    ['it will be `will`', 'it will be a colleague'],
    ['ask Ana  Costa', 'ask a colleague'],
    ['ask Ana\nCosta', 'ask a colleague'],
    ['ask Ana\u00a0Costa', 'ask a colleague'],
    ['the laptop ana-costa-2', 'the laptop a colleague-2'],
    ['mail ana.costa@elsewhere.example', 'mail a colleague@elsewhere.example'],
    ['ask Costa, Ana or COSTA Ana', 'ask a colleague or a colleague'],
    ['see https://github.com/will.', 'see https://a colleague.'],
    ['see github.com/will/', 'see a colleague/'],
    [
      'see github.com/will/access and github.com/willing',
      'see github.com/will/access and github.com/willing',
    ],
    ['the folder ana.costas and diana.costa', 'the folder ana.costas and diana.costa'],
  ])('%s', (text, expected) => {
    expect(replace(text)).toBe(expected);
  });
});

describe('names with marks and apostrophes', () => {
  const replace = withoutNames(['Inês Prado', 'Pat O’Neil']);

  test.each([
    ['ask Inês Prado', 'ask a colleague'],
    ['ask Ine\u0302s Prado', 'ask a colleague'],
    ['ask Ines Prado', 'ask a colleague'],
    ["ask Pat O'Neil", 'ask a colleague'],
    ['cafe\u0301 and Ineses', 'cafe\u0301 and Ineses'],
  ])('%s', (text, expected) => {
    expect(replace(text)).toBe(expected);
  });
});

describe('what could name somebody in any other way', () => {
  const site = (path: string, from: string, to: string) => {
    const here = sampleCompany();
    writeFiles(here.dir, { [path]: readFileSync(path, 'utf8').replace(from, to) });
    return here.dir;
  };

  test('is taken out of each text of a runbook', () => {
    const { texts } = withoutPeople(
      workspaceOf({
        ...textsIn('.'),
        'policies/runbooks/wages.yaml': `version: 1
title: Wages
objective: Get in
audience: [Everybody]
beforeAsking: [Call Ana Costa]
pictures: [{file: wages.png, alt: The desk of Ana Costa}]
questions: [{question: Is Ana Costa there?, answer: Ana Costa is}]
owner: ana.costa
lastReviewed: 2026-11-01
reviewEvery: 90d
`,
      }),
      { now: noon('2026-11-23'), timeZone: 'Europe/Lisbon' },
    );
    expect(texts['policies/runbooks/wages.yaml']).toMatch(/Call a colleague/);
    expect(named(texts['policies/runbooks/wages.yaml'] ?? '', ['Ana Costa'])).toEqual([]);
  });

  test('is a last name before the others, and somebody who has left a grant alone', () => {
    const here = sampleCompany();
    const payroll = readFileSync('policies/systems/payroll.yaml', 'utf8').replace(
      'description: The payroll,',
      'description: Ask Berg, Ilse van den, van den Berg Ilse, or `gone.person` and gone.person, for the payroll,',
    );
    const left = readFileSync('access-grants/payroll/approver/karin.vogel.yaml', 'utf8');
    writeFiles(here.dir, {
      'policies/systems/payroll.yaml': payroll,
      'access-grants/payroll/approver/gone.person.yaml': left.replace('karin.vogel', 'gone.person'),
    });
    const all = filesOf(siteOf(here.dir)).get('systems/payroll.html') ?? '';
    expect(all).toContain('Ask a colleague, a colleague, or a colleague and a colleague, for the payroll');
    expect(named(all, ['Berg', 'gone.person'])).toEqual([]);
  });

  test('keeps the site from being written: a repository of a person', () => {
    const { dir } = sampleCompany();
    expect(() => siteOf(dir, '--repository', 'qa-ana-costa/access')).toThrow(
      /^nothing was written, since the address of the repository has the name of somebody in it.*`--repository`/,
    );
  });

  test('keeps the site from being written: a group that is called like a person', () => {
    const dir = site('policies/grantbook.yaml', 'groups:\n', 'groups:\n  ana-costa-stand-ins: [rui.alves]\n');
    expect(() => siteOf(dir)).toThrow(/would name somebody/);
  });
});
