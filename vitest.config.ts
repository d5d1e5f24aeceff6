import { configDefaults, defineConfig } from 'vitest/config';

/** What `npm test` runs: needs nothing but Node. The others have configurations and scripts of their own. */
const APART = ['test/cluster/**', 'test/browser/**', 'test/slow/**'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...APART],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
