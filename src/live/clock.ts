import { setTimeout as wait } from 'node:timers/promises';

/** The time, and waiting: given, so that a test can let a day pass in a minute. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after so many ms, or when the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const wallClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
};
