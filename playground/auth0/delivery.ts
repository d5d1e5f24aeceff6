import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRow } from '../tenant/forms.ts';
import { Random } from '../tenant/random.ts';

/** A request with some events in it. */
export interface Parcel {
  headers: Record<string, string>;
  body: string | Buffer;
}

export interface Sending {
  url: string;
  /** Events in a request. */
  most: number;
  /** Requests under way at once: more than one, and nothing keeps their order. */
  lanes: number;
  /** Tries before an error is noted and the events wait. */
  tries: number;
  /** Between tries, ms. */
  pause: number;
  /** How long a request may take, ms. */
  patience: number;
  /** Chance that an event that was delivered is delivered again. */
  twice: number;
  pack(rows: readonly StreamRow[]): Parcel;
}

/**
 * Sends events at least once: what is not answered with 2xx is sent again, for ever, and some of what is, too.
 * Order is not kept.
 */
export class Delivery {
  readonly #sending: Sending;
  readonly #random = new Random('delivery');
  readonly #stopped = new AbortController();
  #waiting: StreamRow[] = [];
  #busy = 0;
  #idle: (() => void)[] = [];
  /** Sends nothing, as when an administrator pressed "Pause". */
  paused = false;
  /** What the stream's Health page shows: the status, or why there was none. */
  readonly errors: string[] = [];
  delivered = 0;
  repeated = 0;

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  push(rows: readonly StreamRow[]): void {
    for (const row of rows) this.#waiting.push(row);
    this.#run();
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  resume(): void {
    this.paused = false;
    this.#run();
  }

  /** Resolves when everything is delivered. */
  async idle(): Promise<void> {
    if (this.#busy === 0 && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  stop(): void {
    this.#stopped.abort();
    this.paused = true;
  }

  #run(): void {
    while (!this.paused && this.#busy < this.#sending.lanes && this.#waiting.length > 0) {
      const rows = this.#waiting.splice(0, this.#sending.most);
      this.#busy++;
      void this.#deliver(rows).finally(() => {
        this.#busy--;
        this.#run();
        if (this.#busy === 0 && this.#waiting.length === 0) for (const done of this.#idle.splice(0)) done();
      });
    }
  }

  async #deliver(rows: StreamRow[]): Promise<void> {
    const parcel = this.#sending.pack(rows);
    for (let left = this.#sending.tries; left > 0 && !this.#stopped.signal.aborted; left--) {
      const problem = await this.#send(parcel);
      if (problem === null) {
        this.delivered += rows.length;
        const again = rows.filter(() => this.#random.chance(this.#sending.twice));
        this.repeated += again.length;
        this.#waiting.push(...again);
        return;
      }
      this.errors.push(problem);
      await sleep(this.#sending.pause, undefined, { signal: this.#stopped.signal }).catch(() => {});
    }
    this.#waiting.push(...rows);
  }

  async #send({ headers, body }: Parcel): Promise<string | null> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.#sending.patience), this.#stopped.signal]);
    try {
      const response = await fetch(this.#sending.url, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.ok ? null : String(response.status);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return cause;
    }
  }
}
