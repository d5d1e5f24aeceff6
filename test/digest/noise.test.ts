import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnusualCount, isUnusualRate } from '../../src/digest/noise.ts';

/** Poisson by Knuth's product, for means that are small enough for it; sums for others. */
function poisson(mean: number, random: () => number): number {
  if (mean > 200) return poisson(mean / 2, random) + poisson(mean / 2, random);
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count++) product *= random();
  return Math.max(0, count);
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
}

describe('what is unusual', () => {
  it.each([
    [143, [70, 66, 74, 71, 69, 72, 68, 70], true],
    [48_210, [47_265, 46_900, 48_800, 47_100, 48_000, 46_500, 47_700, 47_900], false],
    // A tenth is needed, however steady it was.
    [1_050, [1_000, 1_001, 999, 1_000, 1_000, 1_000, 1_000, 1_000], false],
    // Never seen before.
    [9, [0, 0, 0, 0, 0, 0, 0, 0], true],
    [4, [0, 0, 0, 0, 0, 0, 0, 0], false],
    [0, [120, 118, 130, 125, 121, 117, 122, 119], true],
    // A week like this was there before.
    [140, [70, 150, 74, 71, 69, 72, 145, 70], false],
    // Two weeks tell nothing.
    [500, [10, 11], false],
    [500, [], false],
  ])('%i after %j: %s', (now, earlier, expected) => expect(isUnusualCount(now, earlier)).toBe(expected));

  it('calls at most two numbers in a hundred unusual by chance', () => {
    const random = generator(7);
    for (const mean of [8, 40, 400, 3_000]) {
      let unusual = 0;
      for (let i = 0; i < 3_000; i++) {
        const weeks = Array.from({ length: 9 }, () => poisson(mean, random));
        if (isUnusualCount(weeks[0]!, weeks.slice(1))) unusual++;
      }
      expect(unusual / 3_000).toBeLessThan(0.02);
    }
  });

  it('of rates', () => {
    const usual = Array.from({ length: 8 }, (_, i) => ({ part: 700 + i * 5, whole: 10_000 }));
    expect(isUnusualRate({ part: 1_240, whole: 10_000 }, usual)).toBe(true);
    expect(isUnusualRate({ part: 730, whole: 10_000 }, usual)).toBe(false);
    expect(isUnusualRate({ part: 3, whole: 10 }, usual)).toBe(false);
    expect(isUnusualRate({ part: 0, whole: 0 }, usual)).toBe(false);
  });

  it('does not depend on the order of the weeks, and is sure of nothing impossible', () => {
    const counts = fc.array(fc.nat(100_000), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(100_000), counts, (now, earlier) => {
        expect(isUnusualCount(now, earlier)).toBe(isUnusualCount(now, [...earlier].reverse()));
        if (earlier.includes(now) && new Set(earlier).size === 1) expect(isUnusualCount(now, earlier)).toBe(false);
      }),
    );
  });
});
