import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesOf, daysOf, lastWholeWeek, localHours, weekNamed, weekOf, weeksBefore } from '../../src/digest/week.ts';

const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

describe('a week', () => {
  it.each([
    ['2026-W46', 'Europe/Berlin', '2026-11-08T23:00:00.000Z', '2026-11-15T23:00:00.000Z'],
    // Summer time ends in it, and begins in it.
    ['2026-W43', 'Europe/Berlin', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-W13', 'Europe/Berlin', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-W53', 'UTC', '2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z'],
    ['2026-W01', 'UTC', '2025-12-29T00:00:00.000Z', '2026-01-05T00:00:00.000Z'],
    ['2026-W46', 'Asia/Kathmandu', '2026-11-08T18:15:00.000Z', '2026-11-15T18:15:00.000Z'],
  ])('%s in %s is from %s to %s', (name, zone, from, to) => {
    const week = weekNamed(name, zone);
    expect([iso(week.from), iso(week.to)]).toEqual([from, to]);
  });

  it.each(['2025-W53', '2026-W54', '2026-W00', '2026-46', 'W46', '', 'last week'])('“%s” is none', (name) => {
    expect(() => weekNamed(name, 'UTC')).toThrow(/is no week of the calendar\. Like this: 2026-W46/);
  });

  it('is found from any of its moments, and ends where the next begins', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) }), zones, (at, zone) => {
        const week = weekOf(at, zone);
        expect(week.from <= at && at < week.to).toBe(true);
        expect(weekNamed(week.name, zone)).toEqual(week);
        expect(weeksBefore(week, -1).from).toBe(week.to);
        expect(lastWholeWeek(at, zone).to).toBe(week.from);
      }),
    );
  });

  it('has seven days, one of 25 hours where summer time ends', () => {
    const week = weekNamed('2026-W43', 'Europe/Berlin');
    const days = daysOf(week);
    const lengths = days.map((day, i) => ((days[i + 1] ?? week.to) - day) / HOUR);
    expect(lengths).toEqual([24, 24, 24, 24, 24, 24, 25]);
  });

  it('shows the clocks of other zones, twice the same hour where summer time ends there', () => {
    const week = weekNamed('2026-W43', 'UTC');
    const hours = localHours(week, 'Europe/Berlin');
    expect(hours[0]).toBe(2);
    const sunday = hours.slice((6 * 24 + 0) * 4, (6 * 24 + 3) * 4);
    expect([...sunday]).toEqual([...Array(8).fill(146), ...Array(4).fill(147)]);
    expect(localHours(weekNamed('2026-W46', 'UTC'), 'Asia/Kathmandu').slice(0, 2)).toEqual(Uint8Array.of(5, 6));
  });

  it('is written as people write it', () => {
    expect(datesOf(weekNamed('2026-W46', 'Europe/Berlin'))).toBe('9–15 Nov');
    expect(datesOf(weekNamed('2026-W53', 'UTC'))).toBe('28 Dec – 3 Jan');
  });
});
