/** The fields of an issue form, as somebody meets them. */
import type { FormElement } from '../../src/model/issue-form.ts';

type Field = Exclude<FormElement, { readonly type: 'markdown' }>;

/** Whether GitHub takes the form without it: of statements, each can be needed by itself. */
export const isNeeded = (field: Field): boolean =>
  field.type === 'checkboxes'
    ? field.attributes.options.some(({ required }) => required === true)
    : field.validations?.required === true;

/** An answer to it, and how GitHub writes that into the issue. */
export function answerTo(field: Field): { readonly answer: string; readonly written: string } {
  if (field.type === 'checkboxes') {
    const labels = field.attributes.options.map(({ label }) => label);
    return { answer: labels.join(', '), written: labels.map((label) => `- [X] ${label}`).join('\n') };
  }
  const answer =
    field.type === 'dropdown' ? (field.attributes.options.at(-1) ?? '') : `Answer to ${field.id}`;
  return { answer, written: answer };
}
