import { ByNumber, ManyByNumber } from './by-number.ts';

/** Lists show this many; segments of fewer people are folded, so that nobody is seen through one. */
export const SHOWN = 10;
export const FEWEST = 5;

/** Logins and people of one segment. */
interface Segment {
  name: string;
  people: number;
  logins: number;
}

/** What a week remembers of one way to divide its logins: the list as shown, and the logins under every name. */
export interface Division {
  rows: Segment[];
  logins: Record<string, number>;
}

/** Divides logins by some key: an application's number, a pair of numbers. */
export class Segments {
  /** Each key's part, from 1 on, and the logins of each part. */
  readonly #parts = new Map<number, number>();
  readonly #logins: number[] = [0];
  readonly #partsOf = new ManyByNumber();
  readonly #last = new ByNumber();

  add(key: number, person: number): void {
    let part = this.#parts.get(key);
    if (part === undefined) {
      part = this.#logins.push(0) - 1;
      this.#parts.set(key, part);
    }
    this.#logins[part]!++;
    if (person === 0 || this.#last.get(person) === part) return;
    this.#last.set(person, part);
    this.#partsOf.add(person, part);
  }

  /** People with a login under each key. */
  people(): ReadonlyMap<number, number> {
    const counts = this.#peopleBy([...this.#logins.keys()]);
    return new Map([...this.#parts].map(([key, part]) => [key, counts[part]!]));
  }

  /** @param nameOf the segment of a key; null where it belongs to none */
  divide(nameOf: (key: number) => string | null): Division {
    const names = [''];
    const numbers = new Map<string, number>();
    const logins = [0];
    /** The number of its name by part; 0 for none. */
    const named = [0];
    for (const [key, part] of this.#parts) {
      const name = nameOf(key);
      const number = name === null ? 0 : (numbers.get(name) ?? names.push(name) - 1);
      if (name !== null) numbers.set(name, number);
      named[part] = number;
      logins[number] = (logins[number] ?? 0) + this.#logins[part]!;
    }
    const people = this.#peopleBy(named);
    const all = names.map((name, number) => ({ name, number, people: people[number] ?? 0, logins: logins[number]! }));
    const { shown, folded } = fold(all.slice(1), (segment) => segment.people);
    const rows = shown.map(({ name, people: here, logins: times }) => ({ name, people: here, logins: times }));
    if (folded.length > 0) {
      const isFolded = new Set(folded.map(({ number }) => number));
      rows.push({
        name: 'other',
        people: this.#peopleBy(named.map((number) => (isFolded.has(number) ? 1 : 0)))[1] ?? 0,
        logins: folded.reduce((sum, segment) => sum + segment.logins, 0),
      });
    }
    return { rows, logins: Object.fromEntries(all.slice(1).map((segment) => [segment.name, segment.logins])) };
  }

  /** People in each group of parts, each once. @param groups the group of each part; group 0 is not counted */
  #peopleBy(groups: readonly number[]): number[] {
    const counts = new Array<number>(Math.max(0, ...groups) + 1).fill(0);
    this.#partsOf.forEach((first, more) => {
      if (more === undefined) counts[groups[first]!]!++;
      else for (const group of new Set([first, ...more].map((part) => groups[part]!))) counts[group]!++;
    });
    return counts;
  }
}

/** The most people first, then by name; small ones and those beyond the list are folded. */
export function fold<T extends { name: string }>(
  all: readonly T[],
  peopleOf: (item: T) => number,
  fewest = FEWEST,
): { shown: T[]; folded: T[] } {
  const sorted = [...all].sort((a, b) => peopleOf(b) - peopleOf(a) || byName(a.name, b.name));
  const shown = sorted.filter((item) => peopleOf(item) >= fewest).slice(0, SHOWN);
  return { shown, folded: sorted.filter((item) => !shown.includes(item)) };
}

/** By code point: the same everywhere. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
