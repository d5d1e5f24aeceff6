import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the project lies as JavaScript. */
    built: string;
  }
}

const CACHE = 'node_modules/.cache';

/** A new folder, below the project's own so that packages are found. Others than its owner may read it. */
export function folderToBuildIn(): string {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), CACHE, 'whylogin-'));
  chmodSync(folder, 0o755);
  return folder;
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
