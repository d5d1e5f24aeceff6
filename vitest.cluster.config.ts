import { defineConfig } from 'vitest/config';

/** Real servers: they take memory and a while to start, so one file after the other. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts'],
    exclude: ['test/cluster/node_modules/**'],
    fileParallelism: false,
    // Real time passes, on a machine that others may use.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
