import { IANAZone } from 'luxon';

export const WEEK_MINUTES = 7 * 24 * 60;
/** 1 January 1970 was a Thursday; weeks here begin on Monday. */
const THURSDAY = 3 * 24 * 60;
/** Zones change their offset on full half hours of UTC, nowhere between. */
const HALF_HOUR = 30;
/** Half hours whose offset is remembered: now, and the hours before in which learning goes on. */
const REMEMBERED = 8;

/** Wall-clock minutes of a time zone: people sleep by the clock on the wall, so the season is kept by it. */
export class LocalWeek {
  readonly #zone: IANAZone;
  readonly #halfHours = new Float64Array(REMEMBERED).fill(Number.NaN);
  readonly #offsets = new Float64Array(REMEMBERED);

  constructor(zone: string) {
    this.#zone = IANAZone.create(zone);
  }

  /** Local minutes since a Monday at 0:00: modulo WEEK_MINUTES the minute of the week. @param minute UTC, since 1970 */
  at(minute: number): number {
    const halfHour = Math.floor(minute / HALF_HOUR);
    const place = halfHour & (REMEMBERED - 1);
    if (halfHour !== this.#halfHours[place]) {
      this.#halfHours[place] = halfHour;
      this.#offsets[place] = Math.round(this.#zone.offset(halfHour * HALF_HOUR * 60_000));
    }
    return minute + this.#offsets[place]! + THURSDAY;
  }
}
