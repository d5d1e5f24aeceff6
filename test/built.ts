import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the project lies as JavaScript. */
    built: string;
  }
}

const BUILT = join(process.cwd(), `node_modules/.cache/whylogin-${process.pid}`);

/**
 * A new folder of this process, below the project's own so that packages are found. Others than its owner may read it.
 */
export function folderToBuildIn(): string {
  rmSync(BUILT, { recursive: true, force: true });
  mkdirSync(BUILT, { recursive: true });
  chmodSync(BUILT, 0o755);
  return BUILT;
}

/** Writes all sources, this one among them, as JavaScript into a folder. Whether their types fit is for `npm run lint`. */
export function build(folder: string): void {
  copyFileSync('package.json', join(folder, 'package.json'));
  const tsc = 'node_modules/typescript/bin/tsc';
  const options = ['--noCheck', '--noEmit', 'false', '--rootDir', '.', '--outDir', folder];
  let failure: unknown;
  try {
    execFileSync(process.execPath, [tsc, ...options], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  } catch (error) {
    failure = (error as { stdout?: string }).stdout ?? error;
  }
  if (!existsSync(join(folder, 'src', 'main.js'))) throw new Error(`Building failed: ${failure}`);
}

/**
 * Once for a whole run: programs that tests start as processes of their own are built, since node starts them three
 * times as fast as their sources.
 */
export default function setup(project: TestProject): () => void {
  const folder = folderToBuildIn();
  build(folder);
  project.provide('built', folder);
  project.onTestsRerun(() => build(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Lets threads start out of what was built, which saves each of them bringing TypeScript along. */
export const builtThreads = {
  name: 'built-threads',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    code.replace(/(?<=new URL\('\.\/[\w-]+-boot\.js', )import\.meta\.url/, () =>
      JSON.stringify(pathToFileURL(join(BUILT, relative(process.cwd(), id)))),
    ),
};
