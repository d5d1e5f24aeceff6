import type { AllMiddlewareArgs } from '@slack/bolt';

/** Counts what is being answered: Bolt's own stop waits for nothing. */
export class InFlight {
  #count = 0;
  #idle: (() => void)[] = [];

  /** Bolt's global middleware: everything behind it counts while it runs. */
  readonly middleware = async ({ next }: AllMiddlewareArgs): Promise<void> => {
    this.#count += 1;
    try {
      await next();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const done of this.#idle.splice(0)) done();
    }
  };

  /** Resolves when nothing is being answered, or after so many ms: with how much is left then. */
  async drained(deadline: number): Promise<number> {
    if (this.#count === 0) return 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadline);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#count;
  }
}
