import type { Database, Statement } from './engine.ts';

/** Rows in one statement: a call costs more than a row. */
const ROWS = 64;

/** Inserts many narrow rows of numbers and texts into one table. */
export class Bulk {
  readonly #width: number;
  readonly #many: Statement;
  readonly #one: Statement;
  #values: (number | string)[] = [];

  constructor(db: Database, table: string, width: number) {
    const row = `(${Array(width).fill('?').join(', ')})`;
    this.#width = width;
    this.#one = db.prepare(`INSERT OR IGNORE INTO ${table} VALUES ${row}`);
    this.#many = db.prepare(`INSERT OR IGNORE INTO ${table} VALUES ${Array(ROWS).fill(row).join(', ')}`);
  }

  add(...row: (number | string)[]): void {
    this.#values.push(...row);
    if (this.#values.length < ROWS * this.#width) return;
    this.#many.run(...this.#values);
    this.#values = [];
  }

  flush(): void {
    for (let i = 0; i < this.#values.length; i += this.#width) this.#one.run(...this.#values.slice(i, i + this.#width));
    this.#values = [];
  }

  /** After a rollback. */
  forget(): void {
    this.#values = [];
  }
}
