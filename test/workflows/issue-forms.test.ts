import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formFindings } from './issue-forms.ts';

const folder = '.github/ISSUE_TEMPLATE';
const forms = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name !== 'config.yml');

const form = `name: Ask for access
description: For yourself or for somebody else
body:
  - type: markdown
    attributes: { value: Thank you }
  - type: dropdown
    id: system
    attributes: { label: System, options: [Payroll, CRM] }
    validations: { required: true }
  - type: textarea
    id: why
    attributes: { label: Why }
  - type: checkboxes
    attributes: { label: Read, options: [{ label: I have read it, required: true }] }
`;

describe('issue forms', () => {
  test('are all forms that GitHub shows', () => {
    const findings = forms.map((name) => [name, formFindings(readFileSync(`${folder}/${name}`, 'utf8'))]);
    expect(findings).toEqual(forms.map((name) => [name, []]));
  });

  test('a good one passes', () => {
    expect(formFindings(form)).toEqual([]);
  });

  test.each([
    ['no description', /^description.*\n/m, ''],
    ['an unknown element', 'type: textarea', 'type: text'],
    ['an unknown key', 'name:', 'colour: red\nname:'],
    ['no label', '{ label: Why }', '{ description: Why }'],
    ['no choice', '[Payroll, CRM]', '[]'],
    ['a choice twice', '[Payroll, CRM]', '[CRM, CRM]'],
    ['a number as a choice', '[Payroll, CRM]', '[1, 2]'],
    ['an id with a space', 'id: why', 'id: w hy'],
    ['an id twice', 'id: why', 'id: system'],
    ['a label twice', 'label: Why', 'label: System'],
    ['nothing to fill in', / {2}- type: dropdown[\s\S]*/, ''],
  ])('%s is found', (_, from, to) => {
    expect(formFindings(form.replace(from, to))).not.toEqual([]);
  });
});
