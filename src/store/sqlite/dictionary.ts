import type { Database, Statement } from './engine.ts';
import { hash } from './key.ts';

/** Texts remembered per connection, newest first to stay: two generations of this many. */
const REMEMBERED = 60_000;

/** Remembers at least the last so many entries, forgets the older generation whole. */
class Generations<K, V> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= REMEMBERED) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}

/** Texts by number. The table is the truth: another process may write too, so nothing lives in memory alone. */
export class Dictionary {
  readonly #numbers = new Generations<string, number>();
  readonly #texts = new Generations<number, string>();
  readonly #byHash: Statement;
  readonly #byId: Statement;
  readonly #insert: Statement;
  readonly #sweeps: Statement;
  #sweep: number;

  constructor(db: Database) {
    this.#byHash = db.prepare('SELECT id, value FROM text WHERE hash = ?');
    this.#byId = db.prepare('SELECT value FROM text WHERE id = ?');
    this.#insert = db.prepare('INSERT INTO text (hash, value) VALUES (?, ?)');
    this.#sweeps = db.prepare(`SELECT value FROM meta WHERE name = 'sweeps'`);
    this.#sweep = this.#swept();
  }

  #swept(): number {
    return Number(this.#sweeps.get()?.value);
  }

  /** To be called as a transaction begins: numbers may have been given back since the last. */
  refresh(): void {
    const sweep = this.#swept();
    if (sweep === this.#sweep) return;
    this.#sweep = sweep;
    this.forget();
  }

  /** After a rollback: numbers given in it are void. */
  forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
  }

  /** The number of a text, given one if it has none yet. Only inside a write transaction. */
  number(text: string | null): number | null {
    if (text === null) return null;
    const known = this.find(text);
    if (known !== null) return known;
    const id = Number(this.#insert.run(hash(text), text).lastInsertRowid);
    this.#numbers.set(text, id);
    return id;
  }

  /** The number of a text, or null where it was never stored. */
  find(text: string): number | null {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    for (const row of this.#byHash.all(hash(text)) as { id: number; value: string }[]) {
      if (row.value !== text) continue;
      this.#numbers.set(text, row.id);
      return row.id;
    }
    return null;
  }

  text(number: number | null): string | null {
    if (number === null) return null;
    const known = this.#texts.get(number);
    if (known !== undefined) return known;
    const value = (this.#byId.get(number) as { value: string } | undefined)?.value ?? null;
    if (value !== null) this.#texts.set(number, value);
    return value;
  }
}
