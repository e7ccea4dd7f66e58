/** What is said to a person about their files. Every renderer takes the same list. */

export type Severity = 'error' | 'warning' | 'note';

/** Steps from the top of a file to a value: keys of maps and indexes of lists. */
export type Pointer = readonly (string | number)[];

/** A place in a file. Lines and columns count from 1; columns count UTF-16 code units, as editors do. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place where a file as a whole is meant. */
export const wholeFile: Range = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Another place that helps to understand a diagnostic. */
export interface RelatedPlace extends Range {
  readonly path: string;
  readonly message: string;
}

/** A finding with its place, its level and all that a renderer needs. */
export interface Diagnostic extends Range {
  /** Stable: `GB203`. */
  readonly code: string;
  /** The name of the rule: `expiry-exceeds-maximum`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong: lower case, no final period, input in backticks. */
  readonly message: string;
  /** What to write instead, or who can help. */
  readonly help?: string;
  readonly path: string;
  readonly related: readonly RelatedPlace[];
  /** It was there before the change, which does not touch it; or nothing but the passing of time caused it. */
  readonly notCausedByChange?: 'before' | 'time';
  /** The exception that silences it. Such a diagnostic is a note, and always shown. */
  readonly exception?: { readonly id: string; readonly validUntil: string };
}

/**
 * What blocks, then what the change has caused, then what was so before, and what is excepted: for whoever shows only so
 * many of them, since old warnings must not crowd out new ones. Each in the order that it had.
 */
export const mostUrgentFirst = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...diagnostics].sort((a, b) => urgency(a) - urgency(b));

const urgency = ({ severity, notCausedByChange }: Diagnostic): number =>
  severity === 'error' ? 0 : severity === 'note' ? 3 : notCausedByChange === undefined ? 1 : 2;

/** What a rule says: a diagnostic before its level and its place are known. */
export interface Finding {
  readonly path: string;
  /** The value that it is about. A missing one falls back to its nearest parent that is there. */
  readonly pointer?: Pointer;
  /** Points at the key rather than at the value. */
  readonly atKey?: boolean;
  /** A place that is known already, because the file could not be read as a whole. */
  readonly range?: Range;
  readonly message: string;
  /** Worked out only where it is shown, if that takes time: what was probably meant, among all that is known. */
  readonly help?: string | (() => string);
  readonly related?: readonly {
    readonly path: string;
    readonly pointer?: Pointer;
    readonly atKey?: boolean;
    /** As above: the place in a file that could not be read. */
    readonly range?: Range;
    readonly message: string;
  }[];
  /** Whom and what it is about, so that an exception can be matched to it. */
  readonly about?: {
    readonly subject?: string;
    readonly system?: string;
    readonly role?: string;
    /** The separation of duties that is broken. */
    readonly set?: string;
  };
}
