import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A machine's own time zone and colours must never decide a test.
    env: { TZ: 'Pacific/Auckland', NO_COLOR: '1' },
    testTimeout: 120_000,
    // The tests against the sandbox mostly wait for what they started, so they share a core with others.
    maxWorkers: 3,
    globalSetup: ['test/support/node24.ts'],
  },
});
