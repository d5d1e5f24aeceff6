import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../bench/spikes/chance.ts';
import { Detector, type DetectorOptions, type Turn } from '../../src/spikes/detector.ts';
import { LocalWeek } from '../../src/spikes/local-week.ts';

const FROM = Date.parse('2026-09-07T00:00Z') / 60_000;
const DAY = 1440;

function detector(options: Partial<DetectorOptions> = {}): Detector {
  return new Detector({
    step: 1,
    week: new LocalWeek('UTC'),
    threshold: 5.5,
    ratio: 2,
    kinds: ['spike', 'drop'],
    ...options,
  });
}

/** Counts around a rate that goes with the hour. */
function quiet(days: number, base: number, seed = 'quiet'): number[] {
  const chance = new Chance(seed);
  return Array.from({ length: days * DAY }, (_, t) => {
    const hour = (t % DAY) / 60;
    return chance.poisson(base * (1 + 0.7 * Math.sin(((hour - 6) / 24) * 2 * Math.PI)));
  });
}

function turns(watch: Detector, counts: readonly (number | null)[], from = FROM, step = 1): [number, Turn][] {
  return counts.flatMap((count, t): [number, Turn][] => {
    const turn = watch.observe(from + t * step, count);
    return turn === null ? [] : [[t, turn]];
  });
}

describe('Detector', () => {
  it('says nothing on quiet weeks, finds an attack within minutes, and its end', () => {
    const counts = quiet(28, 20);
    const at = 24 * DAY + 10 * 60;
    for (let t = at; t < at + 40; t++) counts[t]! *= 4;
    const watch = detector();
    expect(turns(watch, counts)).toEqual([
      [expect.toSatisfy((t: number) => t >= at && t <= at + 3), 'opened'],
      [expect.toSatisfy((t: number) => t >= at + 40 && t <= at + 55), 'over'],
    ]);
    expect(watch.opening.kind).toBe('spike');
    expect(watch.peak).toBeGreaterThan(3);
    expect(watch.peak).toBeLessThan(6);
  });

  it('finds an outage in five minutes, and logins coming back', () => {
    const counts = quiet(21, 20);
    const at = 18 * DAY + 10 * 60;
    counts.fill(0, at, at + 30);
    const watch = detector();
    const found = turns(watch, counts);
    expect(found[0]).toEqual([expect.toSatisfy((t: number) => t >= at + 3 && t <= at + 6), 'opened']);
    expect(found).toHaveLength(2);
    expect(watch.opening).toMatchObject({ kind: 'drop', seen: 0 });
  });

  it('does not take a minute in which nobody looked for one without events', () => {
    const counts: (number | null)[] = quiet(21, 20);
    counts.fill(null, 18 * DAY + 600, 18 * DAY + 660);
    expect(turns(detector(), counts)).toEqual([]);
  });

  it('is silent on the first day, whatever comes, and finds an attack on the second', () => {
    const counts = quiet(2, 20);
    for (let t = 500; t < 530; t++) counts[t]! *= 20;
    const at = DAY + 900;
    for (let t = at; t < at + 20; t++) counts[t]! *= 10;
    const found = turns(detector(), counts);
    expect(found[0]).toEqual([expect.toSatisfy((t: number) => t >= at && t <= at + 4), 'opened']);
  });

  it.each(['rise', 'fall'] as const)('takes a lasting %s for how things are, and says so once', (way) => {
    const counts = quiet(35, 30);
    const at = 22 * DAY + 300;
    for (let t = at; t < counts.length; t++) counts[t] = way === 'rise' ? counts[t]! * 4 : 0;
    const found = turns(detector(), counts);
    expect(found.map(([, turn]) => turn)).toEqual(['opened', 'new_level']);
    const hours = (found[1]![0] - found[0]![0]) / 60;
    expect(hours).toBeCloseTo(way === 'rise' ? 6 : 24, 0);
  });

  it('does not ping when a long outage is over', () => {
    const counts = quiet(30, 30);
    const at = 22 * DAY + 300;
    counts.fill(0, at, at + 30 * 60);
    expect(turns(detector(), counts).map(([, turn]) => turn)).toEqual(['opened', 'new_level']);
  });

  it('looks at one way only where it is told so', () => {
    const counts = quiet(21, 20);
    counts.fill(0, 18 * DAY + 600, 18 * DAY + 640);
    expect(turns(detector({ kinds: ['spike'] }), counts)).toEqual([]);
  });

  it.each([5, 30, 60])('works on steps of %d minutes', (step) => {
    const counts = quiet(42, 20);
    const at = 36 * DAY + 600;
    for (let t = at; t < at + 120; t++) counts[t]! *= 5;
    const steps = Array.from({ length: counts.length / step }, (_, i) =>
      counts.slice(i * step, (i + 1) * step).reduce((sum, count) => sum + count, 0),
    );
    const found = turns(detector({ step }), steps, FROM, step);
    expect(found[0]).toEqual([at / step, 'opened']);
    expect(found).toHaveLength(2);
  });

  it('keeps the season by the clock on the wall', () => {
    // People of Berlin: the same hours before and after the clocks go back.
    const chance = new Chance('berlin');
    const from = Date.parse('2026-10-05T00:00Z') / 60_000;
    const week = new LocalWeek('Europe/Berlin');
    const counts = Array.from({ length: 30 * DAY }, (_, t) => {
      const hour = (week.at(from + t) % DAY) / 60;
      return chance.poisson(hour >= 8 && hour < 18 ? 40 : 4);
    });
    expect(turns(detector({ week }), counts, from)).toEqual([]);
  });

  it('is saved and restored bit for bit', () => {
    const counts = quiet(20, 8);
    for (let t = 15 * DAY; t < 15 * DAY + 60; t++) counts[t]! *= 6;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: counts.length - 1 }), (at) => {
        const straight = detector();
        turns(straight, counts.slice(0, at));
        const restored = detector();
        expect(restored.restore(straight.save())).toBe(true);
        const rest = counts.slice(at, at + 400);
        expect(turns(restored, rest, FROM + at)).toEqual(turns(straight, rest, FROM + at));
        expect(restored.save()).toEqual(straight.save());
      }),
      { numRuns: 6 },
    );
  });

  it('refuses what another version saved', () => {
    expect(detector().restore(new Uint8Array(10))).toBe(false);
  });

  it('stays within its memory', () => {
    expect(detector().bytes).toBeLessThanOrEqual(24 * 1024);
    expect(detector({ step: 60 }).bytes).toBeLessThanOrEqual(24 * 1024);
  });

  it('finds no less when there is more', () => {
    const base = quiet(16, 12);
    const watch = detector();
    turns(watch, base);
    const saved = watch.save();
    fc.assert(
      fc.property(fc.array(fc.nat(80), { minLength: 1, maxLength: 12 }), fc.nat(400), (counts, more) => {
        const opens = (list: readonly number[]) => {
          watch.restore(saved);
          return turns(watch, list, FROM + base.length)[0]?.[0] ?? Number.POSITIVE_INFINITY;
        };
        expect(opens(counts.map((count) => count + more))).toBeLessThanOrEqual(opens(counts));
      }),
      { numRuns: 60 },
    );
  });

  it('opens early only where the whole step opens, and is not changed by looking', () => {
    const base = quiet(16, 12);
    const watch = detector();
    turns(watch, base);
    const saved = watch.save();
    let early = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 6 }), fc.nat(120), fc.nat(200), (counts, soFar, rest) => {
        watch.restore(saved);
        if (turns(watch, counts, FROM + base.length).some(([, turn]) => turn === 'opened')) return;
        const minute = FROM + base.length + counts.length;
        const before = watch.save();
        const opens = watch.opensWith(minute, soFar);
        expect(Buffer.compare(watch.save(), before)).toBe(0);
        if (!opens) return;
        early++;
        expect(watch.observe(minute, soFar + rest)).toBe('opened');
        expect(watch.kind).toBe('spike');
      }),
      { numRuns: 200 },
    );
    expect(early).toBeGreaterThan(10);
  });

  it('has a number for everything, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }), { minLength: 10, maxLength: 3_000 }),
        (counts) => {
          const watch = detector();
          turns(watch, [...quiet(2, 1), ...counts]);
          const { score, seen, usual, spread, level } = watch.opening;
          for (const value of [score, seen, usual, spread, level, watch.peak])
            expect(Number.isFinite(value)).toBe(true);
          expect(watch.history(180).every(({ usual }) => Number.isFinite(usual))).toBe(true);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('counts what came late', () => {
    const counts = quiet(16, 12);
    const [late, whole] = [detector(), detector()];
    turns(late, counts);
    turns(whole, counts);
    const now = FROM + counts.length;
    turns(late, [2, 12, 12], now);
    turns(whole, [12, 12, 12], now);
    late.amend(now, 2, 10);
    expect(late.history(3)).toEqual(whole.history(3));
    expect(turns(late, quiet(1, 12, 'after'), now + 3)).toEqual(turns(whole, quiet(1, 12, 'after'), now + 3));
  });

  it('learns a weekly peak within weeks, so that it pings for it no more', () => {
    const counts = quiet(56, 20);
    for (let week = 3; week < 8; week++)
      for (let t = week * 7 * DAY + 600; t < week * 7 * DAY + 660; t++) counts[t]! *= 3;
    const opened = turns(detector(), counts).filter(([, turn]) => turn === 'opened');
    expect(opened.map(([t]) => Math.floor(t / (7 * DAY)))).toEqual(expect.arrayContaining([3]));
    expect(opened.some(([t]) => t > 6 * 7 * DAY)).toBe(false);
  });
});
