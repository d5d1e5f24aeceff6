import type { Range } from '../port.ts';
import { Dictionary, READING } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { plainText, type StoredRow } from './row.ts';
import { keysOf, SPAN, spanOf } from './span.ts';

export type Parameter = number | string | Uint8Array | null;

/** A span, or the part of it that a range reaches into. */
export interface SpanPart {
  span: number;
  first: number;
  last: number;
}

/** One connection to read over: its statements, its texts, and one state of the store for the length of a question. */
export class Session {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #statements = new Map<string, Statement>();
  #isOpen = false;

  constructor(db: Database) {
    this.#db = db;
    this.#texts = new Dictionary(db, READING);
  }

  /** Whatever is asked within sees one state of the store, whoever writes meanwhile. */
  read<T>(work: () => T): T {
    if (this.#isOpen) return work();
    this.#statement('BEGIN').run();
    this.#isOpen = true;
    try {
      this.#texts.begin();
      return work();
    } finally {
      this.#isOpen = false;
      this.#statement('COMMIT').run();
    }
  }

  rows(sql: string, ...parameters: Parameter[]): StoredRow[] {
    return this.#statement(sql).all(...parameters) as unknown as StoredRow[];
  }

  /** The keys of the oldest and the newest event; null where there is none. */
  ends(): [first: number, last: number] | null {
    const [ends] = this.rows('SELECT (SELECT min(id) FROM event), (SELECT max(id) FROM event)');
    return ends![0] === null ? null : (ends as [number, number]);
  }

  /** The spans of a range in which there may be events, the newest first. */
  spans(range?: Range): SpanPart[] {
    const ends = this.ends();
    if (ends === null) return [];
    const asked = range === undefined ? ends : keysOf(range);
    const first = Math.max(asked[0], ends[0]);
    const last = Math.min(asked[1], ends[1]);
    const parts: SpanPart[] = [];
    for (let span = spanOf(last); span >= spanOf(first); span--)
      parts.push({ span, first: Math.max(first, span * SPAN), last: Math.min(last, (span + 1) * SPAN - 1) });
    return parts;
  }

  /** The number of a text in a span, or null where it never came there. */
  number(span: number, text: string): number | null {
    return this.#texts.find(span, plainText(text));
  }

  /** How often numbers of texts were taken back: those given out before may mean something else now. */
  get sweeps(): number {
    return this.#texts.sweeps;
  }

  text(span: number, number: number): string | null {
    return this.#texts.text(span, number);
  }

  /** Many texts at once: much quicker than one by one. */
  texts(span: number, numbers: Iterable<number>): ReadonlyMap<number, string> {
    return this.#texts.texts(span, numbers);
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
