import { personOf } from '../../event/kind.ts';
import { countedPerson, QUARTER } from '../counted.ts';
import { momentOf } from '../place.ts';
import type { Database, Statement } from './engine.ts';

/**
 * What outlives the events: how many there were in each quarter of an hour, and when each person first logged in.
 * People stand by a number made of their name, so that nobody can be read out of here.
 */
export const COUNT_TABLES = `
CREATE TABLE quarter (quarter INTEGER PRIMARY KEY, events INTEGER NOT NULL) STRICT;
CREATE TABLE first_login (person INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE INDEX first_login_at ON first_login(at);
`;

/** People whose first login is remembered, so that their later ones ask the disk for nothing. */
const REMEMBERED = 100_000;

/** Keeps both tables exact: only events that were really stored are seen, in the transaction that stores them. */
export class Counts {
  readonly #quarter: Statement;
  readonly #first: Statement;
  #quarters = new Map<number, number>();
  #firsts = new Map<string, number>();

  constructor(db: Database) {
    this.#quarter = db.prepare(
      'INSERT INTO quarter VALUES (?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
    );
    this.#first = db.prepare(
      'INSERT INTO first_login VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at < at',
    );
  }

  /** @param login who logged in by this event; null where nobody did, or nobody is named */
  see(id: number, login: [userId: string | null, identifier: string | null] | null): void {
    const at = momentOf(id);
    const quarter = Math.floor(at / QUARTER);
    this.#quarters.set(quarter, (this.#quarters.get(quarter) ?? 0) + 1);
    const person = login === null ? null : personOf({ userId: login[0], identifier: login[1] });
    if (person === null) return;
    const known = this.#firsts.get(person);
    if (known !== undefined && known <= at) return;
    if (this.#firsts.size >= REMEMBERED) this.#firsts.clear();
    this.#firsts.set(person, at);
    this.#first.run(countedPerson(person), at);
  }

  /** To be called before the transaction ends. */
  flush(): void {
    for (const [quarter, events] of this.#quarters) this.#quarter.run(quarter, events);
    this.#quarters.clear();
  }

  /** After a rollback. */
  forget(): void {
    this.#quarters.clear();
    this.#firsts.clear();
  }
}
