import { Bulk } from './bulk.ts';
import type { Database, Statement } from './engine.ts';
import { SPAN, spanOf } from './span.ts';

/** Writes a look-up table of (span, key, event within the span): which events are a person's, or an address's. */
export class Postings {
  readonly #rows: Bulk;
  readonly #remove: Statement;

  constructor(db: Database, table: 'by_person' | 'by_address') {
    this.#rows = new Bulk(db, table, 3);
    this.#remove = db.prepare(`DELETE FROM ${table} WHERE span = ? AND key = ? AND event = ?`);
  }

  add(key: number, id: number): void {
    const span = spanOf(id);
    this.#rows.add(span, key, id - span * SPAN);
  }

  /** To be called before a write transaction ends. */
  flush(): void {
    this.#rows.flush();
  }

  /** After a rollback. */
  forget(): void {
    this.#rows.forget();
  }

  remove(key: number, id: number): void {
    const span = spanOf(id);
    this.#remove.run(span, key, id - span * SPAN);
  }
}
