import { Random } from '../../playground/tenant/random.ts';

/** Draws that a simulated minute needs, over a stream that can be repeated. */
export class Chance {
  readonly #random: Random;
  #spare: number | null = null;

  constructor(seed: string) {
    this.#random = new Random(seed);
  }

  /** A stream of its own, begun from this one. */
  apart(): Chance {
    return new Chance(String(this.#random.next()));
  }

  /** 0 ≤ x < 1 */
  next(): number {
    return this.#random.next();
  }

  between(low: number, high: number): number {
    return low + this.#random.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return this.#random.pick(list);
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * this.#random.next() - 1;
      y = 2 * this.#random.next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.#spare = y * factor;
    return x * factor;
  }

  /** Poisson; beyond 60 as a rounded normal. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.#random.next(); product > limit; product *= this.#random.next()) count++;
    return count;
  }
}
