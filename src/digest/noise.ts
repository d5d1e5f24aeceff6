/**
 * Is a number unusual, given the same number of earlier weeks? Counts are compared by their square roots times two,
 * where Poisson noise has a standard deviation of 1 whatever the level (Anscombe). The spread of the earlier weeks,
 * but never less than that 1, gives the prediction interval of one more week at 99 %: mean ± t · s · √(1 + 1/n),
 * with Student's t. So one number in a hundred is called unusual by chance. A change too small to matter is usual
 * whatever the odds, and fewer than three earlier weeks tell nothing.
 */

/** Of one more observation at 99 %, by degrees of freedom (the earlier weeks less one): two to seven. */
const T_99 = [9.925, 5.841, 4.604, 4.032, 3.707, 3.499];
const FEWEST_WEEKS = 3;
export const MOST_WEEKS = 8;
/** A change of less than this share, or of fewer than so many, is not worth a word. */
const SMALLEST_CHANGE = 0.1;
const SMALLEST_COUNT = 5;
/** For rates: half a percentage point. */
const SMALLEST_POINTS = 0.005;

/** @param earlier the same count of up to eight earlier weeks, in any order */
export function isUnusualCount(now: number, earlier: readonly number[]): boolean {
  const usual = median(earlier);
  if (usual === null || Math.abs(now - usual) < Math.max(SMALLEST_COUNT, usual * SMALLEST_CHANGE)) return false;
  return isOutside(
    2 * Math.sqrt(now),
    earlier.map((count) => 2 * Math.sqrt(count)),
    1,
  );
}

/** A share of so many. */
export interface Rate {
  part: number;
  whole: number;
}

/** Rates by the arcsine of their root, where binomial noise has a standard deviation of 1/√n. */
export function isUnusualRate(now: Rate, earlier: readonly Rate[]): boolean {
  const usable = earlier.filter(({ whole }) => whole > 0);
  const usual = median(usable.map(rateOf));
  if (usual === null || now.whole === 0 || Math.abs(rateOf(now) - usual) < SMALLEST_POINTS) return false;
  const angle = (rate: Rate) => 2 * Math.asin(Math.sqrt(rateOf(rate)));
  return isOutside(angle(now), usable.map(angle), 1 / Math.sqrt(now.whole));
}

export function rateOf({ part, whole }: Rate): number {
  return whole === 0 ? 0 : part / whole;
}

/** The middle one of the earlier weeks; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function isOutside(now: number, earlier: readonly number[], least: number): boolean {
  const n = earlier.length;
  if (n < FEWEST_WEEKS) return false;
  const mean = earlier.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(earlier.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const t = T_99[Math.min(n, MOST_WEEKS) - FEWEST_WEEKS]!;
  return Math.abs(now - mean) > t * Math.max(spread, least) * Math.sqrt(1 + 1 / n);
}
