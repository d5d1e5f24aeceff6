import type { Memory } from './memory.ts';

/** Steps that are kept: the longest window and some. */
const KEPT = 256;
const LAST = KEPT - 1;

/**
 * The last steps of a series, what was expected in each by the season, and running sums over windows that end now.
 * A step that was not observed counts neither as zero nor as expected.
 */
export class Recent {
  /** Lengths in steps. */
  readonly #windows: readonly number[];
  readonly #counts: Float64Array;
  /** As they came: what is scrubbed for the tests is still what happened. */
  readonly #raw: Float32Array;
  readonly #season: Float32Array;
  readonly #adjusted: Float32Array;
  readonly #at: Float64Array;
  /** Sums over each window: events, those of the season, those of the season as yesterday was, steps observed. */
  readonly seen: Float64Array;
  readonly usual: Float64Array;
  readonly adjusted: Float64Array;
  readonly observed: Float64Array;

  constructor(memory: Memory, windows: readonly number[]) {
    this.#windows = windows;
    this.#counts = memory.float64(KEPT).fill(Number.NaN);
    this.#raw = memory.float32(KEPT).fill(Number.NaN);
    this.#season = memory.float32(KEPT);
    this.#adjusted = memory.float32(KEPT);
    this.#at = memory.float64(1);
    this.seen = memory.float64(windows.length);
    this.usual = memory.float64(windows.length);
    this.adjusted = memory.float64(windows.length);
    this.observed = memory.float64(windows.length);
  }

  /** @param count NaN: not observed @param season events to expect @param adjusted the same, as yesterday was */
  push(count: number, season: number, adjusted: number): void {
    const seasonal = Math.fround(season);
    const shifted = Math.fround(adjusted);
    const at = this.#at[0]! + 1;
    this.#at[0] = at;
    for (let i = 0; i < this.#windows.length; i++) {
      const leaving = (at - this.#windows[i]!) & LAST;
      const left = this.#counts[leaving]!;
      if (!Number.isNaN(left)) {
        this.seen[i]! -= left;
        this.usual[i]! -= this.#season[leaving]!;
        this.adjusted[i]! -= this.#adjusted[leaving]!;
        this.observed[i]! -= 1;
      }
      if (!Number.isNaN(count)) {
        this.seen[i]! += count;
        this.usual[i]! += seasonal;
        this.adjusted[i]! += shifted;
        this.observed[i]! += 1;
      }
    }
    this.#counts[at & LAST] = count;
    this.#raw[at & LAST] = count;
    this.#season[at & LAST] = seasonal;
    this.#adjusted[at & LAST] = shifted;
    // Adding and taking away fractions drifts; now and then it is summed anew.
    if ((at & LAST) === 0) this.#sum();
  }

  /** The count so many steps ago; NaN where it was not observed. */
  count(age: number): number {
    return this.#counts[(this.#at[0]! - age) & LAST]!;
  }

  raw(age: number): number {
    return this.#raw[(this.#at[0]! - age) & LAST]!;
  }

  expected(age: number): number {
    return this.#season[(this.#at[0]! - age) & LAST]!;
  }

  adjustedAt(age: number): number {
    return this.#adjusted[(this.#at[0]! - age) & LAST]!;
  }

  /** How far back it reaches, in steps. */
  get reach(): number {
    return LAST;
  }

  /** Adds what came late. Says whether that step had not been observed. */
  amend(age: number, count: number): boolean {
    const place = (this.#at[0]! - age) & LAST;
    const before = this.#counts[place]!;
    const missing = Number.isNaN(before);
    this.#counts[place] = missing ? count : before + count;
    this.#raw[place] = missing ? count : this.#raw[place]! + count;
    for (let i = 0; i < this.#windows.length; i++) {
      if (age >= this.#windows[i]!) continue;
      this.seen[i]! += count;
      if (!missing) continue;
      this.usual[i]! += this.#season[place]!;
      this.adjusted[i]! += this.#adjusted[place]!;
      this.observed[i]! += 1;
    }
    return missing;
  }

  /** Brings counts back to what was expected, above it (rise) or below, so that what is over does not count again. */
  scrub(steps: number, level: number, rise: boolean): void {
    for (let age = 0; age < Math.min(steps, LAST); age++) {
      const place = (this.#at[0]! - age) & LAST;
      const usual = this.#season[place]! * level;
      const count = this.#counts[place]!;
      if (rise ? count > usual : count < usual) this.#counts[place] = usual;
    }
    this.#sum();
  }

  #sum(): void {
    for (let i = 0; i < this.#windows.length; i++) {
      let seen = 0;
      let usual = 0;
      let adjusted = 0;
      let observed = 0;
      for (let age = 0; age < this.#windows[i]!; age++) {
        const count = this.count(age);
        if (Number.isNaN(count)) continue;
        seen += count;
        usual += this.expected(age);
        adjusted += this.adjustedAt(age);
        observed++;
      }
      this.seen[i] = seen;
      this.usual[i] = usual;
      this.adjusted[i] = adjusted;
      this.observed[i] = observed;
    }
  }
}
