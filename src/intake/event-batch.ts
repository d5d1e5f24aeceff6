import { arrivalsOf } from '../event/arrivals.ts';
import type { Arrival, OddEvent } from '../event/log-event.ts';
import type { JsonBatch } from './json-stream.ts';

/** How far a file was read, by its fingerprint: unpacked bytes, END where all of it was. */
interface Position {
  key: string;
  offset: number;
}

export const END = Number.MAX_SAFE_INTEGER;

export interface EventBatch {
  arrivals: Arrival[];
  odd: OddEvent[];
  /** Bytes read so far as they lie on disk, of all that was given; totalBytes is 0 where that is not known. */
  bytes: number;
  totalBytes: number;
  /** The last file in the batch; "-" is standard input. */
  file: string;
  /** Where reading goes on once this batch is stored. */
  positions: Position[];
}

/** Events in a batch, about: a chunk is never torn. */
const FULL = 5_000;

/** Makes batches of events out of JSON values, over the borders of files. */
export class Batcher {
  readonly #totalBytes: number;
  #batch: EventBatch;
  bytes = 0;
  /** Of all batches. */
  events = 0;
  readonly reasons = new Set<string>();

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
    this.#batch = this.#empty();
  }

  /** Takes in what was read of a file; `key` is null where a file cannot be taken up again. */
  add(file: string, key: string | null, { values, odd, offset }: JsonBatch): void {
    const made = arrivalsOf(values);
    this.#batch.file = file;
    this.#batch.odd.push(...odd, ...made.odd);
    for (const arrival of made.arrivals) this.#batch.arrivals.push(arrival);
    this.events += made.arrivals.length;
    this.mark(key, offset);
  }

  /** The file was handled up to here. */
  mark(key: string | null, offset: number): void {
    if (key === null) return;
    const { positions } = this.#batch;
    if (positions.at(-1)?.key === key) positions.pop();
    positions.push({ key, offset });
  }

  get isFull(): boolean {
    return this.#batch.arrivals.length + this.#batch.odd.length >= FULL;
  }

  get isEmpty(): boolean {
    return this.#batch.arrivals.length + this.#batch.odd.length + this.#batch.positions.length === 0;
  }

  take(): EventBatch {
    const batch = this.#batch;
    batch.bytes = this.bytes;
    for (const { reason } of batch.odd) this.reasons.add(reason);
    this.#batch = this.#empty();
    return batch;
  }

  #empty(): EventBatch {
    return { arrivals: [], odd: [], bytes: 0, totalBytes: this.#totalBytes, file: '', positions: [] };
  }
}
