import { defineConfig } from 'vitest/config';

/** The same for what looks ahead, before anybody asks: the commands that print it are its tests. */
export default defineConfig({
  test: {
    include: ['test/cli/{approvers,approvers-outlook,impact,impact-people,impact-places}.test.ts'],
    env: { TZ: 'Pacific/Auckland', NO_COLOR: '1' },
    isolate: false,
    testTimeout: 30_000,
  },
});
