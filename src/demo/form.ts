/** An issue as GitHub makes it of the answers in a form. */
import type { IssueForm } from '../model/issue-form.ts';

/** The text of the issue; what nobody answered says so, as on GitHub. */
export const issueText = (form: IssueForm, answers: Readonly<Record<string, string>>): string =>
  form.body
    .flatMap((element) =>
      element.type === 'markdown'
        ? []
        : [`### ${element.attributes.label}\n\n${answers[element.id] ?? '_No response_'}`],
    )
    .join('\n\n');
