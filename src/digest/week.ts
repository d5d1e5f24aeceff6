import { DateTime, IANAZone } from 'luxon';
import { Fault } from '../errors.ts';

/** An ISO week in a time zone: from Monday 0:00 there to the next, epoch ms, the end not included. */
export interface Week {
  /** "2026-W46" */
  name: string;
  zone: string;
  from: number;
  to: number;
}

/** Quarters of an hour, ms: the hours and days of every zone begin on one. */
export const QUARTER = 900_000;
export const HOUR = 4 * QUARTER;
export const DAY = 24 * HOUR;

const NAME = /^(\d{4})-?W(\d{1,2})$/i;

function weekFrom(monday: DateTime, zone: string): Week {
  return {
    name: `${monday.weekYear}-W${String(monday.weekNumber).padStart(2, '0')}`,
    zone,
    from: monday.toMillis(),
    to: monday.plus({ weeks: 1 }).startOf('day').toMillis(),
  };
}

/**
 * The week of a name: "2026-W46".
 * @throws Fault bad_request where that is no week (most years have no week 53)
 */
export function weekNamed(name: string, zone: string): Week {
  const found = NAME.exec(name.trim());
  const [weekYear, weekNumber] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  const monday = DateTime.fromObject({ weekYear, weekNumber, weekday: 1 }, { zone });
  if (!monday.isValid)
    throw new Fault('bad_request', `“${name.slice(0, 40)}” is no week of the calendar. Like this: 2026-W46`);
  return weekFrom(monday.startOf('day'), zone);
}

/** The week that holds a moment. */
export function weekOf(at: number, zone: string): Week {
  return weekFrom(DateTime.fromMillis(at, { zone }).startOf('week'), zone);
}

/** So many weeks earlier; negative ones later. */
export function weeksBefore(week: Week, weeks: number): Week {
  return weekFrom(DateTime.fromMillis(week.from, { zone: week.zone }).minus({ weeks }).startOf('day'), week.zone);
}

/** The last week that is over at a moment. */
export function lastWholeWeek(at: number, zone: string): Week {
  return weeksBefore(weekOf(at, zone), 1);
}

/** The beginning of each day, epoch ms: seven, of 23 to 25 hours. */
export function daysOf(week: Week): number[] {
  const monday = DateTime.fromMillis(week.from, { zone: week.zone });
  return Array.from({ length: 7 }, (_, day) => monday.plus({ days: day }).startOf('day').toMillis());
}

/** Quarters of an hour from a moment on to another, at most. */
export function quartersOf({ from, to }: Pick<Week, 'from' | 'to'>): number {
  return Math.ceil((to - from) / QUARTER);
}

/**
 * For each quarter of an hour of a week the hour of the week that clocks of a zone show: 0 is Monday 0:00, 167 is
 * Sunday 23:00. Knows daylight saving.
 */
export function localHours(week: Pick<Week, 'from' | 'to'>, zone: string): Uint8Array {
  const offset = offsets(week, zone);
  return Uint8Array.from({ length: quartersOf(week) }, (_, quarter) => {
    const at = week.from + quarter * QUARTER;
    return Math.floor((at + offset(at) + EPOCH) / HOUR) % 168;
  });
}

/** From a Monday 0:00 in UTC to the beginning of Unix time, which was a Thursday. */
const EPOCH = 3 * DAY;

/** How far clocks are ahead of UTC, ms. Asked for once a day, and closer only on days on which that changes. */
function offsets({ from, to }: Pick<Week, 'from' | 'to'>, name: string): (at: number) => number {
  const zone = IANAZone.create(name);
  const offset = (at: number) => zone.offset(at) * 60_000;
  const daily = Array.from({ length: Math.ceil((to - from) / DAY) + 1 }, (_, day) => offset(from + day * DAY));
  return (at) => {
    const day = Math.floor((at - from) / DAY);
    return daily[day] === daily[day + 1] ? daily[day]! : offset(at);
  };
}

/** "10–16 Nov", "28 Dec – 3 Jan" */
export function datesOf(week: Week): string {
  const first = DateTime.fromMillis(week.from, { zone: week.zone, locale: 'en' });
  const last = first.plus({ days: 6 });
  return first.month === last.month
    ? `${first.day}–${last.toFormat('d LLL')}`
    : `${first.toFormat('d LLL')} – ${last.toFormat('d LLL')}`;
}
