import { Dispersion } from './dispersion.ts';
import { Finding } from './finding.ts';
import type { Memory } from './memory.ts';
import type { Recent } from './recent.ts';
import { upperTail } from './tail.ts';

/** Windows that are looked at, in minutes: a flood shows in one, a trickle in sixty. */
export const RISE_WINDOWS = [1, 2, 3, 5, 8, 15, 30, 60] as const;
/** From here on the level of the last half hour would follow the rise itself: the day's level is taken. */
const LONG = 30;
/** Events above the usual without which nothing is worth a ping, however rare. */
const EXCESS = 10;
/** The square of standard deviations below which the tail need not be computed. */
const WORTH_A_TAIL = 12;
/** Nothing is usual below this many events a minute. */
const LEAST_A_MINUTE = 0.05;
/** The sum tests for three times the usual. */
const TIMES = 3;
const STEP_CAP = 3;
const SUM_CAP = 12;
/** The sum looks all the time, so it is believed a little less. */
const SUM_PENALTY = 1;

/** The places of the running sum's numbers. */
const SUM = 0;
const RUN_SEEN = 1;
const RUN_USUAL = 2;

/** How much is going on, against the season and against the season as yesterday was. */
export interface Levels {
  /** Of the last half hour. */
  season: number;
  adjusted: number;
  /** Of the day, not below most of the last half hour's. */
  long: number;
  /** Events a minute that are usual at least, as long as the season is young; else 0. */
  floor: number;
}

interface Window {
  place: number;
  minutes: number;
  dispersion: Dispersion;
  ratio: number;
}

/**
 * The two tests for more than usual: the rarest window (a scan with the negative binomial tail), and a running sum of
 * log likelihood ratios (CUSUM), which gathers what no single window shows. Both in powers of ten of rarity.
 */
export class Rise {
  readonly #step: number;
  /** Each window's place in `recent`, its minutes, dispersion and the ratio that it must reach. */
  readonly #windows: Window[];
  /** The one whose scatter the running sum is measured by. */
  readonly #three: Window;
  readonly #ratio: number;
  readonly #sum: Float64Array;
  /** What the last look found. */
  readonly found = new Finding();

  /** @param places windows of `recent` by their length in steps @param ratio how many times the usual it must be */
  constructor(memory: Memory, step: number, places: ReadonlyMap<number, number>, ratio: number) {
    this.#step = step;
    this.#ratio = ratio;
    this.#sum = memory.float64(3);
    const steps = [...new Set(RISE_WINDOWS.map((minutes) => stepsOf(minutes, step)))];
    this.#windows = steps.map((length) => {
      const minutes = length * step;
      const more = minutes <= 1 ? 0.8 : minutes <= 2 ? 0.2 : 0;
      return {
        place: places.get(length)!,
        minutes,
        dispersion: new Dispersion(memory, step, minutes),
        ratio: ratio + more,
      };
    });
    this.#three = this.#windows.find(({ minutes }) => minutes >= 3) ?? this.#windows[0]!;
  }

  /** Looks at the windows that end with the newest step. */
  look(recent: Recent, levels: Levels): void {
    this.found.forget();
    for (const window of this.#windows) {
      const { place, minutes, dispersion } = window;
      const observed = recent.observed[place]! * this.#step;
      if (observed < minutes / 2) continue;
      const brief = minutes < LONG;
      const usual = Math.max(
        (brief ? levels.season : levels.long) * recent.usual[place]!,
        (brief ? levels.adjusted : levels.long) * recent.adjusted[place]!,
        LEAST_A_MINUTE * observed,
        levels.floor * observed,
      );
      const seen = recent.seen[place]!;
      const spread = dispersion.of(usual);
      const excess = seen - usual;
      if (excess >= EXCESS && seen >= window.ratio * usual && excess * excess > WORTH_A_TAIL * spread * usual)
        this.found.offer(upperTail(seen, usual, spread), minutes, seen, usual, spread);
      dispersion.learn(seen, usual, spread);
    }
  }

  /** Variance over mean of single steps with this expectation. */
  spreadOfOne(usual: number): number {
    return this.#windows[0]!.dispersion.of(usual);
  }

  /** Adds the newest step to the running sum. @param usual its expected events */
  add(seen: number, usual: number): void {
    const three = this.#three;
    const spread = three.dispersion.of((usual * three.minutes) / this.#step);
    const gain = (seen * Math.log(TIMES) - (TIMES - 1) * usual) / (spread * Math.LN10);
    const sum = Math.min(SUM_CAP, this.#sum[SUM]! + Math.min(STEP_CAP, gain));
    if (sum <= 0) {
      this.#sum.fill(0);
      return;
    }
    this.#sum[SUM] = sum;
    this.#sum[RUN_SEEN]! += seen;
    this.#sum[RUN_USUAL]! += usual;
    const run = this.#sum[RUN_SEEN]!;
    const expected = this.#sum[RUN_USUAL]!;
    if (run - expected < EXCESS || run < this.#ratio * expected) return;
    this.found.offer(sum - SUM_PENALTY, 0, run, expected, spread);
  }

  forget(): void {
    this.#sum.fill(0);
  }
}

export function stepsOf(minutes: number, step: number): number {
  return Math.max(1, Math.round(minutes / step));
}
