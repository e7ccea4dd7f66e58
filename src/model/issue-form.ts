/** An issue form, as GitHub takes it ("Syntax for GitHub's form schema" and "Syntax for issue forms"). */
export interface IssueForm {
  readonly name: string;
  readonly description: string;
  /** What the title of the issue begins with. */
  readonly title: string;
  readonly labels: readonly string[];
  readonly body: readonly FormElement[];
}

/** One element of a form. `id` is by what its answer is read; `label` is the heading under which GitHub writes it. */
export type FormElement =
  | { readonly type: 'markdown'; readonly attributes: { readonly value: string } }
  | {
      readonly type: 'input' | 'textarea';
      readonly id: string;
      readonly attributes: {
        readonly label: string;
        readonly description?: string;
        readonly placeholder?: string;
      };
      readonly validations?: { readonly required: boolean };
    }
  | {
      readonly type: 'dropdown';
      readonly id: string;
      readonly attributes: {
        readonly label: string;
        readonly description?: string;
        readonly options: readonly string[];
      };
      readonly validations?: { readonly required: boolean };
    }
  /** Statements to tick. The answer holds those that were ticked, with commas between them. */
  | {
      readonly type: 'checkboxes';
      readonly id: string;
      readonly attributes: {
        readonly label: string;
        readonly description?: string;
        readonly options: readonly { readonly label: string; readonly required?: boolean }[];
      };
    };

/** The answers of somebody by the ids of the elements; what was left empty is not there. */
export type FormAnswers = Readonly<Record<string, string>>;
