import { setTimeout as wait } from 'node:timers/promises';

/** A clock that runs so many times as fast as the machine's, from a moment on. Several processes can agree on one. */
export function fastClock({
  from,
  speed,
  started = Date.now(),
}: {
  /** Epoch ms that the clock showed when it was started. */
  from: number;
  speed: number;
  /** When that was, by the machine's clock. */
  started?: number;
}) {
  return {
    now: (): number => from + (Date.now() - started) * speed,
    /** Resolves after so many ms of this clock, or when the signal aborts. */
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      wait(ms / speed, undefined, signal ? { signal } : {}).catch(() => {}),
  };
}
