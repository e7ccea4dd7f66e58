import { defineConfig } from 'vitest/config';

/**
 * What mutation tests run, a thousand times: the tests of approvals alone, with fewer generated pull requests. The
 * invariants are left out; they would say of a decision that is wrong everywhere that it is wrong in good order.
 */
export default defineConfig({
  test: {
    include: ['test/approvals/**/*.test.ts'],
    exclude: ['test/approvals/invariants.test.ts'],
    env: { TZ: 'Pacific/Auckland', NO_COLOR: '1', GRANTBOOK_RUNS: '200' },
    isolate: false,
    testTimeout: 30_000,
  },
});
