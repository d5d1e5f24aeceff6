import { defineConfig } from 'vitest/config';

/** The playground's page in a real Chromium: one file after the other, as each has the bot and a browser of its own. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
