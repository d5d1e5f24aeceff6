import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the page shows everything that the bot says. */
export const GALLERY = '/gallery';

const PROGRAM = join(import.meta.dirname, '../gallery.ts');
const LARGEST = 50_000_000;

let made: Promise<string> | null = null;

/** The gallery, made when somebody first looks: in a process of its own, as this one has the workspace to serve. */
export function gallery(): Promise<string> {
  made ??= make().catch((error) => {
    made = null;
    throw error;
  });
  return made;
}

async function make(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PROGRAM], { maxBuffer: LARGEST });
  return stdout;
}
