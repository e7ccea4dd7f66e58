/** A runbook as a person reads it, before it becomes Markdown or a page: sections of blocks, of lines of words. */

/** Words of a line: plain text, something that matters, or the way to a place. */
export type Words =
  | string
  | { readonly strong: string }
  /** To be typed or dialled just so. */
  | { readonly exact: string }
  /** Without `href`, a page that is read elsewhere shows the text alone. `relative` is from the folder of the runbooks. */
  | { readonly text: string; readonly href?: string; readonly relative?: string };

export type Line = readonly Words[];

/** A picture that stands beside a step. */
export interface RunbookPicture {
  /** Its path in the repository. */
  readonly path: string;
  /** What is to be seen, for whoever cannot see it. */
  readonly alt: string;
}

export interface RunbookStep {
  readonly line: Line;
  readonly pictures: readonly RunbookPicture[];
}

export type Block =
  | { readonly kind: 'text'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  /** Each is ticked off on paper. */
  | { readonly kind: 'checks'; readonly items: readonly Line[] }
  | { readonly kind: 'steps'; readonly items: readonly RunbookStep[] }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  /** A question with its answer, or what went wrong with what to do then. */
  | { readonly kind: 'case'; readonly title: string; readonly blocks: readonly Block[] }
  /** What has to be here, and nobody has written yet. */
  | { readonly kind: 'missing'; readonly line: Line };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** On paper it begins a page, so that it can be torn off. */
  readonly ownPage?: true;
}

/**
 * What the files of a page are called, without their ending. `README` and `index` are the lists of a folder, on some disks in
 * any letters; with the dash, which no id ends with, a system that is called so gets a file of its own.
 */
export const pageName = (id: string): string => (id === 'readme' || id === 'index' ? `${id}-` : id);

export interface RunbookPage {
  /** The system or the department that it is about. */
  readonly id: string;
  readonly title: string;
  /** What kind of page it is, where it is no runbook; it names nobody then. */
  readonly label?: string;
  readonly organization: string;
  /** What stands below the title, such as who keeps it right: a label, and the words. */
  readonly facts: readonly (readonly [label: string, line: Line])[];
  readonly sections: readonly Section[];
}
