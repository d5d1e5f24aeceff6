/** Nine of ten times it is not beyond this many standard deviations to either side. */
const DEVIATIONS = 1.64;

/**
 * What is usual, as whole numbers from – to, never one number alone.
 * @param usual the expected count @param spread its variance over its mean
 */
export function usually(usual: number, spread: number): [low: number, high: number] {
  const off = DEVIATIONS * Math.sqrt(spread * usual);
  const low = Math.max(0, Math.round(usual - off));
  return [low, Math.max(low + 1, Math.round(usual + off))];
}
