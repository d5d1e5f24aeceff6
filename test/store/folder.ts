import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The path of a file in a new folder that goes with the test. */
export function folder(...names: string[]): string {
  const path = mkdtempSync(join(tmpdir(), 'whylogin-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return join(path, ...names);
}
