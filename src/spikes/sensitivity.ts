/** How rare and how large something has to be. */
export const SENSITIVITIES = {
  high: { rarity: 5, ratio: 1.6 },
  medium: { rarity: 5.5, ratio: 2 },
  low: { rarity: 7, ratio: 3 },
} as const;
export type Sensitivity = keyof typeof SENSITIVITIES;

/**
 * What a detector asks for. Rarity is in powers of ten, for one series; the more series are watched, the rarer each
 * has to be, so that all of them together ping no more often by chance.
 */
export function thresholdFor(sensitivity: Sensitivity, series: number): { threshold: number; ratio: number } {
  const { rarity, ratio } = SENSITIVITIES[sensitivity];
  return { threshold: rarity + Math.log10(Math.max(1, series)), ratio };
}
