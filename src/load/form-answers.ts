/** What somebody answered in an issue form, as GitHub writes it into the issue: a heading for each element. */
import { parseIssue } from '@github/issue-parser';
import type { FormAnswers, FormElement, IssueForm } from '../model/issue-form.ts';
import { yamlText } from './write.ts';

/** GitHub takes no longer text in an issue. */
const longest = 65_536;

/** Whether an issue was written by this form: its first heading is that of the form's first question. */
export function isOfForm(body: string, { body: elements }: IssueForm): boolean {
  const first = elements.find((element) => element.type !== 'markdown');
  const [heading = ''] = body.trimStart().split('\n', 1);
  return first !== undefined && 'id' in first && heading.trim() === `### ${first.attributes.label}`;
}

/** The answers by id. What was left empty is not there; control characters are taken out. */
export function readAnswers(body: string, form: IssueForm): FormAnswers {
  const text = easyToParse(body.slice(0, longest).replaceAll('\r\n', '\n'));
  const parsed = parseIssue(text, yamlText(form));
  return Object.fromEntries(
    form.body.flatMap((element: FormElement) => {
      if (element.type === 'markdown') return [];
      const value = clean(textOf(parsed[element.id]));
      return value === '' ? [] : [[element.id, value] as const];
    }),
  );
}

/**
 * The parser tries every number sign as a heading, and every blank as its end: some thousand of them in a row would keep it
 * busy for hours. A heading begins its line, and no answer needs two blanks.
 */
const easyToParse = (text: string): string =>
  text.replaceAll(/[^\S\n]+/g, ' ').replaceAll(/(?<=[^\n])#{3,}/g, '#');

/** What was typed or chosen; of statements, those that were ticked. */
function textOf(answer: ReturnType<typeof parseIssue>[string] | undefined): string {
  if (typeof answer === 'string') return answer;
  if (Array.isArray(answer)) return answer.join(', ');
  return answer && 'selected' in answer ? answer.selected.join(', ') : '';
}

/** No grant may hold such characters, and nobody types them on purpose. */
const clean = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
