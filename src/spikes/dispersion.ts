import type { Memory } from './memory.ts';

const STRATA = 18;
const FORGETS = 14 * 24 * 60;
const NEIGHBOUR = 0.2;
/** Never narrower than this: real logins are no Poisson process. */
const FLOOR = 1.3;
const PRIOR = { at: 2, slope: 0.04, weight: 120 };

/**
 * How widely counts over one window scatter around what was expected: variance over mean, seen apart for small and
 * large expectations. Measured for each length of window, so that retries, bursts and what carries over from minute
 * to minute are all in it.
 */
export class Dispersion {
  readonly #step: number;
  readonly #fading: number;
  readonly #prior: number;
  readonly #sum: Float64Array;
  readonly #weight: Float64Array;

  /** @param window its length in minutes */
  constructor(memory: Memory, step: number, window: number) {
    this.#step = step;
    this.#fading = 1 - step / FORGETS;
    this.#prior = PRIOR.weight * Math.sqrt(window);
    this.#sum = memory.float64(STRATA);
    this.#weight = memory.float64(STRATA);
  }

  of(expected: number): number {
    const at = stratum(expected);
    let sum = this.#sum[at]! + this.#prior * (PRIOR.at + PRIOR.slope * expected);
    let weight = this.#weight[at]! + this.#prior;
    if (at > 0) {
      sum += NEIGHBOUR * this.#sum[at - 1]!;
      weight += NEIGHBOUR * this.#weight[at - 1]!;
    }
    if (at < STRATA - 1) {
      sum += NEIGHBOUR * this.#sum[at + 1]!;
      weight += NEIGHBOUR * this.#weight[at + 1]!;
    }
    return Math.max(FLOOR, sum / weight);
  }

  /** @param now what `of` says for this expectation: one wild count moves it by so much only */
  learn(count: number, expected: number, now: number): void {
    const at = stratum(expected);
    const off = count - expected;
    const squared = Math.min(off * off, 16 * Math.max(now * expected, 1) + 9);
    this.#sum[at] = this.#sum[at]! * this.#fading + (squared / expected) * this.#step;
    this.#weight[at] = this.#weight[at]! * this.#fading + this.#step;
  }
}

/** Powers of two from an eighth upwards. */
function stratum(expected: number): number {
  return Math.min(STRATA - 1, 31 - Math.clz32(Math.max(1, expected * 8)));
}
