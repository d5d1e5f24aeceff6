import type { SavedWatch, WatchOptions } from './tenant-watch.ts';
import type { TurningPoint } from './view.ts';

const DAY = 24 * 60 * 60_000;
const NAME = 'spikes';
/** Bumped when what is saved, or how it is learned, changes. */
const VERSION = 2;
/** So much of the past is learned at the first start, ms. */
export const LEARNED = 42 * DAY;

/** What the state keeps by a name. */
export interface WatchMemory {
  remember(name: string, body: string): Promise<void>;
  recall(name: string): Promise<string | undefined>;
}

/** What an earlier run knew. */
export interface KeptWatch {
  /** The oldest event that was learned from, epoch ms. */
  learnedFrom: number;
  watch: SavedWatch;
  turns: [string, TurningPoint[]][];
}

interface Saved extends KeptWatch, WatchOptions {
  version: number;
}

export async function keepWatch(memory: WatchMemory, options: WatchOptions, kept: KeptWatch): Promise<void> {
  const saved: Saved = { version: VERSION, ...options, ...kept };
  await memory.remember(NAME, JSON.stringify(saved));
}

/**
 * Null where nothing is kept, where it was kept with other settings, or where much older events were imported since.
 * @param first the oldest stored event, epoch ms @param now epoch ms
 */
export async function keptWatch(
  memory: WatchMemory,
  { zone, sensitivity }: WatchOptions,
  first: number | null,
  now: number,
): Promise<KeptWatch | null> {
  const text = await memory.recall(NAME);
  if (text === undefined) return null;
  const saved = JSON.parse(text) as Saved;
  if (saved.version !== VERSION || saved.zone !== zone || saved.sensitivity !== sensitivity) return null;
  const young = now - saved.learnedFrom < LEARNED;
  return young && first !== null && first < saved.learnedFrom - DAY ? null : saved;
}
