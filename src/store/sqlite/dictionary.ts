import { Bulk } from './bulk.ts';
import type { Database, Statement } from './engine.ts';
import { SpanMemory } from './generations.ts';
import { keysOf } from './key.ts';

/** Spans whose texts are remembered, and how many texts of each: two generations of so many. */
interface Memory {
  spans: number;
  texts: number;
}

/** Today's span, and those that late events or an import reach into. */
export const WRITING: Memory = { spans: 3, texts: 60_000 };
/** A question reaches over many spans, and has little in each. */
export const READING: Memory = { spans: 16, texts: 8_000 };

/**
 * The tables of keys. One that comes lies at a place of its own, and a page changes for it. So those of small batches
 * wait in a small table, with few pages, and go into the large one many at once.
 */
export const KEY_TABLES = ['text_key', 'fresh_key'] as const;
/** Keys that wait at most. */
const FRESH = 4_000;

/** A query over both. */
export function ofKeys(query: (table: (typeof KEY_TABLES)[number]) => string): string {
  return KEY_TABLES.map(query).join(' UNION ALL ');
}

/**
 * Texts by number, span by span: numbers begin anew in each, so they are small, and go with their span. The tables are
 * the truth: another process may write too, so nothing lives in memory alone.
 */
export class Dictionary {
  readonly #numbers: SpanMemory<string, number>;
  readonly #texts: SpanMemory<number, string>;
  /** The next number of a span, within one transaction. */
  readonly #next = new Map<number, number>();
  readonly #byHash: Statement;
  readonly #byHashes: Statement;
  readonly #byNumber: Statement;
  readonly #byNumbers: Statement;
  readonly #last: Statement;
  readonly #sweeps: Statement;
  readonly #remove: Statement;
  readonly #removeKeys: readonly Statement[];
  readonly #countFresh: Statement;
  readonly #db: Database;
  readonly #rows: Bulk;
  readonly #keys: Bulk;
  readonly #freshKeys: Bulk;
  /** Keys of this transaction. */
  #added: [span: number, key: number, number: number][] = [];
  /** Rows of fresh_key, as far as this process knows; null where it has to count. */
  #fresh: number | null = null;
  /** How often numbers were taken back, as of this transaction. */
  sweeps = -1;

  constructor(db: Database, { spans, texts }: Memory) {
    this.#numbers = new SpanMemory(spans, texts);
    this.#texts = new SpanMemory(spans, texts);
    this.#byHash = db.prepare(
      ofKeys(
        (keys) =>
          `SELECT t.number, t.value FROM ${keys} k JOIN text t ON t.span = k.span AND t.number = k.number WHERE k.span = ?1 AND k.hash = ?2`,
      ),
    );
    this.#byHash.setReturnArrays(true);
    this.#byHashes = db.prepare(
      ofKeys(
        (keys) =>
          `SELECT t.number, t.value FROM json_each(?2) j CROSS JOIN ${keys} k ON k.span = ?1 AND k.hash = j.value CROSS JOIN text t ON t.span = ?1 AND t.number = k.number`,
      ),
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
    this.#removeKeys = KEY_TABLES.map((keys) =>
      db.prepare(`DELETE FROM ${keys} WHERE span = ? AND hash = ? AND number = ?`),
    );
    this.#countFresh = db.prepare('SELECT count(*) AS n FROM fresh_key');
    this.#rows = new Bulk(db, 'text', 3);
    this.#keys = new Bulk(db, 'text_key', 3);
    this.#freshKeys = new Bulk(db, 'fresh_key', 3);
    this.#db = db;
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
    if (this.#added.length === 0) return;
    this.#fresh ??= Number(this.#countFresh.get()?.n);
    const isFull = this.#fresh + this.#added.length > FRESH;
    if (isFull && this.#fresh > 0)
      this.#db.exec('INSERT OR IGNORE INTO text_key SELECT * FROM fresh_key; DELETE FROM fresh_key');
    const into = isFull ? this.#keys : this.#freshKeys;
    for (const row of this.#added) into.add(...row);
    into.flush();
    this.#fresh = isFull ? 0 : this.#fresh + this.#added.length;
    this.#added = [];
  }

  /** After a rollback: numbers given in it are void. */
  forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
    this.#rows.forget();
    this.#keys.forget();
    this.#freshKeys.forget();
    this.#added = [];
    this.#fresh = null;
  }

  /**
   * The numbers of texts in a span, in their order, each given one if it has none yet.
   * Only inside a write transaction; no more texts at once than are remembered.
   */
  numbers(span: number, texts: readonly string[]): number[] {
    const known = this.#numbers.of(span);
    const unknown = new Map<string, readonly [number, ...number[]]>();
    for (const text of texts) if (known.get(text) === undefined) unknown.set(text, keysOf(text));
    if (unknown.size > 0) {
      const stored = this.#byHashes.all(span, JSON.stringify([...unknown.values()].map(([key]) => key)));
      for (const [number, text] of stored as unknown as [number, string][])
        if (unknown.delete(text)) known.set(text, number);
    }
    let next = this.#next.get(span) ?? Number(this.#last.get(span)?.number ?? 0) + 1;
    for (const [text, keys] of unknown) {
      this.#rows.add(span, next, text);
      for (const key of keys) this.#added.push([span, key, next]);
      known.set(text, next++);
    }
    this.#next.set(span, next);
    return texts.map((text) => known.get(text)!);
  }

  /** The number of a text in a span, or null where it was never stored. */
  find(span: number, text: string): number | null {
    const numbers = this.#numbers.of(span);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    for (const [number, value] of this.#byHash.all(span, keysOf(text)[0]) as unknown as [number, string][]) {
      if (value !== text) continue;
      numbers.set(text, number);
      return number;
    }
    return null;
  }

  text(span: number, number: number): string | null {
    const texts = this.#texts.of(span);
    const known = texts.get(number);
    if (known !== undefined) return known;
    const value = (this.#byNumber.get(span, number) as { value: string } | undefined)?.value ?? null;
    if (value !== null) texts.set(number, value);
    return value;
  }

  /** What these numbers mean, read together as far as it was not remembered. */
  texts(span: number, numbers: Iterable<number>): ReadonlyMap<number, string> {
    const texts = this.#texts.of(span);
    const found = new Map<number, string>();
    const unknown: number[] = [];
    for (const number of numbers) {
      const text = texts.get(number);
      if (text === undefined) unknown.push(number);
      else found.set(number, text);
    }
    if (unknown.length > 0) {
      const [rows] = this.#byNumbers.all(span, JSON.stringify(unknown)) as unknown as [string, string][];
      const values = JSON.parse(rows![1]) as string[];
      for (const [i, number] of (JSON.parse(rows![0]) as number[]).entries()) {
        texts.set(number, values[i]!);
        found.set(number, values[i]!);
      }
    }
    return found;
  }

  /** Takes a text's number back. Only inside a write transaction that raises the count of sweeps. */
  remove(span: number, number: number, text: string): void {
    this.#remove.run(span, number);
    for (const key of keysOf(text)) for (const remove of this.#removeKeys) remove.run(span, key, number);
  }
}
