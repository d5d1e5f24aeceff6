import { firstId } from '../place.ts';
import { type Dictionary, KEY_TABLES } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { Postings } from './postings.ts';
import { spanOf } from './span.ts';
import { sweepSpan } from './sweep.ts';

/** Rows deleted in one transaction, so that writes go on between. */
const ROWS = 2_000;

/** Deletes what is older than a moment. Every method is to be called inside a write transaction. */
export class Pruning {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #before: number;
  /** The first key that stays. */
  readonly #end: number;
  readonly #people: Postings;
  readonly #addresses: Postings;
  readonly #oldest: Statement;
  readonly #remove: Statement;

  constructor(db: Database, texts: Dictionary, before: number) {
    this.#db = db;
    this.#texts = texts;
    this.#before = before;
    this.#end = firstId(Math.max(0, Math.ceil(before)));
    this.#people = new Postings(db, 'by_person');
    this.#addresses = new Postings(db, 'by_address');
    this.#oldest = db.prepare(
      'SELECT id, coalesce(target, person) AS person, ip FROM event WHERE id < ? ORDER BY id LIMIT ?',
    );
    this.#remove = db.prepare('DELETE FROM event WHERE id <= ?');
  }

  /** Deletes the oldest events, at most 2,000. Returns how many there were. */
  deleteOldest(): number {
    const rows = this.#oldest.all(this.#end, ROWS) as Record<'id' | 'person' | 'ip', number>[];
    for (const { id, person, ip } of rows) {
      if (person !== null) this.#people.remove(person, id);
      if (ip !== null) this.#addresses.remove(ip, id);
    }
    if (rows.length === 0) return 0;
    this.#remove.run(rows.at(-1)!.id);
    this.#db.prepare(`UPDATE meta SET value = value - ? WHERE name = 'events'`).run(rows.length);
    return rows.length;
  }

  /** Then: bodies, odd events, and the texts that no event uses any more, people's names among them. */
  sweep(): void {
    this.#db.prepare('DELETE FROM block WHERE newest < ?').run(this.#end);
    this.#db.prepare('DELETE FROM odd WHERE at < ?').run(this.#before);
    const last = spanOf(this.#end);
    for (const table of ['text', ...KEY_TABLES]) this.#db.prepare(`DELETE FROM ${table} WHERE span < ?`).run(last);
    sweepSpan(this.#db, this.#texts, last);
  }
}
