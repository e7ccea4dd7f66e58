/** Issue forms by GitHub's syntax for them: GitHub shows a wrong form as no form at all, without a word. */
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const texts = { anyOf: [{ type: 'array', items: text }, text] };
const closed = (
  properties: Readonly<Record<string, object | boolean>>,
  required: readonly string[] = [],
) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const asked = { label: text, description: text };
const required = closed({ required: flag });
const choices = (items: object) => ({ type: 'array', items, minItems: 1, uniqueItems: true });
const element = (
  type: string,
  attributes: Readonly<Record<string, object>>,
  needed: readonly string[],
  validations: object | boolean = required,
) =>
  closed(
    {
      type: { const: type },
      id: { type: 'string', pattern: '^[a-zA-Z0-9_-]+$' },
      attributes: closed(attributes, needed),
      validations,
    },
    ['type', 'attributes'],
  );

const elements = {
  markdown: element('markdown', { value: text }, ['value'], false),
  input: element('input', { ...asked, placeholder: text, value: text }, ['label']),
  textarea: element('textarea', { ...asked, placeholder: text, value: text, render: text }, ['label']),
  dropdown: element(
    'dropdown',
    // "None" is GitHub's own choice for leaving it open.
    {
      ...asked,
      multiple: flag,
      options: choices({ ...text, not: { const: 'None' } }),
      default: { type: 'integer', minimum: 0 },
    },
    ['label', 'options'],
  ),
  checkboxes: element(
    'checkboxes',
    { ...asked, options: choices(closed({ label: text, required: flag }, ['label'])) },
    ['label', 'options'],
  ),
};

const validate = new Ajv({ allErrors: true, discriminator: true, strict: false }).compile(
  closed(
    {
      name: text,
      description: text,
      title: text,
      type: text,
      labels: texts,
      assignees: texts,
      projects: texts,
      body: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          discriminator: { propertyName: 'type' },
          oneOf: Object.values(elements),
          required: ['type'],
        },
      },
    },
    ['name', 'description', 'body'],
  ),
);

interface Form {
  readonly body?: readonly {
    readonly id?: string;
    readonly type?: string;
    readonly attributes?: { readonly label?: string };
  }[];
}

const repeated = (values: readonly (string | undefined)[]): string[] =>
  values.filter((value, index) => value !== undefined && values.indexOf(value) !== index).map(String);

/** What is wrong with a form. */
export function formFindings(source: string): string[] {
  const form = parse(source) as Form;
  const shape = validate(form)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const body = Array.isArray(form.body) ? (form.body as NonNullable<Form['body']>) : [];
  return [
    ...shape,
    ...repeated(body.map(({ id }) => id)).map((id) => `the id ${id} stands twice`),
    ...repeated(body.map(({ attributes }) => attributes?.label)).map(
      (label) => `the label ${label} stands twice`,
    ),
    ...(body.some(({ type }) => type !== 'markdown') ? [] : ['asks nothing']),
  ];
}
