import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../errors.ts';
import type { StoredBody } from '../store/port.ts';

/** One exported day, in UTC. */
export interface ExportedDay {
  /** "2026-10-05" */
  day: string;
  events: number;
  /** Of all its events, in whatever order they are read: 32 hex digits. */
  hash: string;
}

/** Not a name that `import` reads as events. */
const NAME = 'MANIFEST';
const LINE = /^(\d{4}-\d\d-\d\d)\t(\d+)\t([0-9a-f]{32})$/;
const WHOLE = 1n << 128n;

/** Counts and hashes events. The sum of single hashes: a store may give them in any order. */
export class Sum {
  events = 0;
  #sum = 0n;

  add({ logId, body }: StoredBody): void {
    this.events++;
    const own = createHash('sha256')
      .update(`${logId}\n${canonical(body)}`)
      .digest('hex')
      .slice(0, 32);
    this.#sum = (this.#sum + BigInt(`0x${own}`)) % WHOLE;
  }

  get hash(): string {
    return this.#sum.toString(16).padStart(32, '0');
  }
}

/** Spaces and the writing of numbers may change on the way, what they say may not. */
function canonical(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

/** The days of an export; none where the folder holds no export yet. */
export function readManifest(folder: string): Map<string, ExportedDay> {
  let text: string;
  try {
    text = readFileSync(join(folder, NAME), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new Fault('bad_input', `${join(folder, NAME)} cannot be read. Check its permissions.`, { cause: error });
  }
  const days = new Map<string, ExportedDay>();
  for (const line of text.split('\n').filter(Boolean)) {
    const found = LINE.exec(line);
    if (found === null)
      throw new Fault('bad_input', `${join(folder, NAME)} is no list of exported days. Export into another folder.`);
    days.set(found[1]!, { day: found[1]!, events: Number(found[2]), hash: found[3]! });
  }
  return days;
}

/** Written beside and renamed: it is there wholly or not at all. */
export function writeManifest(folder: string, days: ReadonlyMap<string, ExportedDay>): void {
  const lines = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  const path = join(folder, NAME);
  writeFileSync(`${path}.part`, lines.map(({ day, events, hash }) => `${day}\t${events}\t${hash}\n`).join(''), {
    mode: 0o600,
  });
  renameSync(`${path}.part`, path);
}
