const MINUTE = 60_000;

/** How many questions a person may ask within a minute; counted in this process. */
export class Caps {
  readonly #asked = new Map<string, number[]>();
  readonly perMinute: number;
  readonly #now: () => number;

  constructor(perMinute: number, now: () => number) {
    this.perMinute = perMinute;
    this.#now = now;
  }

  /** Counts one more. Null where it may be asked, else the seconds until the next one may. */
  take(user: string): number | null {
    const now = this.#now();
    const recent = (this.#asked.get(user) ?? []).filter((at) => now - at < MINUTE);
    if (recent.length >= this.perMinute) {
      this.#asked.set(user, recent);
      return Math.max(1, Math.ceil((recent[0]! + MINUTE - now) / 1000));
    }
    this.#asked.set(user, [...recent, now]);
    if (this.#asked.size > 10_000) this.#forgetOld(now);
    return null;
  }

  #forgetOld(now: number): void {
    for (const [user, times] of this.#asked) if (now - times.at(-1)! >= MINUTE) this.#asked.delete(user);
  }
}
