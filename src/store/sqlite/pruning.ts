import { firstId } from '../place.ts';
import type { Dictionary } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { Postings } from './postings.ts';
import { TEXT_COLUMNS } from './row.ts';
import { SPAN, spanOf } from './span.ts';

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
    for (const table of ['text', 'text_key', 'person_key'])
      this.#db.prepare(`DELETE FROM ${table} WHERE span < ?`).run(last);
    this.#sweepSpan(last);
    // Numbers may be given anew: every connection forgets what it remembers.
    this.#db.exec(`UPDATE meta SET value = value + 1 WHERE name = 'sweeps'`);
  }

  /** One pass over the narrow columns of the span in which pruning ended. */
  #sweepSpan(span: number): void {
    const texts = this.#db.prepare('SELECT number, value FROM text WHERE span = ?').all(span) as {
      number: number;
      value: string;
    }[];
    const used = new Set<number>();
    const rows = this.#db.prepare(`SELECT ${TEXT_COLUMNS.join(', ')} FROM event WHERE id >= ? AND id < ?`);
    rows.setReturnArrays(true);
    for (const row of rows.iterate(span * SPAN, (span + 1) * SPAN) as unknown as Iterable<(number | null)[]>)
      for (const value of row) if (value !== null) used.add(value);
    for (const { number, value } of texts) if (!used.has(number)) this.#texts.remove(span, number, value);
    this.#db
      .prepare('DELETE FROM person_key WHERE span = ? AND person NOT IN (SELECT number FROM text WHERE span = ?)')
      .run(span, span);
  }
}
