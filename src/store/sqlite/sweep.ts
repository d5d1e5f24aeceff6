import type { Dictionary } from './dictionary.ts';
import type { Database } from './engine.ts';
import { TEXT_COLUMNS } from './row.ts';
import { SPAN } from './span.ts';

/**
 * Deletes the texts of a span that no event uses any more, people's names among them: one pass over its narrow columns.
 * Only inside a write transaction.
 */
export function sweepSpan(db: Database, dictionary: Dictionary, span: number): void {
  const texts = db.prepare('SELECT number, value FROM text WHERE span = ?').all(span) as {
    number: number;
    value: string;
  }[];
  const used = new Set<number>();
  const rows = db.prepare(`SELECT ${TEXT_COLUMNS.join(', ')} FROM event WHERE id >= ? AND id < ?`);
  rows.setReturnArrays(true);
  for (const row of rows.iterate(span * SPAN, (span + 1) * SPAN) as unknown as Iterable<(number | null)[]>)
    for (const value of row) if (value !== null) used.add(value);
  for (const { number, value } of texts) if (!used.has(number)) dictionary.remove(span, number, value);
  countSweep(db);
}

/** Numbers may be given anew: every connection forgets what it remembers. */
export function countSweep(db: Database): void {
  db.exec(`UPDATE meta SET value = value + 1 WHERE name = 'sweeps'`);
}
