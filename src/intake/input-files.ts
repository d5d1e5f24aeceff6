import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../errors.ts';

export interface InputFile {
  path: string;
  /** Bytes on disk; null for a pipe, which is neither sized nor read twice. */
  size: number | null;
}

const EVENT_FILE = /\.(?:json|ndjson|jsonl|log|csv|gz)$/i;
const FINGERPRINTED = 64 * 1024;

/**
 * The files behind what was given on a command line, folders searched to the bottom (*.json, *.ndjson, *.jsonl,
 * *.log, *.csv, *.gz) in order of their names. Throws a Fault (bad_input) for what is missing, empty or may not be read.
 */
export async function inputFiles(paths: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (found.isDirectory()) files.push(...(await filesUnder(path)));
    else if (found.isFile() && found.size === 0) {
      throw new Fault('bad_input', `${path} is empty. Give a file with Auth0 log events in it.`);
    } else files.push({ path, size: found.isFile() ? found.size : null });
  }
  return files;
}

async function filesUnder(folder: string): Promise<InputFile[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  const files: InputFile[] = [];
  for (const name of names.filter((each) => EVENT_FILE.test(each)).sort()) {
    const path = join(folder, name);
    const found = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (found.isFile() && found.size > 0) files.push({ path, size: found.size });
  }
  if (files.length > 0) return files;
  throw new Fault(
    'bad_input',
    `${folder} has no event files in it. Files named .json, .ndjson, .jsonl, .log, .csv or .gz are read; give others by name.`,
  );
}

/** Tells whether a file is the one that was begun before: its size and a hash of its first 64 KiB. */
export async function fingerprint(path: string, size: number): Promise<string> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const head = Buffer.alloc(Math.min(FINGERPRINTED, size));
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return `${size}-${createHash('sha256').update(head.subarray(0, bytesRead)).digest('hex').slice(0, 32)}`;
  } finally {
    await handle.close();
  }
}

/** A failed open, stat or read as a Fault; what is no such thing as it is. */
export function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && !(error instanceof Fault) && (error as NodeJS.ErrnoException).code;
  if (!code) return error;
  const why =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `There is no file ${path}. Check the path; a relative one starts at the folder you are in.`
      : code === 'EACCES' || code === 'EPERM'
        ? `${path} may not be read by this user. Change its permissions or run whylogin as its owner.`
        : `${path} cannot be read (${code}). Check the disk and the file, then try again.`;
  return new Fault('bad_input', why, { cause: error });
}
