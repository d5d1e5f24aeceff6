/** Minutes whose names are kept after they were counted, so that what comes late and twice still counts once. */
const KEPT = 15;

/** Distinct names in each minute and series. */
export class MinuteCounts {
  readonly #minutes = new Map<number, Map<string, Set<string>>>();

  /** False where the name was there already. */
  add(minute: number, series: string, name: string): boolean {
    let minuteNames = this.#minutes.get(minute);
    if (minuteNames === undefined) {
      minuteNames = new Map();
      this.#minutes.set(minute, minuteNames);
    }
    let names = minuteNames.get(series);
    if (names === undefined) {
      names = new Set();
      minuteNames.set(series, names);
    }
    const before = names.size;
    names.add(name);
    return names.size > before;
  }

  of(minute: number, series: string): number {
    return this.#minutes.get(minute)?.get(series)?.size ?? 0;
  }

  /** Forgets what is too old for anything to come late. */
  forget(before: number): void {
    for (const minute of this.#minutes.keys()) if (minute < before - KEPT) this.#minutes.delete(minute);
  }
}
