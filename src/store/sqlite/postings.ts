import { Bulk } from './bulk.ts';
import type { Database, Statement } from './engine.ts';
import { SPAN, spanOf } from './span.ts';

type Posting = [span: number, key: number, event: number];

/** Writes a look-up table of (span, key, event within the span): which events are a person's, or an address's. */
export class Postings {
  readonly #rows: Bulk;
  readonly #remove: Statement;
  #waiting: Posting[] = [];

  constructor(db: Database, table: 'by_person' | 'by_address') {
    this.#rows = new Bulk(db, table, 3);
    this.#remove = db.prepare(`DELETE FROM ${table} WHERE span = ? AND key = ? AND event = ?`);
  }

  add(key: number, id: number): void {
    const span = spanOf(id);
    this.#waiting.push([span, key, id - span * SPAN]);
  }

  /** In the order of the table: neighbours are written together. */
  flush(): void {
    for (const posting of this.#waiting.sort(byPlace)) this.#rows.add(...posting);
    this.#rows.flush();
    this.#waiting = [];
  }

  forget(): void {
    this.#waiting = [];
    this.#rows.forget();
  }

  remove(key: number, id: number): void {
    const span = spanOf(id);
    this.#remove.run(span, key, id - span * SPAN);
  }
}

function byPlace(a: Posting, b: Posting): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
