import type { Db } from './tables.ts';

/**
 * Whom nothing may be stored about any more, as keyed hashes of their names: they know a forgotten person again, and
 * tell nobody who that was.
 */
export interface Tombstones {
  /** @param until epoch ms: by then nobody sends their old events any more */
  set(hashes: readonly string[], until: number): Promise<void>;
  /** Another text whenever one was set or has gone: asked before and after whatever is stored. */
  mark(): Promise<string>;
  all(): Promise<string[]>;
  /** Deletes those that are over. Returns how many. */
  prune(): Promise<number>;
}

export function tombstonesIn(db: Db, now: () => number): Tombstones {
  const counted = db
    .selectFrom('tombstone')
    .select((select) => [select.fn.countAll().as('count'), select.fn.sum('at').as('sum')])
    .compile();
  return {
    async set(hashes, until) {
      if (hashes.length === 0) return;
      const at = now();
      await db
        .insertInto('tombstone')
        .values(hashes.map((hash) => ({ hash, at, until })))
        .onConflict((conflict) => conflict.column('hash').doUpdateSet({ at, until }))
        .execute();
    },
    async mark() {
      const { rows } = await db.executeQuery(counted);
      return `${rows[0]!.count} ${rows[0]!.sum}`;
    },
    async all() {
      return (await db.selectFrom('tombstone').select('hash').execute()).map(({ hash }) => hash);
    },
    async prune() {
      const { numDeletedRows } = await db.deleteFrom('tombstone').where('until', '<=', now()).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
