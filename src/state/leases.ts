import type { Db } from './tables.ts';

/** Rights that one process has for a while and keeps by taking them again: others get them when it is gone. */
export interface Leases {
  /** Takes or keeps it; false while another process has it. */
  take(name: string, owner: string, leaseMs: number): Promise<boolean>;
  /** Gives it back, so that the next one need not wait. */
  release(name: string, owner: string): Promise<void>;
}

export function leasesIn(db: Db, now: () => number): Leases {
  return {
    async take(name, owner, leaseMs) {
      const at = now();
      const until = at + leaseMs;
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('lease')
        .values({ name, owner, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ owner, until })
            .where((where) => where.or([where('lease.owner', '=', owner), where('lease.until', '<', at)])),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    async release(name, owner) {
      await db.deleteFrom('lease').where('name', '=', name).where('owner', '=', owner).execute();
    },
  };
}
