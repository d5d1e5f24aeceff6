import { identifierKey } from '../../event/identifier.ts';
import type { Arrival, OddEvent } from '../../event/log-event.ts';
import { kindOf } from '../kind.ts';
import type { Receipt } from '../port.ts';
import { storable } from '../storable.ts';
import type { ClickHouseAddress } from './address.ts';
import { keysOf, subjectOf } from './key.ts';
import type { Cell, Nodes } from './nodes.ts';
import { portions } from './portions.ts';
import { Remembered } from './remembered.ts';
import { INSERTED, storableEvent, toRow, toText } from './row.ts';
import { wholeTable } from './schema.ts';

/** Every insert makes a part that has to be merged: what comes within this time goes together, ms. */
const PACE = 250;
/** So many rows do not wait. */
const ENOUGH = 5_000;
/** Rows in one insert, about: a batch is never torn. */
const MOST = 20_000;

const WHO = ['user', 'identifier', 'name', 'connection'];
const BY_KEY = ['key', 'at', 'log_id', 'type', 'kind', ...WHO, 'event'];
const ALIAS = ['name', 'user', 'at'];

interface Waiting {
  batch: readonly Arrival[];
  resolve: (receipt: Receipt) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes events: several batches in one insert, each acknowledged when all of it is durable in every table. A log id
 * is known once nothing of its event is missing, so whatever breaks in between is whole after the next delivery.
 */
export class Writer {
  readonly #nodes: Nodes;
  readonly #address: ClickHouseAddress;
  readonly #remembered = new Remembered();
  readonly #pace: number;
  #waiting: Waiting[] = [];
  #rows = 0;
  #running: Promise<void> | null = null;
  #hurry: (() => void) | null = null;
  #last = Number.NEGATIVE_INFINITY;

  constructor(nodes: Nodes, address: ClickHouseAddress, pace: number = PACE) {
    this.#nodes = nodes;
    this.#address = address;
    this.#pace = pace;
  }

  add(batch: readonly Arrival[]): Promise<Receipt> {
    if (batch.length === 0) return Promise.resolve({ added: 0, duplicates: 0 });
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        batch: batch.map(({ event, body }) => ({ event: storableEvent(event), body })),
        resolve,
        reject,
      });
      this.#rows += batch.length;
      if (this.#rows >= ENOUGH) this.#hurry?.();
      this.#running ??= this.#drain();
    });
  }

  async addOdd(odd: readonly OddEvent[], at: number): Promise<void> {
    const rows = odd.map(({ reason, raw }) => [at, reason, storable(raw)]);
    await this.#nodes.insert(wholeTable(this.#address, 'odd'), ['at', 'reason', 'raw'], rows);
  }

  /** Before rows go: what was written once may have to be written again. */
  forget(): void {
    this.#remembered.forget();
  }

  /** Resolves when nothing is waiting any more. */
  async drained(): Promise<void> {
    this.#hurry?.();
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#due();
      const group = this.#take();
      try {
        const receipts = await this.#store(group.map(({ batch }) => batch));
        for (const [i, { resolve }] of group.entries()) resolve(receipts[i]!);
      } catch (error) {
        this.#remembered.forget();
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = null;
  }

  /** The first after a pause goes at once; the next ones wait for each other. */
  async #due(): Promise<void> {
    const left = this.#last + this.#pace - performance.now();
    if (left > 0 && this.#rows < ENOUGH) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#hurry = null;
    }
    this.#last = performance.now();
  }

  #take(): Waiting[] {
    const group: Waiting[] = [];
    let rows = 0;
    while (this.#waiting.length > 0 && rows < MOST) {
      const next = this.#waiting.shift()!;
      rows += next.batch.length;
      group.push(next);
    }
    this.#rows -= rows;
    return group;
  }

  async #store(batches: readonly (readonly Arrival[])[]): Promise<Receipt[]> {
    const known = await this.#known(batches.flat().map(({ event }) => event.logId));
    const fresh: Arrival[] = [];
    const receipts = batches.map((batch) => {
      const before = fresh.length;
      for (const arrival of batch) {
        if (known.has(arrival.event.logId)) continue;
        known.add(arrival.event.logId);
        fresh.push(arrival);
      }
      const added = fresh.length - before;
      return { added, duplicates: batch.length - added };
    });
    if (fresh.length > 0) await this.#insert(fresh);
    return receipts;
  }

  async #known(logIds: readonly string[]): Promise<Set<string>> {
    const query = `SELECT DISTINCT log_id FROM ${wholeTable(this.#address, 'known')} WHERE log_id IN {ids:Array(String)}`;
    const found = await Promise.all(portions(logIds).map((ids) => this.#nodes.rows<[string]>(query, { ids })));
    return new Set(found.flat().map(([logId]) => logId));
  }

  async #insert(fresh: readonly Arrival[]): Promise<void> {
    const table = (name: Parameters<typeof wholeTable>[1]) => wholeTable(this.#address, name);
    const byKey = fresh.flatMap(({ event }): Cell[][] => {
      const text = toText(event);
      const { userId, identifier } = subjectOf(event);
      const name = identifier === null ? '' : identifierKey(identifier);
      const who = [userId ?? '', identifier ?? '', name, event.connection];
      const row = [event.at, event.logId, event.type, kindOf(event), ...who, text];
      return keysOf(event).map((key) => [key, ...row]);
    });
    const events = fresh.map(({ event, body }) => toRow(event, body));
    const [aliases, logins] = this.#remembered.rowsOf(fresh.map(({ event }) => event));
    await Promise.all([
      this.#nodes.insert(table('event'), INSERTED, events),
      this.#nodes.insert(table('by_key'), BY_KEY, byKey),
      this.#nodes.insert(table('alias'), ALIAS, aliases),
      this.#nodes.insert(table('first_login'), ['person', 'at'], logins),
    ]);
    const ids = fresh.map(({ event }): Cell[] => [event.logId, event.at]);
    await this.#nodes.insert(table('known'), ['log_id', 'at'], ids);
  }
}
