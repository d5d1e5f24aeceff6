import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logIncompleteBeta, lowerTail, upperTail } from '../../src/spikes/tail.ts';

// Computed with mpmath, 60 digits.
const UPPER: [number, number, number, number][] = [
  [10, 0.05, 2, 4.998516186890558],
  [1, 0.05, 1.3, 1.368707248680722],
  [31, 10, 1.3, 5.214678807039783],
  [214, 35, 1.6, 43.24559697836169],
  [60, 20, 2.5, 4.629552121307062],
  [5, 5, 2, 0.3010299956639812],
  [5_000, 1_000, 8, 137.4993322968098],
  [20_000, 15_000, 40, 8.671713487451807],
  [900, 100, 2, 161.8733247148047],
  [1_500, 100, 1.3, 617.9150820886317],
];
const LOWER: [number, number, number, number][] = [
  [0, 50, 2, 15.05149978319906],
  [0, 4.5, 1.3, 1.709150284602552],
  [10, 40, 1.5, 5.98261136339022],
  [45, 50, 2, 0.4674096230235],
  [1_200, 3_000, 20, 21.43618463605161],
  [0, 600, 1.3, 227.8867046136735],
  [0, 900, 1.3, 341.8300569205103],
];

describe('tails of the negative binomial distribution', () => {
  it.each(UPPER)('at least %d where %d are expected, dispersion %d: 1 in 10^%d', (n, mean, dispersion, rarity) => {
    expect(upperTail(n, mean, dispersion)).toBeCloseTo(rarity, 9);
  });

  it.each(LOWER)('at most %d where %d are expected, dispersion %d: 1 in 10^%d', (n, mean, dispersion, rarity) => {
    expect(lowerTail(n, mean, dispersion)).toBeCloseTo(rarity, 9);
  });

  it('both tails of a count and its neighbour make one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        fc.double({ min: 1.05, max: 30, noNaN: true }),
        (n, mean, dispersion) => {
          const above = 10 ** -upperTail(n, mean, dispersion);
          const below = 10 ** -lowerTail(n - 1, mean, dispersion);
          expect(above + below).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('is rarer the more there are, and never no number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0.001, max: 100_000, noNaN: true }),
        fc.double({ min: 1.01, max: 5_000, noNaN: true }),
        (n, more, mean, dispersion) => {
          const rarity = upperTail(n, mean, dispersion);
          expect(rarity).toBeGreaterThanOrEqual(0);
          expect(upperTail(n + more, mean, dispersion)).toBeGreaterThanOrEqual(rarity - 1e-6);
          expect(lowerTail(n, mean, dispersion)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('has no end: a tail of 1e-5000 is a number', () => {
    expect(upperTail(30_000, 1_000, 2)).toBeGreaterThan(4_000);
    expect(Number.isFinite(logIncompleteBeta(1e-5, 5_000, 3))).toBe(true);
  });
});
