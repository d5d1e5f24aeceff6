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

interface Part {
  logins: number;
  people: Set<number>;
}

/** Divides logins by some key: an application's number, a pair of numbers. */
export class Segments {
  readonly #parts = new Map<number, Part>();

  add(key: number, person: number): void {
    let part = this.#parts.get(key);
    if (part === undefined) {
      part = { logins: 0, people: new Set() };
      this.#parts.set(key, part);
    }
    part.logins++;
    if (person !== 0) part.people.add(person);
  }

  /** @param nameOf the segment of a key; null where it belongs to none */
  divide(nameOf: (key: number) => string | null): Division {
    const named = new Map<string, Part>();
    for (const [key, part] of this.#parts) {
      const name = nameOf(key);
      if (name === null) continue;
      const known = named.get(name);
      if (known === undefined) named.set(name, part);
      else named.set(name, { logins: known.logins + part.logins, people: new Set([...known.people, ...part.people]) });
    }
    const all = [...named].map(([name, part]) => ({ name, ...part }));
    const { shown, folded } = fold(all, ({ people }) => people.size);
    const rows = shown.map(({ name, people, logins }) => ({ name, people: people.size, logins }));
    if (folded.length > 0)
      rows.push({
        name: 'other',
        people: new Set(folded.flatMap(({ people }) => [...people])).size,
        logins: folded.reduce((sum, { logins }) => sum + logins, 0),
      });
    return { rows, logins: Object.fromEntries(all.map(({ name, logins }) => [name, logins])) };
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
