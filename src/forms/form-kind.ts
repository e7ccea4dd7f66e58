/** What every form is: the files it makes of the policies, and how its answers become a request. */
import type { End } from '../model/entitlement.ts';
import type { Grant } from '../model/grant.ts';
import type { FormAnswers, IssueForm } from '../model/issue-form.ts';
import type { Named } from '../model/nearest.ts';
import type { Day, Instant } from '../model/period.ts';
import type { Workspace } from '../model/workspace.ts';

/** A form, and what it is about. */
export interface NamedForm {
  /** The name of its file, without the folder and the ending. */
  readonly file: string;
  /** The id of the system or whatever else it is about. */
  readonly about: string;
  readonly form: IssueForm;
}

/** By what answers are read. */
export interface Reading {
  readonly workspace: Workspace;
  /** The user name of whoever opened the issue. */
  readonly asker: string;
  /** The login of the account that opened it; nothing where no form was sent. */
  readonly login?: string;
  readonly now: Instant;
  readonly timeZone: string;
  /** Everybody, with the names by which people call them. */
  readonly people: readonly Named[];
  /** When access that is there ends, by the path of its file; a length counts from its approval. */
  readonly endOf: (path: string) => End | undefined;
  /** The day that a text means, or what to write instead. */
  readonly readDay: (text: string) => { readonly day: string } | { readonly problem: string };
}

/** What somebody asks for. */
export interface Asked {
  /** One line: what it is. */
  readonly title: string;
  /** What each file is to say; one that is there already is changed in place. */
  readonly grants: readonly Grant[];
  /** The grants that are to end, by their paths. */
  readonly ends: readonly string[];
  /** The trainings that are entered for people. */
  readonly trainings?: readonly TrainingDone[];
}

/** Somebody completed a training. One that they completed before gets this day. */
export interface TrainingDone {
  /** A user name. */
  readonly person: string;
  readonly id: string;
  readonly completed: Day;
}

/** What there is to say, where nothing is asked for that a file could hold. */
export interface Told {
  readonly say: readonly Paragraph[];
}

/** A plain sentence or a list of them, made harmless where it is shown; what stands in backticks is code. */
export type Paragraph =
  | string
  | { readonly items: readonly string[] }
  | { readonly pull: number; readonly after: string };

/** What is wrong with the answers, each a plain sentence that begins with the heading of the answer. */
export interface Unclear {
  readonly problems: readonly string[];
}

/** One kind of form. Adding one is adding a file with one of these, and its line in the registry. */
export interface FormKind {
  /** The forms by the policies as they are; none where nothing could be asked by it. */
  readonly forms: (
    workspace: Workspace,
    at: { readonly now: Instant; readonly timeZone: string },
  ) => readonly NamedForm[];
  readonly read: (answers: FormAnswers, about: string, reading: Reading) => Asked | Told | Unclear;
}
