import type { Database, Statement } from './engine.ts';

/** Rows in one statement: a call costs more than a row. What is left over goes in smaller ones. */
const SIZES = [64, 16, 4, 1];
/** Rows that wait at most: neighbours are written together, and little is only in memory. */
const WAITING = 8_192;

type Value = number | string;

/** Inserts many narrow rows of numbers and texts into one table, in the order of its key. */
export class Bulk {
  readonly #statements: { size: number; statement: Statement }[];
  #rows: Value[][] = [];

  /** @param width columns; all but a text are its key, in their order */
  constructor(db: Database, table: string, width: number) {
    const row = `(${Array(width).fill('?').join(', ')})`;
    this.#statements = SIZES.map((size) => ({
      size,
      statement: db.prepare(`INSERT OR IGNORE INTO ${table} VALUES ${Array(size).fill(row).join(', ')}`),
    }));
  }

  add(...row: Value[]): void {
    this.#rows.push(row);
    if (this.#rows.length >= WAITING) this.flush();
  }

  flush(): void {
    const rows = this.#rows.sort(byKey);
    let next = 0;
    for (const { size, statement } of this.#statements)
      for (; rows.length - next >= size; next += size) {
        const values: Value[] = [];
        for (let i = next; i < next + size; i++) for (const value of rows[i]!) values.push(value);
        statement.run(...values);
      }
    this.#rows = [];
  }

  /** After a rollback. */
  forget(): void {
    this.#rows = [];
  }
}

function byKey(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i], b[i]];
    if (typeof left !== 'number' || typeof right !== 'number') return 0;
    if (left !== right) return left - right;
  }
  return 0;
}
