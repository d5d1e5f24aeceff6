import type { Whom } from '../../event/mention.ts';
import { countedPerson, QUARTER } from '../counted.ts';
import { momentOf } from '../place.ts';
import type { PersonKeys } from '../port.ts';
import { countedNames, whomOf } from '../whom.ts';
import { Blocks } from './blocks.ts';
import type { Dictionary } from './dictionary.ts';
import type { Database } from './engine.ts';
import { packLogId } from './key.ts';
import { Postings } from './postings.ts';
import { spanOf } from './span.ts';
import { countSweep } from './sweep.ts';
import { isNamedSince, type Traces } from './traces.ts';

/** Bodies are taken out of so many blocks in one transaction: packing one takes milliseconds, and others wait. */
const BLOCKS = 100;

/** Deletes what was found of somebody. Every method is to be called inside a write transaction. */
export class Forgetting {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #blocks: Blocks;
  readonly #traces: Traces;
  readonly #keys: PersonKeys;
  readonly #whom: Whom;
  readonly #bodies: number[];

  constructor(db: Database, texts: Dictionary, traces: Traces, keys: PersonKeys) {
    this.#db = db;
    this.#texts = texts;
    this.#blocks = new Blocks(db);
    this.#traces = traces;
    this.#keys = keys;
    this.#whom = whomOf(keys);
    this.#bodies = [...traces.bodies].sort((a, b) => a - b);
  }

  /**
   * First the raw bodies, a little at a time: whatever breaks in between, the rows still say whose they were.
   * False when all are gone.
   */
  blank(): boolean {
    this.#bodies.splice(0, this.#blocks.blank(this.#bodies, BLOCKS));
    return this.#bodies.length > 0;
  }

  /**
   * Then everything else, at once: what led from a name to the next goes with the last row that it led to.
   * Does nothing and says false where somebody has written more of this person since it was looked for.
   */
  remove(): boolean {
    if (isNamedSince(this.#db, this.#traces, this.#whom)) return false;
    const { rows, texts, odd } = this.#traces;
    const [people, addresses] = [new Postings(this.#db, 'by_person'), new Postings(this.#db, 'by_address')];
    const remove = this.#db.prepare('DELETE FROM event WHERE id = ? AND log_id = ?');
    const uncount = this.#db.prepare('UPDATE quarter SET events = events - 1 WHERE quarter = ?');
    let removed = 0;
    for (const { id, logId, person, target, ip } of rows) {
      // Retention may have been quicker.
      if (remove.run(id, packLogId(logId)).changes === 0) continue;
      removed++;
      for (const each of [person, target]) if (each !== null) people.remove(each, id);
      if (ip !== null) addresses.remove(ip, id);
      uncount.run(Math.floor(momentOf(id) / QUARTER));
    }
    this.#db.exec('DELETE FROM quarter WHERE events <= 0');
    this.#db.prepare(`UPDATE meta SET value = value - ? WHERE name = 'events'`).run(removed);
    for (const [span, found] of texts) {
      for (const [number, text] of found) this.#texts.remove(span, number, text);
    }
    const removeOdd = this.#db.prepare('DELETE FROM odd WHERE id = ?');
    for (const id of odd) removeOdd.run(id);
    const uncountLogin = this.#db.prepare('DELETE FROM first_login WHERE person = ?');
    const logins = this.#traces.logins.map(([userId, identifier]) => ({ userId, identifier }));
    for (const person of countedNames(this.#keys, logins)) uncountLogin.run(countedPerson(person));
    countSweep(this.#db);
    return true;
  }

  /** Where texts may be left that nobody else had: addresses, browsers. */
  get spans(): number[] {
    return [...new Set(this.#traces.rows.map(({ id }) => spanOf(id)))];
  }
}
