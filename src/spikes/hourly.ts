import type { Memory } from './memory.ts';

const PRIOR = 30;
/** Seen for two days before it is believed; forgets in about four weeks. */
const VISITS = 2 * 24;
const FADING = 0.9985;

/** Jobs and reminders that run on the full hour: how much each minute of the hour has against the season. */
export class Hourly {
  readonly #step: number;
  readonly #seen: Float64Array;
  readonly #expected: Float64Array;
  readonly #visits: Float64Array;

  constructor(memory: Memory, step: number) {
    this.#step = step;
    this.#seen = memory.float64(60);
    this.#expected = memory.float64(60);
    this.#visits = memory.float64(1);
  }

  /** @param local minutes of the wall clock */
  factor(local: number): number {
    if (this.#visits[0]! < VISITS) return 1;
    const minute = local % 60;
    return (this.#seen[minute]! + PRIOR) / (this.#expected[minute]! + PRIOR);
  }

  /** @param expected without the factor, else it would unlearn itself */
  learn(local: number, count: number, expected: number): void {
    const minute = local % 60;
    this.#seen[minute] = this.#seen[minute]! * FADING + count;
    this.#expected[minute] = this.#expected[minute]! * FADING + expected;
    this.#visits[0] = this.#visits[0]! + this.#step / 60;
  }
}
