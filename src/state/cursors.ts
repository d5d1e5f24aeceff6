import { sql } from 'kysely';
import type { Db } from './tables.ts';

export interface Cursors {
  get(name: string): Promise<string | undefined>;
  /** Every cursor whose name begins so. */
  under(prefix: string): Promise<{ name: string; value: string; at: number }[]>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** @param now epoch ms, kept beside each cursor as the time of its last move */
export function cursorsIn(db: Db, now: () => number): Cursors {
  return {
    async get(name) {
      const row = await db.selectFrom('cursor').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    },
    under: (prefix) =>
      // Not as a range of names: how texts are ordered differs from database to database.
      db
        .selectFrom('cursor')
        .selectAll()
        .where(sql`substr(name, 1, ${prefix.length})`, '=', prefix)
        .orderBy('at')
        .execute(),
    async remove(name) {
      await db.deleteFrom('cursor').where('name', '=', name).execute();
    },
    async set(name, value) {
      const row = { name, value, at: now() };
      await db
        .insertInto('cursor')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, at: row.at }))
        .execute();
    },
  };
}
