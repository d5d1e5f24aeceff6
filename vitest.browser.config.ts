import { defineConfig } from 'vitest/config';

/** The playground's page in a real Chromium. Each file has the bot and a browser of its own; most of it is waiting. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    maxWorkers: 2,
    // Real time passes, on a machine that others may use.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
