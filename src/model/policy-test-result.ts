/** What became of a policy test. */

/** An expectation that did not come true. */
export interface UnmetExpectation {
  readonly expectation: 'findings' | 'approvers' | 'stages' | 'policy';
  /** Where it stands in the file. */
  readonly line: number;
  /** Names; of `stages` each stage in words. */
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  /** What was said that nobody expected, in words. */
  readonly details?: readonly string[];
  readonly help?: string;
}

export interface PolicyTestResult {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** Nothing, where the test passes. */
  readonly unmet: readonly UnmetExpectation[];
}
