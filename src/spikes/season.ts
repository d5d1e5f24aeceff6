import { WEEK_MINUTES } from './local-week.ts';
import type { Memory } from './memory.ts';

/** Weeks that are remembered for every half hour of the week. */
const WEEKS = 6;
const DAY = 24 * 60;
const BINS_A_WEEK = 336;
const BINS_A_DAY = 48;
/** A half hour counts once this share of it was observed. */
const ENOUGH = 0.34;
/** How much a day of the same kind weighs against the next one: weekdays, weekend days. */
const FADING = [0.82, 0.6] as const;
/** What the same hours of neighbouring half hours are worth. */
const AROUND = [0.3, 0.7, 1, 0.7, 0.3] as const;
/** Events that the rate leaned upon is worth: for three bins, for one. */
const SMOOTHED = 10.5;
const OWN = 60;
/** The same for days: for five half hours, for one; and what the other kind of days is worth. */
const SMOOTHED_DAYS = 15;
const OWN_DAYS = 30;
const OTHER_DAYS = 0.15;
/** The global mean forgets in two days. */
const GLOBAL_MINUTES = 2 * DAY;
const LEAST = 1e-4;

/** Places of the single numbers: the global mean's, what was learned, the bin being learned, the rates in use. */
const SUM = 0;
const MINUTES = 1;
const LEARNED = 2;
const BIN = 3;
const WEEK = 4;
const RATES_OF = 5;
const RATE = 6;
const SLOPE = 7;

/**
 * What is usual at each time of the week, in events a minute. Every half hour of the week remembers its last six
 * weeks; what it does not know yet it borrows from the same hours of like days, those from the other days, and those
 * from the mean of the last two days. The fewer events there are, the longer it borrows.
 */
export class Season {
  readonly #step: number;
  readonly #length: number;
  readonly #bins: number;
  readonly #sum: Float32Array;
  readonly #steps: Uint8Array;
  readonly #week: Int32Array;
  /** Two kinds of days by the half hours of a day: decayed sums and the minutes observed. */
  readonly #daySum: Float64Array;
  readonly #dayMinutes: Float64Array;
  readonly #now: Float64Array;
  readonly #values = new Float64Array(3 * WEEKS);

  constructor(memory: Memory, step: number) {
    this.#step = step;
    this.#length = Math.max(WEEK_MINUTES / BINS_A_WEEK, step);
    this.#bins = WEEK_MINUTES / this.#length;
    this.#sum = memory.float32(BINS_A_WEEK * WEEKS);
    this.#steps = memory.uint8(BINS_A_WEEK * WEEKS);
    this.#week = memory.int32(BINS_A_WEEK);
    this.#daySum = memory.float64(2 * BINS_A_DAY);
    this.#dayMinutes = memory.float64(2 * BINS_A_DAY);
    this.#now = memory.float64(8);
    this.#now.fill(-1, BIN);
  }

  /**
   * Events to expect in the step that begins at a local minute. Within a half hour the rate runs on a slope, the
   * smaller of those to either side (0 where they differ in direction): ramps stay ramps, and the sharp edge of a
   * shift or a day stays sharp.
   */
  expect(local: number): number {
    const at = ((local % WEEK_MINUTES) + this.#step / 2) / this.#length;
    const bin = Math.floor(at);
    if (bin !== this.#now[RATES_OF]) {
      const before = this.#rateOf(this.#binAt(bin - 1));
      const rate = this.#rateOf(bin);
      const after = this.#rateOf(this.#binAt(bin + 1));
      this.#now[RATES_OF] = bin;
      this.#now[RATE] = rate;
      this.#now[SLOPE] = smaller(rate - before, after - rate);
    }
    return Math.max(LEAST, this.#now[RATE]! + this.#now[SLOPE]! * (at - bin - 0.5)) * this.#step;
  }

  /** Minutes that were learned. */
  get minutes(): number {
    return this.#now[LEARNED]!;
  }

  /**
   * Takes one step in, steps in order.
   * @param count what happened, for the weeks: their trimmed mean forgets a single wild one
   * @param calm what would have happened without an incident, for the days and the mean
   */
  learn(local: number, count: number, calm: number): void {
    const bin = this.#binOf(local);
    const week = Math.floor(local / WEEK_MINUTES);
    if (bin !== this.#now[BIN] || week !== this.#now[WEEK]) this.#enter(bin, week);
    const slot = bin * WEEKS + (week % WEEKS);
    this.#sum[slot] = this.#sum[slot]! + count;
    this.#steps[slot] = this.#steps[slot]! + 1;
    const day = this.#dayBin(bin);
    this.#daySum[day] = this.#daySum[day]! + calm;
    this.#dayMinutes[day] = this.#dayMinutes[day]! + this.#step;
    const fading = 1 - this.#step / GLOBAL_MINUTES;
    this.#now[SUM] = this.#now[SUM]! * fading + calm;
    this.#now[MINUTES] = this.#now[MINUTES]! * fading + this.#step;
    this.#now[LEARNED] = this.#now[LEARNED]! + this.#step;
  }

  /** Adds what came late to a step that was learned before. */
  amend(local: number, count: number, wasMissing: boolean): void {
    const bin = this.#binOf(local);
    const week = Math.floor(local / WEEK_MINUTES);
    if (this.#week[bin]! - week >= WEEKS || this.#week[bin]! < week) return;
    const slot = bin * WEEKS + (week % WEEKS);
    this.#sum[slot] = this.#sum[slot]! + count;
    if (wasMissing) this.#steps[slot] = this.#steps[slot]! + 1;
    this.#now[RATES_OF] = -1;
  }

  #enter(bin: number, week: number): void {
    this.#now[BIN] = bin;
    this.#now[WEEK] = week;
    const day = this.#dayBin(bin);
    const fading = FADING[day < BINS_A_DAY ? 0 : 1];
    this.#daySum[day] = this.#daySum[day]! * fading;
    this.#dayMinutes[day] = this.#dayMinutes[day]! * fading;
    // An hour that comes twice, when clocks go back, adds to itself.
    if (this.#week[bin] === week) return;
    this.#week[bin] = week;
    this.#sum[bin * WEEKS + (week % WEEKS)] = 0;
    this.#steps[bin * WEEKS + (week % WEEKS)] = 0;
  }

  #binOf(local: number): number {
    return Math.floor((local % WEEK_MINUTES) / this.#length);
  }

  /** Where a bin's time of day lies among those of its kind of day: weekdays first. */
  #dayBin(bin: number): number {
    const weekend = bin * this.#length >= 5 * DAY;
    return (weekend ? BINS_A_DAY : 0) + (bin % (DAY / this.#length));
  }

  /** Three bins smooth what is scarce; where there is enough, the bin's own weeks say it alone. */
  #rateOf(bin: number): number {
    const days = (at: number) => this.#dayRate(this.#binAt(at));
    const around = this.#weeksRatio(bin, 1, days, SMOOTHED) * days(bin);
    return around * this.#weeksRatio(bin, 0, () => around, OWN);
  }

  /**
   * The weeks against what was expected of them, over a bin and so many at either side: their trimmed mean, leaning on
   * 1 as if so many events said so. Neighbours count by what was expected there, so that an edge stays where it is.
   */
  #weeksRatio(bin: number, reach: number, expected: (bin: number) => number, events: number): number {
    const ratios = this.#values;
    let found = 0;
    let usual = 0;
    for (let near = bin - reach; near <= bin + reach; near++) {
      const rate = expected(near);
      const slot = this.#binAt(near) * WEEKS;
      for (let week = 0; week < WEEKS; week++) {
        const observed = this.#steps[slot + week]! * this.#step;
        if (observed < this.#length * ENOUGH) continue;
        ratios[found++] = this.#sum[slot + week]! / observed / rate;
        usual += Math.min(observed, this.#length) * rate;
      }
    }
    return found === 0 ? 1 : (trimmedMean(ratios.subarray(0, found)) * usual + events) / (usual + events);
  }

  #binAt(bin: number): number {
    return (bin + this.#bins) % this.#bins;
  }

  /** What like days say about a time of day, and what they do not know, the other days. */
  #dayRate(bin: number): number {
    const own = this.#dayBin(bin) < BINS_A_DAY ? 0 : BINS_A_DAY;
    const global = Math.max(LEAST, (this.#now[SUM]! + 0.1) / (this.#now[MINUTES]! + 10));
    const other = (time: number) => this.#daysRate(time, BINS_A_DAY - own, OTHER_DAYS, () => global);
    return this.#daysRate(bin, own, 1, other);
  }

  #daysRate(bin: number, days: number, weight: number, expected: (bin: number) => number): number {
    const perDay = DAY / this.#length;
    let sum = 0;
    let usual = 0;
    for (let around = -2; around <= 2; around++) {
      const time = days + ((bin + around + perDay) % perDay);
      sum += weight * AROUND[around + 2]! * this.#daySum[time]!;
      usual += weight * AROUND[around + 2]! * this.#dayMinutes[time]! * expected(bin + around);
    }
    const smooth = (expected(bin) * (sum + SMOOTHED_DAYS)) / (usual + SMOOTHED_DAYS);
    const time = days + (bin % perDay);
    const minutes = weight * this.#dayMinutes[time]!;
    return (weight * this.#daySum[time]! + OWN_DAYS) / (minutes + OWN_DAYS / smooth);
  }
}

function smaller(a: number, b: number): number {
  if (a * b <= 0) return 0;
  return Math.abs(a) < Math.abs(b) ? a : b;
}

/** The mean without the fifth at either end: one holiday or one attack in six weeks does not move it. */
function trimmedMean(values: Float64Array): number {
  values.sort();
  const cut = Math.floor(values.length * 0.2);
  let sum = 0;
  for (let i = cut; i < values.length - cut; i++) sum += values[i]!;
  return sum / (values.length - 2 * cut);
}
