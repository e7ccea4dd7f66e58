import type { Diagnostic } from '../../src/model/diagnostic.ts';

/** A finding of which only some values matter. */
export const diagnosticWith = (values: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'GB010',
  rule: 'invalid-value',
  severity: 'error',
  message: '`2026-02-30` is not a day in the calendar',
  help: 'write a day such as `2026-12-23`',
  path: 'file.yaml',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  related: [],
  ...values,
});
