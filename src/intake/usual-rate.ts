const HOUR = 3_600_000;
const HOURS = 168;
/** How much a week counts against all before it. */
const NEWEST = 0.5;
/** Below so many known hours nothing is said. */
const ENOUGH = 24;

/** As it is kept over restarts. */
export interface SavedRate {
  /** Events in each hour of a week, from Thursday 00:00 UTC, as 1 January 1970 was one; null: not seen yet. */
  hours: (number | null)[];
  /** The hour that is being counted (epoch ms / 3,600,000), and its events so far. */
  hour: number;
  events: number;
}

/** How many events are usual at an hour of the week: later weeks count more. Goes by the events' own times. */
export class UsualRate {
  readonly #hours: (number | null)[];
  #hour: number;
  #events: number;

  constructor(saved?: SavedRate) {
    this.#hours = saved?.hours.length === HOURS ? [...saved.hours] : Array<number | null>(HOURS).fill(null);
    this.#hour = saved?.hour ?? 0;
    this.#events = saved?.events ?? 0;
  }

  add(at: number): void {
    const hour = Math.floor(at / HOUR);
    if (hour > this.#hour) this.#close(hour);
    if (hour === this.#hour) this.#events++;
  }

  /** Events that are usual between two moments, epoch ms; null where too little is known. */
  expected(from: number, to: number): number | null {
    if (this.#hours.filter((events) => events !== null).length < ENOUGH) return null;
    let sum = 0;
    for (let at = from; at < to; ) {
      const end = Math.min(to, (Math.floor(at / HOUR) + 1) * HOUR);
      sum += ((this.#hours[Math.floor(at / HOUR) % HOURS] ?? 0) * (end - at)) / HOUR;
      at = end;
    }
    return sum;
  }

  save(): SavedRate {
    return { hours: this.#hours, hour: this.#hour, events: this.#events };
  }

  /** Ends the hour that was counted. Hours of silence after it are not counted: they may be an outage of ours. */
  #close(next: number): void {
    if (this.#hour > 0) {
      const before = this.#hours[this.#hour % HOURS];
      this.#hours[this.#hour % HOURS] =
        before === null || before === undefined ? this.#events : before + NEWEST * (this.#events - before);
    }
    this.#hour = next;
    this.#events = 0;
  }
}
