import type { OddEvent } from '../../event/log-event.ts';
import { LOGIN } from '../kind.ts';
import { momentOf, placesFor } from '../place.ts';
import type { Forgotten, PersonKeys, Receipt } from '../port.ts';
import { whomOf } from '../whom.ts';
import { Blocks, type Body } from './blocks.ts';
import { Counts } from './counts.ts';
import { Dictionary, WRITING } from './dictionary.ts';
import { type Encoded, SINGLES, WIDTH } from './encode.ts';
import type { Database, Statement } from './engine.ts';
import { Forgetting } from './forgetting.ts';
import { packId, packLogId } from './key.ts';
import { Numbers } from './numbers.ts';
import { Postings } from './postings.ts';
import { Pruning } from './pruning.ts';
import { rewrite } from './rewrite.ts';
import { COLUMNS, parsePerson, type Stored, TEXT_COLUMNS } from './row.ts';
import { WAL_PAGES } from './schema.ts';
import { spanOf } from './span.ts';
import { sweepSpan } from './sweep.ts';
import { forgottenOf, type Traces, tracesOf } from './traces.ts';

/** Where the texts begin in COLUMNS, and some of them among the texts. */
const TEXT_PARAMETERS = COLUMNS.length - TEXT_COLUMNS.length;
const PERSON = TEXT_COLUMNS.indexOf('person');
const TARGET = TEXT_COLUMNS.indexOf('target');
const TYPE = TEXT_COLUMNS.indexOf('type');
const IP = TEXT_COLUMNS.indexOf('ip');

/** Writes events. One thread of one process at a time holds the write lock; every method is one transaction or more. */
export class Writer {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #blocks: Blocks;
  readonly #counts: Counts;
  readonly #people: Postings;
  readonly #addresses: Postings;
  readonly #insert: Statement;
  readonly #byLogId: Statement;
  readonly #taken: Statement;
  readonly #odd: Statement;
  readonly #count: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#texts = new Dictionary(db, WRITING);
    this.#counts = new Counts(db);
    this.#blocks = new Blocks(db);
    this.#people = new Postings(db, 'by_person');
    this.#addresses = new Postings(db, 'by_address');
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO event (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
    );
    this.#byLogId = db.prepare('SELECT 1 FROM event WHERE log_id = ?');
    this.#taken = db.prepare('SELECT 1 FROM event WHERE id = ?');
    this.#count = db.prepare(`UPDATE meta SET value = value + ? WHERE name = 'events'`);
    this.#odd = db.prepare('INSERT INTO odd (at, reason, raw) VALUES (?, ?, ?)');
    db.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}`);
  }

  /** Several batches in one transaction: what waited while the disk was busy goes together. */
  add(batches: readonly Encoded[]): Receipt[] {
    return this.#transaction(() => {
      const first = this.#blocks.next();
      const bodies: Body[] = [];
      const receipts = batches.map((batch) => {
        const before = bodies.length;
        const numbers = new Numbers(batch, this.#texts);
        for (const [i, json] of batch.bodies.entries()) {
          const event = this.#store(batch, i, numbers, first + bodies.length);
          if (event !== null) bodies.push({ event, json });
        }
        const added = bodies.length - before;
        return { added, duplicates: batch.bodies.length - added };
      });
      this.#counts.flush();
      this.#texts.flush();
      this.#people.flush();
      this.#addresses.flush();
      this.#blocks.add(first, bodies);
      if (bodies.length > 0) this.#count.run(bodies.length);
      return receipts;
    });
  }

  addOdd(odd: readonly OddEvent[], at: number): void {
    this.#transaction(() => {
      for (const { reason, raw } of odd) this.#odd.run(at, reason, raw);
    });
  }

  /** Deletes what is older than a moment, a little at a time, and gives the space back. Yields between the parts. */
  *prune(before: number): Generator<number> {
    const pruning = new Pruning(this.#db, this.#texts, before);
    for (let deleted = 1; deleted > 0; ) {
      deleted = this.#transaction(() => pruning.deleteOldest());
      yield deleted;
    }
    this.#transaction(() => pruning.sweep());
    this.#texts.forget();
    this.#db.exec('PRAGMA incremental_vacuum');
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    yield 0;
  }

  /**
   * Deletes all that names somebody, and writes the file anew: not even in its unused corners is anything left.
   * Yields between the parts; safe to break off and to repeat.
   */
  *forget(keys: PersonKeys): Generator<void, Forgotten> {
    this.#db.exec('PRAGMA secure_delete = ON');
    try {
      for (;;) {
        const traces = yield* tracesOf(this.#db, whomOf(keys));
        if (yield* this.#remove(traces, keys)) {
          rewrite(this.#db);
          return forgottenOf(traces);
        }
      }
    } finally {
      this.#db.exec('PRAGMA secure_delete = FAST');
    }
  }

  *#remove(traces: Traces, keys: PersonKeys): Generator<void, boolean> {
    const forgetting = new Forgetting(this.#db, this.#texts, traces, keys);
    while (this.#transaction(() => forgetting.blank())) yield;
    if (!this.#transaction(() => forgetting.remove())) return false;
    yield;
    for (const span of forgetting.spans) {
      this.#transaction(() => sweepSpan(this.#db, this.#texts, span));
      yield;
    }
    this.#texts.forget();
    this.#counts.forget();
    return true;
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      // People may have been forgotten meanwhile, also by another process.
      if (this.#texts.begin()) this.#counts.forget();
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      for (const part of [this.#texts, this.#counts, this.#people, this.#addresses]) part.forget();
      throw error;
    }
  }

  /** Stores an event of a batch and returns its key; null where its log id is there already. */
  #store(batch: Encoded, i: number, numbers: Numbers, body: number): number | null {
    const logId = batch.singles[i * SINGLES]!;
    const log = packLogId(logId);
    let id = batch.ids[i]!;
    let parameters = this.#parameters(id, log, batch, i, numbers, body);
    if (this.#insert.run(...parameters).changes === 0) {
      if (this.#byLogId.get(log) !== undefined) return null;
      for (id of placesFor({ logId, at: momentOf(id) })) if (this.#taken.get(id) === undefined) break;
      parameters = this.#parameters(id, log, batch, i, numbers, body);
      this.#insert.run(...parameters);
    }
    const number = (column: number) => parameters[TEXT_PARAMETERS + column] as number | null;
    const text = (column: number) => numbers.text(batch.numbers[i * WIDTH + 1 + column]!);
    const person = number(TARGET) ?? (text(TYPE) === 'sapi' ? null : number(PERSON));
    if (person !== null) this.#people.add(person, id);
    const named = batch.numbers[i * WIDTH]! & LOGIN ? text(PERSON) : undefined;
    this.#counts.see(id, named === undefined ? null : parsePerson(named));
    const ip = number(IP);
    if (ip !== null) this.#addresses.add(ip, id);
    return id;
  }

  #parameters(id: number, log: Buffer | string, batch: Encoded, i: number, numbers: Numbers, body: number): Stored[] {
    const [, session, trans, facts] = batch.singles.slice(i * SINGLES, (i + 1) * SINGLES);
    const span = spanOf(id);
    const first = i * WIDTH + 1;
    const parameters: Stored[] = [
      id,
      log,
      batch.numbers[i * WIDTH]!,
      session === '' ? null : packId(session!),
      trans === '' ? null : packId(trans!),
      body,
      facts === '' ? null : facts!,
    ];
    for (let column = 0; column < TEXT_COLUMNS.length; column++)
      parameters.push(numbers.in(span, batch.numbers[first + column]!));
    return parameters;
  }
}
