import type { Memory } from './memory.ts';

export interface LevelOptions {
  /** Minutes after which what was seen counts half. */
  halfLife: number;
  /** Expected events that speak for "as usual" before anything is seen. */
  prior: number;
  least: number;
  most: number;
}

/** How much is going on against what the season says: 1 is as usual, 0.4 a holiday, 1.5 a busy day. */
export class Level {
  readonly #options: LevelOptions;
  readonly #fading: number;
  /** Decayed counts, decayed expectations, and the bounds, which a new level moves. */
  readonly #sums: Float64Array;

  constructor(memory: Memory, step: number, options: LevelOptions) {
    this.#options = options;
    this.#fading = 0.5 ** (step / options.halfLife);
    this.#sums = memory.float64(4);
    this.#sums[2] = options.least;
    this.#sums[3] = options.most;
  }

  get value(): number {
    const [seen, expected, least, most] = this.#sums as unknown as [number, number, number, number];
    const { prior } = this.#options;
    return Math.min(most, Math.max(least, (seen + prior) / (expected + prior)));
  }

  learn(count: number, expected: number): void {
    this.#sums[0] = this.#sums[0]! * this.#fading + count;
    this.#sums[1] = this.#sums[1]! * this.#fading + expected;
  }

  /** What was an incident is how it is now: this many times the season. */
  settle(ratio: number): void {
    this.#sums[0] = this.#sums[1]! * ratio;
    this.#sums[2] = Math.min(this.#options.least, ratio * 0.8);
    this.#sums[3] = Math.max(this.#options.most, ratio * 1.2);
  }
}
