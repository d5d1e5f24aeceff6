import type { Row } from './rows.ts';
import { DAY } from './week.ts';

/** Since when somebody waits for something to follow, and how long it took; null while it has not come. */
interface Wait {
  at: number;
  took: number | null;
}

/**
 * People who did one thing in the week, and when another thing of theirs followed. Rows come in the order of time.
 * A person may be known by user id on one row and by name alone on the other.
 */
export class Follow {
  readonly #anew: number;
  readonly #waits: Wait[] = [];
  readonly #byPerson = new Map<number, Wait>();
  readonly #byIdentifier = new Map<number, Wait>();

  /** @param anew doing it once more after this long without success begins the wait anew, ms; never where not given */
  constructor(anew = Number.POSITIVE_INFINITY) {
    this.#anew = anew;
  }

  begin(row: Row): void {
    if (row.person === 0) return;
    const known = this.#find(row);
    if (known !== undefined) {
      if ((known.took ?? row.at - known.at) > this.#anew) Object.assign(known, { at: row.at, took: null });
      return;
    }
    const wait = { at: row.at, took: null };
    this.#waits.push(wait);
    this.#byPerson.set(row.person, wait);
    if (row.identifier !== 0) this.#byIdentifier.set(row.identifier, wait);
  }

  end(row: Row): void {
    const wait = this.#find(row);
    if (wait !== undefined && wait.took === null) wait.took = row.at - wait.at;
  }

  /** Of the people whose time is over by a moment: how many, and how many it followed for within that time. */
  within(span: number, at: number): { people: number; followed: number } {
    const over = this.#waits.filter((wait) => wait.at + span <= at);
    return { people: over.length, followed: over.filter(({ took }) => took !== null && took <= span).length };
  }

  /** The share of people for whom it never came, of those who have had a day for it; null where nobody has. */
  never(at: number): number | null {
    const over = this.#waits.filter((wait) => wait.at + DAY <= at);
    return over.length === 0 ? null : over.filter(({ took }) => took === null).length / over.length;
  }

  #find(row: Row): Wait | undefined {
    return (
      this.#byPerson.get(row.person) ?? (row.identifier === 0 ? undefined : this.#byIdentifier.get(row.identifier))
    );
  }
}

/** null of nobody. */
export function share({ people, followed }: { people: number; followed: number }): number | null {
  return people === 0 ? null : followed / people;
}
