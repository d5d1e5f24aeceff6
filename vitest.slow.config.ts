import { configDefaults, defineConfig } from 'vitest/config';
import { builtThreads } from './test/built.ts';

/** Processes killed again and again, which takes minutes: `npm run test:slow`. */
export default defineConfig({
  plugins: [builtThreads],
  test: {
    include: ['test/**/*.slow.test.ts'],
    exclude: [...configDefaults.exclude, 'test/cluster/node_modules/**'],
    globalSetup: 'test/built.ts',
    fileParallelism: false,
    // Real time passes, on a machine that others may use.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
