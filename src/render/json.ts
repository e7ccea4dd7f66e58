import type { Diagnostic } from '../model/diagnostic.ts';

/** A finding of the machine interface: the keys of `formats.md`, and what else a reader may want. */
export type JsonFinding = Omit<Diagnostic, 'related'> & { readonly related?: Diagnostic['related'] };

/** The result of `check` for machines: one JSON document, keys in a fixed order, with a final line end. */
export const renderCheckJson = (result: object): string =>
  `${JSON.stringify(result, withoutEmptyRelated, 2)}\n`;

const withoutEmptyRelated = (key: string, value: unknown): unknown =>
  key === 'related' && Array.isArray(value) && value.length === 0 ? undefined : value;
