/** The forms that the sample's policies make: by the rules that GitHub has for forms, and fresh. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formTexts } from '../../src/commands/forms.ts';
import { readPolicies } from '../../src/commands/read.ts';
import { isOfForm, readAnswers } from '../../src/load/form-answers.ts';
import type { IssueForm } from '../../src/model/issue-form.ts';
import { exampleCompany, examplePaths } from '../../src/rules/example-company.ts';
import { folder } from '../../src/source/folder.ts';
import { answerTo, isNeeded } from '../support/form-fields.ts';
import { workspaceOf } from '../support/workspace.ts';

const files = '.github/ISSUE_TEMPLATE';
const forms = readdirSync(files).map((name) => [name, readFileSync(`${files}/${name}`, 'utf8')] as const);

const text = { type: 'string', minLength: 1, pattern: '\\S' };
const element = (type: string, attributes: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required: ['type', 'attributes'],
  properties: {
    type: { const: type },
    id: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
    attributes: { type: 'object', additionalProperties: false, required, properties: attributes },
    validations: {
      type: 'object',
      additionalProperties: false,
      properties: { required: { type: 'boolean' } },
    },
  },
});
const asked = { label: text, description: text, placeholder: text, value: text };
/** GitHub Docs, "Syntax for issue forms", "Syntax for GitHub's form schema", "Common validation errors". */
const validate = new Ajv({ allErrors: true }).compile({
  type: 'object',
  additionalProperties: false,
  required: ['name', 'description', 'body'],
  properties: {
    name: { ...text, maxLength: 200 },
    description: { ...text, maxLength: 200 },
    title: text,
    labels: { type: 'array', items: text },
    body: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          element('markdown', { value: text }, ['value']),
          element('input', asked, ['label']),
          element('textarea', { ...asked, render: text }, ['label']),
          element(
            'dropdown',
            {
              label: text,
              description: text,
              multiple: { type: 'boolean' },
              default: { type: 'integer' },
              options: {
                type: 'array',
                minItems: 1,
                uniqueItems: true,
                items: { ...text, not: { enum: ['None', 'none'] } },
              },
            },
            ['label', 'options'],
          ),
          element(
            'checkboxes',
            {
              label: text,
              description: text,
              options: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['label'],
                  properties: { label: text, required: { type: 'boolean' } },
                },
              },
            },
            ['label', 'options'],
          ),
        ],
      },
      contains: { type: 'object', properties: { type: { not: { const: 'markdown' } } } },
    },
  },
});

describe.each(forms)('%s', (_, source) => {
  const form = parse(source) as IssueForm;
  const questions = form.body.flatMap((each) => (each.type === 'markdown' ? [] : [each]));

  test('is a form that GitHub takes', () => {
    validate(form);
    expect(validate.errors ?? []).toEqual([]);
    for (const all of [questions.map(({ id }) => id), questions.map(({ attributes }) => attributes.label)])
      expect(new Set(all).size).toBe(all.length);
  });

  test('asks few questions, of which no more than three have to be answered', () => {
    expect(questions.length).toBeLessThanOrEqual(8);
    expect(questions.filter(isNeeded).length).toBeLessThanOrEqual(3);
  });

  test('reads back what GitHub makes of the answers', () => {
    const answers = Object.fromEntries(questions.map((each) => [each.id, answerTo(each).answer]));
    const body = questions
      .map((each) => `### ${each.attributes.label}\n\n${answerTo(each).written}`)
      .join('\n\n');
    expect(readAnswers(body, form)).toEqual(answers);
    expect(readAnswers(body.replaceAll('\n', '\r\n'), form)).toEqual(answers);
    expect(forms.filter(([, other]) => isOfForm(body, parse(other) as IssueForm))).toHaveLength(1);
  });
});

test('are what the policies give', () => {
  expect(Object.fromEntries(forms)).toEqual(Object.fromEntries(formTexts(readPolicies(folder('.')))));
});

const formNamed = (name: string) => parse(readFileSync(`${files}/${name}`, 'utf8')) as IssueForm;
const elementOf = (form: IssueForm, id: string) =>
  form.body.find((each) => 'id' in each && each.id === id)?.attributes;

test('a form says of which roles a ticket is asked, and what it looks like', () => {
  const payroll = formNamed('access-payroll.yml');
  expect(elementOf(payroll, 'ticket')).toMatchObject({
    description: 'Needed for Viewer and Administrator.',
    placeholder: 'FIN-4821',
  });
  // Whoever reads only the first lines must not leave it empty.
  expect(payroll.body[0]?.attributes).toMatchObject({
    value: expect.stringContaining('For Viewer and Administrator the ticket is needed too.'),
  });
  expect(elementOf(formNamed('emergency-access.yml'), 'ticket')).toMatchObject({
    description: expect.stringMatching(/^Needed for .* It looks like CRM-4821 or FIN-4821\.$/),
  });
  expect(elementOf(formNamed('access-expenses.yml'), 'ticket')).toBeUndefined();
});

test('a form does not promise a length to jobs that may ask for less', () => {
  expect(elementOf(formNamed('access-payroll.yml'), 'length')).toMatchObject({
    description: expect.stringContaining(
      'For some jobs it is less: Viewer for accountant 30 days, Viewer for controller 30 days.',
    ),
  });
});

test.each([
  ['blanks', `### ${' '.repeat(60_000)}x`],
  ['tabs after a heading', `### For how long?${'\t'.repeat(60_000)}x`],
  ['number signs', '###'.repeat(20_000)],
  ['headings that are none', '###  '.repeat(12_000)],
])('thousands of %s in an answer keep nobody busy', (_, hostile) => {
  const form: IssueForm = {
    name: 'A form',
    description: 'A form.',
    title: 'A form',
    labels: [],
    body: [
      { type: 'input', id: 'who', attributes: { label: 'For whom?' } },
      { type: 'textarea', id: 'why', attributes: { label: 'What for?' } },
    ],
  };
  const body = `### For whom?\n\nana.costa\n\n### What for?\n\nOne  reason\n${hostile}`;
  expect(readAnswers(body, form)).toMatchObject({
    who: 'ana.costa',
    why: expect.stringMatching(/^One reason/),
  });
});

test('of many jobs that may ask for less, the form says how far down it goes for each role', () => {
  expect(elementOf(formNamed('access-crm.yml'), 'length')).toMatchObject({
    description: expect.stringMatching(
      /For some jobs it is less: .*Exporter down to 14 days, Administrator down to 7 days\. If you choose too much, you hear here how long/,
    ),
  });
});

test('where there is one role, nobody is told to choose the smallest', () => {
  const rolesIn = (matrix: string) => {
    const workspace = workspaceOf({
      ...exampleCompany,
      [examplePaths.matrix]: `version: 1\nmatrix:\n  accountant:\n    payroll:\n${matrix}`,
    });
    const [, text = ''] = [...formTexts(workspace)].find(([name]) => name.includes('access-payroll')) ?? [];
    return elementOf(parse(text) as IssueForm, 'role');
  };
  expect(rolesIn('      viewer: standing\n')).toMatchObject({ description: 'There is only this one.' });
  expect(rolesIn('      viewer: standing\n      editor: standing\n')).toMatchObject({
    description: 'Choose the smallest one that is enough.',
  });
});
