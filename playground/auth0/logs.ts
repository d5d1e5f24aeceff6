import type { ApiRow } from '../tenant/forms.ts';

interface Kept {
  row: ApiRow;
  /** When Auth0 wrote it down: it stands in the log id. */
  loggedAt: number;
  /** When searches and checkpoints begin to return it. */
  shownAt: number;
}

/**
 * The tenant's logs as Auth0 keeps them: in order of their ids, each visible some time after it was written, all gone
 * when the plan's retention ends.
 */
export class Logs {
  readonly #now: () => number;
  readonly #retention: number;
  #kept: Kept[] = [];
  #dropped = 0;

  /** @param keeps how long rows are kept, ms */
  constructor(now: () => number, keeps: number) {
    this.#now = now;
    this.#retention = keeps;
  }

  /** @param late how long the row stays invisible after it was written, ms */
  add(row: ApiRow, late = 0): void {
    const loggedAt = loggedAtOf(row.log_id);
    const kept = { row, loggedAt, shownAt: loggedAt + late };
    const last = this.#kept.at(-1);
    if (last === undefined || last.row.log_id < row.log_id) this.#kept.push(kept);
    else this.#kept.splice(this.#indexAfter(row.log_id), 0, kept);
  }

  /** The next rows after an id, as far as they are visible. Needs no such row: it may be gone. */
  after(logId: string, take: number): ApiRow[] {
    this.#forget();
    const found: ApiRow[] = [];
    for (let i = this.#indexAfter(logId); i < this.#kept.length && found.length < take; i++) {
      const kept = this.#kept[i]!;
      if (kept.shownAt <= this.#now()) found.push(kept.row);
    }
    return found;
  }

  /** Every visible row that passes a test, in order of ids. */
  matching(test: (row: ApiRow) => boolean): ApiRow[] {
    this.#forget();
    const now = this.#now();
    const kept = this.#kept.slice(this.#dropped);
    return kept.filter(({ row, shownAt }) => shownAt <= now && test(row)).map(({ row }) => row);
  }

  get(logId: string): ApiRow | undefined {
    this.#forget();
    const index = this.#indexAfter(logId) - 1;
    const kept = index < this.#dropped ? undefined : this.#kept[index];
    return kept?.row.log_id === logId && kept.shownAt <= this.#now() ? kept.row : undefined;
  }

  get size(): number {
    return this.#kept.length - this.#dropped;
  }

  #forget(): void {
    const end = this.#now() - this.#retention;
    let first = this.#dropped;
    while (first < this.#kept.length && this.#kept[first]!.loggedAt < end) first++;
    this.#dropped = first;
    if (first < 10_000 && first < this.#kept.length) return;
    this.#kept = this.#kept.slice(first);
    this.#dropped = 0;
  }

  /** Where the first kept row with a greater id lies. */
  #indexAfter(logId: string): number {
    let low = this.#dropped;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#kept[middle]!.row.log_id <= logId) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** "900", then year to millisecond. */
function loggedAtOf(logId: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^900(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})/.exec(logId) ?? [];
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(ms),
  );
}
