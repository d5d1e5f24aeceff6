import type { Arrival, LogEvent, OddEvent } from '../../event/log-event.ts';
import type { Receipt } from '../port.ts';
import { type Body, pack, unpack } from './blocks.ts';
import { Counts } from './counts.ts';
import { Dictionary } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { packLogId, personOfName, personOfUser } from './key.ts';
import { COLUMNS, firstId, preferredId, toParameters } from './row.ts';
import { WAL_PAGES } from './schema.ts';
import { sweep } from './sweep.ts';

/** Bodies in one block: more compress better, fewer open quicker. */
const BLOCK = 128;
/** So many small blocks (a webhook's batches are small) are put together. */
const SMALL_BLOCKS = 32;
/** An alias is written again when it was last seen this much earlier, ms. */
const ALIAS_AGE = 86_400_000;
const ALIASES = 100_000;
/** Rows deleted in one transaction, so that writes go on between. */
const PRUNE = 2_000;

/** Writes events. One thread of one process at a time holds the write lock; every method is one transaction or more. */
export class Writer {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #insert: Statement;
  readonly #byLogId: Statement;
  readonly #taken: Statement;
  readonly #person: Statement;
  readonly #address: Statement;
  readonly #alias: Statement;
  readonly #block: Statement;
  readonly #odd: Statement;
  readonly #count: Statement;
  readonly #counts: Counts;
  #aliases = new Map<string, number>();
  #smallBlocks = 0;

  constructor(db: Database) {
    this.#db = db;
    this.#texts = new Dictionary(db);
    this.#counts = new Counts(db);
    const marks = COLUMNS.split(',')
      .map(() => '?')
      .join(',');
    this.#insert = db.prepare(`INSERT OR IGNORE INTO event (${COLUMNS}) VALUES (${marks})`);
    this.#byLogId = db.prepare('SELECT 1 FROM event WHERE log_id = ?');
    this.#taken = db.prepare('SELECT 1 FROM event WHERE id = ?');
    this.#person = db.prepare('INSERT OR IGNORE INTO by_person VALUES (?, ?)');
    this.#address = db.prepare('INSERT OR IGNORE INTO by_address VALUES (?, ?)');
    this.#alias = db.prepare(
      `INSERT INTO alias (name, person, identifier, user, connection, seen) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen), connection = coalesce(excluded.connection, connection)`,
    );
    this.#block = db.prepare('INSERT INTO block (id, events, newest, data) VALUES (?, ?, ?, ?)');
    this.#count = db.prepare(`UPDATE meta SET value = value + ? WHERE name = 'events'`);
    this.#odd = db.prepare('INSERT INTO odd (at, reason, raw) VALUES (?, ?, ?)');
    this.#smallBlocks = Number(db.prepare(`SELECT count(*) AS n FROM block WHERE events < ${BLOCK / 2}`).get()?.n);
    db.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}`);
  }

  /** Several batches in one transaction: what waited while the disk was busy goes together. */
  add(batches: readonly (readonly Arrival[])[]): Receipt[] {
    return this.#transaction(() => {
      const bodies: Body[] = [];
      const nextBlock = this.#nextBlock();
      const receipts = batches.map((batch) => {
        let added = 0;
        for (const { event, body } of batch) {
          const id = this.#store(event, nextBlock + Math.floor(bodies.length / BLOCK));
          if (id === null) continue;
          bodies.push({ event: id, json: body });
          added++;
        }
        return { added, duplicates: batch.length - added };
      });
      for (let i = 0; i < bodies.length; i += BLOCK)
        this.#writeBlock(nextBlock + i / BLOCK, bodies.slice(i, i + BLOCK));
      if (bodies.length > 0) this.#count.run(bodies.length);
      this.#counts.write();
      if (this.#smallBlocks >= SMALL_BLOCKS) this.#mergeBlocks();
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
    const end = firstId(before);
    for (let last = PRUNE; last === PRUNE; ) {
      last = this.#transaction(() => this.#deleteOldest(end));
      yield last;
    }
    this.#transaction(() => {
      this.#db.prepare('DELETE FROM block WHERE newest < ?').run(end);
      this.#db.prepare('DELETE FROM odd WHERE at < ?').run(before);
      this.#db.prepare('DELETE FROM alias WHERE seen < ?').run(before);
      sweep(this.#db);
    });
    this.#aliases.clear();
    this.#texts.forget();
    this.#db.exec('PRAGMA incremental_vacuum');
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    yield 0;
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      this.#texts.refresh();
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#texts.forget();
      this.#counts.forget();
      this.#aliases.clear();
      throw error;
    }
  }

  /** Stores an event; null where its log id is there already. */
  #store(event: LogEvent, block: number): number | null {
    let id = preferredId(event);
    if (this.#insert.run(...toParameters(event, id, block, this.#texts)).changes === 0) {
      if (this.#byLogId.get(packLogId(event.logId)) !== undefined) return null;
      while (this.#taken.get(id) !== undefined) id++;
      this.#insert.run(...toParameters(event, id, block, this.#texts));
    }
    this.#counts.see(event);
    const person = personKey(event);
    if (person !== null) this.#person.run(person, id);
    if (event.ip !== null) this.#address.run(this.#texts.number(event.ip), id);
    if (event.userId !== null && event.identifier !== null && event.type !== 'sapi')
      this.#remember(event.userId, event.identifier, event);
    return id;
  }

  #remember(userId: string, identifier: string, event: LogEvent): void {
    const pair = `${identifier} ${userId}`;
    const seen = this.#aliases.get(pair);
    if (seen !== undefined && event.at < seen + ALIAS_AGE) return;
    if (this.#aliases.size > ALIASES) this.#aliases.clear();
    this.#aliases.set(pair, event.at);
    this.#alias.run(personOfName(identifier), personOfUser(userId), identifier, userId, event.connection, event.at);
  }

  #nextBlock(): number {
    return Number(this.#db.prepare('SELECT coalesce(max(id), 0) + 1 AS id FROM block').get()?.id);
  }

  #writeBlock(id: number, bodies: readonly Body[]): void {
    if (bodies.length < BLOCK / 2) this.#smallBlocks++;
    this.#block.run(id, bodies.length, Math.max(...bodies.map((b) => b.event)), pack(bodies));
  }

  #mergeBlocks(): void {
    const small = this.#db
      .prepare(`SELECT id, data FROM block WHERE events < ${BLOCK / 2} ORDER BY id LIMIT 256`)
      .all() as { id: number; data: Uint8Array }[];
    const bodies = small.flatMap((block) => unpack(block.data));
    const move = this.#db.prepare('UPDATE event SET block = ? WHERE id = ?');
    const remove = this.#db.prepare('DELETE FROM block WHERE id = ?');
    for (const block of small) remove.run(block.id);
    this.#smallBlocks = 0;
    for (let i = 0; i < bodies.length; i += BLOCK) {
      const part = bodies.slice(i, i + BLOCK);
      const id = this.#nextBlock();
      this.#writeBlock(id, part);
      for (const body of part) move.run(id, body.event);
    }
  }

  #deleteOldest(end: number): number {
    const rows = this.#db
      .prepare('SELECT id, ip, type, user, name, target FROM event WHERE id < ? ORDER BY id LIMIT ?')
      .all(end, PRUNE) as Record<'id' | 'type' | 'ip' | 'user' | 'name' | 'target', number>[];
    const person = this.#db.prepare('DELETE FROM by_person WHERE person = ? AND event = ?');
    const address = this.#db.prepare('DELETE FROM by_address WHERE ip = ? AND event = ?');
    const event = this.#db.prepare('DELETE FROM event WHERE id = ?');
    for (const row of rows) {
      const key = personKey({
        type: this.#texts.text(row.type)!,
        targetUserId: this.#texts.text(row.target),
        userId: this.#texts.text(row.user),
        identifier: this.#texts.text(row.name),
      });
      if (key !== null) person.run(key, row.id);
      if (row.ip !== null) address.run(row.ip, row.id);
      event.run(row.id);
    }
    if (rows.length > 0) this.#count.run(-rows.length);
    return rows.length;
  }
}

/** Under whom an event is found: the user an operation was about, else the user id, else the name. */
function personKey(event: Pick<LogEvent, 'type' | 'targetUserId' | 'userId' | 'identifier'>): number | null {
  if (event.targetUserId !== null) return personOfUser(event.targetUserId);
  if (event.type === 'sapi') return null;
  if (event.userId !== null) return personOfUser(event.userId);
  return event.identifier === null ? null : personOfName(event.identifier);
}
