import { DateTime } from 'luxon';
import { HOUR, QUARTER, type Week } from './week.ts';

/** An hour without events is a gap where the same hour of so many weeks before had so many on average. */
const WEEKS = 4;
const ON_AVERAGE = 20;

/**
 * Hours of a week in which events are missing, neighbours as one stretch. Only hours that are over at `at` count.
 * @param quarters events in each quarter of an hour (epoch ms / 900,000), of the week and the four before
 */
export function gapsOf(week: Week, at: number, quarters: ReadonlyMap<number, number>): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (let hour = week.from; hour + HOUR <= Math.min(week.to, at); hour += HOUR) {
    if (eventsIn(hour, quarters) > 0) continue;
    let usual = 0;
    for (let weeks = 1; weeks <= WEEKS; weeks++)
      usual += eventsIn(DateTime.fromMillis(hour, { zone: week.zone }).minus({ weeks }).toMillis(), quarters);
    if (usual / WEEKS < ON_AVERAGE) continue;
    const last = gaps.at(-1);
    if (last?.to === hour) last.to = hour + HOUR;
    else gaps.push({ from: hour, to: hour + HOUR });
  }
  return gaps;
}

/** The earliest moment that `gapsOf` looks at. */
export function gapsLookFrom(week: Week): number {
  return DateTime.fromMillis(week.from, { zone: week.zone }).minus({ weeks: WEEKS }).toMillis() - HOUR;
}

function eventsIn(hour: number, quarters: ReadonlyMap<number, number>): number {
  let events = 0;
  for (let quarter = hour / QUARTER; quarter < (hour + HOUR) / QUARTER; quarter++) events += quarters.get(quarter) ?? 0;
  return events;
}
