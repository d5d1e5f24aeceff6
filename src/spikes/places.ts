import type { LogEvent } from '../event/log-event.ts';

/** So many connections and so many applications are watched each. */
const MOST = 4;
/** Failures within about a week that make a place worth watching. */
const ENOUGH = 30;
const DAY = 24 * 60;
const FADES = 0.5 ** (1 / 3.5);
const REMEMBERED = 500;

type Sort = 'connection' | 'application';

/** Which connections and applications have failures enough to be watched for themselves. */
export class Places {
  readonly #failures = new Map<string, number>();
  readonly #watched = new Set<string>();

  /** The watched series that a failed login counts in. */
  add(event: LogEvent): string[] {
    const names: string[] = [];
    if (event.connection !== null) names.push(nameOf('connection', event.connection));
    if (event.clientId !== null) names.push(nameOf('application', event.clientId));
    for (const name of names) this.#failures.set(name, (this.#failures.get(name) ?? 0) + 1);
    return names.filter((name) => this.#watched.has(name));
  }

  /** Ends a minute; once a day the choice is made anew. Returns what is watched from now on, where that changed. */
  close(minute: number): { begin: string[]; end: string[] } {
    if (minute % DAY !== 0) return { begin: [], end: [] };
    const begin: string[] = [];
    const end: string[] = [];
    for (const sort of ['connection', 'application'] as const) {
      const ranked = [...this.#failures]
        .filter(([name, failures]) => name.startsWith(`${sort}:`) && failures >= ENOUGH)
        .sort((a, b) => b[1] - a[1]);
      // What is watched stays, unless something has twice as much: a detector must first get to know its series.
      const weight = ([name, failures]: [string, number]) => failures * (this.#watched.has(name) ? 2 : 1);
      const chosen = new Set(
        ranked
          .sort((a, b) => weight(b) - weight(a))
          .slice(0, MOST)
          .map(([name]) => name),
      );
      for (const name of chosen) if (!this.#watched.has(name)) begin.push(name);
      for (const name of this.#watched) if (name.startsWith(`${sort}:`) && !chosen.has(name)) end.push(name);
    }
    for (const name of begin) this.#watched.add(name);
    for (const name of end) this.#watched.delete(name);
    this.#fade();
    return { begin, end };
  }

  #fade(): void {
    const kept = [...this.#failures].sort((a, b) => b[1] - a[1]).slice(0, REMEMBERED);
    this.#failures.clear();
    for (const [name, failures] of kept) if (failures * FADES >= 0.5) this.#failures.set(name, failures * FADES);
  }

  save(): { failures: [string, number][]; watched: string[] } {
    return { failures: [...this.#failures], watched: [...this.#watched] };
  }

  restore({ failures, watched }: { failures: [string, number][]; watched: string[] }): void {
    for (const [name, count] of failures) this.#failures.set(name, count);
    for (const name of watched) this.#watched.add(name);
  }
}

function nameOf(sort: Sort, place: string): string {
  return `${sort}:${place}`;
}
