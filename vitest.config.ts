import { configDefaults, defineConfig } from 'vitest/config';

/** It waits for process after process, a few thousand in all, and takes three times as long beside others. */
const alone = 'test/e2e/quarter.test.ts';

export default defineConfig({
  test: {
    // A machine's own time zone and colours must never decide a test.
    env: { TZ: 'Pacific/Auckland', NO_COLOR: '1' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // The tests against the sandbox mostly wait for what they started, so they share a core with others.
    maxWorkers: 3,
    globalSetup: ['test/support/node24.ts'],
    projects: [
      { extends: true, test: { name: 'a quarter', include: [alone], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'all others',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, alone],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
