import { configDefaults, defineConfig } from 'vitest/config';
import { builtThreads } from './test/built.ts';

/** What `npm test` runs: needs nothing but Node. The others have configurations and scripts of their own. */
const APART = ['test/cluster/**', 'test/browser/**', 'test/**/*.slow.test.ts'];

export default defineConfig({
  plugins: [builtThreads],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...APART],
    // Loading modules anew for each file took a sixth of the time. So none may keep what a test could change.
    isolate: false,
    // Much of the time is waited, not counted: vitest would leave one of two cores idle.
    maxWorkers: 2,
    globalSetup: 'test/built.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests hold Slack's three seconds on a real clock; a machine shared with others may stall for as long.
    retry: process.env.CI ? 2 : 0,
  },
});
