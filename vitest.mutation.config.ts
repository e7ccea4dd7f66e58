import { defineConfig } from 'vitest/config';

/**
 * What mutation tests run, a thousand times: the tables of approvals. The invariants and the cases are left out: what
 * they find, the tables find sooner.
 */
export default defineConfig({
  test: {
    include: ['test/approvals/**/*.test.ts'],
    exclude: ['test/approvals/{invariants,cases}.test.ts'],
    env: { TZ: 'Pacific/Auckland', NO_COLOR: '1', GRANTBOOK_RUNS: '200' },
    isolate: false,
    testTimeout: 30_000,
  },
});
