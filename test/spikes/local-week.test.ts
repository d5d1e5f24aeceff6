import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { LocalWeek, WEEK_MINUTES } from '../../src/spikes/local-week.ts';

const minute = (iso: string) => Date.parse(iso) / 60_000;

describe('LocalWeek', () => {
  it.each([
    ['Europe/Berlin', '2026-10-12T07:30Z', 0, 9, 30],
    ['America/New_York', '2026-10-18T03:59Z', 5, 23, 59],
    // Half hours and three quarters, and a day ahead.
    ['Asia/Kolkata', '2026-10-14T18:30Z', 3, 0, 0],
    ['Asia/Kathmandu', '2026-10-14T18:15Z', 3, 0, 0],
    ['Pacific/Kiritimati', '2026-10-11T10:00Z', 0, 0, 0],
  ])('%s at %s is day %d, %d:%d', (zone, iso, day, hour, minutes) => {
    expect(new LocalWeek(zone).at(minute(iso)) % WEEK_MINUTES).toBe(day * 1440 + hour * 60 + minutes);
  });

  it('keeps wall-clock time over both changes of the clocks', () => {
    const week = new LocalWeek('Europe/Berlin');
    for (const [from, to] of [
      ['2026-03-28T00:00Z', '2026-03-30T00:00Z'],
      ['2026-10-24T00:00Z', '2026-10-26T00:00Z'],
    ] as const)
      for (let at = minute(from); at < minute(to); at += 1) {
        const local = DateTime.fromMillis(at * 60_000, { zone: 'Europe/Berlin' });
        expect(week.at(at) % 1440).toBe(local.hour * 60 + local.minute);
      }
  });

  it('goes on by a week from week to week', () => {
    const week = new LocalWeek('America/New_York');
    expect(week.at(minute('2026-10-19T14:00Z')) - week.at(minute('2026-10-12T14:00Z'))).toBe(WEEK_MINUTES);
  });
});
