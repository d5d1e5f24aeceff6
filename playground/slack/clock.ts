interface Timer {
  due: number;
  run: () => void;
  handle: NodeJS.Timeout;
}

/**
 * The workspace's time: the machine's, plus what a test added. Expiry, rate limits and deadlines go by it,
 * so a test jumps half an hour instead of waiting for it.
 */
export class Clock {
  readonly #timers = new Set<Timer>();
  #ahead = 0;

  /** Epoch milliseconds. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Runs something once, `ms` from now. Returns how to cancel it. */
  after(ms: number, run: () => void): () => void {
    const fire = () => {
      this.#timers.delete(timer);
      run();
    };
    const timer: Timer = { due: this.now() + ms, run: fire, handle: setTimeout(fire, ms).unref() };
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer.handle);
      this.#timers.delete(timer);
    };
  }

  /** Jumps ahead and runs what falls due meanwhile, in order. */
  advance(ms: number): void {
    this.#ahead += ms;
    const due = [...this.#timers].filter((timer) => timer.due <= this.now()).sort((a, b) => a.due - b.due);
    for (const timer of due) {
      clearTimeout(timer.handle);
      timer.run();
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer.handle);
    this.#timers.clear();
  }
}
