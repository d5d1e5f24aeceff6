import { hash } from '../hash.ts';
import { Bulk } from './bulk.ts';
import type { Database, Statement } from './engine.ts';
import { Generations } from './generations.ts';

/** Texts remembered per connection: two generations of so many. */
const REMEMBERED = 60_000;
/** Spans whose texts are remembered by the writer: today's, and those that late events or an import reach into. */
const SPANS = 3;
/** Numbers in a span stay far below this. */
const NUMBERS = 2 ** 26;

/**
 * Texts by number, span by span: numbers begin anew in each, so they are small, and go with their span. The tables are
 * the truth: another process may write too, so nothing lives in memory alone.
 */
export class Dictionary {
  readonly #numbers = new Map<number, Generations<string, number>>();
  readonly #texts = new Generations<number, string>(REMEMBERED);
  /** The next number of a span, within one transaction. */
  readonly #next = new Map<number, number>();
  readonly #byHash: Statement;
  readonly #byHashes: Statement;
  readonly #byNumber: Statement;
  readonly #byNumbers: Statement;
  readonly #last: Statement;
  readonly #sweeps: Statement;
  readonly #remove: Statement;
  readonly #removeKey: Statement;
  readonly #rows: Bulk;
  readonly #keys: Bulk;
  /** How often numbers were taken back, as of this transaction. */
  sweeps = -1;

  constructor(db: Database) {
    this.#byHash = db.prepare(
      'SELECT t.number, t.value FROM text_key k JOIN text t ON t.span = k.span AND t.number = k.number WHERE k.span = ? AND k.hash = ?',
    );
    this.#byHash.setReturnArrays(true);
    this.#byHashes = db.prepare(
      'SELECT t.number, t.value FROM json_each(?2) j CROSS JOIN text_key k ON k.span = ?1 AND k.hash = j.value CROSS JOIN text t ON t.span = ?1 AND t.number = k.number',
    );
    this.#byHashes.setReturnArrays(true);
    this.#byNumber = db.prepare('SELECT value FROM text WHERE span = ? AND number = ?');
    this.#byNumbers = db.prepare(
      'SELECT json_group_array(t.number), json_group_array(t.value) FROM json_each(?2) k CROSS JOIN text t ON t.span = ?1 AND t.number = k.value',
    );
    this.#byNumbers.setReturnArrays(true);
    this.#last = db.prepare('SELECT max(number) AS number FROM text WHERE span = ?');
    this.#sweeps = db.prepare(`SELECT value FROM meta WHERE name = 'sweeps'`);
    this.#remove = db.prepare('DELETE FROM text WHERE span = ? AND number = ?');
    this.#removeKey = db.prepare('DELETE FROM text_key WHERE span = ? AND hash = ? AND number = ?');
    this.#rows = new Bulk(db, 'text', 3);
    this.#keys = new Bulk(db, 'text_key', 3);
  }

  #swept(): number {
    return Number(this.#sweeps.get()?.value);
  }

  /** To be called as a transaction begins: others may have given numbers. Says whether they have taken some back. */
  begin(): boolean {
    this.#next.clear();
    const sweeps = this.#swept();
    if (sweeps === this.sweeps) return false;
    this.sweeps = sweeps;
    this.forget();
    return true;
  }

  /** To be called before a write transaction ends. */
  flush(): void {
    this.#rows.flush();
    this.#keys.flush();
  }

  /** After a rollback: numbers given in it are void. */
  forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
    this.#rows.forget();
    this.#keys.forget();
  }

  /**
   * The numbers of texts in a span, in their order, each given one if it has none yet, and those that were given now.
   * Only inside a write transaction; no more texts at once than are remembered.
   */
  numbers(span: number, texts: readonly string[]): { numbers: number[]; added: [number: number, text: string][] } {
    const known = this.#numbersOf(span);
    const unknown = new Map<string, number>();
    for (const text of texts) if (known.get(text) === undefined) unknown.set(text, hash(text));
    if (unknown.size > 0) {
      const stored = this.#byHashes.all(span, JSON.stringify([...unknown.values()]));
      for (const [number, text] of stored as unknown as [number, string][])
        if (unknown.delete(text)) known.set(text, number);
    }
    let next = this.#next.get(span) ?? Number(this.#last.get(span)?.number ?? 0) + 1;
    const added: [number, string][] = [];
    for (const [text, hashed] of unknown) {
      this.#rows.add(span, next, text);
      this.#keys.add(span, hashed, next);
      known.set(text, next);
      added.push([next++, text]);
    }
    this.#next.set(span, next);
    return { numbers: texts.map((text) => known.get(text)!), added };
  }

  /** The number of a text in a span, or null where it was never stored. */
  find(span: number, text: string): number | null {
    const numbers = this.#numbersOf(span);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    for (const [number, value] of this.#byHash.all(span, hash(text)) as unknown as [number, string][]) {
      if (value !== text) continue;
      numbers.set(text, number);
      return number;
    }
    return null;
  }

  text(span: number, number: number): string | null {
    const place = span * NUMBERS + number;
    const known = this.#texts.get(place);
    if (known !== undefined) return known;
    const value = (this.#byNumber.get(span, number) as { value: string } | undefined)?.value ?? null;
    if (value !== null) this.#texts.set(place, value);
    return value;
  }

  /** Remembers the texts of these numbers, read together as far as they were not known. */
  load(span: number, numbers: Iterable<number>): void {
    const unknown: number[] = [];
    for (const number of numbers) if (this.#texts.get(span * NUMBERS + number) === undefined) unknown.push(number);
    if (unknown.length === 0) return;
    const [found] = this.#byNumbers.all(span, JSON.stringify(unknown)) as unknown as [string, string][];
    const values = JSON.parse(found![1]) as string[];
    for (const [i, number] of (JSON.parse(found![0]) as number[]).entries())
      this.#texts.set(span * NUMBERS + number, values[i]!);
  }

  /** Takes a text's number back. Only inside a write transaction that raises the count of sweeps. */
  remove(span: number, number: number, text: string): void {
    this.#remove.run(span, number);
    this.#removeKey.run(span, hash(text), number);
  }

  #numbersOf(span: number): Generations<string, number> {
    let numbers = this.#numbers.get(span);
    if (numbers === undefined) {
      const [oldest] = this.#numbers.keys();
      if (this.#numbers.size >= SPANS) this.#numbers.delete(oldest!);
      numbers = new Generations(REMEMBERED);
      this.#numbers.set(span, numbers);
    }
    return numbers;
  }
}
