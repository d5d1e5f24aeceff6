import { describe, expect, it } from 'vitest';
import { UsualRate } from '../../src/intake/usual-rate.ts';

const START = Date.parse('2026-11-24T08:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the usual rate', () => {
  it('knows the hour of the week, and the later weeks better', () => {
    const rate = new UsualRate();
    for (let week = 0; week < 4; week++)
      for (let hour = 0; hour < 168; hour++) {
        const begins = START + week * 7 * DAY + hour * HOUR;
        for (let n = 0; n < (hour === 10 ? 100 * (week + 1) : 10); n++) rate.add(begins + n);
      }
    const monday = START + 28 * DAY + 10 * HOUR;
    expect(rate.expected(monday, monday + HOUR)).toBeGreaterThan(280);
    expect(rate.expected(monday + HOUR, monday + 2 * HOUR)).toBeCloseTo(10);
    expect(new UsualRate(JSON.parse(JSON.stringify(rate.save()))).expected(monday, monday + HOUR)).toBe(
      rate.expected(monday, monday + HOUR),
    );
  });

  it('says nothing before it knows enough', () => expect(new UsualRate().expected(START, START + DAY)).toBeNull());
});
